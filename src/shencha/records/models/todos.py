"""Who owes what by when, as rows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Todo(models.Model):
    """Who owes what by when in an open case; made from its events, true whatever the day."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="todos")
    who = models.CharField(max_length=200)
    """`office`, `party`, `commission` or a consultee's id."""
    office = models.BooleanField()
    """Does the office owe it? For the others, it waits."""
    party = models.ForeignKey(
        "records.Organisation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The case's party."""
    act = models.CharField(max_length=40)
    due = models.DateField(null=True)
    article = models.CharField(max_length=10)
    provisional = models.BooleanField(default=False)
    earliest = models.DateField(null=True)
    """Where a holiday notice is awaited, the days between which the due day lies."""
    latest = models.DateField(null=True)
    missing_notice = models.PositiveSmallIntegerField(null=True)
    """Year of that notice."""
    since = models.DateField()
    """Day of the event from which it is owed."""
    first = models.CharField(max_length=254, default="")
    """The key of whoever did the first half, where a second person finishes it."""
    first_on = models.DateField(null=True)
    second = models.BooleanField(default=False)
    """Does it wait for a second person?"""
    house = models.BooleanField(default=False)
    """Does it follow from how the office works, not from an article? Only the office is told of it."""
    chased = models.PositiveSmallIntegerField(default=0)
    """How often the office asked for it again."""
    chased_on = models.DateField(null=True)
    """When it did so last."""
    chase_from = models.DateField(null=True)
    """From which day the office's ladder has it chased next."""

    class Meta:
        """A desk reads by who, in the order of days, and no further than it shows."""

        indexes: ClassVar = [
            models.Index(fields=["who", "due", "id"]),
            models.Index(fields=["office", "due", "id"]),
            models.Index(fields=["party", "who", "due", "id"]),
            models.Index(fields=["second", "due", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.act}"
