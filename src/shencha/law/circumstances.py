"""What weighs on a penalty: reasons on the range, which never change its numbers.

Source: `penalties.yaml`; Administrative Penalty Law (2021), Articles 32, 33.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from shencha.law.data import facts_of
from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.law.liability import Known, holds
from shencha.law.provisions import Cited, asks_of, cited_of
from shencha.law.sanction_facts import place_of


@dataclass(frozen=True, slots=True)
class Circumstance:
    """One circumstance that weighs on the range."""

    id: str
    effect: str
    """`none_must`, `none_may`, `lighter_or_reduced` or `heavier`."""
    holds: Holds
    missing: tuple[str, ...]
    cited: Cited

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return self.cited.as_dict(
            circumstance=self.id, effect=self.effect, holds=self.holds.word, missing=list(self.missing)
        )


def circumstances(known: Known) -> Iterator[Circumstance]:
    """Those that hold, and those that may where at least one of their facts is known to hold."""
    for data in facts_of("penalties.yaml")["circumstances"]:
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
