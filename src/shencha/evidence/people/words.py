"""A count in words: the sentences and names that the command, the picture and the pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shencha.evidence.people.kinds import KINDS
from shencha.evidence.people.sources import OF_ONE_PERSON, ONE_EACH
from shencha.evidence.people.unchanged import DIFFERS, SAID
from shencha.text import Text, same
from shencha.text.lists import listed

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
_ASSUMING = Text("前提：{what}。", "Assuming that {what}.")
_ROW = Text("一行至多记载一个人", "a row tells of at most one person")
_ONE_EACH = Text(
    "每个有效的{kinds}各属一人（“至少”据此）", "each valid {kinds} is one person's own (at least)"
)
_OF_ONE = Text("共用同一{kinds}的是同一人（“至多”据此）", "who shares a {kinds} is one person (at most)")
_WITHOUT = Text(
    "其中另行添加的前提是：{beyond}；没有这些前提，则为 {persons} 人。",
    "Added to the usual assumptions: {beyond}. Without that: {persons} persons.",
)
_OLDER_METHOD = Text(
    "本结果按旧方法得出，两端并非真正的上下限；请用现在的 shencha people 重新清点。",
    "This was counted by an older method whose ends are no bounds; count again with today's shencha people.",
)
_DIFFERENT = Text("不同的{kind}", "different values: {kind}")
_ACTIVE = Text("活跃：{name}", "active: {name}")
_IN_DOUBT = Text(
    "尚不能确定时，稳妥的做法是按已经超过准备申报，或者书面询问网络安全审查办公室；有身份证号码一类的列可供清点时，范围会缩小。",
    "While that is open, prudence prepares to file as if it were exceeded, or asks the Office in writing; columns of "
    "identity numbers, if there are any, narrow the range.",
)
_BY_READING = Text(
    "按人数没有超过，按这些理解却已经超过：{what}。条文没有规定何为“用户”，稳妥的做法是书面询问网络安全审查办公室。",
    "By persons it is not exceeded, but it is by these readings: {what}. The text does not say what a user is; "
    "prudence asks the Office in writing.",
)
EXCEEDED = {
    "yes": Text("超过", "exceeded"),
    "no": Text("没有超过", "not exceeded"),
    "unknown": Text("不能确定", "not settled"),
}
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
    "assumes": Text("前提", "what is assumed"),
    "persons": Text("人数", "persons"),
    "rows": Text("行数", "rows"),
    "excluded": Text("不用于关联的值", "values that link nobody"),
}
AGREE = Text("两次清点一致。", "The two counts agree.")
DISAGREE = Text("两次清点不一致。", "The two counts differ.")


def head(told: Mapping[str, Any]) -> tuple[Text, Text]:
    """The range in a sentence, and on which side of the line it lies."""
    line = told["threshold"]
    said = LINE[line["exceeded"]] if all_read(told) else _NOT_ALL_READ
    return HEAD.fill(persons=between(told["persons"])), said.fill(line=f"{line['more_than']:,}")


def all_read(told: Mapping[str, Any]) -> bool:
    """False where the most there can be is not known, for something was not read."""
    line = told["threshold"]
    return not (line["exceeded"] == "unknown" and told["persons"]["at_most"] <= line["more_than"])


def lead(told: Mapping[str, Any]) -> tuple[Text, ...]:
    """The range and the line; before both, that the answer was changed."""
    changed = [SAID[DIFFERS]] if told.get("origin") == DIFFERS else []
    return (*changed, *head(told))


def premises(told: Mapping[str, Any]) -> tuple[Text, ...]:
    """What both bounds rest on, and what prudence does."""
    cautious = prudence(told)
    return (*assumed(told), *([cautious] if cautious else []))


def assumed(told: Mapping[str, Any]) -> tuple[Text, ...]:
    """What both bounds rest on; and what was assumed beyond the defaults, with the range without it.

    Args:
        told: an answer; one by the older method says nothing of it but that its ends are no bounds.
    """
    if "assumes" not in told:
        return (_OLDER_METHOD,)
    said = told["assumes"]
    whole = [_ASSUMING.fill(what=_together([_ROW, *_assumptions(said["one_each"], said["of_one_person"])]))]
    if "without" in said:
        added = [
            [kind for kind in said[name] if kind not in default]
            for name, default in (("one_each", ONE_EACH), ("of_one_person", OF_ONE_PERSON))
        ]
        beyond = _together(_assumptions(*added))
        whole.append(_WITHOUT.fill(beyond=beyond, persons=between(said["without"])))
    return tuple(whole)


def _assumptions(one_each: Iterable[str], of_one_person: Iterable[str]) -> Iterator[Text]:
    for sentence, kinds in ((_ONE_EACH, one_each), (_OF_ONE, of_one_person)):
        if names := [kind_name(kind) for kind in kinds]:
            any_of = Text("、".join(name.zh for name in names), " or ".join(name.en for name in names))
            yield sentence.fill(kinds=any_of)


def _together(said: Iterable[Text]) -> Text:
    parts = list(said)
    return Text("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def readings(told: Mapping[str, Any]) -> Iterator[tuple[Text, Mapping[str, Any]]]:
    """Each reading of what a user is, with its range and whether that exceeds the line."""
    yield IN_ALL, {**told["persons"], "exceeded": told["threshold"]["exceeded"]}
    found = told.get("readings")
    if found is None:  # an answer by the older method
        return
    for key, name in (("accounts", ACCOUNTS), ("entrusted", ENTRUSTED), ("outside_china", OUTSIDE)):
        if found[key]:
            yield name, found[key]
    for kind, one in found["distinct"].items():
        if kind != "account":
            yield _DIFFERENT.fill(kind=kind_name(kind)), one
    for name, one in found["active"].items():
        yield _ACTIVE.fill(name=name), one


def prudence(told: Mapping[str, Any]) -> Text | None:
    """What a cautious party does where the line may be crossed by some reading; None where nothing is open."""
    exceeded = told["threshold"]["exceeded"]
    over = [name for name, one in readings(told) if one["exceeded"] == "yes"]
    if exceeded == "unknown":
        return _IN_DOUBT
    return _BY_READING.fill(what=listed(over)) if exceeded == "no" and over else None


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
