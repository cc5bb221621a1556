"""`shencha log`: proof that what was filed, said and decided is what the log holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shencha.ledger.checkpoint import Checkpoint, VerifierKey

log = typer.Typer(
    help="Offline proof of what the log holds.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@log.command("verify")
def verify_receipt(
    receipt: Annotated[
        str, typer.Argument(help="A receipt file (.tlog-proof), or the bundle of a case (.zip).")
    ],
    checkpoint: Annotated[
        str | None, typer.Option(help="A newer checkpoint of the log, which must not contradict the receipt.")
    ] = None,
    consistency: Annotated[
        str | None,
        typer.Option(help="Consistency proof from the receipt's checkpoint to it: a base64 hash a line."),
    ] = None,
    key: Annotated[
        str | None,
        typer.Option(
            help="The log's public key NAME+ID+KEY, or a file that holds it; default: this instance's, else the "
            "one that the receipt names, which proves nothing about who signed."
        ),
    ] = None,
    payload: Annotated[
        str | None, typer.Option(help="Record and salt (JSON) for a receipt that was given without them.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Verify a receipt or a bundle without the database: exit code 0 it holds, 1 it does not, 2 it cannot be read."""
    from dataclasses import replace

    from shencha.ledger.bundle import is_bundle

    if is_bundle(receipt):
        _verify_bundle(receipt, checkpoint, consistency, key, as_json, lang)
        return

    from shencha.cli.answers import emit, language
    from shencha.cli.pages.log import told
    from shencha.ledger.receipt import check, read, read_payload

    found = read(_text(receipt))
    if payload:
        found = replace(found, payload=read_payload(_text(payload).encode()))
    public, source = _key(key, found.key)
    extension = _steps(consistency)
    proved = check(found, public, _text(checkpoint) if checkpoint else None, extension)
    record = found.payload.record if found.payload else None
    answer = {
        "verifies": True,
        "origin": proved.origin,
        "index": found.index,
        "size": proved.size,
        "root": proved.root.hex(),
        "key": str(public),
        "key_from": source,
        "record": record,
    }
    emit(answer, told(answer, record).said, as_json=as_json, lang=language(lang))


def _steps(path: str | None) -> list[bytes] | None:
    from shencha.ledger.checkpoint import decoded

    return [decoded("consistency", line, 32) for line in _text(path).split()] if path else None


def _verify_bundle(
    path: str,
    checkpoint: str | None,
    consistency: str | None,
    key: str | None,
    as_json: bool,
    lang: str | None,
) -> None:
    from shencha.cli.answers import emit, language
    from shencha.cli.pages.log import bundle_told
    from shencha.ledger.bundle import own_receipt, verified

    public, source = _key(key, own_receipt(path).key)
    found = verified(path, public, _text(checkpoint) if checkpoint else None, _steps(consistency))
    answer = {
        "verifies": not found.faults,
        "case": found.case,
        "on": found.on,
        "given_to": found.given_to,
        "members": found.members,
        "entries": found.entries,
        "faults": [{"member": name, "what": what.as_dict()} for name, what in found.faults],
        "origin": found.checkpoint.origin,
        "size": found.checkpoint.size,
        "root": found.checkpoint.root.hex(),
        "key": str(public),
        "key_from": source,
    }
    emit(answer, bundle_told(answer, found).said, as_json=as_json, lang=language(lang))
    if found.faults:
        raise typer.Exit(1)


