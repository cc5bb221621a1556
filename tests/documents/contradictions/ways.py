"""Two thirds of the ways in which quantities and days are written; `ways.md` lists them, the others are held back.

A way takes what is true and writes it so that it stays true, with what the writing says: 1,203,456 becomes 120余万,
which says "more than 1,200,000". It gives None where nobody would write the value so.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import Generic, TypeVar

from tests.documents.contradictions import numerals as n
from tests.documents.contradictions.claims import (
    Days,
    Span,
    about,
    above,
    below,
    between,
    exact,
    nearly,
    scaled,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity in words: what stands before and after number and unit, and what it says."""

    before: str
    body: str
    after: str
    says: Span

    def with_unit(self, unit: str) -> str:
        """As it stands in a sentence."""
        return f"{self.before}{self.body}{unit}{self.after}"


Number = Callable[[float, random.Random], Written | None]
Length = Callable[[int, random.Random], tuple[str, Span] | None]
Day = Callable[[date, random.Random], tuple[str, Days] | None]


@dataclass(frozen=True, slots=True)
class Way(Generic[T]):
    """A way of writing by its name in `ways.md`, and the language of the sentence in which it stands."""

    id: str
    language: str
    write: T


def said(body: str | None, says: Span, before: str = "", after: str = "") -> Written | None:
    """Nothing where the body cannot be written."""
    return Written(before, body, after, says) if body else None


def whole(value: float) -> Span:
    """A number written out in full, to its last digit that is not zero."""
    return exact(value, n.last_digit(int(value)))


def _up_to(v: float) -> int:
    """A bound that nobody would call far away."""
    return n.up(v, 2)


COUNTS: tuple[Way[Number], ...] = (
    Way("digits", "zh", lambda v, r: said(f"{v}", exact(v))),
    Way("commas", "zh", lambda v, r: said(f"{v:,}", exact(v))),
    Way("myriads", "zh", lambda v, r: said(n.myriads(v) if v >= 10**4 else None, whole(v))),
    Way(
        "myriads with a blank", "zh", lambda v, r: said((b := n.myriads(v)) and f"{b[:-1]} {b[-1]}", whole(v))
    ),
    Way(
        "characters",
        "zh",
        lambda v, r: said(n.chinese(v), whole(v)) if v // n.last_digit(v) < 10**4 else None,
    ),
    Way(
        "about, myriads",
        "zh",
        lambda v, r: said(n.myriads(n.rounded(v, 3)), about(n.rounded(v, 3)), r.choice(["约", "大约"])),
    ),
    Way(
        "more than, 超过 and 逾",
        "zh",
        lambda v, r: said(n.myriads(n.down(v, 2)), above(n.down(v, 2)), r.choice(["超过", "逾"])),
    ),
    Way("余万", "zh", lambda v, r: _and_some(v, "余")),
    Way("多万", "zh", lambda v, r: _and_some(v, "多")),
    Way(
        "not more than",
        "zh",
        lambda v, r: said(n.myriads(_up_to(v)), below(_up_to(v), itself=True), r.choice(["不超过", "至多"])),
    ),
    Way(
        "at least",
        "zh",
        lambda v, r: said(
            n.myriads(n.down(v, 2)), above(n.down(v, 2), itself=True), r.choice(["不少于", "至少"])
        ),
    ),
    Way(
        "nearly",
        "zh",
        lambda v, r: (
            said(n.myriads(n.up(v, 2)), nearly(n.up(v, 2)), r.choice(["近", "将近"]))
            if v > 0.93 * n.up(v, 2)
            else None
        ),
    ),
    Way(
        "range with 至",
        "zh",
        lambda v, r: said(
            (a := n.myriads(n.down(v, 2))) and f"{a}至{n.myriads(n.up(v, 2))}",
            between(n.down(v, 2), n.up(v, 2)),
        ),
    ),
    Way("English, commas", "en", lambda v, r: said(f"{v:,}", exact(v))),
    Way("English, million", "en", lambda v, r: said(n.millions(v), whole(v))),
    Way(
        "English, more than",
        "en",
        lambda v, r: said(n.millions(n.down(v, 2)), above(n.down(v, 2)), r.choice(["more than ", "over "])),
    ),
    Way(
        "English, about",
        "en",
        lambda v, r: said(n.millions(n.rounded(v, 2)), about(n.rounded(v, 2)), "about "),
    ),
    Way(
        "English, not more than",
        "en",
        lambda v, r: said(n.millions(n.up(v, 2)), below(n.up(v, 2), itself=True), "no more than "),
    ),
)


