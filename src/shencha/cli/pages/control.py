"""Ownership and control as a person reads it: who holds in the end, who controls and why, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shencha.cli.lines import wrapped
from shencha.evidence.control.control import Control, Holder
from shencha.evidence.control.interests import said_percent
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.places import place_name
from shencha.text import Lang, Text, same

_HEAD = Text("{name}：截至 {on} 的最终持有人", "{name}: ultimate holders as of {on}")
_CONTROLS = {
    YES: Text("控制", "controls"),
    NO: Text("不控制", "does not control"),
    UNKNOWN: Text("是否控制不明", "may control"),
}
_HOLDER = Text(
    "{name}（{from_}）：{controls}；股份 {share}，表决权 {votes}",
    "{name} ({from_}): {controls}; shares {share}, votes {votes}",
)
_WITH_CONTRACTS = Text(
    "{name}（{from_}）：{controls}；计入合同权利 {whole}，仅按股份 {share}，表决权 {votes}",
    "{name} ({from_}): {controls}; with what contracts give {whole}, by shares alone {share}, votes {votes}",
)
_FROM = {
    "foreign": Text("国外", "foreign"),
    "hk_mo_tw": Text("境外", "outside the mainland"),
    "mainland": Text("境内", "mainland"),
    "unknown": Text("国别不明", "place unknown"),
}
_KINDS = {
    "person": Text("自然人", "person"),
    "company": Text("公司", "company"),
    "arrangement": Text("安排", "arrangement"),
    "state": Text("国家", "state"),
    "state_body": Text("公共机构", "public body"),
    "unspecified": Text("未披露", "not disclosed"),
}
_NONE = Text("声明中没有任何持有人。", "The statements name no holder.")
_UNDISCLOSED = Text(
    "最终由谁持有没有披露的股份：{share}", "Shares whose ultimate holder is not disclosed: {share}"
)
_PARTS = {
    "gaps": Text("没有披露的", "What is not disclosed"),
    "contradictions": Text("互相矛盾的", "What contradicts"),
    "assumptions": Text("本分析所作的假设", "What this analysis assumes"),
    "unread": Text("没有读取的", "What was not read"),
}
_CONFIDENCE = Text(
    "控制的标准取自公司法（{instrument} 第{article}条等），表述尚未与原文再次核对。",
    "The yardstick of control is the Company Law's ({instrument}, Article {article} and others); "
    "its wording was not checked again against the text.",
)
_CONTRADICT = Text("声明之间有 {n} 处矛盾，见下。", "Contradictions between statements: {n}, see below.")
_FINDINGS = Text("与评估因素有关的发现", "Findings by factor")
_MOST = 40


def page(found: Control, told: dict[str, Any], lang: Lang) -> str:
    """The whole answer in one language."""
    lines = [line for one in told["headline"] for line in wrapped(one[lang])]
    if found.contradictions:
        lines += wrapped(_CONTRADICT.fill(n=len(found.contradictions)).said(lang))
    lines += ["", _HEAD.fill(name=found.of.shown, on=same(told["on"])).said(lang), ""]
    for holder in found.holders[:_MOST]:
        lines += _holder(holder, lang)
    if len(found.holders) > _MOST:
        rest = len(found.holders) - _MOST
        more = Text(f"……另有 {rest} 个，见 --json", f"… and {rest} more, see --json")
        lines.append("  " + more.said(lang))
    if not found.holders:
        lines.append(_NONE.said(lang))
    lines += ["", _UNDISCLOSED.fill(share=said_percent(found.undisclosed)).said(lang)]
    lines += ["", _FINDINGS.said(lang)]
    for finding in told["findings"][:_MOST]:
        lines += wrapped(f"{finding['factor']}  {finding['finding'][lang]}", "  · ", "    ")
    for name, title in _PARTS.items():
        lines += _part(title, told[name], lang)
    if found.holders:
        first = found.holders[0].because[0]
        text = _CONFIDENCE.fill(instrument=first.instrument, article=first.article.partition("(")[0])
        lines += ["", *wrapped(text.said(lang))]
    return "\n".join(lines) + "\n"


def _holder(holder: Holder, lang: Lang) -> Iterable[str]:
    party = holder.party
    place = _FROM[holder.abroad]
    if holder.party.jurisdiction:
        name = place_name(holder.party.jurisdiction)
        place = Text(f"{place.zh}，{name.zh}", f"{place.en}, {name.en}")
    kind = _KINDS[party.kind]
    whole = holder.by_contract
    text = (_HOLDER if whole is None else _WITH_CONTRACTS).fill(
        whole=said_percent(whole) if whole else "",
        name=party.shown,
        from_=Text(f"{kind.zh}，{place.zh}", f"{kind.en}, {place.en}"),
        share=said_percent(holder.share),
        votes=said_percent(holder.voting),
        controls=_CONTROLS[holder.controls],
    )
    yield from wrapped(text.said(lang), "  · ", "    ")
    for reason in holder.because:
        yield from wrapped(reason.text.said(lang), "      ", "      ")


def _part(title: Text, told: list[dict[str, Any]], lang: Lang) -> Iterable[str]:
    if not told:
        return
    yield from ("", title.said(lang))
    for one in told[:_MOST]:
        words = one["text" if "text" in one else "why"][lang]
        named = one.get("statements") or [one.get("statement") or one.get("where") or ""]
        ids = ", ".join(n for n in named[:4] if n)
        yield from wrapped(f"{words} [{ids}]" if ids else words, "  · ", "    ")
