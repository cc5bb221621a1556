"""A unit's opinion: the proposal, what changed, the factors, the papers; written by one, given by another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.law.measures.instruments import governing
from shencha.procedure.acts import OpinionReceived
from shencha.procedure.case import Case, ClockName
from shencha.procedure.clocks import Clock, clocks
from shencha.procedure.consultation import Round
from shencha.procedure.names import GROUND_NAMES, STATUS_NAMES
from shencha.procedure.roles import CONSULTED
from shencha.records import access
from shencha.records.acts import analyses, opinions
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership, OpinionDraft, StoredEvent
from shencha.records.workdays import workdays
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.cases.board import SAID
from shencha.web.cases.case import file_of
from shencha.web.cases.changed import since
from shencha.web.done import done
from shencha.web.evidence.board import Column, columns
from shencha.web.keys import fresh_key
from shencha.web.numbers import number_in
from shencha.web.rare_signs import asks_first
from shencha.web.words import CHOICES, FACTORS

CHOICES_OF = ("agree", "condition", "disagree")
SHOWN = 50
"""Answers of a unit on its page of days used, the newest."""


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of the form: the board's column, and the reason typed under it."""

    column: Column
    field: str
    reason: str


WRITTEN = Text(
    "意见已拟写，现由本单位另一名同事复核后发出。",
    "It is drafted; a colleague looks at it and sends it.",
)
GIVEN = Text(
    "书面意见已发送审查办公室，本单位的答复期限随之结束。",
    "The opinion has gone to the review office; your unit’s days end with it.",
)
SENT_BACK = Text("意见已退回拟写人修改。", "The opinion is back with whoever drafted it.")


@only_for(*CONSULTED)
@asks_first
def opinion(request: HttpRequest, number: str) -> HttpResponse:
    """Show what the unit is asked and what it prepared, or take in what it wants to say."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    others = list(access.colleagues_of(membership, file))
    faults: tuple[Fault, ...] = ()
    refused = None
    if request.method == "POST":
        words, key = _words(request), request.POST.get("key", "") or fresh_key()
        try:
            if others:
                opinions.write(number, words, by=membership, key=key)
                done(request, WRITTEN)
            else:
                opinions.give_alone(number, words, by=membership, key=key)
                done(request, GIVEN)
            return redirect("cases:opinion", number)
        except BadInput as bad:
            faults = bad.faults
        except NotAllowed as no:
            refused = no
    stored = access.events_of(membership, file)
    shown = _page(membership, file, whole, stored) | {
        "others": others,
        "faults": [
            (f.where, Text(_ended(f.wrong.zh) + f.right.zh, f"{f.wrong.en}: {f.right.en}")) for f in faults
        ],
        "refused": refused.text if refused else None,
    }
    given = request.POST if request.method == "POST" else {}
    shown |= {
        "parts": _parts(membership, whole, file, given),
        "choices": [(one, SAID[one], given.get("opinion") == one) for one in CHOICES_OF],
        "remark": given.get("remark", ""),
        "conditions": given.get("conditions", ""),
        "key": fresh_key(),
    }
    access.saw(membership, file, "opinion")
    return render(request, "cases/opinion.html", shown, status=422 if faults else 409 if refused else 200)


@require_POST
@only_for(*CONSULTED)
def give(request: HttpRequest, number: str) -> HttpResponse:
    """A colleague gives the opinion as written."""
    draft_id = _draft_id(request, number)
    opinions.give(number, draft_id, by=acting(request), key=request.POST.get("key", ""))
    done(request, GIVEN)
    return redirect("cases:opinion", number)


@require_POST
@only_for(*CONSULTED)
def send_back_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """A colleague sends it back with the reason."""
    draft_id = _draft_id(request, number)
    reason = request.POST.get("reason", "")
    opinions.send_back(number, draft_id, by=acting(request), reason=reason)
    done(request, SENT_BACK)
    return redirect("cases:opinion", number)


@require_safe
@only_for(*CONSULTED)
def ours(request: HttpRequest) -> HttpResponse:
    """How many working days the unit's own answers took."""
    membership = acting(request)
    answered, waiting = own_days(membership)
    used = [clock.counted for _, clock, _ in answered if clock.counted is not None]
    shown = {
        "section": "desk",
        "answered": answered,
        "waiting": waiting,
        "median": f"{median(used):g}" if used else None,
        "longest": max(used, default=None),
        "late": sum(clock.status.value == "missed" for _, clock, _ in answered),
        "most": SHOWN,
    }
    return render(request, "cases/opinions.html", shown)


