"""The worker that runs analyses, one after another, beside the processes that answer pages."""

from __future__ import annotations

import os
import time

PAUSE = 1.0


def work_forever() -> None:
    """Take up runs until stopped; the parent's end ends it too."""
    parent = os.getppid()
    while os.getppid() == parent:
        if not work_once():
            time.sleep(PAUSE)


def work_once() -> bool:
    """Run the oldest analysis that waits, or else a check of the log; False where none does."""
    from shencha.records import analysing
    from shencha.records.acts import analyses, audits

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
