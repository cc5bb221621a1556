"""Promises and conditions as rows, so that a desk finds what is due, what waits and what lies forgotten."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class ObligationRow(models.Model):
    """One promise or condition of a concluded case; made from its events."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="obligations")
    commitment = models.TextField()
    source = models.CharField(max_length=20)
    owes = models.TextField()
    due = models.DateField(null=True)
    review_on = models.DateField(null=True)
    stage = models.CharField(max_length=20)
    """`owed`, `to_check`, `to_decide` or `released`."""
    handed_on = models.DateField(null=True)
    """Day of the newest evidence, while nobody has decided on it."""
    chased = models.PositiveSmallIntegerField(default=0)
    """How often the office asked again for the evidence that is owed next."""
    chased_on = models.DateField(null=True)
    stale = models.BooleanField()
    """Nobody has said what shows it, by when, who looks, or when it is asked whether it is still needed."""

    class Meta:
        """The one due first comes first."""

        indexes: ClassVar = [models.Index(fields=["stage", "due"])]

    def __str__(self) -> str:
        return f"{self.case}: {self.commitment}"