def _and_some(v: float, word: str) -> Written | None:
    """120余万, but 12万余: the word stands where the next digit would."""
    base = n.down(v, 2)
    text = n.myriads(base)
    if not text or "." in text:
        return None
    inside = text[-2] == "0"
    return said(f"{text[:-1]}{word}{text[-1]}" if inside else f"{text}{word}", above(base))


@dataclass(frozen=True, slots=True)
class Currency:
    """How a currency is written: before or after a number, in either language."""

    id: str
    zh: tuple[tuple[str, str], ...]
    en: tuple[tuple[str, str], ...]


CURRENCIES = (
    Currency(
        "CNY", (("人民币", "元"), ("", "元"), ("", "元人民币")), (("RMB ", ""), ("CNY ", ""), ("", " yuan"))
    ),
    Currency("USD", (("", "美元"),), (("US$", ""), ("USD ", ""), ("", " US dollars"))),
    Currency("HKD", (("", "港元"),), (("HK$", ""), ("HKD ", ""))),
)


def money(written: Written, currency: Currency, language: str, r: random.Random) -> str:
    """A sum: the currency beside the number, what qualifies it before both."""
    first, last = r.choice(getattr(currency, language))
    return f"{written.before}{first}{written.body}{last}{written.after}"


def percent(v: float) -> str:
    """Without needless decimals."""
    return f"{v:.2f}".rstrip("0").rstrip(".")


def in_characters(v: float) -> str:
    """51.5 as 五十一点五."""
    whole_part, _, tail = percent(v).partition(".")
    return n.chinese(int(whole_part)) + (
        f"点{n.by_digit(int(tail), '零')}" if tail and tail[0] != "0" else ""
    )


def grain(v: float) -> float:
    """What the last written decimal of a share stands for."""
    return 10.0 ** -len(percent(v).partition(".")[2])


def _share(text: str | None, says: Span) -> Written | None:
    return said(text, says)


SHARES: tuple[Way[Number], ...] = (
    Way("per cent sign", "zh", lambda v, r: _share(f"{percent(v)}%", exact(v, grain(v)))),
    Way("two decimals", "zh", lambda v, r: _share(f"{v:.2f}%", exact(v, 0.01))),
    Way("full-width per cent", "zh", lambda v, r: _share(f"{percent(v)}％", exact(v, grain(v)))),
    Way("百分之", "zh", lambda v, r: _share(f"百分之{in_characters(v)}", exact(v, grain(v)))),
    Way("about per cent", "zh", lambda v, r: _share(f"约{v:.0f}%", about(round(v)))),
    Way("成", "zh", lambda v, r: _share(_tenths(v), exact(v, 1)) if v == int(v) else None),
    Way("过半数", "zh", lambda v, r: _share("过半数", above(50)) if 50 < v < 70 else None),
    Way(
        "more than a third",
        "zh",
        lambda v, r: _share("超过三分之一", above(100 / 3)) if 100 / 3 < v < 46 else None,
    ),
    Way(
        "not more than per cent",
        "zh",
        lambda v, r: _share(f"不超过{ceil(v / 5) * 5}%", below(ceil(v / 5) * 5, itself=True)),
    ),
    Way("English, per cent sign", "en", lambda v, r: _share(f"{percent(v)}%", exact(v, grain(v)))),
    Way("English, per cent", "en", lambda v, r: _share(f"{percent(v)} per cent", exact(v, grain(v)))),
    Way(
        "English, more than half",
        "en",
        lambda v, r: _share("more than half", above(50)) if 50 < v < 70 else None,
    ),
)


def _tenths(v: float) -> str | None:
    tens, ones = divmod(int(v), 10)
    return f"{n.PLAIN[0][tens]}成{n.PLAIN[0][ones] if ones else ''}" if tens else None


MONTH = Span(30, 30.5, 28, 31)


def months(count: float) -> Span:
    """So many months in days: thirty for each, a little more by the calendar."""
    return scaled(MONTH, count)


