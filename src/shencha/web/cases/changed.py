"""What has happened in a case since a reader last looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shencha.procedure.acts import SupplementRequested, event_from
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.models import CaseFile, CasePaper, Membership, StoredEvent
from shencha.text import Text
from shencha.web.cases.told import title_of


@dataclass(frozen=True, slots=True)
class Change:
    """One event that the reader has not seen, with its papers."""

    stored: StoredEvent
    title: Text
    papers: tuple[CasePaper, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """Everything that a reader may read and has not."""

    looked: datetime | None
    """None: the reader looks for the first time."""
    changes: tuple[Change, ...]


def since(membership: Membership, file: CaseFile, stored: Sequence[StoredEvent]) -> Since:
    """What others did since the reader last looked.

    Args:
        stored: the events that this membership may read, with their papers.
    """
    looked = access.looked_before(membership, file)
    if looked is None:
        return Since(None, ())
    fresh = [one for one in stored if one.recorded_at > looked and one.by_id != membership.person_id]
    return Since(
        looked,
        tuple(
            Change(one, title_of(event_from(one.payload), Role(one.role)), tuple(one.papers.all()))
            for one in fresh
        ),
    )


def predecessors(stored: Sequence[StoredEvent]) -> dict[int, CasePaper]:
    """Of each paper, the version before it: the file that an item asked about, else the last of its name or kind.

    Args:
        stored: the events that the reader may read, in order, with their papers.
    """
    before: dict[int, CasePaper] = {}
    named: dict[tuple[str, str], CasePaper] = {}
    last: dict[str, CasePaper] = {}
    asked: dict[str, str] = {}
    for event in stored:
        if event.name == SupplementRequested.name:
            items = [one for one in event.payload["items"] if isinstance(one, dict)]
            asked |= {one["item"]: one["about"].get("file", "") for one in items}
        papers = list(event.papers.all())
        for paper in papers:
            kind = paper.material
            older = (
                named.get((kind, asked.get(paper.item, "")))
                or named.get((kind, paper.name))
                or last.get(kind)
            )
            if older is not None:
                before[paper.pk] = older
        for paper in papers:
            named[paper.material, paper.name] = last[paper.material] = paper
    return before
