"""Scans are read by the worker, a leaf at a time, once someone opens them and where characters can be recognised."""

from __future__ import annotations

from django.db.models import F

from shencha.documents.leaves import asking
from shencha.law.state_secrets import mark_typed
from shencha.records.clock import now
from shencha.records.files import places
from shencha.records.files.leaves import Leaf, leaf_of
from shencha.records.models import CasePaper, Reading, RecognisedLeaf
from shencha.text import Text

MOST = 10_000
"""The highest number of a leaf that is looked for."""
MOST_LEAVES = 3_000
AT_ONCE = 4
"""Leaves read by one process, which loads its models once."""


def ask(paper: CasePaper, leaves: int) -> Reading | None:
    """Have the characters of a paper recognised that the caller may read; None where nothing here does that."""
    if not asking.can_recognise():
        return None
    kind = asking.kind_of(paper.name, paper.file.kind)
    found, _ = Reading.objects.get_or_create(
        file=paper.file, defaults={"kind": kind, "asked_at": now(), "leaves": min(leaves, MOST_LEAVES)}
    )
    return found


def shown(paper: CasePaper, number: int) -> Leaf:
    """A leaf of a paper that the caller may read; a scan is read from now on, where that can be done here."""
    leaf = leaf_of(paper, min(max(number, 1), MOST))
    if leaf.recognised and leaf.reading is None and ask(paper, leaf.count):
        return leaf_of(paper, leaf.number)
    return leaf


def work_once() -> bool:
    """Read the next leaves of what waits; what was asked for last comes first. False where none waits."""
    waiting = Reading.objects.filter(done__lt=F("leaves")).order_by("-asked_at").first()
    if waiting is None:
        return False
    first = waiting.done + 1
    last = min(waiting.done + AT_ONCE, waiting.leaves)
    with places.lying(waiting.file_id) as path:
        said = asking.words(path, waiting.kind, first, last)
        words = [] if isinstance(said, Text) else list(said.words)
        bare = [at for at, one in enumerate(words) if not one.strip()]
        if bare:
            first, last = first + bare[0], first + bare[-1]
            read = asking.recognised(path, waiting.kind, first, last)
            if read is None:  # one of them is too much: that one alone is left out
                last = first
                read = asking.recognised(path, waiting.kind, first, last) or []
            for at, one in enumerate(read):
                if one and at + bare[0] in bare:
                    recognised(waiting, first + at, one)
    Reading.objects.filter(pk=waiting.pk, done__lt=last).update(done=last)
    return True


def recognised(reading: Reading, number: int, words: str) -> None:
    """Keep what was recognised on a leaf; a mark of secrecy in it is told on both desks, as what was seen before is."""
    RecognisedLeaf.objects.get_or_create(file=reading.file, number=number, defaults={"words": words})
    if mark_typed(words) and "recognised" not in reading.file.marks:
        reading.file.marks = sorted({*reading.file.marks, "recognised"})
        reading.file.save(update_fields=["marks"])
