"""What must hold of an instance whatever befell it: each act that was acknowledged is there, once and whole."""

from __future__ import annotations

from tests.records.acting import Acknowledged

from shencha.procedure import acts as e
from shencha.records import log
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.files import rehash
from shencha.records.log import auditing
from shencha.records.models import CasePaper, StoredEvent
from shencha.server.sample.instance import CLERK, YUNQI, Story


def wrong(told: list[Acknowledged]) -> list[str]:
    """What does not hold of the instance that Django works on; empty where all does."""
    found = []
    rows = {one.log_index: one for one in StoredEvent.objects.select_related("case")}
    for one in told:
        event = rows.get(one.log_index)
        if event is None or (event.case.number, event.sequence) != (one.case, one.sequence):
            found.append(f"lost: {one.case}/{one.sequence}, entry {one.log_index}")
            continue
        if event.note != one.note:
            found.append(f"another: {one.case}/{one.sequence}")
        papers = CasePaper.objects.filter(event=event).select_related("file")
        if tuple(sorted(paper.file_id for paper in papers)) != one.papers:
            found.append(f"half: {one.case}/{one.sequence} lacks papers")
        found += [f"{one.case}: {bad.en}" for paper in papers if (bad := rehash.check(paper.file))]
    if len({one.log_index for one in told}) != len(told):
        found.append("twice")
    return found + [one.en for one in auditing.audit_everything().faults]


def goes_on() -> StoredEvent:
    """One more filing and its acceptance."""
    count = StoredEvent.objects.count()
    story = Story(today(), told=count * 10 + 1_000_000)
    number = story.files(YUNQI, "yunqi", "foreign_listing", "上市", 0)
    made = record(number, e.MaterialsAccepted(today()), by=story.held[CLERK], key=f"on-{count}")
    assert log.last_signed() == log.head()
    return made
