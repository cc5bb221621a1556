"""Is it a network product or service, and is this way of getting it a procurement? A guide in three questions.

Source: Measures 2022, Articles 5, 10, 21 (2020: 5, 9, 20); `products.yaml`. What no text says stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.law.counsel.questions import Point, point_of
from shencha.law.data import facts_of
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.measures.instruments import article, in_force, same_article
from shencha.law.measures.kinds import PRODUCT_KINDS, kinds_of
from shencha.law.measures.read import versions
from shencha.law.measures.steps import article_of
from shencha.text import Text

_FILE = "counsel/products.yaml"
CATCH_ALL, NONE = "other_important", "none"
KINDS: Mapping[str, Text] = {one.id: one.name for one in PRODUCT_KINDS.values()} | {
    NONE: Text("都不是：与网络无关的货物或者服务", "none of them: nothing to do with networks")
}
"""What it may be: the article's kinds, and none of them."""
WAYS: Mapping[str, Text] = {way: Text.of(one["name"]) for way, one in facts_of(_FILE)["ways"].items()}
"""How it may be got."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is bought, and how."""

    kind: str
    way: str
    change: Holds = UNKNOWN
    """Does it bring new functions, privileges, data or a new supplier? Asked only of what is there already."""
    influence: Holds = UNKNOWN
    """Has it an important influence? Asked only of the catch-all."""


@dataclass(frozen=True, slots=True)
class ProductAnswer:
    """Whether it counts, and why."""

    asked: Asked
    instrument: str
    product: Holds
    procurement: Holds
    reasons: tuple[Text, ...]
    points: tuple[Point, ...]
    missing: tuple[str, ...]
    """`change` or `influence`, where its value could still change the answer."""

    @property
    def counts(self) -> Holds:
        """Is it a procurement of a network product or service, to be pre-judged and perhaps filed?"""
        return self.product & self.procurement

    @property
    def text(self) -> Text:
        """The answer in a sentence."""
        return Text.of(facts_of(_FILE)["answers"][self.counts.word])

    @property
    def product_kinds(self) -> tuple[str, ...] | None:
        """What to write for `procurement.product_kinds` in a facts file; None: leave it unknown."""
        if self.counts is UNKNOWN:
            return None
        return (self.asked.kind,) if self.counts is YES else ()

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        kinds = self.product_kinds
        return {
            "kind": self.asked.kind,
            "way": self.asked.way,
            "change": self.asked.change.word,
            "influence": self.asked.influence.word,
            "instrument": self.instrument,
            "product": self.product.word,
            "procurement": self.procurement.word,
            "counts": self.counts.word,
            "text": self.text.as_dict(),
            "reasons": [one.as_dict() for one in self.reasons],
            "points": [one.as_dict() for one in self.points],
            "missing": list(self.missing),
            "facts": {"procurement.product_kinds": "unknown" if kinds is None else list(kinds)},
        }


def product_answer(asked: Asked, on: date) -> ProductAnswer:
    """Whether what is bought on that day counts.

    Raises:
        KeyError: no such kind or way. ValueError: no version of the Measures is in force on that day.
    """
    governing = in_force(on)
    if governing is None:
        raise ValueError(f"no version of the Measures was in force on {on}")
    known, way = facts_of(_FILE), facts_of(_FILE)["ways"][asked.way]
    kind_said, product = _product(asked, governing.id)
    way_said, procurement = _procurement(asked, way["procurement"])
    reasons = (Text.of(known["kinds"][kind_said]), Text.of(known["procurements"][way_said]))
    number = article_of("kinds", governing.id)
    listed = Point(governing.id, number, reasons[0], article(governing.id, number).confidence)
    cited = [_in(governing.id, point_of(one)) for one in way["points"]]
    points = (listed, *cited) if product is not NO else (listed,)
    missing = tuple(
        name
        for name, open_ in (
            ("influence", product is UNKNOWN),
            ("change", way["procurement"] == "by_change" and asked.change is UNKNOWN and product is not NO),
        )
        if open_
    )
    return ProductAnswer(asked, governing.id, product, procurement, reasons, points, missing)


def _in(version: str, point: Point) -> Point:
    """The point under the article of the version that governs."""
    if point.instrument == version or point.instrument not in versions():
        return point
    number = same_article(str(point.article), point.instrument, version)
    return Point(version, number, point.text, article(version, str(number)).confidence)


def _product(asked: Asked, instrument: str) -> tuple[str, Holds]:
    """Which words fit, and whether it is a network product or service by that version."""
    if asked.kind == NONE:
        return "none", NO
    if asked.kind != CATCH_ALL and asked.kind in kinds_of(instrument):
        return "named", YES
    if asked.kind not in KINDS:
        raise KeyError(asked.kind)
    return f"catch_all_{asked.influence.word}", asked.influence


def _procurement(asked: Asked, told: str) -> tuple[str, Holds]:
    if told == "by_change":
        return {YES: ("changed", YES), NO: ("unchanged", NO), UNKNOWN: ("open", UNKNOWN)}[asked.change]
    return told, {"yes": YES, "no": NO, "open": UNKNOWN}[told]
