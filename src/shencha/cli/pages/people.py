"""A count of persons, and what was recognised, as a person reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shencha.evidence.people.kinds import USED
from shencha.evidence.people.words import (
    AGREE,
    COMPARED,
    DISAGREE,
    EXCEEDED,
    HOW,
    WHY,
    growth,
    kind_name,
    lead,
    premises,
    readings,
    space_name,
    span,
)
from shencha.text import Lang, Text

if TYPE_CHECKING:
    from shencha.evidence.people.count import Named
    from shencha.evidence.people.sources import Sources

_VARIANTS = Text("按其他理解计数", "Counted by other readings")
_SENSITIVE = Text("敏感个人信息", "Sensitive personal information")
_COLUMNS = Text("依据的列", "Columns relied on")
_EXCLUDED = Text("不用于关联的值", "Values that link nobody")
_UNREAD = Text("没有读取的", "Not read")
_SILENT = Text("条文未明确", "The text is silent")
_DIFFERS = Text("  不同：{what}", "  differs: {what}")
_SHARED = Text("  {what}：约 {share} 的标识符相同", "  {what}: about {share} of the identifiers in both")
_METHOD = Text("方法 {method}，引擎 {engine}，代码 {code}", "Method {method}, engine {engine}, code {code}")
_SCANNED = Text("识别结果（请核对）", "What was recognised (please check)")
_UNUSED = Text("，没有使用", ", not used")
_QUESTION = Text(
    "以上识别结果是否正确，写入来源文件？", "Is this right, and shall it be written to the sources file?"
)


def page(told: dict[str, Any], lang: Lang) -> str:
    """The whole answer in one language."""
    parts = ["\n".join(one.said(lang) for one in (*lead(told), *premises(told)))]
    if "growth" in told:
        parts.append("\n".join(one.said(lang) for one in growth(told["growth"])))
    parts.append(_part(_VARIANTS, _variants(told, lang), lang))
    sensitive = told["sensitive"]
    if sensitive["kinds"]:
        names = ", ".join(kind_name(kind).said(lang) for kind in sensitive["kinds"])
        parts.append(_part(_SENSITIVE, [f"{span(sensitive['persons'])}  ({names})"], lang))
    parts.append(_part(_COLUMNS, [_column(item, lang) for item in told["identifiers"]], lang))
    excluded = [
        f"{item['values']:>12,}  {kind_name(item['kind']).said(lang)}: {WHY[item['why']].said(lang)}"
        for item in told["excluded"]
    ]
    parts.append(_part(_EXCLUDED, excluded, lang))
    parts.append(_part(_UNREAD, [f"{u['where']}: {u['why'][lang]}" for u in told["unread"]], lang))
    silent = [f"{point['text'][lang]} {point['policy'][lang]}" for point in told["open_points"]]
    parts.append(_part(_SILENT, silent, lang))
    method = _METHOD.fill(
        method=told["method"], engine=", ".join(told["engine_versions"]), code=told["code"][:19]
    )
    parts.append(method.said(lang))
    return "\n\n".join(part for part in parts if part) + "\n"


def scanned(told: dict[str, Any], lang: Lang) -> str:
    """What was recognised, column by column, and how sure."""
    parts = [_part(_SCANNED, [_column(item, lang) for item in told["columns"]], lang)]
    parts.append(_part(_UNREAD, [f"{u['where']}: {u['why'][lang]}" for u in told["unread"]], lang))
    return "\n\n".join(part for part in parts if part) + "\n"


def compared(told: dict[str, Any], lang: Lang) -> str:
    """What two sworn counts have in common."""
    lines = [(AGREE if told["same"] else DISAGREE).said(lang)]
    lines += [_DIFFERS.fill(what=COMPARED[name]).said(lang) for name in told["differs"]]
    lines += [
        _SHARED.fill(what=space_name(space), share=f"{share:.1%}").said(lang)
        for space, share in told["shared"].items()
    ]
    return "\n".join(lines)


def question(lang: Lang) -> str:
    """Asks for a yes."""
    return _QUESTION.said(lang)


def confirmed(sources: Sources, found: tuple[Named, ...]) -> str:
    """The sources file with every recognised column written out; other words of the file are kept."""
    data = sources.document.data
    stores = []
    for store in data["stores"]:
        tables = {name: dict(spec or {}) for name, spec in (store.get("tables") or {}).items()}
        for named in found:
            if named.store == store["id"] and named.how != "declared":
                columns = tables.setdefault(named.table, {}).setdefault("columns", {})
                columns[named.column] = named.said.as_written()
        stores.append({**store, "tables": tables})
    import yaml

    return yaml.safe_dump(
        json.loads(json.dumps({**data, "stores": stores})), allow_unicode=True, sort_keys=False
    )


def _part(title: Text, lines: list[str], lang: Lang) -> str:
    return "\n".join([title.said(lang), *(f"  {line}" for line in lines)]) if lines else ""


def _variants(told: dict[str, Any], lang: Lang) -> list[str]:
    lines = [
        f"{name.said(lang)}: {span(found)} ({EXCEEDED[found['exceeded']].said(lang)})"
        for name, found in readings(told)
    ]
    return lines + [f"{name}: {span(found)}" for name, found in told["variants"]["by_store"].items()]


def _column(item: dict[str, Any], lang: Lang) -> str:
    share = item.get("valid_share")
    tail = "" if share is None else f", {share:.1%}"
    sure = "" if item["how"] == "declared" else f", {item['sure']:.0%}"
    place = f"{item['store']}.{item['table']}.{item['column']}"
    unused = "" if item["sure"] >= USED else _UNUSED.said(lang)
    return (
        f"{place}: {kind_name(item['kind']).said(lang)} ({HOW[item['how']].said(lang)}{sure}{tail}{unused})"
    )
