"""What became of a register between two days or two states of it: who newly falls under what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from shencha.law.logic.cells import Regime
from shencha.law.logic.facts import FACT
from shencha.law.measures.instruments import instrument
from shencha.law.network_data import rules as network_data_2025
from shencha.law.screening.sentences import article_name, said
from shencha.registers.rows import Answered
from shencha.shapes import SPREAD, Key, Shape
from shencha.text import Text

MOST_NAMED = 100
"""Parties named one by one in the answer; the register itself has all."""


@dataclass(frozen=True)
class Compared(Shape):
    """What became of a register between two days, or two states of it."""

    TOLD = "answered compared_with moved newly newly_total"

    answered: Annotated[Answered, SPREAD]
    before: date
    old: str | None
    moves: dict[tuple[str | None, str], int]
    """How many parties went from which outcome to which; None: not in the earlier register."""
    newly: tuple[Newly, ...]
    newly_total: int

    @property
    def compared_with(self) -> Earlier:
        """The day and the register that it was held against."""
        return Earlier(self.before, self.old)

    @property
    def moved(self) -> Annotated[tuple[Move, ...], Key("moves")]:
        """How many went from which outcome to which."""
        return tuple(Move(was, now, n) for (was, now), n in self.moves.items())


@dataclass(frozen=True, slots=True)
class Earlier(Shape):
    """The day, and the register, that another was held against."""

    on: date
    register: str | None


@dataclass(frozen=True, slots=True)
class Move(Shape):
    """How many parties went from an outcome to another; none: not in the earlier register."""

    was: Annotated[str | None, Key("from")]
    now: Annotated[str, Key("to")]
    rows: int


@dataclass(frozen=True, slots=True)
class Newly(Shape):
    """One party that newly falls under a ground."""

    TOLD = "row key ground facts instrument article text"

    row: int | None
    """From 1, as a person counts; a store has no row numbers."""
    key: str | None
    ground: str
    facts: Annotated[tuple[str, ...], Key("facts_changed")]
    """The facts that changed; none: the law did."""
    instrument: str
    article: str
    since: date
    known: bool
    """Was the party in the earlier register?"""

    @property
    def text(self) -> Text:
        """Why, in a sentence."""
        name = said("grounds", self.ground)
        where = _PLACE.fill(name=_name(self.instrument), article=article_name(self.article))
        if not self.known:
            return _NEW_PARTY.fill(ground=name, place=where)
        if self.facts:
            facts = [FACT[fact].label for fact in self.facts]
            listed = Text("、".join(f.zh for f in facts), "; ".join(f.en for f in facts))
            return _BY_FACTS.fill(ground=name, place=where, facts=listed)
        return _BY_LAW.fill(ground=name, place=where, since=self.since)


_PLACE = Text("{name}{article}", "{name}, {article}")
_BY_LAW = Text(
    "新属于“{ground}”：{since} 起适用{place}。", "Newly under “{ground}”: {place} applies since {since}."
)
_BY_FACTS = Text(
    "新属于“{ground}”（{place}），因为这些事实变了：{facts}。",
    "Newly under “{ground}” ({place}), since these facts changed: {facts}.",
)
_NEW_PARTY = Text(
    "新列入登记表，属于“{ground}”（{place}）。", "New in the register, and under “{ground}” ({place})."
)


def newly_of(
    regime: Regime,
    row: int | None,
    key: str | None,
    grounds: Iterable[str],
    facts: tuple[str, ...],
    known: bool,
) -> list[Newly]:
    """One for each ground that a party newly falls under, with its rule's place."""
    rules = {one.id: one.rule for one in regime.grounds}
    return [
        Newly(
            row,
            key,
            ground,
            facts,
            rules[ground].instrument,
            rules[ground].article,
            _since(rules[ground].instrument),
            known,
        )
        for ground in grounds
    ]


def _name(of: str) -> Text:
    return network_data_2025.NAME if of == network_data_2025.INSTRUMENT else instrument(of).name


def _since(of: str) -> date:
    if of == network_data_2025.INSTRUMENT:
        return network_data_2025.IN_FORCE_FROM
    return instrument(of).in_force_from
