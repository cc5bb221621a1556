"""Reminders by mail: who is reminded of what at which stage, once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Reminder(models.Model):
    """One reminder of one person; the row comes first and the mail after it, so that a restart sends it once."""

    about = models.CharField(max_length=200)
    """What is waiting, as a name that survives every change of rows: `todo:12:office:determination_notified`."""
    stage = models.CharField(max_length=20)
    """`before_5`, `on_day`, `overdue`, `to_check`, `to_decide` or `incomplete`."""
    round = models.CharField(max_length=20)
    """The due day, or which evidence waits: the same stage of another round is another reminder."""
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    """Until then a worker is sending it, or waits for a relay that refused."""
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        """Once for each person, stage and round; what is not sent is found at once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "stage", "round", "person"], name="one_reminder")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="unsent_reminders", condition=models.Q(sent_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.stage} → {self.person}"
