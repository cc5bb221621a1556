"""The worker beside the processes that answer pages: it sends reminders and runs analyses, one after another."""

from __future__ import annotations

import logging
import os
import time

PAUSE = 1.0
AFTER_A_FAILURE = 10.0


def work_forever() -> None:
    """Work until stopped; the parent's end ends it too, and a failure (a database that restarts) does not."""
    from django.db import Error, close_old_connections

    from shencha.errors import ShenchaError
    from shencha.records.acts import audits, reminders

    parent = os.getppid()
    while os.getppid() == parent:
        try:
            reminders.work_when_due()
            if not work_once() and not audits.hash_tonight():
                time.sleep(PAUSE)
        except (Error, OSError, ShenchaError):
            logging.getLogger("shencha.worker").exception("the worker failed and tries again")
            close_old_connections()
            time.sleep(AFTER_A_FAILURE)


def work_once() -> bool:
    """Run the oldest analysis that waits, or else a check of the log; False where none does."""
    from shencha.records.acts import analyses, audits
    from shencha.records.jobs import analysing

    run = analyses.claim()
    if run is None:
        return audits.work_once()
    answer, why = analysing.answered(run)
    if answer is None:
        analyses.failed(run, why)
    else:
        analyses.finished(run, answer)
    return True


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shencha.server.settings")
    import django

    django.setup()
    work_forever()
