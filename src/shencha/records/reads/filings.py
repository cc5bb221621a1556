"""What was filed, from the record alone: from the event that holds it, or from what was carried in for an older one."""

from __future__ import annotations

from typing import Any

from shencha.procedure.case import Case
from shencha.records.models import CaseFile, LoggedAct
from shencha.records.projections import FILING_CARRIED


def carried(case: CaseFile) -> LoggedAct | None:
    """That act of a case; None where its first event holds all, as since version 2."""
    return LoggedAct.objects.filter(about=f"case:{case.number}", name=FILING_CARRIED).first()


def answers_of(case: CaseFile, whole: Case) -> dict[str, Any]:
    """The facts that the party told when it filed; empty where nothing is known of them."""
    if whole.answers is not None:
        return dict(whole.answers)
    found = carried(case)
    return dict(found.said.get("answers", {})) if found else {}
