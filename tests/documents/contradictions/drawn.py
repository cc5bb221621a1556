"""What is true in a filing, and what would not be: values drawn by chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.documents.contradictions import Kind
from tests.documents.contradictions import names as n
from tests.documents.contradictions.numerals import rounded
from tests.documents.contradictions.subjects import Subject

_DAYS = (10, 14, 15, 21, 28, 30, 45, 60, 70, 90, 100, 120, 150, 180, 200, 270, 360)
_OTHER_DAYS = (7, 10, 20, 30, 40, 45, 60, 80, 90, 120, 150, 180, 240, 270, 300, 365)
_AS_A_RULE = {
    "listing.planned": True,
    "procurement.planned": True,
    "actor.platform_operator": True,
    "involves_state_secrets": False,
}
"""What a filing on its ground would be odd without."""


def true(s: Subject, r: random.Random, day: date, company: n.Company, product: n.Product) -> Any:
    """A true value of a subject."""
    match s.kind:
        case Kind.USERS | Kind.SENSITIVE:
            return rounded(int(s.low * (s.high / s.low) ** r.random()), r.choice([2, 3, 3, 4, 7]))
        case Kind.MONEY:
            return rounded(int(s.low * (s.high / s.low) ** r.random()), r.choice([2, 3, 4])), s.of
        case Kind.SHARE:
            low, high = int(s.low), int(s.high)
            return r.choice([float(r.randint(low, high)), r.randint(low * 10, high * 10) / 10])
        case Kind.LENGTH:
            return r.choice(_DAYS)
        case Kind.DAY:
            return day + timedelta(r.randint(int(s.low), int(s.high)))
        case Kind.MARKET:
            return r.choice(n.MARKETS).id
        case Kind.COUNTRY:
            return r.choice(n.COUNTRIES).id
        case Kind.SUPPLIER:
            return company
        case Kind.PRODUCT:
            return product
        case Kind.YES_NO:
            return _AS_A_RULE.get(s.id, r.random() < 0.5)
    raise AssertionError(s.kind)


def other(s: Subject, truth: Any, r: random.Random, branch: Callable[[n.Company], n.Company] | None) -> Any:
    """A value that is not the true one: a slip of digits, unit, currency or year, or another thing altogether."""
    match truth:
        case bool():
            return not truth
        case (int() as amount, str() as currency):
            slip = r.random()
            if slip < 0.15:
                return amount, r.choice([one for one in ("CNY", "USD", "HKD") if one != currency])
            return (amount // 10**4 if slip < 0.25 else _scaled(amount, r)), currency
        case int() if s.kind is Kind.LENGTH:
            return r.choice([one for one in _OTHER_DAYS if abs(one - truth) > 5])
        case int():
            return _scaled(truth, r)
        case float():
            return r.choice(
                [float(r.randint(int(s.low / 2), 99)), round(100 - truth, 1), r.randint(5, 99) + 0.5]
            )
        case date():
            days = r.choice([r.randint(20, 200), -r.randint(5, 90), 365, 1, 7, 10])
            return truth + timedelta(days)
        case n.Company():
            if branch and r.random() < 0.3:
                return branch(truth)
            return r.choice([one for one in n.COMPANIES if one != truth])
        case n.Product():
            number = r.choice(
                ["4.0", "6.5", "9.2", "12.1"] if truth.version else ["100", "3000", "6000", "1200"]
            )
            return r.choice(
                [truth.with_number(number), r.choice([one for one in n.PRODUCTS if one != truth])]
            )
        case _:
            return r.choice(
                [one.id for one in (n.MARKETS if s.kind is Kind.MARKET else n.COUNTRIES) if one.id != truth]
            )


def beside(s: Subject, truth: Any, r: random.Random, mark: str) -> Any:
    """Another thing's value in the same filing: `<` where it is a part of this one, `>` where this one is a part of it."""
    match truth, mark:
        case (int() as amount, str() as currency), "<":
            return rounded(amount * r.uniform(0.05, 0.85), 3), currency
        case int(), "<":
            return rounded(truth * r.uniform(0.05, 0.85), 3)
        case int(), ">":
            return rounded(truth * r.uniform(1.1, 2.5), 3)
        case _:
            return other(s, truth, r, None)


def _scaled(amount: int, r: random.Random) -> int:
    chance = r.random()
    if chance < 0.2:
        signs = str(amount)
        at = r.randrange(len(signs) - 1)
        return int(signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :]) or amount * 2
    if chance < 0.35:
        return amount * 10 if amount < 3 * 10**7 else amount // 10
    return rounded(amount * r.choice([0.3, 0.5, 0.7, 0.8, 0.88, 1.12, 1.3, 1.6, 2.2]), r.choice([2, 3, 4]))
