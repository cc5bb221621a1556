"""An auditor asks for a check of the whole log; the worker does it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shencha.errors import NotFound
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.clock import now
from shencha.records.log import auditing
from shencha.records.models import AuditLook, AuditRun, Membership
from shencha.text import Text

State = AuditRun.State
STUCK = timedelta(hours=6)


def ask(*, by: Membership) -> AuditRun:
    """Ask for a check now; one that is under way already is the answer.

    Raises:
        NotFound: for whoever is no auditor.
    """
    _auditors_only(by)
    with transaction.atomic():
        waiting = AuditRun.objects.exclude(state=State.DONE).first()
        return waiting or AuditRun.objects.create(asked_by=by.person, asked_at=now())


def looked(*, by: Membership) -> datetime | None:
    """Note that an auditor looks, and say when they looked before; looks close together are one.

    Raises:
        NotFound: for whoever is no auditor.
    """
    _auditors_only(by)
    moment = now()
    mine = AuditLook.objects.filter(person=by.person)
    before = mine.filter(at__lt=moment - access.LOOK).values_list("at", flat=True).first()
    AuditLook.objects.create(person=by.person, at=moment)
    return before


def work_once() -> bool:
    """Do the oldest check that waits; False where none does. For the worker alone."""
    moment = now()
    AuditRun.objects.filter(state=State.RUNNING, begun_at__lt=moment - STUCK).update(state=State.QUEUED)
    run = AuditRun.objects.filter(state=State.QUEUED).last()
    if run is None or not AuditRun.objects.filter(pk=run.pk, state=State.QUEUED).update(
        state=State.RUNNING, begun_at=moment
    ):
        return False
    found = auditing.audit_everything()
    run.state, run.begun_at, run.done_at = State.DONE, moment, now()
    run.entries, run.cases = found.entries, found.cases
    run.faults = [{"zh": one.zh, "en": one.en} for one in found.faults]
    run.save()
    return True


def _auditors_only(by: Membership) -> None:
    if access.role_of(by) is not Role.AUDITOR or not by.active:
        raise NotFound(Text("没有这个页面", "there is no such page"))
