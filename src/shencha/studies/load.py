"""The office's load under a stream of filings, week by week and member by member: discrete events by simpy.

A model says how many filings a year come on each ground, how often a supplement, an extension or dissent
happens, how long acts take, how much work each is and how many officers there are. Time runs in working days.
Officers are the one scarce thing: an act waits until one is free, and so may end after its statutory day.
Each run is another year drawn from the same model; what is told of a week is a middle value and a band.

Source: simpy (discrete-event simulation); statutory days from the figures of the version in force.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Annotated, Any

from shencha.law.calendar.workdays import Workdays
from shencha.shapes import Key, Shape

STEPS = ("intake", "preliminary", "special")
"""Acts of the office that take an officer's days; opinions take the members'."""
DAYS_A_WEEK = 5
Events = Generator[Any, Any, None]
"""What simpy runs: it yields what it waits for."""


@dataclass(frozen=True, slots=True)
class Model:
    """A stream of filings and the office that takes it in."""

    filings_a_year: Mapping[str, float]
    """By ground."""
    officers: int
    members: tuple[str, ...]
    effort: Mapping[str, float]
    """Officer-days that each step of `STEPS` takes; `opinion`: a member's days for one."""
    share: Mapping[str, float]
    """How often, from 0 to 1: `review`, `supplement`, `extension`, `dissent`."""
    reply: tuple[int, int] = (3, 15)
    """Working days a party takes for a supplement: least and most."""
    answer: tuple[int, int] = (5, 15)
    """Working days a member takes for an opinion: least and most."""
    statutory: Mapping[str, int] = field(default_factory=dict)
    """Statutory working days of each step."""
    extension: int = 15
    own_effort: Mapping[str, float] = field(default_factory=dict)
    """Days that one opinion takes a member, where it differs from `opinion`."""

    def effort_of(self, member: str) -> float:
        """Days that one opinion takes that member."""
        return self.own_effort.get(member, self.effort["opinion"])


@dataclass(slots=True)
class Year:
    """What one run recorded, by week from the start."""

    weeks: int
    office: list[float]
    """Officer-days worked."""
    asked: list[float]
    """Moments at which a proposal went to all members."""
    open: list[int]
    """Cases under way at the end of the week."""
    filed: int = 0
    done: int = 0
    late: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))
    acts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEPS, 0))

    def member(self, effort: float) -> list[float]:
        """A member's days by week, who needs so many for one opinion."""
        days = [0.0] * self.weeks
        for moment in self.asked:
            _spread(days, moment, effort)
        return days


def run(model: Model, weeks: int, seed: int) -> Year:
    """One run of so many weeks.

    Raises:
        ValueError: no officer, or no week.
    """
    import simpy

    if model.officers < 1 or weeks < 1:
        raise ValueError("an office has at least one officer, and a run one week")
    world: Any = simpy.Environment()
    officers: Any = simpy.Resource(world, model.officers)
    year = Year(weeks, [0.0] * weeks, [], [0] * weeks)
    chance = Random(seed)  # noqa: S311 a simulation, no secret
    share, effort, statutory, members = model.share, model.effort, model.statutory, len(model.members)

    def stream(ground: str, a_day: float) -> Events:
        while True:
            yield world.timeout(chance.expovariate(a_day))
            world.process(case(ground))

    def case(ground: str) -> Events:
        year.filed += 1
        if ground != "ex_officio":
            yield from step("intake", 0, world.now)
            if chance.random() >= share["review"]:
                year.done += 1
                return
        begun = world.now
        if chance.random() < share["supplement"]:
            waited = chance.randint(*model.reply)
            yield world.timeout(waited)
            begun += waited  # the clock stands still while the party writes
        more = model.extension if chance.random() < share["extension"] else 0
        yield from step("preliminary", more, begun)
        yield from opinions()
        if chance.random() < share["dissent"]:
            yield from step("special", 0, world.now)
            yield from opinions()
        year.done += 1

    def step(name: str, more: int, begun: float) -> Events:
        request = officers.request()
        yield request
        days = effort[name]
        _spread(year.office, world.now, days)
        yield world.timeout(days)
        officers.release(request)
        year.acts[name] += 1
        if world.now - begun > statutory[name] + more:
            year.late[name] += 1

    def opinions() -> Events:
        """All are asked at once; the case goes on with the last answer."""
        year.asked.append(world.now)
        yield world.timeout(max([chance.randint(*model.answer) for _ in range(members)], default=0))

    def count_open() -> Events:
        for week in range(weeks):
            # the run stops before what happens on its very last moment, so the count comes just before
            yield world.timeout(DAYS_A_WEEK - (1e-9 if week == 0 else 0))
            year.open[week] = year.filed - year.done

    for ground, rate in model.filings_a_year.items():
        if rate > 0:
            world.process(stream(ground, rate / 52 / DAYS_A_WEEK))
    world.process(count_open())
    world.run(until=weeks * DAYS_A_WEEK)
    return year


