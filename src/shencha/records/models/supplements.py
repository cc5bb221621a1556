"""What a party prepares in answer to a request for supplements, until it is handed in; the office cannot read it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SupplementReply(models.Model):
    """What the party has written in answer to one item so far."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="replies")
    item = models.CharField(max_length=20_000)
    """By its name."""
    text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    """Grows with every change of the text, so that whoever saves over another's change is told."""
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Few for each case; two of one item are stopped by the lock on the case."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case} {self.item}"


class SupplementPaper(models.Model):
    """A paper that waits with such an answer."""

    reply = models.ForeignKey(SupplementReply, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        """In the order of uploading."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
