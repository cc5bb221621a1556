"""Checks of the log that an auditor asked for, and when auditors looked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class AuditRun(models.Model):
    """One recomputation of log and views, done by the worker."""

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    asked_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True, default="")
    done_at = models.DateTimeField(null=True)
    entries = models.PositiveBigIntegerField(null=True)
    cases = models.PositiveBigIntegerField(null=True)
    faults = models.JSONField(default=list)
    """What does not hold, in both languages; empty when it all holds."""
    remarks = models.JSONField(default=list)
    """What an auditor should look at though it may be right."""

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.asked_at} {self.state}"


class AuditLook(models.Model):
    """One look of an auditor at the audit page."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    batch = models.ForeignKey(
        "records.LookBatch", null=True, on_delete=models.PROTECT, related_name="looks_of_auditors"
    )
    """As that of any other look."""

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} {self.at}"