def _spread(weeks: list[float], start: float, effort: float) -> None:
    """Add so many days of work from a moment on to the weeks in which they fall."""
    week = int(start // DAYS_A_WEEK)
    room, left = (week + 1) * DAYS_A_WEEK - start, effort
    while left > room and week < len(weeks):
        weeks[week] += room
        left -= room
        week, room = week + 1, DAYS_A_WEEK
    if week < len(weeks):
        weeks[week] += left


Band = tuple[float, float, float]
"""A tenth of the runs lie below the first, half below the second, nine tenths below the third."""


@dataclass(frozen=True, slots=True)
class Week(Shape):
    """One week over all runs; days rounded to two places."""

    monday: date
    office_days: Band
    open_cases: Band
    member_days: Mapping[str, Band]


@dataclass(frozen=True, slots=True)
class Load(Shape):
    """Many runs of one model, told by week."""

    TOLD = "starts number officers filed_a_run done_a_run member_days late_share weeks"

    model: Model
    starts: Annotated[date, Key("from")]
    mondays: tuple[date, ...]
    runs: tuple[Year, ...]

    def band(self, of: list[list[float]]) -> list[Band]:
        """The band of each week."""
        found: list[Band] = []
        for values in zip(*of, strict=True):
            ordered, last = sorted(values), len(values) - 1
            low, middle, high = (ordered[round(share * last)] for share in (0.1, 0.5, 0.9))
            found.append((low, middle, high))
        return found

    def office(self) -> list[Band]:
        """Officer-days by week."""
        return self.band([year.office for year in self.runs])

    def member(self, member: str) -> list[Band]:
        """A member's days by week."""
        return self.band([year.member(self.model.effort_of(member)) for year in self.runs])

    def member_mean(self, member: str) -> list[float]:
        """A member's days by week, on average of the runs; they add up to the average of all weeks."""
        effort = self.model.effort_of(member)
        return [
            sum(week) / len(self.runs) for week in zip(*(y.member(effort) for y in self.runs), strict=True)
        ]

    def member_total(self, member: str) -> Band:
        """A member's days over all weeks."""
        return self.band([[sum(year.member(self.model.effort_of(member)))] for year in self.runs])[0]

    @property
    def number(self) -> Annotated[int, Key("runs")]:
        """How many runs."""
        return len(self.runs)

    @property
    def officers(self) -> int:
        """How many officers the model has."""
        return self.model.officers

    @property
    def filed_a_run(self) -> float:
        """Filings, on average."""
        return _mean([year.filed for year in self.runs])

    @property
    def done_a_run(self) -> float:
        """Cases that ended, on average."""
        return _mean([year.done for year in self.runs])

    @property
    def member_days(self) -> Mapping[str, Band]:
        """Each member's days over all weeks."""
        return {member: _rounded(self.member_total(member)) for member in self.model.members}

    @property
    def late_share(self) -> Mapping[str, float | None]:
        """By step."""
        return {step: self.late(step) for step in STEPS}

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Each week, shares and days rounded to two places."""
        office, waiting = self.office(), self.band([[float(n) for n in year.open] for year in self.runs])
        members = {member: self.member(member) for member in self.model.members}
        return tuple(
            Week(
                monday,
                _rounded(office[at]),
                _rounded(waiting[at]),
                {member: _rounded(band[at]) for member, band in members.items()},
            )
            for at, monday in enumerate(self.mondays)
        )

    def late(self, step: str) -> float | None:
        """Share of that step's acts that ended after their statutory day; None where there was none."""
        acts = sum(year.acts[step] for year in self.runs)
        return round(sum(year.late[step] for year in self.runs) / acts, 4) if acts else None


def load(model: Model, starts: date, weeks: int, runs: int, seed: int, calendar: Workdays) -> Load:
    """So many runs of the model, each of its own seed.

    Args:
        starts: weeks are counted in five working days from the first working day on or after it.
    """
    first = calendar.total(starts) - (1 if calendar.is_workday(starts) else 0) + 1
    mondays = tuple(calendar.nth(first + DAYS_A_WEEK * week) for week in range(weeks))
    return Load(model, starts, mondays, tuple(run(model, weeks, seed + one) for one in range(runs)))


def _mean(values: list[int]) -> float:
    return round(sum(values) / len(values), 2)


def _rounded(band: Band) -> Band:
    low, middle, high = (round(value, 2) for value in band)
    return low, middle, high
