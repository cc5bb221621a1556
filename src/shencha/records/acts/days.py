"""The end of a day: one entry of the log holds what was reported and how far the tree of looks is."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction

from shencha.ledger.leaves import fresh_salt
from shencha.records import log, reported
from shencha.records.acts.logged import enter
from shencha.records.clock import SHANGHAI, now
from shencha.records.log import epochs, looks
from shencha.records.models import ClosedDay, Report, Seen

SETTLED = time(0, 30)
"""Asia/Shanghai: by then every act begun before midnight has ended."""
MINUTE = timedelta(minutes=1)
_next: list[datetime] = []


def keep_up() -> None:
    """Seal the looks of the last minute, and close the day that is over; once a minute. For the worker alone."""
    moment = now()
    if _next and moment < _next[0]:
        return
    _next[:] = [moment + MINUTE]
    if epochs.copied() is not None:
        return
    while looks.seal() == looks.MOST:
        pass
    here = moment.astimezone(SHANGHAI)
    if here.time() >= SETTLED:
        close(here.date() - timedelta(1))


def close(on: date) -> ClosedDay | None:
    """Close a day, and those before it that were left open; None where that is done, or nothing was ever to be closed.

    Args:
        on: a day that is over.
    """
    with transaction.atomic():
        log.lock()
        last = ClosedDay.objects.order_by("-on").first()
        if last is not None and last.on >= on:
            return None
        since = last.on + timedelta(1) if last else None
        size, root = looks.reached()
        if last is None and not Report.objects.exists() and not Seen.objects.exists():
            return None
        salt = fresh_salt()
        said = {
            "on": on.isoformat(),
            "since": since.isoformat() if since else "",
            "reports": reported.digest(since, on, salt),
            "looks": {"size": size, "root": root.hex()},
        }
        act = enter(f"{reported.ABOUT}:{on}", reported.CLOSED, said, by=None, key=f"{reported.CLOSED}-{on}")
        return ClosedDay.objects.create(on=on, since=since, salt=salt, act=act)
