"""What can be told in public of many cases: by ground and standing, days used by step, dissent, extensions.

Three stages, each pure: `figures_of` takes a case to what counts of it, `tally` adds cases up (a database may
do this part itself), `publish` withholds small numbers. Days are working days. A median is told only where as
many cases stand behind it as the threshold asks, and never a least or greatest value, which is one case's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated

from shencha.law.calendar.workdays import Workdays, counted
from shencha.law.logic.holds import SAID
from shencha.procedure.case import Case, ClockName, State
from shencha.procedure.clocks import Status, clocks, figure_of, pauses_of, periods
from shencha.procedure.names import CLOCK_NAMES, IN_SHORT, RESULT_NAMES, STATE_NAMES, STATUS_NAMES
from shencha.shapes import More, Schema, Shape, closed, document, schema_of
from shencha.stores.sheets import csv_of
from shencha.studies.suppression import THRESHOLD, Published, Sum, suppress
from shencha.text import Text, same

STANDINGS: Mapping[str, Text] = {
    **{state.value: STATE_NAMES[state] for state in State if state is not State.CONCLUDED},
    "not_affecting": RESULT_NAMES["not_affecting"],
    "affecting": RESULT_NAMES["affecting"],
}
"""State and result in one: a concluded case stands under its result."""
MARKS: Mapping[str, Text] = {
    "extended": Text("延长过期限", "a period was extended"),
    "waited": Text("等待过补充材料", "it waited for a supplement"),
    "dissent": Text("有单位不同意", "a consultee disagreed"),
    "special": Text("进入特别审查程序", "it went through the special procedure"),
}
"""What a case has or has not."""


ALL = Text("合计", "all")
_TABLES = {"standings": Text("按事由和状态", "by ground and standing"), "steps": Text("按步骤", "by step")}
_YES_NO = {word: SAID[word] for word in ("yes", "no")}
_NUMBERS = {
    "statutory_days": Text("法定工作日", "statutory working days"),
    "all": Text("件数", "cases"),
    "median_days_used": Text("所用工作日中位数", "median of working days used"),
    "median_days_waited": Text("等待工作日中位数", "median of working days waited"),
    **STATUS_NAMES,
}


Shown = Annotated[int | None, More(minimum=0), "null: withheld"]


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the statistics as a table has it."""

    ids: tuple[str, str, str]
    names: tuple[Text, Text, Text]
    value: int | None
    """None where it is withheld."""


@dataclass(frozen=True, slots=True)
class StepUsed:
    """One clock of one case."""

    instrument: str
    clock: ClockName
    status: Status
    used: int | None
    """Working days used, where it ended by its act."""
    waited: int
    """Working days that pauses took out."""


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What counts of one case."""

    ground: str
    standing: str
    marks: frozenset[str]
    steps: tuple[StepUsed, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Many cases added up; counters may come from a database instead."""

    standings: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By ground and standing."""
    marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By mark and ground."""
    statuses: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By instrument, clock and status."""
    used: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """By instrument, clock and days used, of clocks that ended by their act."""
    waited: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    """By instrument, clock and days of waiting, of clocks that ended by their act and waited."""


def figures_of(case: Case, at: date, calendar: Workdays) -> CaseFigures:
    """What counts of a case that has begun, as of a day."""
    assert case.state is not None, case.number
    assert case.instrument is not None, case.number
    standing = case.result if case.state is State.CONCLUDED and case.result else case.state.value
    steps = tuple(
        StepUsed(
            case.instrument,
            period.clock,
            clock.status,
            clock.counted if clock.status in (Status.MET, Status.MISSED) else None,
            sum([counted(one.start, one.end or at, calendar) for one in pauses_of(case, period)[0]]),
        )
        for period, clock in zip(periods(case), clocks(case, at, calendar), strict=True)
    )
    has = {
        "extended": any(period.extensions for period in case.periods),
        "waited": bool(case.papers.pauses or case.papers.since),
        "dissent": any(one.disagreed for one in case.rounds),
        "special": case.in_special,
    }
    marks = frozenset(name for name, holds in has.items() if holds)
    return CaseFigures(case.ground or "ex_officio", standing, marks, steps)


def tally(cases: Iterable[CaseFigures]) -> Tally:
    """Add cases up."""
    out = Tally()
    for case in cases:
        out.standings[case.ground, case.standing] += 1
        for mark in case.marks:
            out.marks[mark, case.ground] += 1
        for step in case.steps:
            out.statuses[step.instrument, step.clock, step.status] += 1
            if step.used is not None:
                out.used[step.instrument, step.clock, step.used] += 1
                if step.waited:
                    out.waited[step.instrument, step.clock, step.waited] += 1
    return out


@dataclass(frozen=True, slots=True)
class Named(Shape):
    """A ground or a standing with its words."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Standings(Shape):
    """Counts by ground (rows) and standing (columns)."""

    rows: tuple[Named, ...]
    columns: tuple[Named, ...]
    cells: tuple[tuple[Shown, ...], ...]
    row_totals: tuple[Shown, ...]
    column_totals: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class OfGround(Shape):
    """How many cases of one ground have a mark, and how many have not."""

    ground: Annotated[str, More(enum=list(IN_SHORT))]
    yes: Shown
    no: Shown


