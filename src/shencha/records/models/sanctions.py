"""Sanctions on their way: facts, the answer of the law, what is proposed, what a second person said, what followed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shencha.sanctions.acts import Stage


class SanctionDraft(models.Model):
    """One sanction, from its draft to its service; a row made from its acts in the log (`LoggedAct`)."""

    key = models.CharField(max_length=64, unique=True)
    """Made by the form: the same form sent twice is one draft."""
    title = models.CharField(max_length=200)
    on = models.DateField()
    """The day of decision, as of which the law was asked."""
    facts = models.JSONField()
    """As `shencha sanctions` reads them."""
    answer = models.JSONField()
    """As `shencha sanctions --json` prints it."""
    proposed = models.TextField()
    """What is decided and why, in the drafter's words."""
    fine = models.PositiveBigIntegerField(null=True)
    """The fine proposed for the unit, in yuan."""
    state = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Stage])
    due = models.DateField(null=True)
    """The next day by which the office owes a step, as the law has it; None where none runs."""
    drafted_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    drafted_role = models.CharField(max_length=30)
    drafted_at = models.DateTimeField()
    decided_by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_role = models.CharField(max_length=30, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    """Why it was sent back."""

    class Meta:
        """What waits for a second person is found by its state."""

        indexes: ClassVar = [models.Index(fields=["state", "-id"]), models.Index(fields=["due"])]

    def __str__(self) -> str:
        return self.title
