"""A case with more papers than SQLite compares at once is read, audited and shown as every other."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.places import ROOT

from shencha.procedure import acts as e
from shencha.records import access
from shencha.records.acts.record import Paper, open_case
from shencha.records.clock import now
from shencha.records.files import keep
from shencha.records.reads.past import past
from shencha.server.sample.instance import OFFICER, YUNQI

MANY = 1_100


def test_a_filing_of_a_thousand_papers_is_read_and_audited(house):
    """After the test everything is audited, on both databases."""
    materials = ("declaration", "analysis_report", "listing_documents")
    kept_as = [keep([f"{n}".encode()], f"{n}.txt") for n in range(MANY)]
    papers = [Paper(materials[n % 3], f"{n}.txt", one) for n, one in enumerate(kept_as)]
    filed = e.Filed(house.today, materials, "yunqi", ground="foreign_listing", title="赴国外上市")
    event = open_case(
        "2026-9001",
        filed,
        by=house.held(YUNQI),
        key="many",
        papers=papers,
        confirmed_at=now() - timedelta(minutes=1),
    )
    by = house.held(OFFICER)
    (told,) = access.stored_events(event.case)
    (then,) = past(by, event.case.number, house.today).events
    assert len({paper.file.digest for paper in told.papers.all()}) == MANY
    assert len(then.papers.all()) == MANY
    assert len(access.event_for(by, event.case.number, 1).papers.all()) == MANY


def test_no_prefetch_follows_a_row_to_what_it_points_to():
    """It would ask SQLite one comparison for each; `records.joined` reads them by a join."""
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in (ROOT / "src").rglob("*.py")
        for line in re.findall(r"prefetch_related\([^)]*__[^)]*\)", path.read_text())
        if path.name != "joined.py"
    ]
    assert not found
