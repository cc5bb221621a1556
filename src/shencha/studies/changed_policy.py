"""What another policy of the office would mean for open cases: their clocks, what is owed, what may follow, what of
their evidence is marked for its age, and when people are reminded.

The cases stay as they are: each keeps the policy of the day on which it began. Each is told anew as if the other
policy had held for it all along, and what differs is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Annotated

from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.members import consultee_name
from shencha.law.measures.policies import Value
from shencha.procedure.acts import ACTS
from shencha.procedure.case import Case, ClockName
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.following import open_decisions
from shencha.procedure.names import ACTOR_NAMES, CLOCK_NAMES
from shencha.procedure.standing import Standing, standing
from shencha.procedure.todos import Todo
from shencha.shapes import Key, Shape
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class MovedClock(Shape):
    """A clock under both policies."""

    TOLD = "clock consultee due new_due earliest latest certain provisional status new_status"

    before: Clock
    after: Clock

    @property
    def differs(self) -> bool:
        """Does it end on another day while it runs, or stand otherwise?"""
        was, now = self.before, self.after
        return was.status != now.status or (was.ended is None and was.due != now.due)

    @property
    def clock(self) -> ClockName:
        """Which clock."""
        return self.before.clock

    @property
    def consultee(self) -> str | None:
        """Whose opinion it counts."""
        return self.before.consultee

    @property
    def due(self) -> date | None:
        """The day under the policy that holds."""
        return self.before.due

    @property
    def new_due(self) -> date | None:
        """The day under the other."""
        return self.after.due

    @property
    def earliest(self) -> date | None:
        """Under the other policy, while a holiday notice is awaited."""
        return self.after.earliest

    @property
    def latest(self) -> date | None:
        """Likewise."""
        return self.after.latest

    @property
    def certain(self) -> bool:
        """Will no holiday notice move the new day?"""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def provisional(self) -> bool:
        """Is a holiday notice awaited?"""
        return self.after.provisional

    @property
    def status(self) -> Status:
        """How it stands."""
        return self.before.status

    @property
    def new_status(self) -> Status:
        """How it would stand."""
        return self.after.status


@dataclass(frozen=True, slots=True)
class MovedTodo(Shape):
    """Something owed by another day than before; None where it is owed under one policy only."""

    who: str
    act: str
    due: date | None
    new_due: date | None


@dataclass(frozen=True, slots=True)
class MovedReminder(Shape):
    """A first reminder that would go out on another day."""

    TOLD = "who act on new_on"

    todo: Todo
    on: date
    new_on: date

    @property
    def who(self) -> str:
        """Who is reminded."""
        return self.todo.who

    @property
    def act(self) -> str:
        """Of what."""
        return self.todo.act


@dataclass(frozen=True, slots=True)
class MayNext(Shape):
    """Acts that might follow besides, and no more."""

    more: tuple[str, ...]
    fewer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aged(Shape):
    """What of a case's evidence would be marked for its age besides, and no more."""

    marked: tuple[Text, ...] = ()
    unmarked: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference(Shape):
    """What would be otherwise in one case."""

    TOLD = "number clocks todos may_next evidence reminders"

    case: Case
    clocks: tuple[MovedClock, ...]
    todos: tuple[MovedTodo, ...]
    may_next: MayNext
    evidence: Aged = Aged()
    reminders: tuple[MovedReminder, ...] = ()

    @property
    def number(self) -> Annotated[str, Key("case")]:
        """The case's number."""
        return self.case.number

    @property
    def differs(self) -> bool:
        """Is anything otherwise?"""
        others = (self.may_next != MayNext((), ()), self.evidence != Aged())
        return any((self.clocks, self.todos, self.reminders, *others))

    def said(self) -> Iterator[Text]:
        """What differs, a line each."""
        shown = set()
        for one in self.clocks:
            shown.add((one.before.due, one.after.due))
            yield _MOVED.fill(what=_clock(one.before), was=_day(one.before.due), now=_day(one.after.due))
        for todo in self.todos:
            if (todo.due, todo.new_due) not in shown:
                yield _MOVED.fill(what=_owed(todo.who, todo.act), was=_day(todo.due), now=_day(todo.new_due))
        for names, words in ((self.may_next.more, _MORE), (self.may_next.fewer, _FEWER)):
            for name in names:
                yield words.fill(act=ACTS[name].name)
        for marks, words in ((self.evidence.marked, _MARKED), (self.evidence.unmarked, _UNMARKED)):
            for mark in marks:
                yield words.fill(mark=mark)
        for moved in self.reminders:
            what = _REMINDER.fill(what=_owed(moved.todo.who, moved.todo.act))
            yield _MOVED.fill(what=what, was=_day(moved.on), now=_day(moved.new_on))


