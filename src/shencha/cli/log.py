"""`shencha log`: proof that what was filed, said and decided is what the log holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shencha.ledger.checkpoint import VerifierKey

log = typer.Typer(
    help="Offline proof of what the log holds.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@log.command("verify")
def verify_receipt(
    receipt: Annotated[str, typer.Argument(help="A receipt file (.tlog-proof).")],
    checkpoint: Annotated[
        str | None, typer.Option(help="A newer checkpoint of the log, which must not contradict the receipt.")
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            help="The log's public key NAME+ID+KEY, or a file that holds it; default: this instance's."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Verify a receipt without the database: exit code 0 it holds, 1 it does not, 2 it cannot be read."""
    from shencha.cli.answers import emit, language
    from shencha.ledger.receipt import check, read
    from shencha.text import Text

    found = read(_text(receipt))
    public = _key(key)
    proved = check(found, public, _text(checkpoint) if checkpoint else None)
    answer = {
        "verifies": True,
        "origin": proved.origin,
        "index": found.index,
        "size": proved.size,
        "root": proved.root.hex(),
        "key": str(public),
        "record": found.record,
    }
    event = found.record.get("event", {}) if isinstance(found.record, dict) else {}
    told = Text(
        "成立：日志 {origin} 的第 {index} 号条目（共 {size} 条）记载案件 {case} 于 {on} 发生 {event}，由 {by} 办理。",
        "It holds: entry {index} of the log {origin} ({size} entries) records {event} in case {case} on {on}, by {by}.",
    ).fill(
        origin=proved.origin,
        index=found.index,
        size=proved.size,
        case=found.record.get("case", "?"),
        on=event.get("on", "?"),
        event=event.get("event", "?"),
        by=found.record.get("by", "?"),
    )
    emit(answer, told.said, as_json=as_json, lang=language(lang))


@log.command("audit")
def audit_log(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Recompute this instance's whole log: entries, tree, checkpoints, and the stored views against the events."""
    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start
    from shencha.text import Text

    start()
    from shencha.records.auditing import audit_everything

    found = audit_everything()
    answer = {
        "holds": not found.faults,
        "entries": found.entries,
        "cases": found.cases,
        "faults": [f.as_dict() for f in found.faults],
    }
    told = (
        Text(
            f"日志完整：{found.entries} 条记录、{found.cases} 个案件，逐条核对无误。",
            f"The log is whole: {found.entries} entries, {found.cases} cases, each checked.",
        )
        if not found.faults
        else Text("\n".join(f.zh for f in found.faults), "\n".join(f.en for f in found.faults))
    )
    emit(answer, told.said, as_json=as_json, lang=language(lang))
    if found.faults:
        raise typer.Exit(1)


@log.command("receipt")
def print_receipt(
    case: Annotated[str, typer.Argument(help="Number of a case of this instance.")],
    sequence: Annotated[int, typer.Argument(help="Which event of it, from 1.")] = 1,
) -> None:
    """Print the receipt of an event of this instance."""
    from shencha.cli.instance import start
    from shencha.errors import NotFound
    from shencha.text import Text

    start()
    from shencha.records.log import receipt
    from shencha.records.models import StoredEvent

    found = StoredEvent.objects.filter(case__number=case, sequence=sequence).first()
    if found is None:
        raise NotFound(Text(f"案件 {case} 没有第 {sequence} 个事件", f"case {case} has no event {sequence}"))
    typer.echo(receipt(found), nl=False)


@log.command("key")
def print_key() -> None:
    """Print the public key with which anyone verifies this instance's receipts."""
    from shencha.cli.instance import start

    start(migrated=False)
    from shencha.records.log import verifier

    typer.echo(str(verifier()))


def _text(path: str) -> str:
    from pathlib import Path

    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    try:
        raw = Path(path).read_bytes()
        return raw.decode()
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "not UTF-8"
    raise BadInput(
        [
            Fault(
                path,
                "file",
                Text(f"无法读取：{reason}", f"it cannot be read: {reason}"),
                Text("请给出回执文件", "name a receipt file"),
            )
        ]
    )


def _key(given: str | None) -> VerifierKey:
    from shencha.cli.instance import start
    from shencha.ledger.checkpoint import VerifierKey

    if given is not None:
        return VerifierKey.parse(given if "+" in given else _text(given))
    start(migrated=False)
    from shencha.records.log import verifier

    return verifier()
