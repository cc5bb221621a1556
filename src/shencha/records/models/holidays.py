"""Holiday notices that this instance has taken in beside those it was shipped with, and the days that they moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class TakenNotice(models.Model):
    """A notice of one year: put forward by one person, put in force or sent back by another."""

    class State(models.TextChoices):
        """How far it is."""

        PROPOSED = "proposed"
        IN_FORCE = "in_force"
        SENT_BACK = "sent_back"

    year = models.PositiveIntegerField()
    written = models.JSONField()
    """`off` and `work`, as `read_notice` reads them."""
    number = models.CharField(max_length=100)
    """The notice's own number, such as 国办发明电〔2025〕7号."""
    published_on = models.DateField()
    url = models.URLField(max_length=500, blank=True, default="")
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
        return f"{self.year} {self.number}"


class MovedDay(models.Model):
    """The due day of one clock before and after a notice came in force; kept for good."""

    notice = models.ForeignKey(TakenNotice, on_delete=models.PROTECT, related_name="moved")
    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="moved")
    clock = models.CharField(max_length=20)
    consultee = models.CharField(max_length=200, blank=True, default="")
    before = models.DateField()
    after = models.DateField()

    class Meta:
        """In the order of days."""

        ordering: ClassVar = ["before", "id"]

    def __str__(self) -> str:
        return f"{self.case} {self.clock} {self.before} → {self.after}"


class MovedSeen(models.Model):
    """Someone has taken note of what a notice moved in their cases."""

    notice = models.ForeignKey(TakenNotice, on_delete=models.PROTECT, related_name="seen")
    membership = models.ForeignKey("records.Membership", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership", "notice"], name="moved_days_seen_once")
        ]

    def __str__(self) -> str:
        return f"{self.membership} · {self.notice}"