@dataclass(frozen=True, slots=True)
class PolicyEffect(Shape):
    """The effect of a policy on many cases."""

    TOLD = "policy value open_cases changed without_evidence differences"

    policy: str
    value: Value
    open_cases: int
    differences: Annotated[tuple[Difference, ...], Key("cases")]
    without_evidence: int = 0
    """Of how many the record names no evidence, where its age is asked of."""

    @property
    def changed(self) -> int:
        """In how many open cases anything would be otherwise."""
        return len(self.differences)


_MOVED = Text("{what}：{was} → {now}", "{what}: {was} → {now}")
_MORE = Text("还可以办理：{act}", "may follow besides: {act}")
_FEWER = Text("不能再办理：{act}", "may follow no more: {act}")
_MARKED = Text("证据另外标出：{mark}", "evidence marked besides: {mark}")
_UNMARKED = Text("证据不再标出：{mark}", "evidence marked no more: {mark}")
_REMINDER = Text("首次提醒（{what}）", "first reminder ({what})")


def _owed(who: str, act: str) -> Text:
    name = ACTOR_NAMES.get(who) or consultee_name(who)
    return Text("{who}：{act}", "{who}: {act}").fill(who=name, act=ACTS[act].name)


def _clock(one: Clock) -> Text:
    if one.consultee is None:
        return CLOCK_NAMES[one.clock]
    whose = Text("{clock}（{unit}）", "{clock} ({unit})")
    return whose.fill(clock=CLOCK_NAMES[one.clock], unit=consultee_name(one.consultee))


def _day(day: date | None) -> Text:
    return Text(str(day), str(day)) if day else Text("暂停", "stands still")


def policy_effect(
    policy: str,
    value: Value,
    pairs: Iterable[tuple[Case, Case]],
    at: date,
    calendar: Workdays,
    aged: Callable[[Case], Iterable[Text]] = lambda case: (),
) -> PolicyEffect:
    """What differs in the open cases.

    Args:
        pairs: each case as it stands and as it would stand if the policy had held for it.
        at: the day asked of.
        aged: what of a case's evidence is marked for its age, by the policy that holds for it.
    """
    looked_at, found = 0, list[Difference]()
    for before, after in pairs:
        if not before.open and not open_decisions(before):
            continue
        looked_at += 1
        on = max(at, before.last or at)
        one = _difference(standing(before, on, calendar), standing(after, on, calendar))
        was, now = dict.fromkeys(aged(before)), dict.fromkeys(aged(after))
        one = replace(
            one,
            evidence=Aged(
                tuple(mark for mark in now if mark not in was),
                tuple(mark for mark in was if mark not in now),
            ),
        )
        if one.differs:
            found.append(one)
    return PolicyEffect(policy, value, looked_at, tuple(found))


def reminders_effect(
    before: int, value: int, cases: Iterable[Case], at: date, calendar: Workdays
) -> PolicyEffect:
    """Which first reminders of what is owed in open cases would go out on another day, so many working days ahead.

    Args:
        before: the working days that hold now.
    """
    looked_at, found = 0, list[Difference]()
    for case in cases:
        if not case.open and not open_decisions(case):
            continue
        looked_at += 1
        moved = tuple(
            MovedReminder(one, was, now)
            for one in standing(case, max(at, case.last or at), calendar).todos
            if one.due and one.due >= at
            for was, now in [[max(at, reminded_on(one.due, days, calendar)) for days in (before, value)]]
            if was != now
        )
        if moved:
            found.append(Difference(case, (), (), MayNext((), ()), reminders=moved))
    return PolicyEffect("first_reminder_days", value, looked_at, tuple(found))


def reminded_on(due: date, ahead: int, calendar: Workdays) -> date:
    """The day so many working days before the last working day on or before a due day."""
    return calendar.nth(max(calendar.total(due) - ahead, 1))


def _difference(was: Standing, now: Standing) -> Difference:
    pairs = (MovedClock(a, b) for a, b in zip(was.clocks, now.clocks, strict=True))
    moved = tuple(one for one in pairs if one.differs)
    owed = tuple(_moved_todos(was.todos, now.todos))
    open_was, open_now = (one.may_next if one.case.open else open_decisions(one.case) for one in (was, now))
    more = tuple(name for name in open_now if name not in open_was)
    fewer = tuple(name for name in open_was if name not in open_now)
    return Difference(was.case, moved, owed, MayNext(more, fewer))


def _moved_todos(was: tuple[Todo, ...], now: tuple[Todo, ...]) -> Iterator[MovedTodo]:
    for before, after in zip_longest(was, now):
        one: Todo = before or after
        due, new_due = (todo.due if todo else None for todo in (before, after))
        if due != new_due:
            yield MovedTodo(one.who, one.act, due, new_due)
