"""The occasion of a paper: its event, the case before and after it, and how articles and days are said of it."""

from __future__ import annotations

from dataclasses import dataclass

from shencha.documents.sheet import Block, Paragraph, Particulars, said_day
from shencha.law.calendar.strip import range_said
from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.instruments import governing, instrument
from shencha.law.measures.open_points import points_on
from shencha.law.measures.steps import article_of
from shencha.law.screening.sentences import article_name
from shencha.procedure.acts import Event
from shencha.procedure.case import Case, ClockName
from shencha.procedure.clocks import Clock, clocks
from shencha.text import Text

NOTIFIED = Text("特此通知。", "Notice is hereby given.")


@dataclass(frozen=True, slots=True)
class Words:
    """What a paper says."""

    kind: str
    title: Text
    blocks: tuple[Block, ...]
    closing: Text | None = NOTIFIED
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the sentences of one paper draw on."""

    event: Event
    before: Case
    after: Case
    given: Particulars
    calendar: Workdays

    @property
    def version(self) -> str:
        """The version of the Measures that governs the case."""
        return governing(self.after.instrument, self.event.on)

    @property
    def law(self) -> Text:
        """Its name."""
        return instrument(self.version).name

    def article(self, step: str) -> Text:
        """The article of a step, in that version."""
        return article_name(article_of(step, self.version))

    def clock(self, name: ClockName, consultee: str | None = None, case: Case | None = None) -> Clock | None:
        """The last clock of that name, on the day of the event."""
        found = clocks(case or self.after, self.event.on, self.calendar)
        return next((one for one in reversed(found) if (one.clock, one.consultee) == (name, consultee)), None)

    def point(self, point: str) -> Text:
        """Where the text is silent, and the policy."""
        case = self.after
        known = next(points_on((point,), case.opened or self.event.on, case.choices))
        return Text(
            f"条文未明确：{known.text.zh}{known.policy.zh}",
            f"The text is silent: {known.text.en} {known.policy.en}",
        )

    def say(self, zh: str, en: str, **values: object) -> Paragraph:
        """A paragraph; `{law}`, `{matter}`, `{case}`, `{on}` are always known."""
        known = {
            "law": self.law,
            "matter": self.given.matter,
            "case": self.given.case,
            "on": said_day(self.event.on),
        }
        return Paragraph(Text(zh, en).fill(**known, **values))

    def until(self, clock: Clock | None) -> tuple[Text, tuple[Text, ...]]:
        """`至2026年4月20日届满`, and a remark where that day is provisional."""
        if clock is None or clock.due is None:
            return Text("期限现暂停计算", "which stands still at present"), ()
        day = said_day(clock.due)
        text = Text(f"至{day.zh}届满", f"that is, until the end of {day.en}")
        if clock.missing_notice is None:
            return text, ()
        said = range_said(clock.earliest, clock.latest, clock.missing_notice)
        remark = Text("{day}为暂定日期：{said}。", "{day} is a provisional day: {said}.")
        return text, (remark.fill(day=day, said=said),)