def _draft_id(request: HttpRequest, number: str) -> int:
    """Which draft the form is about.

    Raises:
        NotFound: the case is not theirs. BadInput: the form does not say.
    """
    access.case_for(acting(request), number)
    given = number_in(request.POST.get("draft", ""))
    if given is None:
        wrong = Text("表单没有指明是哪一份意见稿", "the form does not say which draft")
        raise BadInput([Fault("form", "draft", wrong, Text("请刷新页面", "reload the page"))])
    return given


def _ended(words: str) -> str:
    return words + "。"


def _words(request: HttpRequest) -> opinions.Words:
    given = request.POST
    typed = [name for name in given if name.startswith("reason-")]
    reasons = {name.partition("-")[2]: given.get(name, "") for name in typed}
    conditions = given.get("conditions", "").splitlines()
    return opinions.Words(given.get("opinion", ""), reasons, given.get("remark", ""), conditions)


def _page(membership: Membership, file: CaseFile, whole: Case, stored: list[StoredEvent]) -> dict[str, Any]:
    unit, on = membership.organisation.unit, today()
    rounds = [one for one in whole.rounds if unit in one.to]
    asked = rounds[-1] if rounds and whole.rounds[-1] is rounds[-1] else None
    drafts = list(access.opinion_drafts_of(membership, file).filter(round=len(whole.rounds)))
    waiting = next((one for one in drafts if one.state == OpinionDraft.State.WAITING), None)
    clock = next(
        (
            one
            for one in clocks(whole, max(on, whole.last or on), workdays())
            if one.clock is ClockName.CONSULTATION and one.consultee == unit
        ),
        None,
    )
    own = _own(asked, unit) if asked else None
    return {
        "section": "desk",
        "file": file,
        "ground": GROUND_NAMES[file.ground].begun,
        "asked": asked,
        "proposal": CHOICES[asked.proposal] if asked else None,
        "factors": [(one, FACTORS[one]) for one in asked.factors] if asked else [],
        "before": [
            (one, CHOICES[one.proposal], _told(_own(one, unit))) for one in rounds if one is not asked
        ],
        "own": _told(own),
        "open": bool(asked and own is None and whole.open and unit in asked.silent),
        "waiting": waiting,
        "waiting_said": SAID[waiting.opinion] if waiting else None,
        "waiting_mine": waiting is not None and waiting.by_id == membership.person_id,
        "back": [one for one in drafts if one.state == OpinionDraft.State.SENT_BACK],
        "give_key": fresh_key(),
        "clock": clock if asked and not asked.second else None,
        "since": since(membership, file, stored),
        "papers": [
            (paper, CHOICES.get(paper.material, same(paper.material)), one)
            for one in stored
            for paper in one.papers.all()
        ],
        "today": on,
    }


def _own(asked: Round, unit: str) -> OpinionReceived | None:
    return next((one for one in asked.opinions if one.consultee == unit), None)


def _told(said: OpinionReceived | None) -> tuple[OpinionReceived, Text] | None:
    if said is None:
        return None
    return said, SAID["condition" if said.opinion == "agree" and said.conditions else said.opinion]


def _parts(membership: Membership, whole: Case, file: CaseFile, given: Any) -> list[Part]:
    filed = analyses.filed_evidence(membership, file.number)
    board = columns(
        governing(whole.instrument, today()),
        file.ground,
        filed.get("analyses", []),
        filed.get("judgements", []),
        today(),
        opened=whole.opened,
    )
    return [Part(one, f"reason-{one.factor.id}", given.get(f"reason-{one.factor.id}", "")) for one in board]


def own_days(
    membership: Membership,
) -> tuple[list[tuple[CaseFile, Clock, Text]], list[tuple[CaseFile, Clock, Text]]]:
    """The clocks of this unit's own opinions in the newest cases, ended and running."""
    unit, on, calendar = membership.organisation.unit, today(), workdays()
    files = access.cases_of(membership).order_by("-id").prefetch_related("events")[:SHOWN]
    answered: list[tuple[CaseFile, Clock, Text]] = []
    waiting: list[tuple[CaseFile, Clock, Text]] = []
    for file in files:
        for clock in _own_clocks(fold(file, sorted(file.events.all(), key=_sequence)), unit, on, calendar):
            (answered if clock.ended else waiting).append(
                (file, clock, STATUS_NAMES[clock.status.value].begun)
            )
    return answered, waiting


def _sequence(stored: StoredEvent) -> int:
    return stored.sequence


def _own_clocks(whole: Case, unit: str, on: date, calendar: Any) -> Iterable[Clock]:
    for one in clocks(whole, max(on, whole.last or on), calendar):
        if one.clock is ClockName.CONSULTATION and one.consultee == unit:
            yield one


assert set(CHOICES_OF) < set(SAID)
