"""A third of the ways in which quantities and days are written, held back: whoever makes the reader does not read them."""

from __future__ import annotations

from datetime import date
from math import ceil, floor

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
from tests.documents.contradictions.ways import (
    ENGLISH,
    Currency,
    Day,
    Length,
    Number,
    Way,
    grain,
    in_characters,
    month_of,
    months,
    on,
    percent,
    quarter_of,
    said,
    third_of,
    whole,
)

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def _mixed(v: float) -> str | None:
    """120万3456."""
    over, rest = divmod(int(v), 10000)
    return f"{over}万{rest:04}" if over and rest >= 1000 else None


def _formal(v: float) -> str | None:
    return n.chinese(int(v), n.FORMAL) if v // n.last_digit(int(v)) < 10**4 else None


def _two(v: float) -> str | None:
    """两 for 二 before 百 and 千 of 万, as people speak: 两百三十万."""
    text = n.chinese(int(v)) if v // n.last_digit(int(v)) < 10**4 else ""
    return f"两{text[1:]}" if text[:2] in ("二百", "二千") else None


COUNTS: tuple[Way[Number], ...] = (
    Way("blanks between thousands", "zh", lambda v, r: said(f"{v:,}".replace(",", " "), exact(v))),
    Way("full-width digits", "zh", lambda v, r: said((t := n.myriads(v)) and t.translate(_WIDE), whole(v))),
    Way("myriads and the rest", "zh", lambda v, r: said(_mixed(v), exact(v))),
    Way("formal characters", "zh", lambda v, r: said(_formal(v), whole(v))),
    Way("两 for 二", "zh", lambda v, r: said(_two(v), whole(v))),
    Way(
        "左右",
        "zh",
        lambda v, r: said(n.myriads(n.rounded(v, 3)), about(n.rounded(v, 3)), "", r.choice(["左右", "上下"])),
    ),
    Way(
        "less than, 不足",
        "zh",
        lambda v, r: said(n.myriads(n.up(v, 2)), below(n.up(v, 2)), r.choice(["不足", "不到"])),
    ),
    Way(
        "以上", "zh", lambda v, r: said(n.myriads(n.down(v, 2)), above(n.down(v, 2), itself=True), "", "以上")
    ),
    Way(
        "range with a dash",
        "zh",
        lambda v, r: said(
            f"{n.down(v, 2) // 10**4}—{n.up(v, 2) // 10**4}万" if n.down(v, 2) >= 10**4 else None,
            between(n.down(v, 2), n.up(v, 2)),
        ),
    ),
    Way(
        "English, upwards of",
        "en",
        lambda v, r: said(
            n.millions(n.down(v, 2)), above(n.down(v, 2)), r.choice(["upwards of ", "in excess of "])
        ),
    ),
    Way(
        "English, just under",
        "en",
        lambda v, r: (
            said(n.millions(n.up(v, 2)), nearly(n.up(v, 2)), r.choice(["just under ", "nearly "]))
            if v > 0.93 * n.up(v, 2)
            else None
        ),
    ),
    Way(
        "English, between",
        "en",
        lambda v, r: said(
            (a := n.millions(n.down(v, 2))) and f"{a} and {n.millions(n.up(v, 2))}",
            between(n.down(v, 2), n.up(v, 2)),
            "between ",
        ),
    ),
    Way(
        "English, m",
        "en",
        lambda v, r: said(
            (t := n.millions(v)) and t.replace(" million", "m") if v < 10**9 else None, whole(v)
        ),
    ),
    Way(
        "English, thousand",
        "en",
        lambda v, r: said(f"{v // 1000:,} thousand" if v % 1000 == 0 else None, whole(v)),
    ),
)
CURRENCIES = (
    Currency(
        "CNY",
        (("人民币", "元整"), ("￥", "元"), ("", "元（人民币）")),
        (("RMB", ""), ("", " renminbi"), ("¥", "")),
    ),
    Currency("USD", (("", "美金"), ("美元 ", "")), (("$", ""), ("", " dollars of the United States"))),
    Currency("HKD", (("", "港币"), ("港币", "元")), (("", " Hong Kong dollars"),)),
)
SHARES: tuple[Way[Number], ...] = (
    Way("百分之 with blanks", "zh", lambda v, r: said(f" {percent(v)} %", exact(v, grain(v)))),
    Way(
        "三分之二",
        "zh",
        lambda v, r: said("三分之二以上", above(200 / 3, itself=True)) if 67 <= v < 90 else None,
    ),
    Way(
        "以上, characters",
        "zh",
        lambda v, r: (
            said(f"百分之{n.chinese(floor(v / 5) * 5)}以上", above(floor(v / 5) * 5, itself=True))
            if v >= 10
            else None
        ),
    ),
    Way(
        "less than, 成",
        "zh",
        lambda v, r: (
            said(f"不足{n.PLAIN[0][ceil((v + 0.01) / 10)]}成", below(ceil((v + 0.01) / 10) * 10))
            if 5 < v < 89
            else None
        ),
    ),
    Way(
        "almost per cent",
        "zh",
        lambda v, r: (
            said(f"近百分之{in_characters(ceil(v + 0.01))}", nearly(ceil(v + 0.01)))
            if v != int(v) and v > 15
            else None
        ),
    ),
    Way("English, a majority", "en", lambda v, r: said("a majority", above(50)) if 50 < v < 70 else None),
    Way("English, percent", "en", lambda v, r: said(f"{percent(v)} percent", exact(v, grain(v)))),
    Way(
        "English, under",
        "en",
        lambda v, r: said(f"less than {floor(v / 5) * 5 + 5}%", below(floor(v / 5) * 5 + 5)),
    ),
)


