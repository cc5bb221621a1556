"""What `shencha log verify` tells a person of a receipt that holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shencha.documents.entries import lines_of, name_of
from shencha.text import LANGS, Text


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
    if answer["key_from"] == "receipt":
        lines.append(
            Text(
                f"所用公钥来自回执自身，不可据以信任：请与日志公布的公钥核对：{answer['key']}",
                "The key came from the receipt itself and is not to be trusted for that: compare it with the key "
                f"that the log publishes: {answer['key']}",
            )
        )
    return Text(*(_safe("\n".join(one.said(lang) for one in lines)) for lang in LANGS))


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
