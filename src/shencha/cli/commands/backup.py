"""`shencha backup` and `shencha restore`: a copy of an instance, and the instance that comes out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from shencha.cli.confirming import Code, acts

if TYPE_CHECKING:
    from shencha.records.models import Membership
    from shencha.text import Text


def backup(
    folder: Annotated[str, typer.Argument(help="An empty folder, or an earlier backup to bring up to now.")],
    keys: Annotated[
        str | None, typer.Option(help="A folder elsewhere for the keys; without it they are left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Copy this instance while it serves: database, then papers; never the memory of what was signed."""
    from dataclasses import asdict
    from pathlib import Path

    from shencha.cli.answers import emit, language
    from shencha.cli.instance import start
    from shencha.text import Text

    start()
    from shencha.records.backup import back_up

    made = asdict(back_up(Path(folder), Path(keys) if keys else None))
    told = Text(
        "已备份：{size} 条记录、{papers} 份材料。请将检查点另存于机房之外，恢复时要用：\n{checkpoint}",
        "Backed up: {size} entries, {papers} papers. Keep this checkpoint outside; a restored copy asks for it:\n"
        "{checkpoint}",
    ).fill(**made)
    if not keys:
        told = Text(
            f"{told.zh}\n密钥不在其中：请用 --keys 另存。",
            f"{told.en}\nThe keys are not in it: keep them apart with --keys.",
        )
    emit(made, told.said, as_json=as_json, lang=language(lang))


def restore(
    folder: Annotated[
        str | None, typer.Argument(help="A backup, for an instance that is not there yet.")
    ] = None,
    keys: Annotated[str | None, typer.Option(help="The folder with the instance's keys.")] = None,
    checkpoint: Annotated[
        str | None,
        typer.Option(help="The newest checkpoint held outside: the copy signs again if it holds it all."),
    ] = None,
    new_epoch: Annotated[
        bool,
        typer.Option(
            "--new-epoch", help="Go on though entries may be lost; two people, one after the other."
        ),
    ] = False,
    by: Annotated[
        str | None, typer.Option(help="With --new-epoch: address of the person who does it.")
    ] = None,
    code: Code = "",
    reason: Annotated[str, typer.Option(help="With --new-epoch: why; asked of the first person.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    lang: Annotated[str | None, typer.Option(help="zh or en; default: the locale's.")] = None,
) -> None:
    """Make an instance out of a backup, compare it with what was signed since, or go on with what is left."""
    from pathlib import Path

    from shencha.cli.answers import emit, language
    from shencha.cli.instance import migrate, start
    from shencha.text import Text

    note = _text(checkpoint) if checkpoint else ""
    answer: dict[str, object]
    if folder is not None:
        start(migrated=False)
        from shencha.records.backup import restore as restored

        made = restored(Path(folder), Path(keys) if keys else None)
        migrate()
        answer = {"restored": True, "signs": False, "size": made.size, "taken_at": made.taken_at}
        told = Text(
            "已恢复 {taken_at} 的备份（{size} 条记录）。在与外部保存的最新检查点核对之前，它只供查阅，不签署。",
            "Restored the backup of {taken_at} ({size} entries). It can be read; it signs nothing until it was "
            "compared with the newest checkpoint held outside.",
        ).fill(**answer)
        if note:
            answer, told = _agreed(note)
    elif new_epoch:
        start()
        from shencha.records import log
        from shencha.records.acts.epochs import MAY

        nobody = Text(
            f"{by} 不是管理员、审计员或者审查办公室负责人",
            f"{by} is no administrator, auditor or head of the office",
        )
        with acts("shencha restore", by, code, MAY, nobody, rescues=not log.signs()) as who:
            answer, told = _opened(who, reason, note)
    elif note:
        start()
        answer, told = _agreed(note)
    else:
        raise _nothing_named()
    emit(answer, told.said, as_json=as_json, lang=language(lang))


def _agreed(note: str) -> tuple[dict[str, object], Text]:
    from shencha.records.acts.epochs import agree
    from shencha.text import Text

    held = agree(note)
    said = Text(
        f"副本包含外部检查点的全部 {held.size} 条记录，可以继续签署。",
        f"The copy holds all {held.size} entries of the checkpoint held outside; it signs again.",
    )
    return {"restored": True, "signs": True, "size": held.size}, said


def _opened(by: Membership, reason: str, note: str) -> tuple[dict[str, object], Text]:
    from shencha.records.acts import epochs
    from shencha.text import Text

    waiting = epochs.proposed()
    if waiting is None or waiting.by == by.person.key:
        made = epochs.propose(by, reason, note)
        said = Text(
            f"{by.person.name}提出开启新的日志纪元，须由另一人以 --new-epoch --by 确认。",
            f"{by.person.name} put a new epoch forward; another person confirms it with --new-epoch --by.",
        )
        return {"opened": False, "proposed_by": made.by, "reason": made.reason}, said
    act = epochs.open_epoch(by)
    lost = act.said["lost"]
    said = Text(
        f"新的日志纪元自第 {act.log_index} 号条目起。" + ("" if lost == 0 else _lost_zh(lost)),
        f"The new epoch begins with entry {act.log_index}." + ("" if lost == 0 else _lost_en(lost)),
    )
    return {"opened": True, "entry": act.log_index, "lost": lost}, said


def _lost_zh(lost: int | None) -> str:
    return "不知道丢失了多少条记录。" if lost is None else f"已知丢失 {lost} 条记录，请告知回执持有人。"


def _lost_en(lost: int | None) -> str:
    return (
        " How many entries are lost is not known."
        if lost is None
        else f" {lost} entries are known to be lost."
    )


def _nothing_named() -> Exception:
    from shencha.errors import BadInput, Fault
    from shencha.text import Text

    wrong = Text("没有说明恢复什么", "nothing says what to restore")
    right = Text(
        "请给出备份文件夹，或者 --checkpoint，或者 --new-epoch", "name a backup, --checkpoint or --new-epoch"
    )
    return BadInput([Fault("shencha restore", "FOLDER", wrong, right)])


def _text(path: str) -> str:
    from shencha.cli.given_out import given_out
    from shencha.text import Text

    return given_out(path, Text("请给出检查点文件", "name a file that holds a checkpoint"))
