"""Who controls whom: a majority of the votes along a chain, or a right that gives control by itself.

A party controls a company when it and the companies it controls hold the majority of its votes together, or one of
them holds a right that gives control; holders whom a statement says to act in concert are added. What is certain is
followed with lower bounds, what is possible with upper ones. Below half the law draws no line: the largest holder,
and one who lacks less than is undisclosed, may control; so these are `unknown` too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from shencha.evidence.control.concert import Concert, concerts
from shencha.evidence.control.interests import Interest
from shencha.evidence.control.parties import Party, Tie
from shencha.law.control import Yardstick
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds

_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Step:
    """How one company comes under control of a party."""

    rule: str
    """One of `RULES`."""
    company: str
    by: tuple[str, ...]
    """The party itself or companies it controls, who hold the votes or the right; with whom it acts in concert."""
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
    held: tuple[float, float]
    """Votes of the company that the party and those it may control hold together."""


class Controllers:
    """Answers for every party of a structure whether it controls one company."""

    def __init__(
        self, parties: Mapping[str, Party], ties: Iterable[Tie], of: str, yardstick: Yardstick
    ) -> None:
        self._parties, self._of, self._yardstick = parties, of, yardstick
        self._below: dict[str, list[Tie]] = defaultdict(list)
        self._above: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            self._below[tie.holder].append(tie)
            self._above[tie.subject].append(tie)
        for held in self._above.values():
            held.sort(key=lambda t: -t.votes.at_least)
        self._named = {
            company: sum(t.votes.at_least for t in held if parties[t.holder].kind != "unspecified")
            for company, held in self._above.items()
        }
        self._concerts: dict[str, Concert] = concerts(self._above, parties)

    def held_by(self, holder: str) -> Sequence[Tie]:
        """All that a party holds, anywhere."""
        return self._below.get(holder, ())

    def held_for_certain(self, holder: str) -> frozenset[str]:
        """All that a party controls with certainty."""
        return frozenset(self._reached(holder, certain=True)[0])

    def of(self, holder: str) -> Chain:
        """Whether that party controls the company asked about."""
        certain, _ = self._reached(holder, certain=True)
        if self._of in certain:
            return Chain(YES, self._steps(holder, certain, certain), certain[self._of].votes)
        possible, held = self._reached(holder, certain=False)
        if self._of in possible:
            return Chain(UNKNOWN, self._steps(holder, possible, certain), possible[self._of].votes)
        return Chain(NO, (), _votes(held.get(self._of, ())))

    def _reached(self, holder: str, *, certain: bool) -> tuple[dict[str, Step], dict[str, list[Tie]]]:
        """Every company under control of the party, each with its last step, in the order found; and what it holds."""
        found: dict[str, Step] = {}
        held: dict[str, list[Tie]] = defaultdict(list)
        waiting = [holder]
        while waiting:
            for tie in self._below.get(waiting.pop(), ()):
                company = tie.subject
                if company in found or company in (holder, tie.holder):
                    continue
                held[company].append(tie)
                step = self._step(self._parties[company], held[company], certain=certain)
                if step is not None:
                    found[company] = step
                    waiting.append(company)
        return found, held

    def _step(self, company: Party, ties: list[Tie], *, certain: bool) -> Step | None:
        step = self._by_right(company, ties, certain=certain) or self._by_votes(
            company, ties, certain=certain
        )
        if step is not None or company.is_arrangement or _votes(ties)[1] <= _NEAR:
            return step
        step = self._in_concert(company, ties, certain=certain)
        return step if step is not None or certain else self._left_open(company, ties)

    def _by_right(self, company: Party, ties: list[Tie], *, certain: bool) -> Step | None:
        for tie in ties:
            for interest, statement in tie.interests:
                gives = interest.controls
                if interest.type == "nominator" and not company.is_arrangement:
                    continue  # of shares held for another it is their votes that count
                if company.is_public_body is YES and tie.votes.at_least >= 1 - _NEAR:
                    return Step("public_body", company.id, (tie.holder,), (1.0, 1.0), True, (statement,))
                if gives is YES or (gives is UNKNOWN and not certain):
                    rule = _rule(interest)
                    return Step(rule, company.id, (tie.holder,), (0.0, 0.0), gives is YES, (statement,))
        return None

    def _by_votes(self, company: Party, ties: list[Tie], *, certain: bool) -> Step | None:
        low, high = _votes(ties)
        more = any(t.votes.above for t in ties)
        below = any(t.votes.below for t in ties)
        stick = self._yardstick
        if company.is_arrangement:
            sure = low >= 1 - _NEAR
            reached = sure if certain else high > 0
        else:
            sure = stick.reached(low, more=more)
            at_the_line = below and abs(high - stick.majority) < _NEAR
            reached = sure if certain else stick.reached(high) and not at_the_line
        if not reached:
            return None
        rule = "arrangement" if company.is_arrangement else "majority"
        return Step(rule, company.id, _holders(ties), (low, high), sure, _named(ties))

    def _in_concert(self, company: Party, ties: list[Tie], *, certain: bool) -> Step | None:
        """Votes of those who act in concert are added; with whom one acts who does not say so, is only possible."""
        concert = self._concerts.get(company.id)
        mine = set(_holders(ties))
        if concert is None or not mine & concert.together | mine & concert.with_someone:
            return None
        others = [t for t in self._above[company.id] if t.holder not in mine and t.holder != company.id]
        partners = [t for t in others if mine & concert.together and t.holder in concert.together]
        sure = self._by_votes(company, [*ties, *partners], certain=certain)
        if sure is None and not certain and mine & concert.with_someone:
            sure = self._by_votes(company, [*ties, *others], certain=False)
            return sure and Step(
                "in_concert_with_someone", company.id, _holders(ties), _votes(ties), False, _named(ties)
            )
        return sure and Step(
            "acting_in_concert", company.id, sure.by, sure.votes, sure.certain, sure.statements
        )

    def _left_open(self, company: Party, ties: list[Tie]) -> Step | None:
        """Below half: the largest holder, or one who lacks less than is undisclosed, may still control."""
        low, high = _votes(ties)
        mine = set(_holders(ties))
        rival = next((t for t in self._above[company.id] if t.holder not in mine), None)
        most = rival.votes.at_least if rival is not None else 0.0
        rule = ""
        if high > most + _NEAR or (high > most - _NEAR and high >= self._yardstick.influence):
            rule = "largest"
        undisclosed = 1 - self._named[company.id]
        if undisclosed > self._yardstick.majority - high + _NEAR:
            rule = rule or "undisclosed"
        return Step(rule, company.id, _holders(ties), (low, high), False, _named(ties)) if rule else None

    def _steps(self, holder: str, found: dict[str, Step], certain: dict[str, Step]) -> tuple[Step, ...]:
        """Those steps on which control of the company rests, the party's own first."""
        needed: dict[str, Step] = {}
        waiting = [self._of]
        while waiting:
            company = waiting.pop()
            if company == holder or company in needed or company not in found:
                continue
            needed[company] = certain.get(company) or found[company]
            waiting += [by for by in needed[company].by if by != holder]
        order = {company: at for at, company in enumerate(found)}
        return tuple(sorted(needed.values(), key=lambda step: order[step.company]))


def _votes(ties: Iterable[Tie]) -> tuple[float, float]:
    held = [t.votes for t in ties]
    return min(sum(v.at_least for v in held), 1.0), min(sum(v.at_most for v in held), 1.0)


def _holders(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(t.holder for t in ties)


def _named(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for t in ties for s in t.statements))


def _rule(interest: Interest) -> str:
    if interest.is_variable_interest:
        return "variable_interest"
    if interest.is_contract:
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
    "public_body",
    "acting_in_concert",
    "in_concert_with_someone",
    "largest",
    "undisclosed",
    "variable_interest",
    "contract",
    "not_described",
    *dict.fromkeys(_RULES.values()),
)


def contracts(ties: Iterable[Tie]) -> tuple[tuple[Tie, str], ...]:
    """Ties by which someone has rights under a contract in a company, with the statement."""
    return tuple((t, s) for t in ties for i, s in t.interests if i.is_contract)
