"""What an officer reads beside a filing: evidence on each answer, analyses, the supplier's part, what is the matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shencha.documents.items import headline
from shencha.evidence.analysers import ANALYSERS
from shencha.law.measures.instruments import governing
from shencha.procedure.acts import Filed, event_from
from shencha.records import access, files
from shencha.records.acts import analyses
from shencha.records.acts.parts import MATERIAL as PART
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, Membership, StoredEvent
from shencha.records.reads.supplements import asked_items
from shencha.text import Text, same
from shencha.web.cases.intake import checklist, differences, duty
from shencha.web.evidence.board import columns

BEARS: Mapping[str, tuple[str, ...]] = {
    "actor.ciio": ("procurement_documents", "supply"),
    "actor.users_with_personal_information": ("people", "flows"),
    "actor.platform_operator": ("people", "listing_documents"),
    "procurement": ("procurement_documents", "supply", PART),
    "listing": ("listing_documents", "control"),
    "data_processing": ("flows", "people"),
}
"""Kinds of paper and of analysis that bear on an answer, by its name or its block; the project's reading."""
LONGEST_PART = 20_000
"""Signs of a supplier's part that are shown here; the paper holds all."""


@dataclass(frozen=True, slots=True)
class Bears:
    """One thing to hold against an answer."""

    text: Text
    paper: CasePaper | None = None
    """None: an analysis, which stands on the board."""


def beside(membership: Membership, file: CaseFile, stored: Sequence[StoredEvent]) -> dict[str, Any]:
    """All that stands on the officer's page of a filing beside what was signed.

    Args:
        stored: the events that the reader may read, in order.
    """
    whole = fold(file, access.stored_events(file))
    papers = list(access.papers_of(membership, file))
    filed = analyses.evidence_in(papers)
    board = columns(
        governing(whole.instrument, today()),
        whole.ground or file.ground,
        filed.get("analyses", []),
        filed.get("judgements", []),
        today(),
        facts=filed.get("facts"),
        opened=whole.opened,
    )
    first = next((one for one in stored if one.name == Filed.name), None)
    event = event_from(first.payload) if first else None
    answers = dict(event.answers or {}) if isinstance(event, Filed) else {}
    lines = checklist(whole, papers)
    return {
        "bears": {
            fact: found for fact in answers_of(answers) if (found := list(bearing(fact, papers, filed)))
        },
        "board": [one for one in board if one.findings or one.party],
        "parts": [
            (one, words_of(one)) for one in papers if one.material == PART and one.name.endswith(".txt")
        ],
        "wrong": [one for one in lines if not one.fits],
        "lines": lines,
        "differences": differences(file, whole, stored, papers),
        "duty": duty(file, whole),
        "asked": [
            (headline(whole, one.asked), one.stored.on, bool(one.answers))
            for one in asked_items(list(stored))
        ],
    }


def answers_of(facts: Mapping[str, Any]) -> Iterator[str]:
    """Dotted names of what was answered."""
    for name, value in facts.items():
        if isinstance(value, Mapping) and not {"at_least", "at_most"} & value.keys():
            yield from (f"{name}.{leaf}" for leaf in value)
        else:
            yield name


def bearing(fact: str, papers: Sequence[CasePaper], filed: Mapping[str, Any]) -> Iterator[Bears]:
    """What was filed that bears on an answer."""
    kinds = BEARS.get(fact, BEARS.get(fact.partition(".")[0], ()))
    for paper in papers:
        if paper.material in kinds:
            yield Bears(same(paper.name), paper)
    done = {str(one["kind"]) for one in filed.get("analyses", [])}
    yield from (Bears(ANALYSERS[kind].words) for kind in kinds if kind in done and kind in ANALYSERS)


def words_of(paper: CasePaper) -> str:
    """What a supplier's part says."""
    return b"".join(files.content(paper.file)).decode(errors="replace")[:LONGEST_PART]
