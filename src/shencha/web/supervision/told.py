"""What reported changes brought, in a line for a desk: a new duty, an analysis that got worse, or one that failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shencha.evidence.analysers import ANALYSERS
from shencha.procedure.names import GROUND_NAMES
from shencha.records import access
from shencha.records.models import CaseFile, Membership, ReportedChange
from shencha.records.prepared import Select
from shencha.text import Text

RECENT = timedelta(days=30)
SHOWN = 10


_RECENT = Select(lambda since: ReportedChange.objects.filter(on__gt=since).order_by().values_list("pk")[:1])
"""Was anything reported at all since that day? Mostly nothing was, and then nothing more is asked."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One change and what it brought."""

    file: CaseFile
    on: date
    what: list[Text]


def brought(membership: Membership, on: date) -> list[Brought]:
    """The changes of the last days that brought something, the newest first."""
    if not _RECENT.rows(on - RECENT):
        return []
    recent = access.changes_of(membership).filter(on__gt=on - RECENT)
    found = []
    for one in recent[:SHOWN]:
        what = [_DUTY.fill(ground=GROUND_NAMES[ground["ground"]].begun) for ground in one.newly]
        what += [
            _WORSE.fill(kind=ANALYSERS[run.kind].words, n=len(run.worse), first=Text.of(run.worse[0]))
            for run in one.analyses.all()
            if run.worse
        ]
        if what:
            found.append(Brought(one.case, one.on, what))
    return found


_DUTY = Text("新落入申报义务：{ground}", "newly a duty to file: {ground}")
_WORSE = Text("{kind}变差 {n} 处：{first}", "{kind}: worse in {n}: {first}")
