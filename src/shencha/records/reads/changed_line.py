"""What another line of users (Article 7) would do to the recorded cases, and to the latest register of parties."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shencha.errors import BadInput
from shencha.inputs import Document
from shencha.law.logic.cells import Outcome
from shencha.law.screening.facts_file import load_facts
from shencha.records.files import places
from shencha.records.models import CaseFile, Draft, PartyRegister, ReportedChange
from shencha.studies.moved_line import register_with_line, with_line

Moves = dict[tuple[str, str], int]
"""How many went from which outcome to which."""


@dataclass(frozen=True, slots=True)
class CaseMoved:
    """A case by the facts its party told, under both lines."""

    number: str
    was: Outcome
    would_be: Outcome


def cases_with_line(cases: Iterable[CaseFile], line: int, on: date) -> list[CaseMoved]:
    """Each case of which facts are recorded, asked as of that day under both lines.

    One without recorded facts (a review ex officio, a filing on paper) is left out.

    Raises:
        ValueError: no line is in force on `on`.
    """
    asked = list(cases)
    told: dict[int, dict[str, Any]] = dict(
        Draft.objects.filter(case__in=asked).values_list("case_id", "facts")
    )
    told |= dict(ReportedChange.objects.filter(case__in=asked).order_by("id").values_list("case_id", "facts"))
    found = []
    for case in asked:
        if not told.get(case.pk):
            continue
        try:
            facts = load_facts(Document("facts", told[case.pk]))
        except BadInput:  # facts of a version whose words are no longer known
            continue
        was, would_be = with_line(facts, line, on)
        found.append(CaseMoved(case.number, was, would_be))
    return found


def moves_of(found: Iterable[CaseMoved]) -> Moves:
    """The cases counted."""
    return dict(sorted(Counter((one.was.value, one.would_be.value) for one in found).items()))


def stored_with_line(register: PartyRegister, line: int, on: date) -> Moves:
    """The rows of a register that was handed in, counted.

    Raises:
        ValueError: no line is in force on that day.
    """
    with tempfile.TemporaryDirectory(prefix="shencha-") as folder:
        place = Path(folder) / f"register{Path(register.name).suffix.lower()}"
        places.lay(register.file.digest, place)
        return register_with_line(str(place), line, on)
