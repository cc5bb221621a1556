"""An analysis that could not be done, or broke off too often: written on its run; of a repetition an entry too."""

from __future__ import annotations

from django.db import transaction

from shencha.records.acts import repeated
from shencha.records.clock import now
from shencha.records.models import AnalysisRun
from shencha.text import Text


def failed(run: AnalysisRun, why: Text) -> None:
    """Write down why it could not be done."""
    with transaction.atomic():
        AnalysisRun.objects.filter(pk=run.pk).update(
            state=AnalysisRun.State.FAILED,
            failed_zh=why.zh[:20_000],
            failed_en=why.en[:20_000],
            done_at=now(),
        )
        if run.case is not None and run.again:
            repeated.done(run, None)
