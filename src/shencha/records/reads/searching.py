"""Search over what one may see: cases by number, name and party, and by what their events and papers say."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from shencha.procedure.acts import ACTS
from shencha.records import access
from shencha.records.models import CaseFile, CasePaper, Membership, StoredEvent

SHOWN = 50
MOST_WORDS = 8
"""Each is a look through all events; more words than that find nothing that fewer do not."""
_INTERNAL = re.compile(r"[a-z][a-z0-9]*(?:[_:][a-z0-9]+)+|[0-9a-f]{32,}")
"""`foreign_listing`, `m:other`, digests: what stands in an event for programs, and so do the names of acts."""
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
LOOKED_AT = 500
"""Events with a word that are looked at, the newest first; a word that more events have tells nothing."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case, and the event in which a word stands; None where number, name or party have them all."""

    file: CaseFile
    event: StoredEvent | None
    said: str


def search(membership: Membership, typed: str) -> list[Hit]:
    """Cases that have every word, the newest first, one more than are shown.

    What a membership may not read is not looked into: neither cases, nor events, nor the other units asked.
    """
    cases = access.cases_of(membership)
    told: dict[int, tuple[StoredEvent, str]] = {}
    words = unicodedata.normalize("NFKC", typed).split()[:MOST_WORDS]
    for word in words:
        found = dict(_said(membership, word))
        told |= {case: hit for case, hit in found.items() if case not in told}
        here = Q(pk__in=list(found))
        for one in _widths(word):
            here |= Q(number__icontains=one) | Q(title__icontains=one)
            here |= Q(party__name_zh__icontains=one) | Q(party__name_en__icontains=one)
        cases = cases.filter(here)
    shown = cases.order_by("-id")[: SHOWN + 1] if words else ()
    return [Hit(one, *told.get(one.pk, (None, ""))) for one in shown]


def _said(membership: Membership, word: str) -> Iterator[tuple[int, tuple[StoredEvent, str]]]:
    """Cases whose events say the word where this membership may read it, with the newest such event."""
    in_text, in_name = Q(), Q()
    for one in _widths(word):
        # escaped as SQLite keeps JSON; PostgreSQL keeps the characters
        in_text |= Q(text__icontains=one) | Q(text__icontains=json.dumps(one)[1:-1])
        in_name |= Q(name__icontains=one)
    with_paper = CasePaper.objects.filter(in_name).values("event")
    events = (
        StoredEvent.objects.filter(case__in=access.cases_of(membership))
        .annotate(text=Cast("payload", TextField()))
        .filter(in_text | Q(pk__in=with_paper))
        .select_related("case", "by")
        .prefetch_related("papers")
        .order_by("-id")
    )
    found: dict[int, tuple[StoredEvent, str]] = {}
    for event in events[:LOOKED_AT]:
        if event.case_id in found or not access.sees_event(membership, event):
            continue
        names = [paper.name for paper in event.papers.all()]
        for text in (*_strings(access.payload_as_seen(membership, event)), *names):
            if word.casefold() in folded(text):
                found[event.case_id] = (event, text)
                break
    yield from found.items()


def folded(text: str) -> str:
    """A text as words are looked for in it: one width, one case."""
    return unicodedata.normalize("NFKC", text).casefold()


def _widths(word: str) -> tuple[str, ...]:
    """The word as it may be written: in half and in full width, whose capitals a database may not know."""
    wide = (one.translate(_WIDE) for one in (word, word.upper(), word.lower()))
    return tuple(dict.fromkeys((word, *wide)))


def _strings(value: Any) -> Iterator[str]:
    """What people wrote; names that only programs use are nobody's words."""
    if isinstance(value, str):
        if value not in ACTS and not _INTERNAL.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
