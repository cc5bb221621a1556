"""Numbers in Chinese characters, and rounding by significant digits."""

from __future__ import annotations

from math import ceil, floor, log10

PLAIN = "零一二三四五六七八九", "十百千"
FORMAL = "零壹贰叁肆伍陆柒捌玖", "拾佰仟"


def chinese(number: int, signs: tuple[str, str] = PLAIN) -> str:
    """A whole number up to 10**12 as it is read aloud: 一百二十万三千四百五十六."""
    if number == 0:
        return signs[0][0]
    fours = []
    while number:
        number, four = divmod(number, 10000)
        fours.append(four)
    out = ""
    for at in reversed(range(len(fours))):
        if not fours[at]:
            if out and not out.endswith(signs[0][0]) and any(fours[:at]):
                out += signs[0][0]
            continue
        if out and fours[at] < 1000 and not out.endswith(signs[0][0]):
            out += signs[0][0]
        out += _four(fours[at], signs) + ("", "万", "亿")[at]
    return out[1:] if out.startswith("一十") else out


def _four(number: int, signs: tuple[str, str]) -> str:
    out, gap = "", False
    for at in reversed(range(4)):
        digit = number // 10**at % 10
        if digit:
            out += (signs[0][0] if gap and out else "") + signs[0][digit] + ("", *signs[1])[at]
            gap = False
        else:
            gap = True
    return out


def by_digit(number: int, zero: str = "〇") -> str:
    """Sign by sign, as years are written: 二〇二六."""
    return "".join(PLAIN[0][int(digit)] for digit in str(number)).replace("零", zero)


def step(number: float, digits: int) -> int:
    """What the last of so many significant digits stands for."""
    return int(10 ** max(floor(log10(number)) + 1 - digits, 0))


def rounded(number: float, digits: int) -> int:
    """To so many significant digits."""
    one = step(number, digits)
    return round(number / one) * one


def down(number: float, digits: int) -> int:
    """The next such number that is smaller."""
    one = step(number, digits)
    return (ceil(number / one) - 1) * one


def up(number: float, digits: int) -> int:
    """The next such number that is larger."""
    one = step(number, digits)
    return (floor(number / one) + 1) * one


def last_digit(number: int) -> int:
    """What the last digit that is not zero stands for."""
    one = 1
    while number % (one * 10) == 0:
        one *= 10
    return one


def myriads(number: int, commas: bool = False) -> str | None:
    """With 万 or 亿 and at most four decimals; None where that would round, or for less than one."""
    if number < 10**4:
        return None
    unit, sign = (10**8, "亿") if number >= 10**8 else (10**4, "万")
    if number % (unit // 10**4):
        return None
    whole, rest = divmod(number, unit)
    tail = f".{rest * 10**4 // unit:04}".rstrip("0").rstrip(".")
    return f"{whole:,}{tail}{sign}" if commas else f"{whole}{tail}{sign}"


def millions(number: int) -> str | None:
    """In English, with million or billion and at most three decimals; None where that would round."""
    unit, word = (10**9, "billion") if number >= 10**9 else (10**6, "million")
    if number % (unit // 1000) or number < 10**5:
        return None
    return f"{number / unit:.3f}".rstrip("0").rstrip(".") + f" {word}"
