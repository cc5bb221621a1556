"""Who controls whom: a majority of the votes along a chain, or a right that gives control by itself.

A party controls a company when it and the companies it controls hold the majority of its votes together, or one of
them holds a right that gives control. What is certain is followed with lower bounds, what is possible with upper
ones; a holder whose control is possible but not certain is `unknown`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shencha.evidence.control.holdings import Structure
from shencha.evidence.control.interests import CONTRACTS, Interest
from shencha.evidence.control.parties import Party, Tie
from shencha.law.control import Yardstick
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds


@dataclass(frozen=True, slots=True)
class Step:
    """How one company comes under control of a party."""

    rule: str
    """`majority`, `appointment_of_board`, `variable_interest`, `contract`, `articles`, `nominator`, `arrangement`…"""
    company: str
    by: tuple[str, ...]
    """The party itself or companies it controls, who hold the votes or the right."""
    votes: tuple[float, float]
    """Votes held together, as a range from 0 to 1; of a right 0."""
    certain: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Whether a party controls the company asked about, and by which steps."""

    controls: Holds
    steps: tuple[Step, ...]
    """From the party down to the company; empty when it does not control."""


class Controllers:
    """Answers for every party of a structure whether it controls one company."""

    def __init__(self, structure: Structure, of: str, yardstick: Yardstick) -> None:
        self._parties, self._of, self._yardstick = structure.parties, of, yardstick
        self._below: dict[str, list[Tie]] = defaultdict(list)
        for tie in structure.ties:
            self._below[tie.holder].append(tie)

    def held_by(self, holder: str) -> Sequence[Tie]:
        """All that a party holds, anywhere."""
        return self._below.get(holder, ())

    def of(self, holder: str) -> Chain:
        """Whether that party controls the company asked about."""
        certain = self._reached(holder, certain=True)
        if self._of in certain:
            return Chain(YES, self._steps(holder, certain, certain))
        possible = self._reached(holder, certain=False)
        if self._of in possible:
            return Chain(UNKNOWN, self._steps(holder, possible, certain))
        return Chain(NO, ())

    def _reached(self, holder: str, *, certain: bool) -> dict[str, Step]:
        """Every company under control of the party, each with its last step, in the order found."""
        found: dict[str, Step] = {}
        held: dict[str, list[Tie]] = defaultdict(list)
        waiting = [holder]
        while waiting:
            for tie in self._below.get(waiting.pop(), ()):
                company = tie.subject
                if company in found or company == holder:
                    continue
                held[company].append(tie)
                step = self._step(self._parties[company], held[company], certain=certain)
                if step is not None:
                    found[company] = step
                    waiting.append(company)
        return found

    def _step(self, company: Party, ties: list[Tie], *, certain: bool) -> Step | None:
        for tie in ties:
            for interest, statement in tie.interests:
                gives = interest.controls
                if gives is YES or (gives is UNKNOWN and not certain):
                    return Step(
                        _rule(interest), company.id, (tie.holder,), (0.0, 0.0), gives is YES, (statement,)
                    )
        low, high = sum(t.votes.at_least for t in ties), min(sum(t.votes.at_most for t in ties), 1.0)
        more = any(t.votes.above for t in ties)
        below = any(t.votes.below for t in ties)
        if company.is_arrangement:
            reached = low >= 1 - 1e-9 if certain else high > 0
        elif certain:
            reached = self._yardstick.reached(low, more=more)
        else:
            reached = self._yardstick.reached(high) and not (
                below and abs(high - self._yardstick.majority) < 1e-9
            )
        if not reached:
            return None
        named = tuple(dict.fromkeys(s for t in ties for s in t.statements))
        rule = "arrangement" if company.is_arrangement else "majority"
        sure = low >= 1 - 1e-9 if company.is_arrangement else self._yardstick.reached(low, more=more)
        return Step(rule, company.id, tuple(t.holder for t in ties), (low, high), sure, named)

    def _steps(self, holder: str, found: dict[str, Step], certain: dict[str, Step]) -> tuple[Step, ...]:
        """Those steps on which control of the company rests, the party's own first."""
        needed: dict[str, Step] = {}
        waiting = [self._of]
        while waiting:
            company = waiting.pop()
            if company == holder or company in needed:
                continue
            needed[company] = certain.get(company) or found[company]
            waiting += [by for by in needed[company].by if by != holder]
        order = {company: at for at, company in enumerate(found)}
        return tuple(sorted(needed.values(), key=lambda step: order[step.company]))


def _rule(interest: Interest) -> str:
    if interest.is_variable_interest:
        return "variable_interest"
    if interest.type in CONTRACTS:
        return "contract"
    return _RULES.get(interest.type or "", "not_described")


_RULES = {
    "appointmentOfBoard": "appointment_of_board",
    "otherInfluenceOrControl": "influence",
    "settlor": "trust",
    "trustee": "trust",
    "protector": "trust",
    "beneficiaryOfLegalArrangement": "trust",
    "controlViaCompanyRulesOrArticles": "articles",
    "controlByLegalFramework": "legal_framework",
    "nominator": "nominator",
}
RULES = (
    "majority",
    "arrangement",
    "variable_interest",
    "contract",
    "not_described",
    *dict.fromkeys(_RULES.values()),
)


def contracts(ties: Iterable[Tie]) -> tuple[tuple[Tie, str], ...]:
    """Ties by which someone has rights under a contract in a company, with the statement."""
    return tuple((t, s) for t in ties for i, s in t.interests if i.type in CONTRACTS)
