"""Ownership as a page shows it: who controls, and a line for each holder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shencha.evidence.analyser import Answer, Cells, Line
from shencha.law.places import place_name
from shencha.text import Text, same


def lead(answer: Answer) -> Cells:
    """Who controls, contracts, what is not disclosed."""
    return tuple(Text.of(one) for one in answer.get("headline", ()))


def lines(answer: Answer) -> list[Line]:
    """Each holder, whether it controls and why."""
    return [_holder(one) for one in answer.get("holders", ())]


def _holder(one: Mapping[str, Any]) -> Line:
    controls = {"yes": "控制", "no": "不控制", "unknown": "是否控制不明"}[one["controls"]]
    english = {"yes": "controls", "no": "does not control", "unknown": "control is not known"}[
        one["controls"]
    ]
    place = place_name(one["jurisdiction"]) if one.get("jurisdiction") else same("—")
    held = _per_cent(one["share"])
    zh, en = f"持有 {held}", f"holds {held}"
    if contract := one.get("by_contract"):
        whole = _per_cent(contract)
        zh, en = (
            f"计入合同权利 {whole}，仅按股份 {held}",
            f"with what contracts give {whole}, by shares alone {held}",
        )
    return Line(
        f"{one.get('name') or one['id']}",
        Text(f"{controls}；{zh}，{place.zh}", f"{english}; {en}, {place.en}"),
        why=[Text.of(reason["text"]) for reason in one.get("because", ())],
    )


def _per_cent(share: Mapping[str, Any]) -> str:
    least, most = share.get("at_least"), share.get("at_most")
    return f"{least:g}–{most:g} %" if least != most else f"{least:g} %"
