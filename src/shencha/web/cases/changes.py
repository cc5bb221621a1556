"""A paper against the last version of it: page by page where it has text, by name, size and digest otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.records import access
from shencha.records.files.paper_text import text_of
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.changed import predecessors

MOST_LINES = 3_000
"""Lines of one page that are compared; longer pages are shown as changed whole."""
AROUND = 2
"""Unchanged lines shown on each side of a change."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `-` gone, `+` new, empty unchanged, `…` where unchanged lines are left out."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """One page that differs."""

    page: int
    lines: tuple[Line, ...]


@only_for()
@require_safe
def changes(request: HttpRequest, number: str, paper_id: int) -> HttpResponse:
    """What is new in a paper, for whoever may read both versions."""
    membership = acting(request)
    paper = access.paper_for(membership, number, paper_id)
    stored = access.events_of(membership, paper.case)
    access.saw(membership, paper.case, f"changes {paper.pk}")
    before = predecessors(stored).get(paper.pk)
    shown: dict[str, object] = {"section": "desk", "file": paper.case, "paper": paper, "before": before}
    if before is not None:
        old, new = text_of(before), text_of(paper)
        shown |= {
            "same": before.file_id == paper.file_id,
            "reason": old.reason or new.reason,
            "cut": old.cut or new.cut,
            "pages": [] if old.reason or new.reason else list(page_changes(old.pages, new.pages)),
        }
        days = {one.pk: event.on for event in stored for one in event.papers.all()}
        shown["versions"] = [
            (Text("上一版", "The last version"), before, days[before.pk]),
            (Text("这一版", "This version"), paper, days[paper.pk]),
        ]
    return render(request, "cases/changes.html", shown)


def page_changes(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[PageChange]:
    """The pages that differ, each with its changed lines and a little around them."""
    for at in range(max(len(old), len(new))):
        before = old[at].splitlines() if at < len(old) else []
        after = new[at].splitlines() if at < len(new) else []
        if before != after:
            yield PageChange(at + 1, tuple(_lines(before, after)))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    if max(len(before), len(after)) > MOST_LINES:
        yield from (Line("-", line) for line in before[:MOST_LINES])
        yield from (Line("+", line) for line in after[:MOST_LINES])
        return
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        if group[0][1]:
            yield Line("…", "")
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from (Line("", line) for line in before[a:b])
            else:
                yield from (Line("-", line) for line in before[a:b])
                yield from (Line("+", line) for line in after[c:d])
