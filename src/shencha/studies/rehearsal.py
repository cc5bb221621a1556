"""If we file on that day: when is each step due, at the earliest and at the latest?

A rehearsal is a case that has not happened: events are put into the production fold on the last day that its
clocks allow, so the latest days are those that a real case would show. The earliest lawful day of an act of the
office is the day on which it became possible, since no article makes it wait. Supplement rounds are asked for
in the preliminary review; the time a party takes for one is its own, and every clock waits for it. Where the
text sets no day (the notice of a conclusion, the start of the special procedure, the Commission's approval),
the step has no latest day of its own and the rehearsal goes on as if it were done at once.

Source: Measures 2022, Articles 9, 11, 12, 14, 15; 2020, Articles 8, 10, 11, 13, 14.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from shencha.law.calendar.periods import Due, due
from shencha.law.calendar.strip import range_said
from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import in_force
from shencha.law.measures.materials import required
from shencha.law.measures.members import member_ids
from shencha.law.measures.read import grounds_of
from shencha.procedure import acts as e
from shencha.procedure.acts import Event
from shencha.procedure.allowed import refusal
from shencha.procedure.case import Case, ClockName, apply
from shencha.procedure.clocks import clocks, figure_of
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.shapes import MAYBE, SPREAD, Key, More, Schema, Shape, document
from shencha.text import Text

"""What a party can file; a review opened ex officio is not its to plan."""
MOST_ROUNDS = 20


_ENDS = {"no_review": "determination", "ordinary": "conclusion", "special": "special_conclusion"}
TEXTS = {
    "determination": Text("通知是否需要审查", "notice whether review is needed"),
    "preliminary": Text("完成初步审查，发出结论建议", "preliminary review done, proposal sent"),
    "opinions": Text("成员单位和相关部门回复意见", "opinions of members and departments"),
    "conclusion": Text("意见一致，通知审查结论", "all agree: conclusion notified"),
    "special": Text("意见不一致，通知进入特别审查程序", "not all agree: special procedure notified"),
    "special_conclusion": Text(
        "特别审查结论（情况复杂可以再延长，没有上限）",
        "conclusion of the special procedure (a complex case may take longer, without a bound)",
    ),
}
Done = Annotated[str, More(enum=["yes", "no", "unknown"])]
Ends = Annotated[tuple[int, int], More(minItems=2, maxItems=2)]
"""Least and most."""


@dataclass(frozen=True, slots=True)
class Plan(Shape):
    """What a party means to do."""

    ground: Annotated[str, More(enum=list(GROUNDS_FILED))]
    files_on: date
    rounds: Ends = (0, 0)
    """Supplement rounds to reckon with: least and most."""
    reply_days: Ends = (1, 10)
    """Working days the party needs for one round: least and most."""
    extended: bool = True
    """Reckon with the extension of the preliminary review for the latest days."""


@dataclass(frozen=True, slots=True)
class StepSpan(Shape):
    """One step with its earliest and latest day."""

    TOLD = """step way earliest latest latest_is_set not_before at_most certain missing_notice days article
        provisional text"""

    step: Annotated[str, More(enum=list(TEXTS))]
    way: Annotated[str, More(enum=["both", "ordinary", "special"])]
    earliest: date
    latest: date
    article: str
    days: int | None
    """Working days that the article gives, extension included; None where it sets no day."""
    last: Due
    """The latest day as a period from the filing, with its range while a holiday notice is awaited."""
    text: Text

    @property
    def latest_is_set(self) -> bool:
        """Does the article set a last day?"""
        return self.days is not None

    @property
    def not_before(self) -> Annotated[date | None, Key("latest_not_before")]:
        """No notice that is awaited makes the latest day come before; `latest` is by the regulation alone."""
        return self.last.earliest

    @property
    def at_most(self) -> Annotated[date | None, Key("latest_at_most")]:
        """Nor later than this."""
        return self.last.latest

    @property
    def certain(self) -> bool:
        """Are both the same day?"""
        return self.last.certain

    @property
    def missing_notice(self) -> int | None:
        """Year of the notice that is awaited."""
        return self.last.missing_notice

    @property
    def provisional(self) -> bool:
        """Does the latest day depend on a notice that is awaited?"""
        return self.last.provisional

    @property
    def range_said(self) -> Text | None:
        """The range of the latest day in words; None where it is certain."""
        found = self.last
        if found.missing_notice is None:
            return None
        return range_said(found.earliest, found.latest, found.missing_notice)


@dataclass(frozen=True, slots=True)
class Rehearsal(Shape):
    """The steps of a filing that has not happened."""

    TOLD = "instrument plan steps open_points needed_by done"

    plan: Annotated[Plan, SPREAD]
    instrument: str
    steps: tuple[StepSpan, ...]
    open_points: tuple[str, ...]
    needed_by: Annotated[date | None, MAYBE] = None
    """The day by which the review must be over, if one is asked of."""

    def done_by(self, day: date) -> dict[str, str]:
        """Is each way surely over by that day: `yes`, `no`, or `unknown`, also where no article sets a last day."""
        out = {}
        for way in ("no_review", "ordinary", "special"):
            last = next(s for s in reversed(self.steps) if s.step == _ENDS[way])
            bounded = last.days is not None and way != "special"  # the special procedure can be extended
            over = last.last.latest
            surely = bounded and over is not None and over <= day
            out[way] = "yes" if surely else "no" if last.earliest > day else "unknown"
        return out

    @property
    def done(self) -> Annotated[Mapping[str, Done] | None, MAYBE, Key("done_by")]:
        """Is each way surely over by the day on which it must be?"""
        return self.done_by(self.needed_by) if self.needed_by else None


def rehearse(plan: Plan, calendar: Workdays) -> Rehearsal:
    """The steps of a filing on that day, of both ways.

    Raises:
        ValueError: no version of the Measures is in force on that day, or it does not know the ground.
    """
    governing = in_force(plan.files_on)
    if governing is None:
        raise ValueError(f"no version of the Measures was in force on {plan.files_on}")
    if plan.ground not in grounds_of(governing.id):
        raise ValueError(f"the version of {plan.files_on} does not know the ground {plan.ground}")
    steps = tuple(_steps(plan, governing.id, calendar))
    points = {"special_start", "no_deemed_approval", "latest_day_to_file"}
    if plan.ground != "foreign_listing":
        points.discard("latest_day_to_file")
    if plan.rounds[1]:
        points.add("pause_endpoints")
    order = ("special_start", "pause_endpoints", "no_deemed_approval", "latest_day_to_file")
    return Rehearsal(plan, governing.id, steps, tuple(point for point in order if point in points))


def _steps(plan: Plan, instrument: str, calendar: Workdays) -> Iterator[StepSpan]:
    known, least = figures(instrument), plan.rounds[0] * plan.reply_days[0]
    case, on = _filed(plan, instrument), plan.files_on
    reviewed = _earliest(on, least, calendar)
    to = tuple(member_ids(plan.files_on))

    def span(
        step: str, way: str, earliest: date, latest: date, clock: ClockName, days: int | None
    ) -> StepSpan:
        article = figure_of(clock, instrument).article
        worked = calendar.total(latest) - calendar.total(plan.files_on)
        last = due(plan.files_on, worked, calendar)  # one period follows the other, so all are one
        return StepSpan(step, way, earliest, latest, article, days, last, TEXTS[step])

    on = _due(case, on, calendar)
    yield span("determination", "both", plan.files_on, on, ClockName.INTAKE, known.intake_days.value)
    case = _then(case, e.DeterminationNotified(on, review=True))
    for _ in range(plan.rounds[1]):
        case = _then(case, e.SupplementRequested(on, ("supplement",)))
        on = due(on, plan.reply_days[1], calendar).due
        case = _then(case, e.SupplementReceived(on, ("supplement",)))
    budget = known.preliminary_days.value
    if plan.extended:
        case = _then(case, e.PreliminaryExtended(on, known.preliminary_extension_days.value, "complex"))
        budget += known.preliminary_extension_days.value
    on = _due(case, on, calendar)
    yield span("preliminary", "both", reviewed, on, ClockName.PRELIMINARY, budget)
    case = _then(case, e.ProposalSent(on, "not_affecting", to))
    on = _due(case, on, calendar)
    yield span("opinions", "both", reviewed, on, ClockName.CONSULTATION, known.opinion_days.value)
    yield span("conclusion", "ordinary", reviewed, on, ClockName.CONSULTATION, None)
    yield span("special", "special", reviewed, on, ClockName.CONSULTATION, None)
    case = _then(case, e.OpinionReceived(on, to[0], "disagree"))
    case = _then(case, e.SpecialProcedureNotified(on))
    on = _due(case, on, calendar)
    yield span("special_conclusion", "special", reviewed, on, ClockName.SPECIAL, known.special_days.value)


def _earliest(on: date, days: int, calendar: Workdays) -> date:
    """The first day on which so many working days may be over, whatever a notice that is awaited brings."""
    if not days:
        return on
    found = due(on, days, calendar)
    return found.earliest or found.due


def _filed(plan: Plan, instrument: str) -> Case:
    wanted = tuple(one.material for one in required(plan.ground, instrument))
    case = _then(Case("rehearsal", plan.ground), e.Filed(plan.files_on, wanted))
    return _then(case, e.MaterialsAccepted(plan.files_on))


def _then(case: Case, event: Event) -> Case:
    refused = refusal(case, event)
    assert refused is None, refused
    return apply(case, event)


def _due(case: Case, on: date, calendar: Workdays) -> date:
    """The last day of the clock that runs."""
    running = [clock for clock in clocks(case, on, calendar) if clock.ended is None]
    last = running[-1].due
    assert last is not None, "no pause is open"
    return last


def rehearsal_schema() -> Schema:
    """What `shencha rehearse filing --json` prints."""
    told = "The steps of a filing that has not happened, each with its earliest and latest day."
    return document("rehearsal", told, Rehearsal)
