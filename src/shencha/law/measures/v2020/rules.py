"""Cybersecurity Review Measures of 2020 (网络安全审查办法, Order No. 6): who must file, article by article.

In force from 2020-06-01 to 2022-02-14. One ground: an operator of critical information infrastructure buys.
Repealed: not edited any more, it ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from shencha.law.logic.facts import Facts
from shencha.law.logic.rules import Expression, Ground, Words, rule
from shencha.law.measures.figures import Figures
from shencha.law.measures.kinds import PRODUCT_KINDS, kinds_of

INSTRUMENT = "measures-2020"


@rule(INSTRUMENT, article="20")
def operator(facts: Words, figures: Figures) -> Expression:
    """Who its protection department identified operates critical information infrastructure."""
    return facts.actor.ciio


@rule(INSTRUMENT, article="20")
def network_product_or_service(facts: Words, figures: Figures) -> Expression:
    """What is bought is of a named kind; one named only later may be of important influence all the same."""
    named = kinds_of(INSTRUMENT)
    return facts.procurement.product_kinds.any_of(named, perhaps=PRODUCT_KINDS.keys() - set(named))


@rule(INSTRUMENT, article="5")
def procurement(facts: Words, figures: Figures) -> Expression:
    """An operator that buys files where the use may affect national security (scope: Article 2)."""
    return (
        operator(facts, figures)
        & facts.procurement.planned
        & network_product_or_service(facts, figures)
        & facts.procurement.may_affect_national_security
    )


GROUNDS = (Ground("procurement", procurement, duty=True),)
TURNING_OPEN_POINTS: dict[str, str] = {}
"""No answer of this version relies on an open point."""


def open_points(facts: Facts, turns: Collection[str], held: Collection[str]) -> Iterator[str]:
    """None."""
    yield from ()