@dataclass(frozen=True, slots=True)
class Marked(Shape):
    """How many cases have a mark, and how many have not."""

    id: Annotated[str, More(enum=list(MARKS))]
    text: Text
    by_ground: tuple[OfGround, ...]
    yes: Shown
    no: Shown


@dataclass(frozen=True, slots=True)
class StepFigures(Shape):
    """How one clock was used."""

    instrument: str
    clock: ClockName
    text: Text
    article: str
    statutory_days: int
    all: Shown
    statuses: Annotated[Mapping[Status, Shown], More(**closed(dict.fromkeys(Status, schema_of(Shown))))]
    median_days_used: Shown
    median_days_waited: Shown


@dataclass(frozen=True)
class Statistics(Shape):
    """What is published."""

    TOLD = "at threshold cases standings marks steps withheld text"

    at: date
    tally: Tally
    threshold: Annotated[int, More(minimum=2)] = THRESHOLD
    whole: bool = False
    """For the office's own people: nothing is withheld."""

    @cached_property
    def system(self) -> tuple[dict[str, int], tuple[Sum, ...]]:
        """Every count that is told, and the sums between them."""
        counts: dict[str, int] = {}
        sums: list[Sum] = []
        for ground in IN_SHORT:
            for standing in STANDINGS:
                counts[f"{ground}/{standing}"] = self.tally.standings[ground, standing]
        for ground in IN_SHORT:
            _total(counts, sums, f"{ground}/all", [f"{ground}/{standing}" for standing in STANDINGS])
        for standing in STANDINGS:
            _total(counts, sums, f"all/{standing}", [f"{ground}/{standing}" for ground in IN_SHORT])
        _total(counts, sums, "all/all", [f"{ground}/all" for ground in IN_SHORT])
        sums.append(Sum("all/all", tuple(f"all/{standing}" for standing in STANDINGS)))
        for mark in MARKS:
            for ground in IN_SHORT:
                having = self.tally.marks[mark, ground]
                counts[f"{mark}/{ground}/yes"] = having
                counts[f"{mark}/{ground}/no"] = counts[f"{ground}/all"] - having
                sums.append(Sum(f"{ground}/all", (f"{mark}/{ground}/yes", f"{mark}/{ground}/no")))
            for word in ("yes", "no"):
                _total(counts, sums, f"{mark}/all/{word}", [f"{mark}/{ground}/{word}" for ground in IN_SHORT])
            sums.append(Sum("all/all", (f"{mark}/all/yes", f"{mark}/all/no")))
        for instrument, clock in self.clocks:
            names = [f"{instrument}/{clock}/{status}" for status in Status]
            for status, name in zip(Status, names, strict=True):
                counts[name] = self.tally.statuses[instrument, clock, status]
            _total(counts, sums, f"{instrument}/{clock}/all", names)
        counts[_UNDECIDED] = counts[f"all/{State.FILED}"] + counts[f"all/{State.INTAKE}"]
        sums.append(Sum(_UNDECIDED, (f"all/{State.FILED}", f"all/{State.INTAKE}")))
        sums += [
            one for one in self._known_besides() if counts[one.total] == sum(counts[p] for p in one.parts)
        ]
        return counts, tuple(sums)

    def _known_besides(self) -> Iterator[Sum]:
        """Sums that whoever knows the procedure knows: which clock runs in which state."""
        running = (Status.RUNNING, Status.PAUSED, Status.OVERDUE)
        clocks_of = {_UNDECIDED: ClockName.INTAKE, f"all/{State.PRELIMINARY}": ClockName.PRELIMINARY}
        for standing, clock in clocks_of.items():
            own = [(i, c) for i, c in self.clocks if c is clock]
            if own:
                yield Sum(standing, tuple(f"{i}/{c}/{one}" for i, c in own for one in running))
        if own := [(i, c) for i, c in self.clocks if c is ClockName.SPECIAL]:
            yield Sum("special/all/yes", tuple(f"{i}/{c}/all" for i, c in own))

    @cached_property
    def clocks(self) -> tuple[tuple[str, ClockName], ...]:
        """The clocks of which there is one at all, by version."""
        found = {(instrument, clock) for instrument, clock, _ in self.tally.statuses}
        return tuple(
            (instrument, clock)
            for instrument in sorted({instrument for instrument, _ in found})
            for clock in ClockName
            if (instrument, clock) in found
        )

    @cached_property
    def published(self) -> Published:
        """The counts, with what is small or would give it back withheld."""
        counts, sums = self.system
        if self.whole:
            return Published(counts, frozenset(), 1)
        known = {name for name in _IMPOSSIBLE if not counts[name]}
        return suppress(counts, sums, self.threshold, known=known)

    def median(self, of: Counter[tuple[str, str, int]], instrument: str, clock: ClockName) -> int | None:
        """The middle value (the lower of two), where enough cases stand behind it."""
        values = sorted((days, n) for (i, c, days), n in of.items() if (i, c) == (instrument, clock))
        total = sum(n for _, n in values)
        if not total or (total < self.threshold and not self.whole):
            return None
        if self.published[f"{instrument}/{clock}/all"] is None:
            return None  # a middle value would tell of a number that is withheld
        seen = 0
        for days, n in values:
            seen += n
            if 2 * seen >= total:
                return days
        return None

    @property
    def cases(self) -> Shown:
        """How many cases there are."""
        return self.published["all/all"]

    @property
    def standings(self) -> Standings:
        """By ground and standing."""
        shown = self.published
        return Standings(
            tuple(Named(one, name) for one, name in IN_SHORT.items()),
            tuple(Named(one, name) for one, name in STANDINGS.items()),
            tuple(tuple(shown[f"{ground}/{one}"] for one in STANDINGS) for ground in IN_SHORT),
            tuple(shown[f"{ground}/all"] for ground in IN_SHORT),
            tuple(shown[f"all/{one}"] for one in STANDINGS),
        )

    @property
    def marks(self) -> tuple[Marked, ...]:
        """How many have each mark, and how many have not."""
        shown = self.published
        return tuple(
            Marked(
                mark,
                name,
                tuple(
                    OfGround(ground, shown[f"{mark}/{ground}/yes"], shown[f"{mark}/{ground}/no"])
                    for ground in IN_SHORT
                ),
                shown[f"{mark}/all/yes"],
                shown[f"{mark}/all/no"],
            )
            for mark, name in MARKS.items()
        )

    @property
    def steps(self) -> tuple[StepFigures, ...]:
        """How each clock was used."""
        return tuple(self._step(instrument, clock) for instrument, clock in self.clocks)

    @property
    def withheld(self) -> int:
        """How many numbers are not told."""
        return len(self.published.withheld)

    @property
    def text(self) -> Text:
        """What is withheld, in a sentence."""
        return _WITHHELD.fill(threshold=self.threshold)

    def _step(self, instrument: str, clock: ClockName) -> StepFigures:
        shown, figure = self.published, figure_of(clock, instrument)
        return StepFigures(
            instrument,
            clock,
            CLOCK_NAMES[clock],
            figure.article,
            figure.value,
            shown[f"{instrument}/{clock}/all"],
            {status: shown[f"{instrument}/{clock}/{status}"] for status in Status},
            self.median(self.tally.used, instrument, clock),
            self.median(self.tally.waited, instrument, clock),
        )

    def as_csv(self) -> str:
        """One line for each number, for programs: table, row, column, value (empty where withheld)."""
        heads = ["table", "row", "column", "value", "withheld"]
        return csv_of(heads, [_line(*one.ids, one.value) for one in self.lines()], bom=False)

    def lines(self) -> Iterator[Line]:
        """Each number, with the table, row and column in which it stands."""
        grounds, standings = {**IN_SHORT, "all": ALL}, {**STANDINGS, "all": ALL}
        for ground, name in grounds.items():
            for standing, state in standings.items():
                value = self.published[f"{ground}/{standing}"]
                yield Line(("standings", ground, standing), (_TABLES["standings"], name, state), value)
        for mark, marked in MARKS.items():
            for ground, name in grounds.items():
                for word, said in _YES_NO.items():
                    value = self.published[f"{mark}/{ground}/{word}"]
                    yield Line((mark, ground, word), (marked, name, said), value)
        for step in self.steps:
            row = f"{step.instrument}/{step.clock}"
            numbers = (
                ("statutory_days", step.statutory_days),
                ("all", step.all),
                *((status.value, count) for status, count in step.statuses.items()),
                ("median_days_used", step.median_days_used),
                ("median_days_waited", step.median_days_waited),
            )
            for key, value in numbers:
                names = (_TABLES["steps"], step.text, _NUMBERS.get(key, same(key)))
                yield Line(("steps", row, key), names, value)


