"""Remarks at a page of a paper, as a page shows them and takes them; read by their own side only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shencha.errors import BadInput, Fault
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.roles import CONSULTED, OFFICE
from shencha.records import access
from shencha.records.acts import remarks
from shencha.records.acts.record import fold
from shencha.records.models import CaseFile, CasePaper, Membership, Remark
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.starts import asked_already
from shencha.web.numbers import number_in

READERS = (*OFFICE, *CONSULTED)
EDGES = ("x", "y", "w", "h")
"""Boxes of a region: left, top, width and height in hundredths of the page."""
_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,3})?")
WITHIN = tuple(f"{side}{what}" for side in ("left", "right") for what in ("", "_page"))
"""What a page that shows two papers says in its address."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark as the page shows it."""

    remark: Remark
    asked: bool
    """Is it an item of a request for supplements already?"""
    ask_at: str
    """Where one click makes it one; empty where that is not open."""
    place: Text | None
    """Where on the page it points."""


@dataclass(frozen=True, slots=True)
class Asks:
    """May the reader ask for supplements, and what was asked for so far."""

    may: bool
    whole: Case
    in_words: set[str]
    """Items of requests that were plain words."""


@only_for(*READERS)
@require_POST
def write_remark(request: HttpRequest, number: str) -> HttpResponse:
    """Note something at a page, and come back to it."""
    membership, given = acting(request), request.POST
    access.case_for(membership, number)
    made = remarks.remark(
        number,
        _whole(given.get("paper", ""), "paper"),
        by=membership,
        page=_whole(given.get("page", ""), "page"),
        text=given.get("text", ""),
        key=given.get("key", ""),
        region=_region(given),
    )
    return _back(request, number, made)


@only_for(*READERS)
@require_POST
def resolve_remark(request: HttpRequest, number: str) -> HttpResponse:
    """A remark is dealt with."""
    membership = acting(request)
    access.case_for(membership, number)
    done = remarks.resolve(number, _whole(request.POST.get("remark", ""), "remark"), by=membership)
    return _back(request, number, done)


def notes(of: Sequence[Remark], asks: Asks, number: str) -> list[Note]:
    """Remarks with what can be done with them."""
    return [_note(one, asks, number) for one in of]


def asks_of(membership: Membership, file: CaseFile) -> Asks:
    """May this person ask for supplements now, and what was ever asked for in this case."""
    if access.role_of(membership) not in OFFICE:
        return Asks(False, Case(), set())
    stored = list(file.events.order_by("sequence"))
    asked = {
        item
        for one in stored
        if one.name == "supplement_requested"
        for item in one.payload.get("items", ())
        if isinstance(item, str)
    }
    whole = fold(file, stored)
    return Asks("supplement_requested" in may_next(whole, by=access.actor(membership)), whole, asked)


def elsewhere(of: Sequence[Remark], page: int) -> list[int]:
    """Other pages that bear open remarks."""
    return sorted({one.page for one in of if one.page != page and one.resolved_at is None})


def of_paper(of: Sequence[Remark], paper: CasePaper) -> list[Remark]:
    """Those on one paper."""
    return [one for one in of if one.paper_id == paper.pk]


def _note(remark: Remark, asks: Asks, number: str) -> Note:
    done = remarks.item_of(remark) in asks.in_words or asked_already(asks.whole, remark)
    address = reverse("cases:act", args=[number, "supplement_requested"])
    start = f"{address}?{urlencode({'start': f'remark:{remark.pk}'})}"
    open_ = asks.may and not done and not remark.resolved_at
    return Note(remark, done, start if open_ else "", remarks.place_of(remark))


def _region(given: Mapping[str, str]) -> tuple[int, ...] | None:
    """The region that was typed or drawn, in thousandths; none where all boxes are empty."""
    typed = [given.get(name, "").strip() for name in EDGES]
    if not any(typed):
        return None
    if not all(_SHARE.fullmatch(one) for one in typed):
        return (-1,)
    return tuple(round(float(one) * 10) for one in typed)


def _back(request: HttpRequest, number: str, remark: Remark) -> HttpResponse:
    kept = {name: request.POST[name] for name in WITHIN if request.POST.get(name, "").isdecimal()}
    if kept:
        return redirect(f"{reverse('cases:side_by_side', args=[number])}?{urlencode(kept)}")
    address = reverse("cases:leaves", args=[number, remark.paper_id])
    return redirect(f"{address}?page={remark.page}#leaf-{remark.page}")


def _whole(given: str, where: str) -> int:
    found = number_in(given)
    if found is None:
        wrong = Text(f"{where} 不是数字", f"{where} is no number")
        raise BadInput([Fault("form", where, wrong, Text("请刷新页面", "reload the page"))])
    return found
