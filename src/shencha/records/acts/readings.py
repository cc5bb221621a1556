"""Scans are read by the worker, some leaves at a time, where characters can be recognised.

They are from when they are handed in, so that a mark of secrecy is told before anybody signs.
"""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django.db.models import F

from shencha.documents.leaves import asking
from shencha.law.state_secrets import mark_typed
from shencha.records.files import places
from shencha.records.files.leaves import MOST_LEAVES, Leaf, leaf_of, recognise
from shencha.records.models import CasePaper, Reading, RecognisedLeaf, StoredFile
from shencha.text import Text

MOST = 10_000
"""The highest number of a leaf that is looked for."""
AT_ONCE = 4
"""Leaves read by one process, which loads its models once."""


def shown(paper: CasePaper, number: int) -> Leaf:
    """A leaf of a paper that the caller may read; a scan is read from now on, where that can be done here."""
    leaf = leaf_of(paper, min(max(number, 1), MOST))
    if leaf.recognised and leaf.reading is None and recognise(paper.file, paper.name):
        return leaf_of(paper, leaf.number)
    return leaf


def work_once() -> bool:
    """Read the next leaves of what waits; what was asked for last comes first. False where none waits."""
    waiting = Reading.objects.filter(done__lt=F("leaves")).order_by("-asked_at").first()
    if waiting is None:
        return False
    try:
        with places.lying(waiting.file_id) as path:
            last, leaves = _read(waiting, path)
    except FileNotFoundError:  # taken out of its draft meanwhile, or lost, which the audit of files tells
        Reading.objects.filter(pk=waiting.pk).delete()
        return True
    Reading.objects.filter(pk=waiting.pk, done__lt=last).update(done=last, leaves=leaves)
    return True


def _read(waiting: Reading, path: Path) -> tuple[int, int]:
    """Read the next leaves; up to which it is read now, and how many there are."""
    first, last = waiting.done + 1, waiting.done + AT_ONCE
    said = asking.words(path, waiting.kind, first, last)
    if isinstance(said, Text):
        return waiting.leaves, waiting.leaves
    leaves = min(said.count, MOST_LEAVES)
    last = min(last, leaves)
    bare = [at for at, one in enumerate(said.words[: last - first + 1]) if not one.strip()]
    if bare:
        first, last = first + bare[0], first + bare[-1]
        read = asking.recognised(path, waiting.kind, first, last)
        if read is None:  # one of them is too much: that one alone is left out
            last = first
            read = asking.recognised(path, waiting.kind, first, last) or []
        for at, one in enumerate(read):
            if one and at + bare[0] in bare:
                recognised(waiting, first + at, one)
    return last, leaves


def recognised(reading: Reading, number: int, words: str) -> None:
    """Keep what was recognised on a leaf; a mark of secrecy in it is told on both desks, as what was seen before is.

    A file that was taken out of its draft meanwhile leaves nothing.
    """
    with transaction.atomic():
        file = StoredFile.objects.select_for_update().filter(pk=reading.file_id).first()
        if file is None:
            return
        RecognisedLeaf.objects.get_or_create(file=file, number=number, defaults={"words": words})
        if mark_typed(words) and "recognised" not in file.marks:
            StoredFile.objects.filter(pk=file.pk).update(marks=sorted({*file.marks, "recognised"}))
