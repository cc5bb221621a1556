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
then names the facts for which two completions of the others give different outcomes (see `cells`). Where no fact is
missing any more, the text itself leaves it open, and the open point is named.

Duty. `duty` says whether the party must file, in all completions, in none, or in some: it is `no` while only the
ground that obliges nobody to file is open.

Open points. An answer names `user_and_million` and `platform_operator` where a ground turns on that fact,
`listing_abroad` where the place of a planned or possible listing is Hong Kong, Macau or Taiwan or the step is of a
kind that the text does not settle, `listed_before` where the outcome turns on it, and `latest_day_to_file` where
the duty of Article 7 holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from shencha.canonical import digest_of
from shencha.law.logic.cells import Outcome, Regime, tabulate
from shencha.law.logic.facts import FACT, USUAL, Facts
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.logic.rules import Ground
from shencha.law.measures.instruments import in_force, instrument
from shencha.law.measures.open_points import OPEN_POINTS, Points
from shencha.law.measures.read import files_of, first_day, rules, versions
from shencha.law.measures.steps import article_of
from shencha.law.network_data import rules as network_data
from shencha.law.screening.digests import law_digest
from shencha.law.screening.flips import Flip, nearest
from shencha.law.screening.next_acts import Next, next_acts
from shencha.law.screening.reasons import GroundAnswer, Reason, Verdict, grounds_of, verdict
from shencha.law.screening.sentences import said
from shencha.shapes import Digest, Key, More, Shape
from shencha.text import Text
from shencha.text.lists import listed

__all__ = ["GroundAnswer", "Outcome", "Reason", "Screening", "regime_on", "screen"]


def _regimes() -> Iterator[Regime]:
    for version in versions():
        law, since = rules(version), first_day(version)
        widened = tuple(
            network_data.beside(ground) if ground.id == "data_processing" else ground
            for ground in law.GROUNDS
        )
        own = (*files_of(version), *_SHARED)

        def regime(
            day: date,
            grounds: tuple[Ground, ...],
            files: tuple[str, ...],
            version: str = version,
            turning: Mapping[str, str] = law.TURNING_OPEN_POINTS,
        ) -> Regime:
            return Regime(day, version, grounds, turning, article_of("ex_officio", version), files)

        if since < network_data.IN_FORCE_FROM:
            yield regime(since, law.GROUNDS, own)
        until = instrument(version).in_force_to
        if widened != law.GROUNDS and (until is None or until >= network_data.IN_FORCE_FROM):
            yield regime(max(since, network_data.IN_FORCE_FROM), widened, (*own, "network_data/rules.py"))


_SHARED = ("measures/open_points.yaml", "places.yaml")
REGIMES = tuple(_regimes())


def regime_on(on: date) -> Regime | None:
    """The grounds that stand on that day, of the version in force; None where there was none."""
    version = in_force(on)
    return next(
        (one for one in reversed(REGIMES) if version and one.instrument == version.id and one.since <= on),
        None,
    )


@dataclass(frozen=True)
class Screening(Shape):
    """The answer to one party on one day."""

    TOLD = """on instrument outcome duty text judged facts_digest law_digest assumed grounds missing next flips
        open_points"""

    on: date
    facts: Facts
    regime: Regime | None
    digits: tuple[int, ...] | None = None
    """What is known, as answers to the regime's questions; None where nothing was analysed."""

    @cached_property
    def _verdict(self) -> Verdict | None:
        return (
            verdict(tabulate(self.regime), self.digits) if self.regime and self.digits is not None else None
        )

    @property
    def instrument(self) -> str | None:
        """The version of the Measures that answers."""
        return self.regime.instrument if self.regime else None

    @property
    def outcome(self) -> Outcome:
        """The answer in a word."""
        if self._verdict is not None:
            return self._verdict.outcome
        return Outcome.REFUSED if self.regime else Outcome.NOT_COVERED

    @property
    def duty(self) -> Holds:
        """Must the party file? Nothing is said of what was not analysed."""
        if self._verdict is not None:
            return self._verdict.duty
        return UNKNOWN if self.regime else NO

    @cached_property
    def grounds(self) -> tuple[GroundAnswer, ...]:
        """Every ground the version knows, with one reason for each thing its article asks.

        Of alternatives that are settled only those that hold are told.
        """
        return grounds_of(self._verdict, self.facts) if self._verdict else ()

    @property
    def missing(self) -> Annotated[tuple[str, ...], More(items={"enum": list(FACT)}, uniqueItems=True)]:
        """The unknown facts that could still change the outcome, no others."""
        return self._verdict.missing if self._verdict else ()

    @property
    def assumed(self) -> Annotated[tuple[str, ...], More(items={"enum": list(USUAL)}, uniqueItems=True)]:
        """The facts that were left out, are asked by this version, and count as what is usual."""
        if self.regime is None or self._verdict is None:
            return ()
        return tuple(a.fact for a in tabulate(self.regime).asks if a.fact in self.facts.assumed)

    @cached_property
    def leaning_on(self) -> tuple[str, ...]:
        """Those of the assumed facts without which the answer would not stand."""
        if not self.assumed:
            return ()
        missing = screen(self.facts.unassumed(), self.on).missing
        return tuple(fact for fact in self.assumed if fact in missing)

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
        key: str = self.outcome
        if self.outcome is Outcome.UNDETERMINED:
            key = "no_duty" if self.duty is NO else "undetermined" if self.missing else "silent"
        return said("outcomes", key).fill(
            grounds=listed(said("grounds", ground) for ground in self.held),
            missing=len(self.missing),
        )

    @cached_property
    def next(self) -> tuple[Next, ...]:
        """What to do now."""
        if self.regime is None:
            return ()
        told = next_acts(
            self.outcome,
            self.duty,
            self.regime,
            self.held,
            self.facts,
            self.on,
            facts_missing=bool(self.missing),
        )
        return tuple(told)

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """The nearest changes of facts that would give another outcome, with their margins."""
        if self.regime is None or self.digits is None:
            return ()
        return nearest(tabulate(self.regime), self.digits, self.facts)

    @cached_property
    def open_points(self) -> Points:
        """Ids of the points on which the text is silent and this answer relies on a policy."""
        named = set(_open_points(self))
        return tuple(point for point in OPEN_POINTS if point in named)

    @cached_property
    def judged(self) -> Annotated[Mapping[str, Any] | None, Key("facts")]:
        """The facts; of a matter that was refused nothing is told."""
        return None if self.outcome is Outcome.REFUSED else self.facts.as_dict()

    @property
    def facts_digest(self) -> Digest | None:
        """The digest of what was judged."""
        return None if self.judged is None else digest_of(self.judged)

    @property
    def law_digest(self) -> Digest | None:
        """The digest of the rules by which it was judged."""
        return law_digest(self.regime) if self.regime else None


def screen(facts: Facts, on: date) -> Screening:
    """Must this party file, as of that day?"""
    regime = regime_on(on)
    if regime is None or facts.involves_state_secrets is YES:
        return Screening(on, facts, regime)
    return Screening(on, facts, regime, tabulate(regime).digits(facts))


def _open_points(answer: Screening) -> Iterator[str]:
    if answer.regime is None or answer.digits is None:
        return
    found = verdict(tabulate(answer.regime), answer.digits)
    yield from found.silent
    yield from rules(answer.regime.instrument).open_points(answer.facts, found.turns, answer.held)
