"""Rows that an older program made, made anew by this one's rules."""

from __future__ import annotations

from django.db import transaction

from shencha.records import log
from shencha.records.acts.record import fold
from shencha.records.log.auditing import views
from shencha.records.models import CaseFile
from shencha.records.projections import make_anew


def make_rows_anew() -> int:
    """Write every case's rows that this program makes otherwise than the one that wrote them; how many cases.

    The rules by which days and to-dos follow from events change with the program and with the law it knows.
    """
    changed = 0
    for pk in list(CaseFile.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            log.hold()
            case = CaseFile.objects.get(pk=pk)
            if views(CaseFile.objects.filter(pk=pk)):
                make_anew(case, fold(case, case.events.order_by("sequence")))
                changed += 1
    return changed