@log.command("bundle")
def give_bundle(
    case: Annotated[str, typer.Argument(help="Number of a case of this instance.")],
    out: Annotated[str, typer.Argument(help="The file to write, such as 2026-0001.zip.")],
    to: Annotated[
        str,
        typer.Option(
            "--to", help="Sign-in address of the reader; the bundle holds what that person may read."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Give a case out as one file that verifies offline: entries, papers, receipts, proofs and the verifiers."""
    from pathlib import Path

    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start
    from shencha.errors import BadInput, Fault, NotFound
    from shencha.text import Text

    file = Path(out)
    if file.exists():
        wrong = Text("文件已存在", "it is there already")
        right = Text("请写一个新的文件名", "name a new file")
        raise BadInput([Fault(out, "file", wrong, right)])
    start()
    from shencha.records import access
    from shencha.records.acts import bundles
    from shencha.records.models import Membership

    held = Membership.objects.select_related("person", "organisation").filter(
        person__email__iexact=to, active=True
    )
    known = [
        one for one in held if bundles.may_have(one) and access.cases_of(one).filter(number=case).exists()
    ]
    if not known:
        raise NotFound(
            Text(
                f"没有案件 {case}，或者 {to} 不能取得它：证据包只给审计员、审查办公室负责人和本案当事人",
                f"there is no case {case}, or {to} is not given it: a bundle is for an auditor, the head of the "
                "office, or the party of the case",
            )
        )
    given = bundles.give(case, to=known[0])
    part = file.with_name(f".{file.name}.part")
    try:
        with part.open("xb") as opened:
            size = bundles.written(given, opened)
        part.replace(file)
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = Text(f"无法写入：{reason}", f"it cannot be written: {reason}")
        right = Text("请写一个可以写入的位置", "name a place that can be written")
        raise BadInput([Fault(out, "file", wrong, right)]) from None
    finally:
        part.unlink(missing_ok=True)
    answer = {"case": case, "file": out, "members": len(given.members), "bytes": size}
    told = Text(
        "已写入 {file}：{members} 个文件，{bytes} 字节。核验：shencha log verify {file}",
        "Written to {file}: {members} members, {bytes} bytes. Verify it: shencha log verify {file}",
    ).fill(**answer)
    emit(answer, told.said, as_json=as_json, lang=language(lang))


@log.command("audit")
def audit_log(
    checkpoint: Annotated[
        list[str] | None,
        typer.Option(help="A checkpoint of this log that was kept outside; may be given several times."),
    ] = None,
    unchecked_since: Annotated[
        str | None,
        typer.Option(help="Hash only the files not hashed since that day, YYYY-MM-DD: goes on with a check."),
    ] = None,
    anew: Annotated[
        bool,
        typer.Option("--anew", help="Verify every signature, also those that were verified here before."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Recompute this instance's log, the rows made from it, and the digest of every stored file."""
    from shencha.cli.answers import emit, language
    from shencha.cli.days import read_day
    from shencha.cli.instance import start
    from shencha.cli.pages.log import audited
    from shencha.cli.progress import progress

    since = read_day(unchecked_since, "--unchecked-since", "log audit") if unchecked_since else None
    start()
    from datetime import datetime, time

    from shencha.records.clock import SHANGHAI
    from shencha.records.log.auditing import audit_everything

    outside = [_outside(one) for one in checkpoint or ()]
    with progress("files") as advance:
        found = audit_everything(
            outside=outside,
            unchecked_since=datetime.combine(since, time(), SHANGHAI) if since else None,
            anew=anew,
            advance=advance,
        )
    answer = {
        "holds": not found.faults,
        "entries": found.entries,
        "cases": found.cases,
        "files": found.files,
        "faults": [f.as_dict() for f in found.faults],
        "remarks": [f.as_dict() for f in found.remarks],
    }
    emit(answer, audited(found, len(outside)).said, as_json=as_json, lang=language(lang))
    if found.faults:
        raise typer.Exit(1)


def _outside(path: str) -> Checkpoint:
    """A checkpoint that was kept outside, its signature verified by one of the log's keys.

    Raises:
        Unverifiable: it is not signed by a key of this log.
    """
    from shencha.ledger.checkpoint import Unverifiable, parse, verify
    from shencha.records.log import signers

    note = _text(path)
    size = parse(note)[0].size
    keys = [key for first, key in signers() if first < size] or [signers()[0][1]]
    for key in keys[:-1]:
        try:
            return verify(note, key)
        except Unverifiable:
            continue
    return verify(note, keys[-1])


@log.command("receipt")
def print_receipt(
    case: Annotated[str | None, typer.Argument(help="Number of a case of this instance.")] = None,
    sequence: Annotated[int, typer.Argument(help="Which event of it, from 1.")] = 1,
    entry: Annotated[
        int | None, typer.Option(help="Number of any entry of the log instead, from 0.", min=0)
    ] = None,
) -> None:
    """Print the receipt of an event of this instance, or of any other entry of its log."""
    from shencha.cli.instance import start
    from shencha.errors import BadInput, Fault, NotFound
    from shencha.text import Text

    if (case is None) == (entry is None):
        wrong = Text("要么写案件编号，要么写 --entry", "name either a case or --entry")
        right = Text("例如 2026-0001 1，或者 --entry 41", "such as 2026-0001 1, or --entry 41")
        raise BadInput([Fault("shencha log receipt", "CASE", wrong, right)])
    start()
    from shencha.records.log import entry_at, receipt
    from shencha.records.models import StoredEvent

    if entry is not None:
        found = entry_at(entry)
        missing = Text(f"日志没有第 {entry} 号条目", f"the log has no entry {entry}")
    else:
        found = StoredEvent.objects.filter(case__number=case, sequence=sequence).first()
        missing = Text(f"案件 {case} 没有第 {sequence} 个事件", f"case {case} has no event {sequence}")
    if found is None:
        raise NotFound(missing)
    typer.echo(receipt(found), nl=False)


@log.command("key")
def print_key() -> None:
    """Print the public key with which anyone verifies this instance's receipts."""
    from shencha.cli.instance import start

    start(migrated=False)
    from shencha.records.log import verifier

    typer.echo(str(verifier()))


def _text(path: str) -> str:
    from shencha.cli.given_out import given_out
    from shencha.text import Text

    return given_out(path, Text("请给出回执文件", "name a receipt file"))


def _key(given: str | None, named: str | None) -> tuple[VerifierKey, str]:
    """The key to verify with, and where it came from: `option`, `instance` or `receipt`."""
    import os
    from pathlib import Path

    from shencha.errors import BadInput, Fault
    from shencha.ledger.checkpoint import VerifierKey
    from shencha.text import Text

    if given is not None:
        return VerifierKey.parse(given if "+" in given else _text(given)), "option"
    if (Path(os.environ.get("SHENCHA_KEYS") or os.environ.get("SHENCHA_DATA", "var")) / "log.key").exists():
        from shencha.cli.instance import start

        start(migrated=False)
        from shencha.records.log import verifier

        return verifier(), "instance"
    if named is not None:
        return VerifierKey.parse(named), "receipt"
    raise BadInput(
        [
            Fault(
                "shencha log verify",
                "--key",
                Text("没有公钥", "there is no key to verify with"),
                Text(
                    "请用 --key 给出日志公布的公钥：名称+编号+公钥",
                    "give the key that the log publishes with --key NAME+ID+KEY",
                ),
            )
        ]
    )
