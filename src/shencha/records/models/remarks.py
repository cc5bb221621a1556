"""Remarks on a page of a paper."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Remark(models.Model):
    """What one side of a review notes at a page; nobody of another side reads it."""

    paper = models.ForeignKey("records.CasePaper", on_delete=models.PROTECT, related_name="remarks")
    page = models.PositiveIntegerField()
    """From 1."""
    region = models.JSONField(null=True)
    """Where on the page: left, top, width and height in thousandths of it; None where the whole page is meant."""
    text = models.TextField()
    side = models.CharField(max_length=200)
    """`office`, or the consulted unit."""
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.CharField(max_length=64, unique=True)
    resolved_by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        """By page, then in order."""

        indexes: ClassVar = [models.Index(fields=["paper", "side", "page"])]
        ordering: ClassVar = ["page", "id"]

    def __str__(self) -> str:
        return f"{self.paper} {self.page}"
