"""Numbers that the office chose where the text is silent, each from a day on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PolicyChoice(models.Model):
    """One choice: put forward by one person, put in force or sent back by another; a row made from its acts."""

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed"
        IN_FORCE = "in_force"
        SENT_BACK = "sent_back"

    policy = models.CharField(max_length=40)
    value = models.CharField(max_length=400)
    """A number, the id of an option, a span of days, or words, as it was written."""
    since = models.DateField()
    """What begins on this day or later goes by it; what began before keeps the number of its day."""
    why = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED, db_index=True)
    proposed_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    """Why it was sent back."""

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.policy} {self.value} from {self.since}"
