"""What is said and decided beside the events of cases, and is in the same log."""

from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models

from shencha.errors import NotAllowed
from shencha.text import Text


class KeptActs(models.QuerySet["LoggedAct"]):
    """Acts are read and added to, nothing else."""

    def update(self, **kwargs: Any) -> Never:
        """Refused: what was said, was said."""
        _refuse()

    def delete(self) -> Never:
        """Refused: what was said, was said."""
        _refuse()


class LoggedAct(models.Model):
    """One act on something that is no case, or beside its events: its place in the log; written once, never changed."""

    about = models.CharField(max_length=60)
    """What it belongs to: `sanction:12`, `case:2026-0001`."""
    name = models.CharField(max_length=40)
    said = models.JSONField()
    """All that was said, as the log has it."""
    by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """None where the program did it by itself, or whoever holds the machine's shell."""
    role = models.CharField(max_length=30)
    unit = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)
    """Made by the client: the same key again is the same act."""
    papers = models.JSONField(default=list)
    """Name, size and digest of what came with it."""
    log_index = models.PositiveBigIntegerField(unique=True)
    salt = models.BinaryField()
    nodes = models.BinaryField()
    """As those of an event."""
    note = models.TextField()

    objects: ClassVar[models.Manager[LoggedAct]] = KeptActs.as_manager()

    class Meta:
        """In the order of the log."""

        indexes: ClassVar = [models.Index(fields=["about", "log_index"])]
        ordering: ClassVar = ["log_index"]

    def __str__(self) -> str:
        return f"{self.about} {self.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert it; a change is refused.

        Raises:
            NotAllowed: it stands already.
        """
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refused: what was said, was said."""
        _refuse()


def _refuse() -> Never:
    raise NotAllowed(Text("一经记录不得更改或者删除", "what is recorded is neither changed nor deleted"))
