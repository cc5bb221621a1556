"""Who saw what, and the entries of the tree that holds it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LookBatch(models.Model):
    """One entry of the tree of looks, which is signed as the log is and not published: the looks of about a minute."""

    number = models.PositiveBigIntegerField(unique=True)
    """Its place in the tree, from 0."""
    sealed_at = models.DateTimeField()
    epoch = models.PositiveIntegerField()
    """Of the log, whose key signed it."""
    salt = models.BinaryField()
    nodes = models.BinaryField()
    """As those of an event."""
    note = models.TextField()

    class Meta:
        """In the order of the tree."""

        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}"


class Seen(models.Model):
    """One look of one person at one thing of a case."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)
    batch = models.ForeignKey(LookBatch, null=True, on_delete=models.PROTECT, related_name="looks")
    """None for about a minute, until it is sealed."""

    class Meta:
        """The newest first."""

        indexes: ClassVar = [models.Index(fields=["case", "-id"])]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} · {self.what}"
