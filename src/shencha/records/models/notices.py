"""Notices to parties."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    """Something that a party is told in writing; both its days are kept (open point O17)."""

    event = models.ForeignKey("records.StoredEvent", on_delete=models.PROTECT, related_name="notices")
    to = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="notices")
    issued_on = models.DateField()
    received_on = models.DateField(null=True)
    """The day someone of the addressee first opened it, or on which the paper was delivered."""

    class Meta:
        """The newest first."""

        indexes: ClassVar = [models.Index(fields=["to", "-issued_on", "-id"])]
        ordering: ClassVar = ["-issued_on", "-id"]

    def __str__(self) -> str:
        return f"{self.event} → {self.to}"
