"""Numbers of persons as people write them in a table: `62,000`, `6.2万`, `约6万人`, `>1000000`, `10万至20万`, `'62000`.

What is written as about a number is a range: every number that is rounded to it at its last written place.
"""

from __future__ import annotations

import re
from decimal import Decimal

from shencha.law.logic.facts import MOST_USERS, Count

_UNITS = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
_NUMBER = re.compile(r"(\d{1,15}(?:\.\d{1,8})?)((?:[十百千]?万|亿|[十百千])?)([余多])?")
_NOISE = str.maketrans("", "", ",， \u00a0\u3000\u200b'’‘`\"")
_FULL = str.maketrans("０１２３４５６７８９．＞＜≧≦～", "0123456789.><≥≤~")
_ABOUT = ("约为", "大约", "约", "近似", "左右", "~")
_BOUNDS: tuple[tuple[tuple[str, ...], tuple[str, ...], bool, int], ...] = (
    (("不少于", "不低于", "至少", ">=", "≥"), ("以上", "及以上"), True, 0),
    (("不超过", "不多于", "不高于", "至多", "最多", "<=", "≤"), ("以下", "以内", "及以下"), False, 0),
    (("超过", "大于", "多于", "高于", ">"), (), True, 1),
    (("少于", "小于", "不足", "不满", "低于", "<"), (), False, -1),
)
"""Words before a number and behind it, whether it is the lower end, and how far the end lies from it."""
_PERSONS = ("人", "名", "位", "个人", "名用户", "个用户", "用户")
_BETWEEN = re.compile(r"(?<=[\d十百千万亿])(?:至|到|-|–|—|~)(?=\d)")


def written_count(cell: str) -> tuple[Count, bool] | None:
    """The persons that a cell names, and whether it says *about*; None where it names no number for certain."""
    plain = cell.translate(_FULL).translate(_NOISE)
    for word in sorted(_PERSONS, key=len, reverse=True):
        plain = plain.removesuffix(word)
    parts = _BETWEEN.split(plain)
    if len(parts) == 2:
        low, high = _plain(_with_unit(parts[0], parts[1])), _plain(parts[1])
        return None if low is None or high is None or low > high else (Count(low, high), False)
    for before, behind, above, step in _BOUNDS:
        rest = _after(plain, before)
        if rest is None:
            rest = _before(plain, behind)
        if rest is not None:
            end = _plain(rest)
            if end is None or end + step < 0:
                return None
            return (Count(end + step, None) if above else Count(0, end + step)), False
    about = _after(plain, _ABOUT)
    if about is None:
        about = _before(plain, _ABOUT)
    if about is not None:
        return _about(about)
    exact = _plain(plain)
    return (Count(exact, exact), False) if exact is not None else _more(plain)


def _after(plain: str, words: tuple[str, ...]) -> str | None:
    found = next((word for word in sorted(words, key=len, reverse=True) if plain.startswith(word)), None)
    return None if found is None else plain[len(found) :]


def _before(plain: str, words: tuple[str, ...]) -> str | None:
    found = next((word for word in sorted(words, key=len, reverse=True) if plain.endswith(word)), None)
    return None if found is None else plain[: -len(found)]


def _with_unit(low: str, high: str) -> str:
    """`10` of `10-20万` is counted in the unit that stands behind the other end."""
    found = _NUMBER.fullmatch(high)
    return low + found[2] if found and low.replace(".", "").isdecimal() else low


def _plain(word: str) -> int | None:
    found = _NUMBER.fullmatch(word)
    if found is None or found[3]:
        return None
    value = Decimal(found[1]) * _UNITS[found[2]]
    return int(value) if value == value.to_integral_value() and value <= MOST_USERS else None


def _about(word: str) -> tuple[Count, bool] | None:
    """`6万` as 55,000 to 64,999: all that is rounded to it at its last written place that is not zero."""
    found = _NUMBER.fullmatch(word)
    value = _plain(word)
    if found is None or value is None:
        return None
    shown, places = found[1], len(found[1].partition(".")[2])
    zeros = 0 if "." in shown else len(shown) - len(shown.rstrip("0"))
    unit = Decimal(_UNITS[found[2]]).scaleb(zeros - places) if value else Decimal(1)
    half = int(unit / 2)
    return Count(max(value - half, 0), value + max(half - 1, 0)), True


def _more(word: str) -> tuple[Count, bool] | None:
    """`100余万`, `100多万`, `6万余`: more than that, by less than one of its unit's next step."""
    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,8})?)([十百千]?)([余多])?([万亿]?)([余多])?", word)
    if found is None or not (found[3] or found[5]):
        return None
    unit = _UNITS[(found[2] + found[4]) if found[2] + found[4] in _UNITS else found[4]]
    low = int(Decimal(found[1]) * unit)
    digits = found[1].partition(".")[0]
    step = unit * 10 ** (len(digits) - len(digits.rstrip("0"))) if "." not in found[1] else unit
    return (Count(low + 1, low + step - 1), True) if step > 1 and low + step <= MOST_USERS else None
