"""Must we file? The answer of `shencha screen`."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router

from shencha.api.shapes import Day, Facts, ScreeningOut, Strict
from shencha.inputs import Document
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import Screening, screen
from shencha.records.clock import today

router = Router(tags=["law"])


class Question(Strict):
    """What is known of a party, and the day as of which it asks."""

    facts: Facts
    on: Day | None = None


@router.post("/screen", response=ScreeningOut, auth=None)
def must_we_file(request: HttpRequest, question: Question) -> Screening:
    """Must we file? Grounds, reasons with their articles, missing facts, what would change the answer.

    Nothing is kept. No token is needed.
    """
    on = date.fromisoformat(question.on) if question.on else today()
    return screen(load_facts(Document("request", question.facts)), on)
