"""Every holiday notice that may still come for a year, as a graph that is walked day by day.

The model: the notice keeps the holiday regulation; a festival day that falls on a weekend or on another
festival is made good by a weekday beside it; to each holiday, a run of days off, it joins at most `FURTHER` further
weekdays, and each of these is worked on a weekend day at most `REACH` days before the holiday begins or after it ends
(weekends at its edges are no part of it). Which weekend makes up for which holiday is not asked: the holidays and
their weekends stand in one order, so they fit together exactly if they do so in that order.

A path through the graph is one notice. So the largest and the smallest number of working days in any set of
days, over all notices of the model, is the best sum along a path: exact, for any pauses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from shencha.law.calendar.festivals import SATURDAY, Block, blocks
from shencha.text import Text

FURTHER = 2
"""Most days that a notice joins to one run of days off; no notice from 2014 to 2026 joined more."""
REACH = 14
"""Most days between a holiday and a weekend day that is worked for it."""
MODEL = Text(
    "放假通知公布前：法定节假日一律放假，与周末或其他节日重合的以相邻工作日补假；"
    f"通知在每个假期另行连休不超过 {FURTHER} 天，每天以该假期前后两周内的一个周末日上班补足。"
    "范围对符合上述规则的每一种通知都成立；特别通知（如2015年、2020年1月26日）除外。",
    "Until the notice is out: the statutory days are off, and one that falls on a weekend or on another festival "
    f"is made good by a weekday beside it; a notice joins at most {FURTHER} further days to a holiday and has each "
    "worked on a weekend day within two weeks of that holiday. The range holds for every notice of that kind; an "
    "extraordinary one (2015, 26 January 2020) may leave it.",
)
"""What a range of due days assumes, said to whoever reads it."""


class State(NamedTuple):
    """What of a notice still matters on the day after."""

    run: int = 0
    """0: the day before was worked; 1: a run of days off that has yet to meet its festival; 2: that has met it."""
    owed: int = 0
    """Weekdays still to be made good after the festival that was met."""
    laid: int = 0
    """Weekdays laid off to make good a festival that is still ahead."""
    further: int = 0
    """Further days off in the run."""
    begin: int = 0
    """Ordinal of the run's first day off."""
    sign: int = 0
    """-1 where days off wait for their weekend, 1 where worked weekends wait for their day off."""
    waiting: tuple[int, ...] = ()
    """The oldest first: ordinals of worked weekends, or of the end of each further day's run (0 while in it)."""


PLAIN = State()
"""Nothing is open: all notices of the model agree from here on until the next festival comes near."""

Moves = Mapping[State, tuple[tuple[State, int], ...]]
"""From each state on the eve of a day the states after it, each with 1 where the day is worked and 0 where not."""


@lru_cache(64)
def notices_of(year: int) -> Mapping[int, Moves]:
    """Every notice of the model for a year: by ordinal of the day, the moves on it.

    Only days on which notices may differ are there, the end of the year before included; between them all agree.
    """
    days = _Days(blocks(year))
    before = [{PLAIN: ()}]
    moves: list[dict[State, list[tuple[State, int]]]] = []
    for ordinal in range(days.first, days.last + 1):
        found = {state: list(days.moves(state, ordinal)) for state in before[-1]}
        moves.append(found)
        before.append({after: () for ways in found.values() for after, _ in ways})
    whole: set[State] = {PLAIN}
    kept: dict[int, Moves] = {}
    for ordinal in range(days.last, days.first - 1, -1):
        ways = {
            state: tuple(way for way in found if way[0] in whole)
            for state, found in moves[ordinal - days.first].items()
        }
        kept[ordinal] = {state: found for state, found in ways.items() if found}
        whole = set(kept[ordinal])
    return {
        ordinal: found for ordinal, found in sorted(kept.items()) if list(found) != [PLAIN] or _moving(found)
    }


