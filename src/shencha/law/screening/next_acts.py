"""What comes next after a screening: the acts, and the day before which each must be done.

Article 7 names no day; the agency's answers of 2022-01-04 say before the application goes to the foreign
regulator, so the latest lawful day is the day before that (open point `latest_day_to_file`). A purchase is
filed before its contract binds: it is the contract to be signed that is filed.

Who lists outside the mainland, Hong Kong included, has a filing with the securities regulator beside the review,
whether or not the review must be filed for (`OVERSEAS`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.law.logic.cells import Outcome, Regime
from shencha.law.logic.facts import Facts
from shencha.law.logic.holds import NO, YES, Holds
from shencha.law.measures.steps import steps
from shencha.law.places import HOME
from shencha.law.sanctions.provisions import instrument_from
from shencha.law.screening.sentences import said
from shencha.shapes import Shape
from shencha.text import Text, same

OVERSEAS, PAPERS = "csrc_trial_2023", "csrc_guideline_2"
"""The securities regulator's rules on listing overseas, and its guideline on the papers."""
_STEPS = {
    "same_market_later": ("securities_later", "16"),
    "status_change": ("securities_report", "22"),
    "spac": ("securities_deal", "17"),
    "acquisition": ("securities_deal", "17"),
}
"""What the securities regulator is owed for a kind of step, and by which article; for any other kind `_FIRST`."""
_FIRST = ("securities_first", "16")


@dataclass(frozen=True, slots=True)
class Next(Shape):
    """An act that comes next, and the day before which it must be done, if one is known."""

    TOLD = "act ground before late instrument article text"

    act: str
    text: Text
    instrument: str
    article: str | None
    ground: str | None = None
    before: date | None = None
    late: bool = False
    """The day has come or passed."""


def next_acts(
    outcome: Outcome,
    duty: Holds,
    regime: Regime,
    grounds: tuple[str, ...],
    facts: Facts,
    on: date,
    *,
    facts_missing: bool,
) -> Iterator[Next]:
    """The acts that follow from an outcome, the duty, and the grounds on which the outcome rests.

    Who need not file but may be reviewed keeps ready what a review would ask for.

    Args:
        facts_missing: are there facts that could still change an open answer, or is it the text that is silent?
    """
    instrument = regime.instrument
    articles = steps(instrument)

    def act(name: str, text: Text | None = None, **more: Any) -> Next:
        return Next(name, text or said("next", name), instrument, articles.get(name), **more)

    match outcome:
        case Outcome.MUST_FILE:
            for ground in grounds:
                yield _file(ground, instrument, articles[f"file.{ground}"], facts, on)
                if ground == "procurement":
                    yield act("bind_supplier", ground=ground)
            yield act("prepare_filing")
        case Outcome.UNDETERMINED if duty is NO:
            yield act("prepare_for_review")
            yield act("establish_facts")
        case Outcome.UNDETERMINED:
            yield act("establish_facts" if facts_missing else "ask_the_office")
        case Outcome.SUBJECT_TO_REVIEW:
            yield act("prepare_for_review")
        case Outcome.NEED_NOT_FILE:
            yield act("screen_again")
        case Outcome.REFUSED:
            yield act("follow_secrecy_rules", said("refusal"))
        case Outcome.NOT_COVERED:
            return
    if outcome is not Outcome.REFUSED:
        yield from _securities(grounds, facts, on)


def _securities(grounds: tuple[str, ...], facts: Facts, on: date) -> Iterator[Next]:
    """What the securities regulator is owed beside the review: Trial Measures, Articles 9, 16, 17, 22; Guideline 2."""
    listing = facts.listing
    overseas = listing.planned is YES and listing.venue not in (None, HOME)
    if not overseas or on < instrument_from(OVERSEAS):
        return
    name, article = _STEPS.get(listing.kind or "", _FIRST)
    if "foreign_listing" in grounds:
        yield Next("review_first", said("next", "review_first"), OVERSEAS, "9")
    yield Next("securities_regulator", said("next", name), OVERSEAS, article)
    if name != "securities_report":
        yield Next("securities_papers", said("next", "securities_papers"), PAPERS, None)


def _file(ground: str, instrument: str, article: str, facts: Facts, on: date) -> Next:
    submitted = facts.listing.application_submitted_on
    if ground != "foreign_listing" or submitted is None:
        return Next("file", said("next", f"file.{ground}"), instrument, article, ground)
    late = submitted <= on
    text = said("next", f"file.{ground}.{'late' if late else 'by'}").fill(day=same(submitted.isoformat()))
    return Next("file", text, instrument, article, ground, submitted, late)
