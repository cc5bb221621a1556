"""Opinions that a unit prepares; nobody outside the unit reads them before they are given."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class OpinionDraft(models.Model):
    """What one colleague of a unit wrote and another must look at; its words never change, its state does."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting"
        GIVEN = "given"
        SENT_BACK = "sent_back"
        REPLACED = "replaced"
        """Its own author wrote another."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="opinion_drafts")
    unit = models.CharField(max_length=200)
    round = models.PositiveSmallIntegerField()
    """Which proposal of the case it answers, from 1."""
    opinion = models.CharField(max_length=10)
    reasons = models.JSONField(default=dict)
    """Why the unit disagrees, by factor."""
    remark = models.TextField(blank=True, default="")
    """What concerns no factor in particular."""
    conditions = models.JSONField(default=list)
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    looked_by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """The colleague who gave it, or sent it back."""
    looked_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True, default="")
    """Why it was sent back."""

    class Meta:
        """In order; at most one of a unit waits in a case."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "unit"], condition=models.Q(state="waiting"), name="one_opinion_waits"
            )
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case} · {self.unit}"
