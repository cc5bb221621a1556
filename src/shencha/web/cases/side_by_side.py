"""Two papers of a case beside each other, with the remarks of one's own side at each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shencha.documents.reading import Pages
from shencha.errors import BadInput, Fault
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.roles import CONSULTED, OFFICE
from shencha.records import access
from shencha.records.acts import remarks
from shencha.records.acts.record import fold
from shencha.records.files.paper_text import text_of
from shencha.records.models import CaseFile, CasePaper, Membership, Remark
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.cases.starts import asked_already
from shencha.web.keys import fresh_key
from shencha.web.numbers import number_in
from shencha.web.words import CHOICES

READERS = (*OFFICE, *CONSULTED)
SIDES = (("left", Text("左侧", "Left")), ("right", Text("右侧", "Right")))


@dataclass(frozen=True, slots=True)
class Note:
    """A remark as the page shows it."""

    remark: Remark
    asked: bool
    """Is it an item of a request for supplements already?"""
    ask_at: str
    """Where one click makes it one; empty where that is not open."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two papers, at one of its pages."""

    name: str
    title: Text
    paper: CasePaper
    text: Pages
    page: int
    last: int
    words: str
    notes: list[Note]
    elsewhere: list[int]
    """Other pages of the paper that bear open remarks."""
    before: str
    after: str
    key: str


@dataclass(frozen=True, slots=True)
class Asks:
    """May the reader ask for supplements, and what was asked for so far."""

    may: bool
    whole: Case
    in_words: set[str]
    """Items of requests that were plain words."""


@only_for(*READERS)
@require_safe
def side_by_side(request: HttpRequest, number: str) -> HttpResponse:
    """Show two papers, each at a page."""
    membership = acting(request)
    file = access.case_for(membership, number)
    papers = access.papers_of(membership, file)
    shown: dict[str, Any] = {"section": "desk", "file": file, "papers": _named(papers)}
    if papers:
        chosen = _chosen(request, papers)
        asks = _asks(membership, file)
        notes = list(access.remarks_of(membership, file))
        shown["sides"] = [_side(at, chosen, notes, asks, number) for at in range(2)]
        open_notes = [one for one in notes if one.resolved_at is None]
        shown["open_notes"] = len(open_notes)
        shown["hidden"] = chosen
        for paper in {paper.pk for paper, _ in chosen}:
            access.saw(membership, file, f"paper {paper}")
    return render(request, "cases/side_by_side.html", shown)


@only_for(*READERS)
@require_POST
def write_remark(request: HttpRequest, number: str) -> HttpResponse:
    """Note something at a page, and come back to it."""
    membership, given = acting(request), request.POST
    access.case_for(membership, number)
    remarks.remark(
        number,
        _whole(given.get("paper", ""), "paper"),
        by=membership,
        page=_whole(given.get("page", ""), "page"),
        text=given.get("text", ""),
        key=given.get("key", ""),
    )
    return _back(request, number)


@only_for(*READERS)
@require_POST
def resolve_remark(request: HttpRequest, number: str) -> HttpResponse:
    """A remark is dealt with."""
    membership = acting(request)
    access.case_for(membership, number)
    remarks.resolve(number, _whole(request.POST.get("remark", ""), "remark"), by=membership)
    return _back(request, number)


def _named(papers: list[CasePaper]) -> list[tuple[CasePaper, Text]]:
    return [(paper, CHOICES.get(paper.material, same(paper.material))) for paper in papers]


def _chosen(request: HttpRequest, papers: list[CasePaper]) -> list[tuple[CasePaper, int]]:
    """The paper and page of each side; the first two papers where the address names none."""
    by_id = {str(paper.pk): paper for paper in papers}
    otherwise = (papers[0], papers[min(1, len(papers) - 1)])
    chosen = []
    for (name, _), default in zip(SIDES, otherwise, strict=True):
        page = request.GET.get(f"{name}_page", "")
        paper = by_id.get(request.GET.get(name, ""), default)
        chosen.append((paper, int(page) if page.isdecimal() and 0 < len(page) < 6 else 1))
    return chosen


def _side(
    at: int,
    chosen: list[tuple[CasePaper, int]],
    notes: list[Remark],
    asks: Asks,
    number: str,
) -> Side:
    (name, title), (paper, page) = SIDES[at], chosen[at]
    text = text_of(paper)
    last = max(len(text.pages), 1)
    page = min(max(page, 1), last) if text.pages else max(page, 1)
    mine = [one for one in notes if one.paper_id == paper.pk]
    return Side(
        name,
        title,
        paper,
        text,
        page,
        last,
        text.pages[page - 1] if text.pages else "",
        [_note(one, asks, number) for one in mine if one.page == page],
        sorted({one.page for one in mine if one.page != page and one.resolved_at is None}),
        _address(chosen, at, page - 1) if page > 1 else "",
        _address(chosen, at, page + 1) if text.pages and page < last else "",
        fresh_key(),
    )


def _note(remark: Remark, asks: Asks, number: str) -> Note:
    done = remarks.item_of(remark) in asks.in_words or asked_already(asks.whole, remark)
    address = reverse("cases:act", args=[number, "supplement_requested"])
    start = f"{address}?{urlencode({'start': f'remark:{remark.pk}'})}"
    return Note(remark, done, start if asks.may and not done and not remark.resolved_at else "")


def _asks(membership: Membership, file: CaseFile) -> Asks:
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


def _address(chosen: list[tuple[CasePaper, int]], at: int, page: int) -> str:
    query: dict[str, int] = {}
    for here, ((name, _), (paper, shown)) in enumerate(zip(SIDES, chosen, strict=True)):
        query |= {name: paper.pk, f"{name}_page": page if here == at else shown}
    return f"?{urlencode(query)}"


def _back(request: HttpRequest, number: str) -> HttpResponse:
    names = [part for name, _ in SIDES for part in (name, f"{name}_page")]
    kept = {name: request.POST[name] for name in names if request.POST.get(name, "").isdecimal()}
    return redirect(f"{reverse('cases:side_by_side', args=[number])}?{urlencode(kept)}")


def _whole(given: str, where: str) -> int:
    found = number_in(given)
    if found is None:
        wrong = Text(f"{where} 不是数字", f"{where} is no number")
        raise BadInput([Fault("form", where, wrong, Text("请刷新页面", "reload the page"))])
    return found
