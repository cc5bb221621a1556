"""A count in words: the sentences and names that the command, the picture and the pages share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shencha.evidence.people.kinds import KINDS
from shencha.text import Text, same

HEAD = Text(
    "持有 {persons} 名自然人的个人信息。",
    "Personal information of {persons} natural persons is held.",
)
LINE = {
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
_NOT_ALL_READ = Text(
    "是否超过第七条的一百万（条文：多于 {line}）尚不能确定：有的文件没有读取。",
    "Whether the million of Article 7 (more than {line}) is exceeded is not settled: something was not read.",
)
_GROWTH = Text(
    "按 {counts} 次清点的直线推算，{earliest}，{latest}。",
    "By a straight line through {counts} counts, {earliest}, and {latest}.",
)
_MAY = Text("最早可能在 {on} 超过该数", "the line may be crossed from {on}")
_MAY_NOT = Text("十年之内不会超过该数", "the line will not be crossed within ten years")
_MUST = Text("最迟在 {on} 必然超过", "must be crossed by {on}")
_MUST_NOT = Text("十年之内不一定超过", "need not be crossed within ten years")
_TWO_COUNTS = Text(
    "两次清点看不出误差，有三次才能给出误差范围。",
    "Two counts show no scatter: from three on, the days carry their uncertainty.",
)
_A_YEAR = Text(
    "每年增加约 {low} 至 {high} 人；带子是两倍标准误差。这是推算，不是认定。",
    "About {low} to {high} persons more a year; the band is two standard errors. It is a projection, not a finding.",
)
ACCOUNTS = Text("账号", "accounts")
ENTRUSTED = Text("受托处理的", "entrusted by others")
OUTSIDE = Text("在境外的", "outside China")
IN_ALL = Text("合计", "in all")
WHY = {"invalid": Text("无效", "invalid"), "hub": Text("多人共用", "shared by many")}
HOW = {
    "declared": Text("来源文件指明", "declared"),
    "name": Text("按列名", "by name"),
    "content": Text("按内容", "by content"),
    "name and content": Text("按列名和内容", "by name and content"),
}
COMPARED = {
    "method": Text("方法", "method"),
    "code": Text("代码", "code"),
    "engine": Text("引擎", "engine"),
    "link": Text("关联规则", "the rule of linking"),
    "persons": Text("人数", "persons"),
    "rows": Text("行数", "rows"),
    "excluded": Text("不用于关联的值", "values that link nobody"),
}
AGREE = Text("两次清点一致。", "The two counts agree.")
DISAGREE = Text("两次清点不一致。", "The two counts differ.")


def head(told: Mapping[str, Any]) -> tuple[Text, Text]:
    """The range in a sentence, and on which side of the line it lies."""
    line = told["threshold"]
    below = line["exceeded"] == "unknown" and told["persons"]["at_most"] <= line["more_than"]
    said = _NOT_ALL_READ if below else LINE[line["exceeded"]]
    return HEAD.fill(persons=between(told["persons"])), said.fill(line=f"{line['more_than']:,}")


def growth(told: Mapping[str, Any]) -> tuple[Text, Text]:
    """When the line will be crossed, and how sure that is."""
    crossed, a_year = told["crossed"], told["a_year"]
    earliest, latest = crossed["earliest"], crossed["latest"]
    when = _GROWTH.fill(
        counts=told["counts"],
        earliest=_MAY.fill(on=earliest) if earliest else _MAY_NOT,
        latest=_MUST.fill(on=latest) if latest else _MUST_NOT,
    )
    if told["counts"] < 3:
        return when, _TWO_COUNTS
    return when, _A_YEAR.fill(low=f"{a_year['at_least']:,}", high=f"{a_year['at_most']:,}")


def between(found: Mapping[str, int]) -> Text:
    """A range within a sentence."""
    low, high = f"{found['at_least']:,}", f"{found['at_most']:,}"
    return same(low) if low == high else Text(f"{low} 至 {high}", f"{low} to {high}")


def span(found: Mapping[str, int]) -> str:
    """`1,000 – 2,000`, or the number where both bounds are one."""
    low, high = f"{found['at_least']:,}", f"{found['at_most']:,}"
    return low if low == high else f"{low} – {high}"


def kind_name(kind: str) -> Text:
    """The kind in words."""
    if kind == "under_14":
        return Text("不满十四周岁", "under 14")
    return KINDS[kind].name if kind in KINDS else same(kind)


def space_name(space: str) -> Text:
    """The kind of a space of identifiers, with the store or the digest that sets it apart."""
    kind, _, rest = space.partition("/")
    name = kind_name(kind)
    return Text(f"{name.zh}（{rest}）", f"{name.en} ({rest})") if rest else name
