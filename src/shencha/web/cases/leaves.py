"""A paper read in place, leaf by leaf: drawn, or as text and tables, with the remarks of one's own side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.documents.leaves import asking
from shencha.records import access
from shencha.records.acts.readings import shown
from shencha.records.files.leaves import Leaf, picture_of
from shencha.records.files.paper_text import text_of
from shencha.records.models import CasePaper, RecognisedLeaf
from shencha.text import same
from shencha.web.acting import acting, only_for
from shencha.web.cases.remarks import READERS, Note, asks_of, elsewhere, notes, of_paper
from shencha.web.keys import fresh_key
from shencha.web.numbers import number_in
from shencha.web.words import CHOICES

MOST_FOUND = 50
AROUND = 30
"""Signs shown on each side of what was searched for."""


@dataclass(frozen=True, slots=True)
class Region:
    """A remark's region on the picture of a leaf, in the picture's own units."""

    note: int
    x: int
    y: int
    width: int
    height: int


@only_for()
@require_safe
def leaves(request: HttpRequest, number: str, paper_id: int) -> HttpResponse:
    """One leaf, and a link to the next, which scripts follow as one reads on; with `part` the leaf alone."""
    membership = acting(request)
    paper = access.paper_for(membership, number, paper_id)
    access.saw_again(membership, paper.case, f"paper {paper.pk}")
    leaf = shown(paper, number_in(request.GET.get("page", "")) or 1)
    found: dict[str, Any] = {
        "file": paper.case,
        "paper": paper,
        "leaf": leaf,
        "closely": "wide" in request.GET,
    }
    if access.role_of(membership) in READERS:
        mine = of_paper(list(access.remarks_of(membership, paper.case)), paper)
        found["notes"] = notes(
            [one for one in mine if one.page == leaf.number], asks_of(membership, paper.case), number
        )
        found |= {"elsewhere": elsewhere(mine, leaf.number), "key": fresh_key(), "may_note": True}
        found["regions"] = regions(leaf, found["notes"])
    if "part" in request.GET:
        return render(request, "cases/leaf.html", found)
    wanted = request.GET.get("q", "").strip()[:100]
    found |= {"section": "desk", "material": CHOICES.get(paper.material, same(paper.material)), "q": wanted}
    if wanted:
        found["found"] = sought(paper, wanted)
    return render(request, "cases/leaves.html", found)


@only_for()
@require_safe
def leaf_picture(request: HttpRequest, number: str, paper_id: int, leaf: int) -> HttpResponse:
    """A leaf as a picture, stamped with case, paper and page."""
    membership = acting(request)
    paper = access.paper_for(membership, number, paper_id)
    drawn = picture_of(paper, leaf, asking.WIDTHS["wide" in request.GET])
    access.saw_again(membership, paper.case, f"paper {paper.pk}")
    return HttpResponse(drawn, content_type="image/png")


def regions(leaf: Leaf, of: list[Note]) -> list[Region]:
    """Where on the picture the remarks point."""
    if leaf.size is None:
        return []
    wide, high = leaf.size
    return [
        Region(at, x * wide // 1000, y * high // 1000, w * wide // 1000, h * high // 1000)
        for at, one in enumerate(of, 1)
        if one.remark.region
        for x, y, w, h in [one.remark.region]
    ]


def sought(paper: CasePaper, wanted: str) -> list[tuple[int, str, str, str]]:
    """Leaves on which the words stand, each with what stands around the first place; what was recognised as well."""
    pages = dict(enumerate(text_of(paper).pages, 1))
    read = RecognisedLeaf.objects.filter(file=paper.file_id).values_list("number", "words")
    pages |= {number: words for number, words in read if not pages.get(number, "").strip()}
    found = []
    for number in sorted(pages):
        words = " ".join(pages[number].split())
        at = words.casefold().find(wanted.casefold())
        if at >= 0:
            end = at + len(wanted)
            found.append((number, words[max(at - AROUND, 0) : at], words[at:end], words[end : end + AROUND]))
        if len(found) == MOST_FOUND:
            break
    return found
