"""One time line backwards from the wanted day of a listing abroad: the review first, then the securities regulator.

Every step is taken with its whole statutory time, so a day before which something must be done is the latest one that
is safe by the texts, for every holiday notice that may still come; waiting for supplements counts nowhere and comes on
top, and the special procedure may be extended without a bound.

Source: Measures 2022, Articles 9, 11, 12, 14; Trial Measures on Overseas Offering and Listing, Articles 9, 16, 19.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from shencha.law.calendar.periods import due
from shencha.law.calendar.strip import range_said
from shencha.law.calendar.workdays import Workdays
from shencha.law.counsel.questions import name_of
from shencha.law.measures.figures import figures
from shencha.law.measures.read import versions
from shencha.law.measures.steps import article_of
from shencha.shapes import Key, Shape
from shencha.text import Text

CSRC = "csrc_trial_2023"
FILE_WITHIN, CONCLUDE_WITHIN = 3, 20
"""Working days after the submission abroad, and from complete papers (Trial Measures, Articles 16 and 19)."""
WAYS: Mapping[str, Text] = {
    "ordinary": Text("意见一致，初步审查不延长", "all agree, preliminary review not extended"),
    "extended": Text("意见一致，初步审查延长", "all agree, preliminary review extended"),
    "special": Text("意见不一致，进入特别审查程序", "opinions differ, special procedure"),
}
STEPS: Mapping[str, Text] = {
    "file": Text("最迟申报网络安全审查（材料齐备）", "file for the review, with complete papers, by"),
    "intake": Text("是否需要审查的通知", "notice whether review is needed"),
    "preliminary": Text("初步审查结束", "preliminary review done"),
    "consultation": Text("成员单位答复期满", "members have answered"),
    "special": Text("特别审查程序结束（一般期限）", "special procedure done, in its usual time"),
    "submit": Text("最早在境外提交申请", "submit abroad, not before"),
    "csrc_filed": Text("最迟向证监会备案", "file with the securities regulator by"),
    "csrc_done": Text(
        "证监会办结备案（材料齐备）", "the securities regulator concludes, from complete papers"
    ),
    "listing": Text("希望上市的日期", "the wanted day of listing"),
}
_BACK = 1200
"""Calendar days to look back: more than all steps together ever take."""


@dataclass(frozen=True, slots=True)
class Mark(Shape):
    """One step and its day."""

    TOLD = "step text on days instrument instrument_name article provisional earliest latest certain missing_notice"

    step: str
    on: date
    days: int | None
    """Working days that the step takes."""
    instrument: str
    article: str | None
    earliest: date | None
    """Where a holiday notice is awaited, the days between which it lies; both are `on` otherwise."""
    latest: date | None
    missing_notice: int | None = None

    @property
    def certain(self) -> bool:
        """Is it one day, whatever notice comes?"""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def text(self) -> Text:
        """What the step is called."""
        return STEPS[self.step]

    @property
    def instrument_name(self) -> Text:
        """What people call the instrument."""
        return name_of(self.instrument)

    @property
    def provisional(self) -> bool:
        """Does the day depend on a notice that is awaited?"""
        return self.missing_notice is not None

    @property
    def range_said(self) -> Text | None:
        """The range in words; None where the day is certain."""
        if self.missing_notice is None:
            return None
        return range_said(self.earliest, self.latest, self.missing_notice)


@dataclass(frozen=True, slots=True)
class Way(Shape):
    """One way that the review may take."""

    way: str
    text: Text
    steps: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Backwards(Shape):
    """The time line for each way that the review may take."""

    TOLD = "listing told_ways open"

    listing: date
    ways: Mapping[str, tuple[Mark, ...]]

    @property
    def told_ways(self) -> Annotated[tuple[Way, ...], Key("ways")]:
        """Each way with its name."""
        return tuple(Way(way, WAYS[way], marks) for way, marks in self.ways.items())

    @property
    def open(self) -> tuple[Text, ...]:
        """What no article says."""
        return OPEN


OPEN = (
    Text(
        "补充材料的时间不计入任何一段期限，应当另外留出；证监会补充材料最长三十个工作日。",
        "Waiting for supplements counts in no period and is to be allowed for besides; the securities regulator gives "
        "up to thirty working days for them.",
    ),
    Text(
        "特别审查程序可以延长，没有上限；成员单位逾期不答复，条文没有规定后果。",
        "The special procedure may be extended without a bound; what a member's silence means no article says.",
    ),
    Text(
        "境外监管机构和交易所自己的审核时间不在其内。",
        "The time that the foreign regulator and exchange take is not in it.",
    ),
)


def backwards(listing: date, calendar: Workdays) -> Backwards:
    """For each way of the review, the latest day to file so that everything is over by the wanted day.

    Args:
        listing: the wanted day; what must be over before it is over at the latest on the day before.
    """
    return Backwards(listing, {way: _latest(listing, way, calendar) for way in WAYS})


def _latest(listing: date, way: str, calendar: Workdays) -> tuple[Mark, ...]:
    days = [listing - timedelta(_BACK - n) for n in range(_BACK)]
    at = bisect_right(days, listing - timedelta(1), key=lambda start: _over(start, way, calendar))
    found = forwards(days[max(at - 1, 0)], way, calendar)
    return (*found, Mark("listing", listing, None, CSRC, None, listing, listing))


def _over(start: date, way: str, calendar: Workdays) -> date:
    """The day by which everything is over for certain, if the review is filed for on that day."""
    last = forwards(start, way, calendar)[-1]
    return last.latest or last.on


def forwards(start: date, way: str, calendar: Workdays) -> Sequence[Mark]:
    """Every step from a filing on that day, each taking its whole time.

    While a holiday notice is awaited each day is a range: of the review exact, since its periods follow each other as
    one; of what comes after the submission as wide as the range of the submission makes it.
    """
    version = versions()[-1]
    known = figures(version)
    extension = 0 if way == "ordinary" else known.preliminary_extension_days.value
    review = [
        ("intake", known.intake_days.value, known.intake_days.article),
        ("preliminary", known.preliminary_days.value + extension, known.preliminary_days.article),
        ("consultation", known.opinion_days.value, known.opinion_days.article),
    ]
    if way == "special":
        review.append(("special", known.special_days.value, known.special_days.article))
    marks = [Mark("file", start, None, version, article_of("file.foreign_listing", version), start, start)]
    worked = 0
    for step, days, article in review:
        worked += days
        found = due(start, worked, calendar)
        ends = (found.earliest, found.latest, found.missing_notice)
        marks.append(Mark(step, found.due, days, version, article, *ends))
    last = marks[-1]
    ends = (_next(last.earliest), _next(last.latest), last.missing_notice)
    marks.append(Mark("submit", last.on + timedelta(1), None, CSRC, "9", *ends))
    for step, days, article in (("csrc_filed", FILE_WITHIN, "16"), ("csrc_done", CONCLUDE_WITHIN, "19")):
        marks.append(_after(marks[-1], step, days, article, calendar))
    return marks


def _after(before: Mark, step: str, days: int, article: str, calendar: Workdays) -> Mark:
    """A period of the securities regulator, from a day that may itself be a range."""
    found = due(before.on, days, calendar)
    soon = due(before.earliest, days, calendar) if before.earliest else None
    late = due(before.latest, days, calendar) if before.latest else None
    missing = found.missing_notice or before.missing_notice or (late.missing_notice if late else None)
    ends = soon.earliest if soon else None, late.latest if late else None
    return Mark(step, found.due, days, CSRC, article, *ends, missing)


def _next(day: date | None) -> date | None:
    return day and day + timedelta(1)
