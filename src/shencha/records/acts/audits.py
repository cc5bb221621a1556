"""An auditor asks for a check of the whole log; the worker does it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from shencha.errors import NotFound
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.clock import SHANGHAI, now
from shencha.records.files import rehash
from shencha.records.jobs import alive
from shencha.records.log import auditing
from shencha.records.models import AuditLook, AuditRun, Membership, StoredFile
from shencha.text import Text

State = AuditRun.State
STUCK = timedelta(hours=6)
MORNING = time(6)
"""Until then, Asia/Shanghai, files are hashed again."""


def ask(*, by: Membership) -> AuditRun:
    """Ask for a check now; one that is under way already is the answer.

    Raises:
        NotFound: for whoever is no auditor.
    """
    _auditors_only(by)
    with transaction.atomic():
        waiting = AuditRun.objects.filter(state__in=(State.QUEUED, State.RUNNING)).first()
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


def work_once(worker: str = "") -> bool:
    """Do the oldest check that waits; False where none does. For the worker alone."""
    moment = now()
    AuditRun.objects.filter(
        state=State.RUNNING, begun_at__lt=moment - STUCK, tries__lt=alive.MOST_TRIES
    ).update(state=State.QUEUED)
    run = AuditRun.objects.filter(state=State.QUEUED).last()
    if run is None or not AuditRun.objects.filter(pk=run.pk, state=State.QUEUED).update(
        state=State.RUNNING, begun_at=moment, worker=worker, tries=F("tries") + 1
    ):
        return False
    run.refresh_from_db()
    alive.does(worker, f"audit {run.pk}")
    found = auditing.audit_everything(hashing=False)
    run.state, run.begun_at, run.done_at = State.DONE, moment, now()
    run.entries, run.cases = found.entries, found.cases
    run.faults = [one.as_dict() for one in found.faults]
    run.remarks = [one.as_dict() for one in found.remarks]
    run.save()
    return True


def hash_tonight() -> int:
    """Hash a slice of the stored files again, once a night; how many. For the worker alone."""
    moment = now().astimezone(SHANGHAI)
    begins = datetime.combine(moment.date(), time(), SHANGHAI)
    if moment.time() >= MORNING or StoredFile.objects.filter(checked_at__gte=begins).exists():
        return 0
    return rehash.tonight().files


def _auditors_only(by: Membership) -> None:
    if access.role_of(by) is not Role.AUDITOR or not by.active:
        raise NotFound(Text("没有这个页面", "there is no such page"))