def publish(found: Tally, at: date, threshold: int = THRESHOLD) -> Statistics:
    """The statistics of cases added up.

    Args:
        threshold: counts below it, other than none, are withheld; a policy of the office.
    """
    return Statistics(at, found, threshold)


_UNDECIDED = "all/undecided"
"""Cases in which it is not decided whether review is needed: there the clock of intake runs, on papers that are
accepted, or if they are complete. It stands in no table, and the sums that it joins are known all the same."""
_IMPOSSIBLE = frozenset(
    f"{ground}/{standing}"
    for ground in IN_SHORT
    for standing in (
        (State.FILED, State.INTAKE, State.NO_REVIEW)
        if ground == "ex_officio"
        else (State.PROPOSED, State.NOT_OPENED)
    )
)
"""A review opened ex officio is not filed, a filing is not proposed by a member: anyone knows these are none."""
_WITHHELD = Text(
    "小于 {threshold} 的数不予公布；由合计可以推算出这些数的，也不予公布。",
    "Numbers below {threshold} are withheld, and so are those from which totals would give them back.",
)


def _line(table: str, row: str, column: str, value: int | None) -> list[str | int]:
    return [table, row, column, "" if value is None else value, "yes" if value is None else "no"]


def _total(counts: dict[str, int], sums: list[Sum], total: str, parts: list[str]) -> None:
    counts[total] = sum(counts[part] for part in parts)
    sums.append(Sum(total, tuple(parts)))


def statistics_schema() -> Schema:
    """What `shencha statistics --json` prints (JSON Schema, draft 2020-12)."""
    return document("statistics", "What is published of many cases; small numbers are withheld.", Statistics)