def _and_half(v: int) -> tuple[str, Span] | None:
    if v % 30 != 15:
        return None
    return ("一个半月" if v == 45 else f"{n.chinese(v // 30)}个半月" if v > 30 else "半个月"), months(v / 30)


LENGTHS: tuple[Way[Length], ...] = (
    Way("自然日", "zh", lambda v, r: (f"{v}个自然日", exact(v))),
    Way("月 in digits", "zh", lambda v, r: (f"{v // 30}个月", months(v // 30)) if v % 30 == 0 else None),
    Way("个半月", "zh", lambda v, r: _and_half(v)),
    Way("hours", "zh", lambda v, r: (f"{v * 24}小时", exact(v)) if v <= 15 else None),
    Way(
        "doubled in brackets",
        "zh",
        lambda v, r: (f"{v}天（约{n.chinese(v // 30)}个月）", exact(v)) if v % 30 == 0 else None,
    ),
    Way(
        "nearly, 天",
        "zh",
        lambda v, r: (
            (f"近{ceil((v + 1) / 10) * 10}天", nearly(ceil((v + 1) / 10) * 10))
            if v > 0.93 * ceil((v + 1) / 10) * 10
            else None
        ),
    ),
    Way(
        "季度",
        "zh",
        lambda v, r: (
            (f"{n.chinese(v // 90) if v != 180 else '两'}个季度", scaled(months(3), v // 90))
            if v % 90 == 0
            else None
        ),
    ),
    Way("English, weeks", "en", lambda v, r: (f"{v // 7} weeks", exact(v)) if v % 7 == 0 else None),
    Way(
        "English, half a year",
        "en",
        lambda v, r: ("half a year", Span(180, 184, 175, 188)) if v == 180 else None,
    ),
    Way("English, hyphenated", "en", lambda v, r: (f"{v} calendar days", exact(v))),
    Way(
        "English, more than",
        "en",
        lambda v, r: (
            (f"more than {ceil(v / 10) * 10 - 10} days", above(ceil(v / 10) * 10 - 10)) if v >= 30 else None
        ),
    ),
)
DAYS: tuple[Way[Day], ...] = (
    Way("without zeros", "zh", lambda d, r: (f"{d.year}-{d.month}-{d.day}", on(d))),
    Way("eight digits", "zh", lambda d, r: (f"{d:%Y%m%d}", on(d))),
    Way(
        "零 for 〇",
        "zh",
        lambda d, r: (f"{n.by_digit(d.year, '零')}年{n.chinese(d.month)}月{n.chinese(d.day)}日", on(d)),
    ),
    Way(
        "号, year in the sentence",
        "zh",
        lambda d, r: (f"{d.year}年度内，即{n.chinese(d.month)}月{d.day}号", on(d)),
    ),
    Way(
        "月初 and 月底",
        "zh",
        lambda d, r: (
            (f"{d.year}年{d.month}月{'初' if d.day <= 5 else '底'}", third_of(d)[1])
            if d.day <= 5 or d.day >= 26
            else None
        ),
    ),
    Way(
        "half year",
        "zh",
        lambda d, r: (
            f"{d.year}年{'上' if d.month < 7 else '下'}半年",
            Days(
                d.replace(month=1 if d.month < 7 else 7, day=1),
                d.replace(month=6, day=30) if d.month < 7 else d.replace(month=12, day=31),
            ),
        ),
    ),
    Way(
        "not later than",
        "zh",
        lambda d, r: (
            f"不迟于{month_of(d).last.year}年{d.month}月{month_of(d).last.day}日",
            Days(date.min, month_of(d).last),
        ),
    ),
    Way(
        "weekday in brackets",
        "zh",
        lambda d, r: (f"{d.year}年{d.month}月{d.day}日（星期{'一二三四五六日'[d.weekday()]}）", on(d)),
    ),
    Way("English, month year", "en", lambda d, r: (f"{ENGLISH[d.month - 1]} {d.year}", month_of(d))),
    Way("English, quarter", "en", lambda d, r: (f"Q{quarter_of(d)[0]} {d.year}", quarter_of(d)[1])),
    Way(
        "English, ordinal",
        "en",
        lambda d, r: (
            f"the {d.day}{'th' if 10 < d.day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d.day % 10, 'th')} of {ENGLISH[d.month - 1]} {d.year}",
            on(d),
        ),
    ),
)
