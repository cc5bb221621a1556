"""The worker beside the processes that answer pages: it sends reminders and runs analyses, one after another.

It does not catch what it cannot mend: on any failure it ends, and the server starts another (`processes`), which knows
by name what the last one was doing (`records.jobs.alive`).
"""

from __future__ import annotations

import os
import socket
import threading
import time
from functools import partial

PAUSE = 1.0
BREATH = 10.0
HOUR = 3600.0
"""Seconds between two signs of life."""


def name_of(server: int) -> str:
    """The name of the worker that this server's process starts, however often."""
    return f"{socket.gethostname()[:100]}:{server}"


def work_forever() -> None:
    """Work until stopped; the parent's end ends it too, and so does a failure, which rises."""
    from django.conf import settings

    from shencha.records.acts import audits, days, readings, reminders
    from shencha.records.clock import today
    from shencha.records.files import leftovers, scanning
    from shencha.records.jobs import alive
    from shencha.server import limits, metrics, security_log

    parent = os.getppid()
    name = name_of(parent)
    alive.begun(name)
    threading.Thread(target=_breathe, args=(name, parent), daemon=True).start()
    if settings.METRICS is not None:
        metrics.serve(settings.METRICS)
    swept, swept_on = -HOUR, None
    while os.getppid() == parent:
        if time.monotonic() - swept > HOUR:
            leftovers.sweep_arriving()
            scanning.rescan()
            security_log.sweep(today())
            limits.sweep()
            swept = time.monotonic()
        if swept_on != today():
            leftovers.sweep_unspoken()
            swept_on = today()
        reminders.work_when_due()
        days.keep_up()
        if not work_once(name) and not readings.work_once() and not audits.hash_tonight():
            time.sleep(PAUSE)


def work_once(name: str = "") -> bool:
    """Run an analysis that waits, or else a check of the log; False where none does.

    A run that fails with an error of the program is free again, or has failed for good, before the error rises.
    """
    from shencha.records.acts import analyses, audits
    from shencha.records.acts.failing import failed
    from shencha.records.jobs import alive, analysing

    done = False
    try:
        run = analyses.claim(name)
        if run is None:
            worked = audits.work_once(name)
        else:
            worked = True
            alive.does(name, f"analysis {run.pk}")
            answer, why = analysing.answered(run, partial(analyses.progressed, run))
            if answer is None:
                failed(run, why)
            else:
                analyses.finished(run, answer)
        if worked:
            alive.does(name, "")
        done = True
    finally:
        if not done:
            alive.left(name)
    return worked


def _breathe(name: str, parent: int) -> None:
    """Tell that this process lives, by a connection of its own, for as long as its parent does."""
    from django.db import connection

    from shencha.records.jobs import alive

    while os.getppid() == parent:
        alive.breathes(name)
        connection.close()
        time.sleep(BREATH)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shencha.server.settings")
    import django

    django.setup()
    work_forever()
