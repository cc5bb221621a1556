"""Cases as their stored events, and the rows behind the desks that are made from them."""

from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models

from shencha.errors import NotAllowed
from shencha.text import Text


class CaseFile(models.Model):
    """A case; all but number, ground, title and party is a projection of its events."""

    number = models.CharField(max_length=20, unique=True)
    ground = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    party = models.ForeignKey(
        "records.Organisation", null=True, on_delete=models.PROTECT, related_name="cases"
    )
    state = models.CharField(max_length=20, default="")
    result = models.CharField(max_length=20, default="", blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """Number of events; the next one is expected to bear sequence + 1."""
    opened_on = models.DateField(null=True)
    last_on = models.DateField(null=True)

    class Meta:
        """Desks look by state, parties by party."""

        indexes: ClassVar = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["party", "-id"]),
        ]

    def __str__(self) -> str:
        return self.number


class CaseUnit(models.Model):
    """A unit that has to do with a case: it raised the concern, or its opinion was asked."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="units")
    unit = models.CharField(max_length=200)

    class Meta:
        """Looked up by unit."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "case"], name="one_unit_of_a_case")]

    def __str__(self) -> str:
        return f"{self.case} · {self.unit}"


class StoredEvent(models.Model):
    """One event of a case, its place in the log and its receipt; written once, never changed."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    on = models.DateField()
    payload = models.JSONField()
    """As `event_to` writes it."""
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    unit = models.CharField(max_length=200, blank=True, default="")
    drafted_by = models.CharField(max_length=254, blank=True, default="")
    """Who drafted it, where a second person signed."""
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)
    """Made by the client: the same key again is the same act."""
    log_index = models.PositiveBigIntegerField(unique=True)
    salt = models.BinaryField()
    note = models.TextField()
    """The checkpoint signed when this became the log's last entry."""

    class Meta:
        """In order, and one event for each place."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "sequence"], name="one_event_a_place")
        ]
        ordering: ClassVar = ["case", "sequence"]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.sequence} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert it; a change is refused.

        Raises:
            NotAllowed: it stands already.
        """
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refused: what happened, happened."""
        _refuse()


def _refuse() -> Never:
    raise NotAllowed(
        Text("事件一经记录不得更改或者删除", "an event once recorded is neither changed nor deleted")
    )


class Todo(models.Model):
    """Who owes what by when in an open case; made from its events, true whatever the day."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="todos")
    who = models.CharField(max_length=200)
    """`office`, `party`, `commission` or a consultee's id."""
    act = models.CharField(max_length=40)
    due = models.DateField(null=True)
    article = models.CharField(max_length=10)
    provisional = models.BooleanField(default=False)
    since = models.DateField()
    """Day of the event from which it is owed."""

    class Meta:
        """A desk reads by who, in the order of days."""

        indexes: ClassVar = [
            models.Index(fields=["who", "due", "id"]),
            models.Index(fields=["case"]),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.act}"


class CasePaper(models.Model):
    """A paper that came with an event."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="papers")
    event = models.ForeignKey(StoredEvent, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    material = models.CharField(max_length=200)
    name = models.CharField(max_length=255)

    def __str__(self) -> str:
        return self.name
