"""Rows that an older program made, made anew by this one's rules."""

from __future__ import annotations

from django.db import transaction

from shencha.records import log
from shencha.records.acts.record import fold
from shencha.records.log.views import views
from shencha.records.models import CaseFile
from shencha.records.projections import carried_in, make_anew, rows_of
from shencha.records.workdays import workdays_now


def make_rows_anew() -> int:
    """Write every case's rows that this program makes otherwise than the one that wrote them; how many cases.

    The rules by which days and to-dos follow from events change with the program and with the law it knows.
    """
    changed = 0
    for pk in list(CaseFile.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            log.hold()
            case = CaseFile.objects.get(pk=pk)
            if any(views(CaseFile.objects.filter(pk=pk))):
                whole = fold(case, case.events.order_by("sequence"))
                make_anew(case, rows_of(case, whole, workdays_now(), carried_in(case, whole)))
                changed += 1
    return changed