LENGTHS: tuple[Way[Length], ...] = (
    Way("天", "zh", lambda v, r: (f"{v}天", exact(v))),
    Way("天 with a blank", "zh", lambda v, r: (f" {v} 天", exact(v))),
    Way("日", "zh", lambda v, r: (f"{v}日", exact(v))),
    Way("characters, 天 and 日", "zh", lambda v, r: (n.chinese(v) + r.choice("天日"), exact(v))),
    Way(
        "个月",
        "zh",
        lambda v, r: (f"{n.chinese(v // 30)}个月", months(v // 30)) if v % 30 == 0 and v != 60 else None,
    ),
    Way("about, 天", "zh", lambda v, r: (f"约{v}天", about(v))),
    Way(
        "at least, 天",
        "zh",
        lambda v, r: (
            (f"{r.choice(['不少于', '至少'])}{floor(v / 10) * 10}天", above(floor(v / 10) * 10, itself=True))
            if v >= 20
            else None
        ),
    ),
    Way(
        "more than, 天",
        "zh",
        lambda v, r: (f"超过{ceil(v / 10) * 10 - 10}天", above(ceil(v / 10) * 10 - 10)) if v >= 30 else None,
    ),
    Way("半年", "zh", lambda v, r: ("半年", Span(180, 184, 175, 188)) if v == 180 else None),
    Way(
        "周",
        "zh",
        lambda v, r: (
            (f"{n.chinese(v // 7) if v != 14 else '两'}周", exact(v)) if v % 7 == 0 and v <= 84 else None
        ),
    ),
    Way("English, days", "en", lambda v, r: (f"{v} days", exact(v))),
    Way(
        "English, months",
        "en",
        lambda v, r: (f"{v // 30} months", months(v // 30)) if v % 30 == 0 and v > 30 else None,
    ),
    Way(
        "English, at least",
        "en",
        lambda v, r: (
            (f"at least {floor(v / 10) * 10} days", above(floor(v / 10) * 10, itself=True))
            if v >= 20
            else None
        ),
    ),
)

ENGLISH = "January February March April May June July August September October November December".split()  # noqa: SIM905


def on(day: date) -> Days:
    """One day."""
    return Days(day, day)


def month_of(day: date) -> Days:
    """Its month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return Days(day.replace(day=1), following - timedelta(1))


def third_of(day: date) -> tuple[str, Days]:
    """Its ten days: 上旬, 中旬, 下旬."""
    ends = [day.replace(day=1), day.replace(day=11), day.replace(day=21), month_of(day).last + timedelta(1)]
    for word, (first, last) in zip(("上旬", "中旬", "下旬"), pairwise(ends), strict=True):
        if first <= day < last:
            return word, Days(first, last - timedelta(1))
    raise AssertionError(day)


def quarter_of(day: date) -> tuple[int, Days]:
    """Its quarter, from 1."""
    at = (day.month - 1) // 3
    return at + 1, Days(date(day.year, at * 3 + 1, 1), month_of(date(day.year, at * 3 + 3, 1)).last)


DAYS: tuple[Way[Day], ...] = (
    Way("ISO", "zh", lambda d, r: (d.isoformat(), on(d))),
    Way("年月日", "zh", lambda d, r: (f"{d.year}年{d.month}月{d.day}日", on(d))),
    Way("年月日 with blanks", "zh", lambda d, r: (f" {d.year} 年 {d.month} 月 {d.day} 日", on(d))),
    Way("年月日 with zeros", "zh", lambda d, r: (f"{d.year}年{d.month:02}月{d.day:02}日", on(d))),
    Way("dots", "zh", lambda d, r: (f"{d.year}.{d.month}.{d.day}", on(d))),
    Way("slashes", "zh", lambda d, r: (f"{d.year}/{d.month}/{d.day}", on(d))),
    Way(
        "characters, day",
        "zh",
        lambda d, r: (f"{n.by_digit(d.year)}年{n.chinese(d.month)}月{n.chinese(d.day)}日", on(d)),
    ),
    Way("year in the sentence", "zh", lambda d, r: (f"{d.year}年内（{d.month}月{d.day}日）", on(d))),
    Way("month only", "zh", lambda d, r: (f"{d.year}年{d.month}月", month_of(d))),
    Way(
        "quarter",
        "zh",
        lambda d, r: (f"{d.year}年第{'一二三四'[quarter_of(d)[0] - 1]}季度", quarter_of(d)[1]),
    ),
    Way("third of a month", "zh", lambda d, r: (f"{d.year}年{d.month}月{third_of(d)[0]}", third_of(d)[1])),
    Way("English, day month year", "en", lambda d, r: (f"{d.day} {ENGLISH[d.month - 1]} {d.year}", on(d))),
    Way("English, month day, year", "en", lambda d, r: (f"{ENGLISH[d.month - 1]} {d.day}, {d.year}", on(d))),
    Way("English, ISO", "en", lambda d, r: (d.isoformat(), on(d))),
)
