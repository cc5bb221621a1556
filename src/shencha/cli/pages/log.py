"""What `shencha log verify` tells a person of a receipt that holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from shencha.documents.entries import lines_of, name_of
from shencha.text import LANGS, Text

if TYPE_CHECKING:
    from shencha.ledger.bundle import Bundle
    from shencha.records.log.auditing import Audit


def told(answer: Mapping[str, Any], record: Mapping[str, Any] | None) -> Text:
    """Where the entry stands, what it records, all that was said in it, and how far the key is to be trusted."""
    where = Text(
        "成立：日志 {origin} 的第 {index} 号条目（共 {size} 条）",
        "It holds: entry {index} of the log {origin} ({size} entries)",
    ).fill(**answer)
    if record is None:
        lines = [
            Text(
                f"{where.zh}在签署检查点时已在日志中；回执不含记录内容。",
                f"{where.en} was in it when the checkpoint was signed; the receipt does not carry the record.",
            )
        ]
    else:
        lines = [_headline(where, record), *(Text(f"  {one.zh}", f"  {one.en}") for one in lines_of(record))]
    lines += _trusted(answer)
    return Text(*(_safe("\n".join(one.said(lang) for one in lines)) for lang in LANGS))


def bundle_told(answer: Mapping[str, Any], found: Bundle) -> Text:
    """What a bundle proves, or which of its members do not hold."""
    if found.faults:
        lines = [
            Text(
                "不成立：证据包中有 {n} 个文件不是日志所载的",
                "It does not hold: {n} members of the bundle are not what the log holds",
            ).fill(n=len(found.faults)),
            *(Text(f"  {name}：{what.zh}", f"  {name}: {what.en}") for name, what in found.faults),
        ]
    else:
        lines = [
            Text(
                "成立：案件 {case} 的证据包，{on} 给 {given_to}：{entries} 条记录、{members} 个文件，"
                "逐一与日志 {origin} 相符。",
                "It holds: the bundle of case {case}, given to {given_to} on {on}: {entries} entries and {members} "
                "members, each as the log {origin} holds it.",
            ).fill(**answer)
        ]
    lines += _trusted(answer)
    return Text(*(_safe("\n".join(one.said(lang) for one in lines)) for lang in LANGS))


def audited(found: Audit, outside: int) -> Text:
    """What an audit found, and what it points out."""
    if found.faults:
        lines = list(found.faults)
    else:
        lines = [
            Text(
                f"日志完整：{found.entries} 条记录、{found.cases} 个案件、{found.files} 个文件，逐一核对无误。",
                f"The log is whole: {found.entries} entries, {found.cases} cases, {found.files} files, each checked.",
            )
        ]
        if outside:
            lines.append(
                Text(
                    f"与外部保存的 {outside} 个检查点一致。",
                    f"It continues the {outside} checkpoints kept outside.",
                )
            )
    lines += [Text(f"请注意：{one.zh}", f"Note: {one.en}") for one in found.remarks]
    return Text("\n".join(one.zh for one in lines), "\n".join(one.en for one in lines))


def _trusted(answer: Mapping[str, Any]) -> list[Text]:
    """What to say where nobody but the proof itself named the key."""
    if answer["key_from"] != "receipt":
        return []
    return [
        Text(
            f"所用公钥来自回执自身，不可据以信任：请与日志公布的公钥核对：{answer['key']}",
            "The key came from the receipt itself and is not to be trusted for that: compare it with the key "
            f"that the log publishes: {answer['key']}",
        )
    ]


def _safe(words: str) -> str:
    """What someone filed steers no terminal."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in words)


def _headline(where: Text, record: Mapping[str, Any]) -> Text:
    beside = "act" in record
    content = record.get("said" if beside else "event")
    name = name_of(record)
    words = Text(
        "{where}记载{about}于 {on} 发生“{name}”，由 {by} 办理。",
        "{where} records {name} in {about} on {on}, by {by}.",
    )
    about = record.get("about", "?") if beside else record.get("case", "?")
    return words.fill(
        where=where,
        about=Text(f" {about} ", str(about)) if beside else Text(f"案件 {about} ", f"case {about}"),
        on=content.get("on", "?") if isinstance(content, dict) else "?",
        name=name,
        by=record.get("by", "?"),
    )
