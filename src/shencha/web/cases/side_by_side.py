"""Two papers of a case beside each other, with the remarks of one's own side at each page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.records import access
from shencha.records.acts.readings import shown as leaf_shown
from shencha.records.files.leaves import Leaf
from shencha.records.models import CasePaper, Remark
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.cases.leaves import Region, regions
from shencha.web.cases.remarks import READERS, Asks, Note, asks_of, elsewhere, notes, of_paper
from shencha.web.keys import fresh_key
from shencha.web.words import CHOICES

SIDES = (("left", Text("左侧", "Left")), ("right", Text("右侧", "Right")))


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two papers, at one of its pages."""

    name: str
    title: Text
    paper: CasePaper
    leaf: Leaf
    notes: list[Note]
    regions: list[Region]
    elsewhere: list[int]
    before: str
    after: str
    key: str


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
        asks = asks_of(membership, file)
        written = list(access.remarks_of(membership, file))
        shown["sides"] = [_side(at, chosen, written, asks, number) for at in range(2)]
        shown["open_notes"] = len([one for one in written if one.resolved_at is None])
        for paper in {paper.pk for paper, _ in chosen}:
            access.saw(membership, file, f"paper {paper}")
    return render(request, "cases/side_by_side.html", shown)


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
    at: int, chosen: list[tuple[CasePaper, int]], written: list[Remark], asks: Asks, number: str
) -> Side:
    (name, title), (paper, page) = SIDES[at], chosen[at]
    leaf = leaf_shown(paper, page)
    page = leaf.number if leaf.count else max(page, 1)
    mine = of_paper(written, paper)
    here = notes([one for one in mine if one.page == page], asks, number)
    return Side(
        name,
        title,
        paper,
        leaf,
        here,
        regions(leaf, here),
        elsewhere(mine, page),
        _address(chosen, at, page - 1) if page > 1 else "",
        _address(chosen, at, page + 1) if page < leaf.count else "",
        fresh_key(),
    )


def _address(chosen: list[tuple[CasePaper, int]], at: int, page: int) -> str:
    query: dict[str, int] = {}
    for here, ((name, _), (paper, shown)) in enumerate(zip(SIDES, chosen, strict=True)):
        query |= {name: paper.pk, f"{name}_page": page if here == at else shown}
    return f"?{urlencode(query)}"
