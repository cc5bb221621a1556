"""A count of persons, and what was recognised, as a person reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from shencha.evidence.people.kinds import KINDS
from shencha.text import Lang, Text

if TYPE_CHECKING:
    from shencha.evidence.people.count import Named
    from shencha.evidence.people.sources import Sources

_HEAD = Text(
    "持有 {low} 至 {high} 名自然人的个人信息。",
    "Personal information of {low} to {high} natural persons is held.",
)
_LINE = {
    "yes": Text(
        "超过第七条的一百万（条文：多于 {line}）。",
        "That is more than the million of Article 7 (more than {line}).",
    ),
    "no": Text(
        "没有超过第七条的一百万（条文：多于 {line}）。",
        "That is not more than the million of Article 7 (more than {line}).",
    ),
    "unknown": Text(
        "范围跨过第七条的一百万（条文：多于 {line}），尚不能确定。",
        "The range lies on both sides of the million of Article 7 (more than {line}): not settled.",
    ),
}
_GROWTH = Text(
    "按 {counts} 次清点的直线推算：最早可能超过的日期 {earliest}，必然超过的日期 {latest}。",
    "By a straight line through {counts} counts the line may be crossed from {earliest}, and must be by {latest}.",
)
_NEVER = Text("十年之内不会", "(not within ten years)")
_AGREE = Text("两次清点一致。", "The two counts agree.")
_DISAGREE = Text("两次清点不一致：", "The two counts differ:")
_VARIANTS = Text("按其他理解计数", "Counted by other readings")
_ACCOUNTS = Text("账号", "accounts")
_ENTRUSTED = Text("受托处理的", "entrusted by others")
_OUTSIDE = Text("在境外的", "outside China")
_SENSITIVE = Text("敏感个人信息", "Sensitive personal information")
_COLUMNS = Text("依据的列", "Columns relied on")
_EXCLUDED = Text("不用于关联的值", "Values that link nobody")
_WHY = {"invalid": Text("无效", "invalid"), "hub": Text("多人共用", "shared by many")}
_UNREAD = Text("没有读取的", "Not read")
_SILENT = Text("条文未明确", "The text is silent")
_HOW = {
    "declared": Text("来源文件指明", "declared"),
    "name": Text("按列名", "by name"),
    "content": Text("按内容", "by content"),
    "name and content": Text("按列名和内容", "by name and content"),
}
_METHOD = Text("方法 {method}，引擎 {engine}，代码 {code}", "Method {method}, engine {engine}, code {code}")
_SCANNED = Text("识别结果（请核对）", "What was recognised (please check)")
_QUESTION = Text(
    "以上识别结果是否正确，写入来源文件？", "Is this right, and shall it be written to the sources file?"
)


def page(told: dict[str, Any], lang: Lang) -> str:
    """The whole answer in one language."""
    persons, line = told["persons"], told["threshold"]
    head = [
        _HEAD.fill(low=f"{persons['at_least']:,}", high=f"{persons['at_most']:,}").said(lang),
        _LINE[line["exceeded"]].fill(line=f"{line['more_than']:,}").said(lang),
    ]
    parts = ["\n".join(head)]
    if growth := told.get("growth"):
        crossed = growth["crossed"]
        never = _NEVER.said(lang)
        said = _GROWTH.fill(
            counts=growth["counts"], earliest=crossed["earliest"] or never, latest=crossed["latest"] or never
        )
        parts.append(said.said(lang))
    parts.append(_part(_VARIANTS, _variants(told["variants"], lang), lang))
    sensitive = told["sensitive"]
    if sensitive["kinds"]:
        names = ", ".join(kind_name(kind).said(lang) for kind in sensitive["kinds"])
        parts.append(_part(_SENSITIVE, [f"{_span(sensitive['persons'])}  ({names})"], lang))
    parts.append(_part(_COLUMNS, [_column(item, lang) for item in told["identifiers"]], lang))
    excluded = [
        f"{item['values']:>12,}  {kind_name(item['kind']).said(lang)}: {_WHY[item['why']].said(lang)}"
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
    lines = [(_AGREE if told["same"] else _DISAGREE).said(lang)]
    lines += [f"  {name}" for name in told["differs"]]
    lines += [f"  {space}: {share:.1%}" for space, share in told["shared"].items()]
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


def kind_name(kind: str) -> Text:
    """The kind in words."""
    return KINDS[kind].name if kind in KINDS else Text("不满十四周岁", "under 14")


def _part(title: Text, lines: list[str], lang: Lang) -> str:
    return "\n".join([title.said(lang), *(f"  {line}" for line in lines)]) if lines else ""


def _span(found: dict[str, int]) -> str:
    return f"{found['at_least']:,} – {found['at_most']:,}"


def _variants(told: dict[str, Any], lang: Lang) -> list[str]:
    lines = []
    if told["accounts"] is not None:
        lines.append(f"{_ACCOUNTS.said(lang)}: {told['accounts']:,}")
    for space, number in told["by_identifier"].items():
        kind, _, rest = space.partition("/")
        lines.append(f"{kind_name(kind).said(lang)}{f' ({rest})' if rest else ''}: {number:,}")
    for key, name in (("entrusted", _ENTRUSTED), ("outside_china", _OUTSIDE)):
        if told[key]:
            lines.append(f"{name.said(lang)}: {_span(told[key])}")
    lines += [f"{name}: {_span(found)}" for name, found in told["active"].items()]
    return lines + [f"{name}: {_span(found)}" for name, found in told["by_store"].items()]


def _column(item: dict[str, Any], lang: Lang) -> str:
    share = item.get("valid_share")
    tail = "" if share is None else f", {share:.1%}"
    sure = "" if item["how"] == "declared" else f", {item['sure']:.0%}"
    place = f"{item['store']}.{item['table']}.{item['column']}"
    return f"{place}: {kind_name(item['kind']).said(lang)} ({_HOW[item['how']].said(lang)}{sure}{tail})"
