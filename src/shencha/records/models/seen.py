"""Who saw what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Seen(models.Model):
    """One look of one person at one thing of a case."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """The newest first."""

        indexes: ClassVar = [models.Index(fields=["case", "-id"])]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person} · {self.what}"
