"""What happened in cases, and the papers that came with it."""

from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models

from shencha.errors import NotAllowed
from shencha.text import Text


class Kept(models.QuerySet["StoredEvent"]):
    """Stored events are read and added to, nothing else."""

    def update(self, **kwargs: Any) -> Never:
        """Refused: what happened, happened."""
        _refuse()

    def delete(self) -> Never:
        """Refused: what happened, happened."""
        _refuse()


class StoredEvent(models.Model):
    """One event of a case, its place in the log and its receipt; written once, never changed."""

    case = models.ForeignKey(
        "records.CaseFile", on_delete=models.PROTECT, related_name="events", db_index=False
    )
    sequence = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    on = models.DateField()
    payload = models.JSONField()
    """As `event_to` writes it."""
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=30)
    unit = models.CharField(max_length=200, blank=True, default="")
    drafted_by = models.CharField(max_length=254, blank=True, default="")
    """Who drafted it, where a second person signed."""
    confirmed_at = models.DateTimeField(null=True)
    """When the signatory confirmed with a second factor, where that is asked for."""
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)
    """Made by the client: the same key again is the same act."""
    log_index = models.PositiveBigIntegerField(unique=True)
    salt = models.BinaryField()
    nodes = models.BinaryField()
    """The nodes of the tree that this entry completes, from the leaf upwards, 32 bytes each."""
    note = models.TextField()
    """The checkpoint signed when this became the log's last entry."""

    objects: ClassVar[models.Manager[StoredEvent]] = Kept.as_manager()

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


class CasePaper(models.Model):
    """A paper that came with an event."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="papers")
    event = models.ForeignKey(StoredEvent, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    material = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    item = models.CharField(max_length=200, blank=True, default="")
    """The item of a request for supplements that it answers, by its name, where the item is a structure."""

    @property
    def place(self) -> str:
        """Its number in the case, which stands on every leaf: the event with which it came, and its place there."""
        came = [one.pk for one in self.event.papers.all()]
        return f"{self.event.sequence}-{sorted(came).index(self.pk) + 1}"

    def __str__(self) -> str:
        return self.name
