"""What a column holds whose name promises something else: told by pattern, so that nobody is left to wonder why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from shencha.evidence.people.kinds import KINDS
from shencha.text import Text

MOSTLY = 0.5
SPOILT = ("scientific", "zeroed")
"""What a spreadsheet made of numbers: those that still fit do so by chance."""
HELD: dict[str, tuple[str, Text]] = {
    "scientific": (
        "^[0-9]([.][0-9]+)?[Ee][+]?[0-9]{1,2}$",
        Text(
            "科学计数法的数，末位已经丢失；请从原系统按文本重新导出",
            "numbers in scientific notation, their last digits lost; export them again as text",
        ),
    ),
    "masked": (
        "([*＊●•]{2}|[xX]{4})",
        Text(
            "遮盖了一部分的值；请清点没有遮盖的一列",
            "values of which a part is hidden; count a column that is whole",
        ),
    ),
    "zeroed": (
        "^[0-9]{15}0{1,4}$",
        Text(
            "第十五位以后是零的数，表格软件只保留十五位；请从原系统按文本重新导出",
            "numbers that are zeros after the fifteenth digit, which is all a spreadsheet keeps; export them as text",
        ),
    ),
    "md5": (
        "^[0-9A-Fa-f]{32}$",
        Text(
            "32 位十六进制数，像 MD5 摘要；只能清点写明盐的 SHA-256 或 SM3 摘要",
            "32 hexadecimal digits, as of an MD5 digest; only SHA-256 and SM3 digests whose salt is named count",
        ),
    ),
    "other digest": (
        "^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})$",
        Text(
            "摘要；SHA-256 或 SM3 的请写明 hashed 和 salt",
            "digests; if they are SHA-256 or SM3, say so with hashed and salt",
        ),
    ),
    "several": (
        "^.{6,}[/、,，;；|]+.{6,}$",
        Text(
            "一格中有几个值；请拆成每格一个",
            "several values in one cell; write one in each",
        ),
    ),
    "landline": (
        "^[(（]?0[0-9]{2,3}[)）]?[- ]?[0-9]{7,8}$",
        Text("固定电话号码", "numbers of fixed telephones"),
    ),
    "words": ("^[^0-9０-９]+$", Text("没有数字的文字", "words without a digit")),
}
"""By what is held, a pattern that RE2, PostgreSQL, Java and Python read alike, and how it is told."""
_OTHER = Text("不是这一类标识符的值", "values that are no such identifiers")
_NAMED = Text(
    "列名像{kind}，其中却是{held}；{used}", "the column's name says {kind}, but it holds {held}; {used}"
)
_NOT_USED = Text("没有用于计数", "not used in the count")
_PARTLY = Text("只用了其中符合的值", "only the values that fit are used")
_LOOKS = Text(
    "内容像{kind}，列名却没有这样说；没有确认以前不用于计数（shencha people scan 可以确认）",
    "the content looks like {kind} but the name does not say so; not used in the count before it is confirmed "
    "(shencha people scan asks)",
)
_AGAINST = Text(
    "内容像{kind}，列名说的却是别的；没有确认以前不用于计数",
    "the content looks like {kind} but the name speaks of something else; not used before it is confirmed",
)
_GOES_ON = Text(
    "列名说到{kind}，后面又说了别的；没有确认以前不用于计数",
    "the name speaks of {kind} and goes on to something else; not used in the count before it is confirmed",
)
_NUMBERS = Text("带小数的数，不是文本", "numbers with fractions, not text")


def shares_of(values: Iterable[str]) -> dict[str, float]:
    """Of these values, which share is of each sort of `HELD`."""
    written = list(values)
    return {
        name: sum(bool(re.search(pattern, value)) for value in written) / len(written)
        for name, (pattern, _) in HELD.items()
        if written
    }


def unfit(kind: str, shares: Mapping[str, float], *, partly: bool) -> Text:
    """Says of a column named for that kind what it holds."""
    sort = next((name for name in HELD if shares.get(name, 0.0) >= MOSTLY), None)
    held = HELD[sort][1] if sort else _OTHER
    return _NAMED.fill(kind=KINDS[kind].name, held=held, used=_PARTLY if partly else _NOT_USED)


def fractions(kind: str) -> Text:
    """Says of a column named for that kind that its type can hold no identifiers."""
    return _NAMED.fill(kind=KINDS[kind].name, held=_NUMBERS, used=_NOT_USED)


@cache
def goes_on(kind: str) -> Text:
    """Says of a column that the word at the end of its name may be of something else."""
    return _GOES_ON.fill(kind=KINDS[kind].name)


@cache
def looks_like(kind: str, *, against: bool) -> Text:
    """Says of a column what only its content says."""
    return (_AGAINST if against else _LOOKS).fill(kind=KINDS[kind].name)
