"""What a worker says of itself, and what becomes of the work that it left.

A worker that fails ends, with its error in the log of the server, and the server starts another. Nothing is caught and
kept silent: what it was doing is found by its name, and what ended three workers is not tried a fourth time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from shencha.records.acts.failing import failed
from shencha.records.clock import now
from shencha.records.models import AnalysisRun, AuditRun, Worker
from shencha.text import Text

MOST_TRIES = 3
SILENT = timedelta(minutes=2)
"""A worker tells that it lives every few seconds, whatever it does."""
GAVE_UP = Text(
    f"{MOST_TRIES} 次都中断了，不再重试；请把上传的文件和这一页的网址告诉系统管理员",
    f"it broke off {MOST_TRIES} times and is not tried again; tell the system administrator the files and this page",
)


def begun(name: str) -> None:
    """A worker starts under the name of its server; what the one before it left is free, or has failed."""
    moment = now()
    _, fresh = Worker.objects.update_or_create(
        name=name,
        defaults={"seen_at": moment, "doing": "", "begun_at": moment},
        create_defaults={"seen_at": moment, "begun_at": moment},
    )
    if not fresh:
        Worker.objects.filter(pk=name).update(starts=F("starts") + 1)
    left(name)
    Worker.objects.filter(seen_at__lt=moment - timedelta(days=30)).delete()


def left(name: str) -> None:
    """Free what a worker of that name was doing when it ended; what ended it three times has failed."""
    for model in (AnalysisRun, AuditRun):
        mine = model.objects.filter(state=model.State.RUNNING, worker=name)
        mine.filter(tries__lt=MOST_TRIES).update(state=model.State.QUEUED)
    broken_off = AnalysisRun.objects.select_related("case").filter(
        state=AnalysisRun.State.RUNNING, worker=name
    )
    for run in broken_off:
        failed(run, GAVE_UP)
    AuditRun.objects.filter(state=AuditRun.State.RUNNING, worker=name).update(
        state=AuditRun.State.FAILED, done_at=now(), faults=[GAVE_UP.as_dict()]
    )


def breathes(name: str) -> None:
    """A sign of life."""
    Worker.objects.filter(pk=name).update(seen_at=now())


def does(name: str, what: str) -> None:
    """Say what it does now; empty while it waits."""
    Worker.objects.filter(pk=name).update(doing=what[:60], seen_at=now())


def last_sign() -> datetime | None:
    """When a worker of this instance was last alive; None where none ever was."""
    return Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def silent() -> bool:
    """Has no worker told of itself for so long that something is wrong?"""
    seen = last_sign()
    return seen is None or now() - seen > SILENT
