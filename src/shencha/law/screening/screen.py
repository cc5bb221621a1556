"""Must we file? The grounds of the version in force, with reasons, missing facts and what comes next.

Versions. Before 2020-06-01 nothing is covered. From then on `procurement` (Measures 2020, Article 5); from
2022-02-15 also `foreign_listing` (Measures 2022, Article 7) and, for platform operators, `data_processing`
(Article 2); from 2025-01-01 `data_processing` reaches every network data handler (Network Data Security
Regulations, Article 13). Which version answers is asked first: on a day without one, nothing else is looked
at.

Outcome. State secrets, if said to be involved, end the matter: `refused`, nothing is analysed. Otherwise the
outcome is the one that every completion of the unknown facts shares: `must_file` where an article with a
duty holds, else `subject_to_review` where a ground without one holds, else `need_not_file`. Where
completions differ, it is `undetermined`, also if the review is certain and only the duty is open; `missing`
then names the facts for which two completions of the others give different outcomes (see `cells`).

Open points. An answer names `user_and_million` and `platform_operator` where a ground turns on that fact,
`listing_abroad` where the place of a planned or possible listing is Hong Kong, Macau or Taiwan, and
`latest_day_to_file` where the duty of Article 7 holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from shencha.law.logic.cells import DIGITS, OUTCOMES, Outcome, Regime, tabulate
from shencha.law.logic.facts import Facts
from shencha.law.logic.holds import NO, YES
from shencha.law.measures.instruments import instrument
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.measures.v2020 import rules as measures_2020
from shencha.law.measures.v2022 import rules as measures_2022
from shencha.law.network_data import rules as network_data_2025
from shencha.law.places import NOT_ABROAD
from shencha.law.screening.flips import Flip, nearest
from shencha.law.screening.next_acts import Next, next_acts
from shencha.law.screening.reasons import GroundAnswer, Reason, grounds_of, verdict
from shencha.law.screening.sentences import listed, said
from shencha.text import Text

__all__ = ["GroundAnswer", "Outcome", "Reason", "Screening", "regime_on", "screen"]


def _regimes() -> tuple[Regime, ...]:
    first, second = instrument(measures_2020.INSTRUMENT), instrument(measures_2022.INSTRUMENT)
    widened = tuple(
        network_data_2025.DATA_PROCESSING if ground.id == network_data_2025.DATA_PROCESSING.id else ground
        for ground in measures_2022.GROUNDS
    )
    return (
        Regime(first.in_force_from, first.id, measures_2020.GROUNDS),
        Regime(second.in_force_from, second.id, measures_2022.GROUNDS),
        Regime(network_data_2025.IN_FORCE_FROM, second.id, widened),
    )


REGIMES = _regimes()


def regime_on(on: date) -> Regime | None:
    """The grounds that stand on that day; None before the first version."""
    return next((regime for regime in reversed(REGIMES) if regime.since <= on), None)


@dataclass(frozen=True)
class Screening:
    """The answer to one party on one day."""

    on: date
    facts: Facts
    regime: Regime | None
    outcome: Outcome
    place: int | None = None
    """The cell of the regime's table; None where nothing was analysed."""

    @property
    def instrument(self) -> str | None:
        """The version of the Measures that answers."""
        return self.regime.instrument if self.regime else None

    @cached_property
    def grounds(self) -> tuple[GroundAnswer, ...]:
        """Every ground the version knows, with one reason for each thing its article asks."""
        if self.regime is None or self.place is None:
            return ()
        return grounds_of(tabulate(self.regime), self.place, self.facts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The unknown facts that could still change the outcome, no others."""
        if self.regime is None or self.place is None:
            return ()
        return verdict(tabulate(self.regime), self.place).missing

    @property
    def held(self) -> tuple[str, ...]:
        """The grounds on which the outcome rests: the duties that hold, or without one what else holds."""
        if self.regime is None:
            return ()
        duty = {ground.id: ground.duty for ground in self.regime.grounds}
        holding = [answer.ground for answer in self.grounds if answer.holds is YES]
        return tuple(found for found in holding if duty[found] or self.outcome is not Outcome.MUST_FILE)

    @cached_property
    def text(self) -> Text:
        """The answer in one sentence."""
        return said("outcomes", self.outcome).fill(
            grounds=listed(said("grounds", ground) for ground in self.held),
            missing=len(self.missing),
        )

    @cached_property
    def next(self) -> tuple[Next, ...]:
        """What to do now."""
        if self.regime is None:
            return ()
        return tuple(next_acts(self.outcome, self.regime.instrument, self.held, self.facts, self.on))

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """The nearest changes of facts that would give another outcome, with their margins."""
        if self.regime is None or self.place is None:
            return ()
        return nearest(tabulate(self.regime), self.place, self.facts)

    @cached_property
    def open_points(self) -> tuple[str, ...]:
        """Ids of the points on which the text is silent and this answer relies on a policy."""
        named = set(_open_points(self))
        return tuple(point for point in OPEN_POINTS if point in named)

    def as_dict(self) -> dict[str, Any]:
        """The contract's answer, with `text` (the answer in a sentence) and `flips` besides."""
        return {
            "on": self.on.isoformat(),
            "instrument": self.instrument,
            "outcome": self.outcome.value,
            "text": self.text.as_dict(),
            "grounds": [ground.as_dict() for ground in self.grounds],
            "missing": list(self.missing),
            "next": [act.as_dict() for act in self.next],
            "flips": [flip.as_dict() for flip in self.flips],
            "open_points": list(self.open_points),
        }


def screen(facts: Facts, on: date) -> Screening:
    """Must this party file, as of that day?"""
    regime = regime_on(on)
    if regime is None:
        return Screening(on, facts, None, Outcome.NOT_COVERED)
    if facts.involves_state_secrets is YES:
        return Screening(on, facts, regime, Outcome.REFUSED)
    table = tabulate(regime)
    place = sum(
        [DIGITS[asks.of(facts)] * weight for asks, weight in zip(table.asks, table.weights, strict=True)]
    )
    return Screening(on, facts, regime, OUTCOMES[table.outcome[place]], place)


def _open_points(answer: Screening) -> Iterator[str]:
    if answer.regime is None or answer.place is None:
        return
    table = tabulate(answer.regime)
    if answer.regime.instrument != measures_2022.INSTRUMENT:
        return
    for fact in verdict(table, answer.place).turns & measures_2022.TURNING_OPEN_POINTS.keys():
        yield measures_2022.TURNING_OPEN_POINTS[fact]
    listing = answer.facts.listing
    if listing.venue in NOT_ABROAD and listing.planned is not NO:
        yield "listing_abroad"
    if "foreign_listing" in answer.held:
        yield "latest_day_to_file"
