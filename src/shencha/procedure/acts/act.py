"""What is said of an act beside its fields: one row, which every other room asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, TypeVar, dataclass_transform

from shencha.procedure.kinds import Day, Slot, slots_of
from shencha.procedure.roles import Reads, Role
from shencha.text import Text


class Phase(Enum):
    """The part of the procedure to which an act belongs, with what a reader of the history calls it."""

    INTAKE = Text("申报与核对材料", "Filing and intake")
    REVIEW = Text("初步审查与征求意见", "Preliminary review and opinions")
    SPECIAL = Text("特别审查与报批", "Special procedure and approval")
    END = Text("结论与监督", "Conclusion and supervision")
    HOUSE = Text("内部办理", "Within the house")


class Signed(Enum):
    """What two people do: one lays it before the other, who signs it or sends it back."""

    DECISION = "decision"
    ON_PAPER = "on_paper"
    """What others say themselves, or on paper: then one of the office takes the paper in, another confirms it."""


class Place(Enum):
    """Where a page offers an act."""

    NEXT = "next"
    SELDOM = "seldom"
    """Never the next step: it stands apart."""
    OWN = "own"
    """It has a place of its own, and no button among the others."""


class Need(Enum):
    """When a person must fill in a field that a case file may leave out."""

    NEVER = "never"
    ALWAYS = "always"
    AT_THE_COUNTER = "at_the_counter"
    """A program may leave it out, a person at a form may not."""
    DEPENDS = "depends"
    """With what else is said; its label says when."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked in a field, where that differs from what the field says of itself."""

    need: Need = Need.NEVER
    label: Text | None = None


@dataclass_transform(frozen_default=True)
class Event:
    """What every class of events has; `Act` makes it a frozen dataclass."""

    __slots__ = ()
    name: ClassVar[str]
    """As it is stored."""
    version: ClassVar[int] = 1
    act: ClassVar[Row]
    slots: ClassVar[tuple[Slot, ...]]
    """Its fields, ready for reading and writing, its day first."""


@dataclass(frozen=True, slots=True)
class Dated(Event):
    """An event of a case is a fact with its day."""

    act: ClassVar[Act]
    on: Day


_Event = TypeVar("_Event", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is said of an act in any procedure: a review, a sanction."""

    name: Text
    button: Text
    done: Text
    """What a line of the history says."""
    by: frozenset[Role]
    """Who may record it; paper that arrives at the counter is recorded by a clerk."""
    asks: Mapping[str, Asked] = field(default_factory=dict)
    """What a person is asked beyond what the fields say, by field."""

    def __call__(self, event: type[_Event]) -> type[_Event]:
        """Make a class of events frozen, and stand this row on it."""
        made = dataclass(frozen=True, slots=True)(event)
        made.act, made.slots = self, slots_of(made)
        return made

    @property
    def required(self) -> tuple[str, ...]:
        """Fields that a case file may leave out and a person may not."""
        return tuple(key for key, asked in self.asks.items() if asked.need is Need.ALWAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Row):
    """All that is said of an act of a review; what it does stands in the fold, when it may follow in the gates."""

    read_by: frozenset[Reads]
    """Who reads it besides those who read the whole case, and the unit of its own acts."""
    phase: Phase
    steps: tuple[str, ...] = ()
    """The steps of the Measures that it takes; none where no article speaks of it."""
    signed: Signed | None = None
    notice: Text | None = None
    """What the written notice to the party is called that follows."""
    receipt: bool = False
    """Whoever hands it in gets a receipt as a paper."""
    letter: bool = False
    """A letter goes to the units that it names (`to`), and each reads it; other units do not."""
    proposal: bool = False
    """A document goes to the units that are asked."""
    effect: Text | None = None
    """What it does to the clocks."""
    mark: Text | None = None
    """The word it bears in the drawing of the days, as short as it can be said."""
    owed: Text | None = None
    """What others are to do, where the office's own button would say it otherwise."""
    timed: bool = False
    """A clock always times it: where it is owed and has no day, the clock stands still."""
    handed_in: bool = False
    """It bears the day on which it arrives; only the office, which takes in paper, records later."""
    ex_officio: bool | None = None
    """True: only a review without a filing has it. False: only one with a filing."""
    place: Place = Place.NEXT
    on_promise: bool = False
    """It is also offered beside the promise or condition that it concerns."""
    house: bool = False
    """The Measures name it as no step: how a case is handled in the house, and what follows a conclusion."""