def _moving(found: Moves) -> bool:
    """May anything but a plain day come of it?"""
    return any(after != PLAIN for after, _ in found[PLAIN]) or len(found[PLAIN]) > 1


class _Days:
    """The days of a year as the model sees them, and what may be done on each."""

    def __init__(self, found: tuple[Block, ...]) -> None:
        self._festival = {day.toordinal() for block in found for day in block.days}
        self._owed = {block.days[0].toordinal(): block.owed for block in found}
        near = {day for block in found for day in _near(block)}
        self._may_be_off = {day for day in near if not self._weekend(day)}
        self._may_be_worked = {
            day
            for off in self._may_be_off | self._festival
            for day in range(off - REACH, off + REACH + 1)
            if self._weekend(day) and day not in self._festival
        }
        self.first = min(self._may_be_off | self._may_be_worked | self._festival)
        self.last = max(self._may_be_off | self._may_be_worked | self._festival)

    @staticmethod
    def _weekend(ordinal: int) -> bool:
        return (ordinal + 6) % 7 >= SATURDAY

    def moves(self, state: State, day: int) -> Iterator[tuple[State, int]]:
        """What a notice may do with a day."""
        run, owed, laid, further, begin, sign, waiting = state
        if waiting and waiting[0] and (begin if run and sign > 0 else day) - waiting[0] > REACH:
            return
        free = owed == 0 and laid == 0 and run != 1
        if day in self._festival:
            left = owed + self._owed.get(day, 0) - laid
            if left >= 0:
                yield State(2, left, 0, further, begin or day, sign, waiting), 0
        elif self._weekend(day):
            yield state, 0
            if free and day in self._may_be_worked:
                yield _joined(self._left(state, day), 1, day), 1
        else:
            if free:
                yield self._left(state, day), 1
            if day not in self._may_be_off:
                return
            here = state._replace(run=max(run, 1), begin=begin or day)
            if owed:
                yield here._replace(owed=owed - 1), 0
                return
            yield here._replace(laid=laid + 1), 0
            if not laid and further < FURTHER:
                yield _joined(here._replace(further=further + 1), -1, 0), 0

    def _left(self, state: State, day: int) -> State:
        """The state once a day is worked: a run that lay before it has ended."""
        if not state.run:
            return state
        end = day - 1
        while self._weekend(end) and end not in self._festival:
            end -= 1
        return State(sign=state.sign, waiting=tuple(one or end for one in state.waiting))


def _joined(state: State, sign: int, day: int) -> State:
    """A day joins those that wait, or fits the oldest of the other kind."""
    if state.sign in (0, sign):
        return state._replace(sign=sign, waiting=(*state.waiting, day))
    left = state.waiting[1:]
    return state._replace(sign=state.sign if left else 0, waiting=left)


def _near(block: Block) -> Iterator[int]:
    """The days that may be off with a block: as many weekdays to either side as may be made good or joined."""
    most = block.owed + FURTHER
    for step, edge in ((-1, block.days[0]), (1, block.days[-1])):
        day, left = edge.toordinal(), most
        while left:
            day += step
            yield day
            left -= date.fromordinal(day).weekday() < SATURDAY


def first_day(year: int) -> int:
    """Ordinal of the first day that the notice of a year may touch; it lies in December of the year before."""
    return _Days(blocks(year)).first


def ordinary(year: int, worked: Callable[[date], bool]) -> bool:
    """Is what a year came to be, from the December before it to its November, one of the notices of the model?"""
    moves, states = notices_of(year), {PLAIN}
    for ordinal in range(date(year - 1, 12, 1).toordinal(), date(year, 12, 1).toordinal()):
        day = date.fromordinal(ordinal)
        done = worked(day)
        if ordinal not in moves:
            if done != (day.weekday() < SATURDAY):
                return False
            continue
        ways = moves[ordinal]
        states = {after for state in states for after, one in ways.get(state, ()) if one == done}
    return bool(states)
