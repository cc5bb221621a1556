"""What weighs on a penalty, and what forbids one: the time that has run out, or a breach that is not punished.

Leniency and aggravation are reasons on the range and never change its numbers; a penalty that is forbidden has no
range.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 32, 33, 36.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Literal

from shencha.law.data import facts_of
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.sanctions.facts import place_of
from shencha.law.sanctions.provisions import Cited, Names, asks_of, cited_of
from shencha.law.sanctions.reach import Known, holds
from shencha.law.sanctions.steps import Limitation
from shencha.shapes import SPREAD, Key, Shape


@dataclass(frozen=True, slots=True)
class Circumstance(Shape):
    """One circumstance that weighs on the range."""

    id: Annotated[str, Key("circumstance")]
    effect: Literal["none_must", "none_may", "lighter_or_reduced", "heavier"]
    holds: Holds
    missing: Names
    cited: Annotated[Cited, SPREAD]


@dataclass(frozen=True, slots=True)
class NoPenalty(Shape):
    """Is a penalty for one act forbidden?"""

    holds: Holds
    reasons: tuple[Cited, ...]
    """What forbids it, or may."""


def no_penalty(limitation: Limitation | None, circumstances: Iterable[Circumstance]) -> NoPenalty:
    """Whether the time has run out, or the law says that such an act is not punished."""
    found = [] if limitation is None else [(limitation.barred, limitation.reasons)]
    found += [(one.holds, (one.cited,)) for one in circumstances if one.effect == "none_must"]
    for word in (YES, UNKNOWN):
        if reasons := tuple(dict.fromkeys(c for held, told in found if held is word for c in told)):
            return NoPenalty(word, reasons)
    return NoPenalty(NO, ())


def circumstances(known: Known) -> Iterator[Circumstance]:
    """Those that hold, and those that may where at least one of their facts is known to hold."""
    for data in facts_of("sanctions/penalties.yaml")["circumstances"]:
        asks = asks_of(data["asks"])
        wanted = [literal for clause in asks for literal in clause]
        values = {one.fact: known.facts.value(one.fact, known.act) for one in wanted}
        unknown = [fact for fact, value in values.items() if value is UNKNOWN]
        found = [
            holds(asks, known.complete(unknown, filled))
            for filled in product((False, True), repeat=len(unknown))
        ]
        held = YES if all(found) else UNKNOWN if any(found) else NO
        said = any(value is YES for value in values.values())
        if held is YES or (held is UNKNOWN and said):
            missing = tuple(place_of(fact, known.at) for fact in unknown)
            yield Circumstance(data["id"], data["effect"], held, missing, cited_of(data))
