"""Who is away, and who stands in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Absence(models.Model):
    """One membership is away for some days, and another of the same role and organisation is told what waits."""

    membership = models.ForeignKey("records.Membership", on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey("records.Membership", on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField(db_index=True)

    class Meta:
        """The latest first."""

        ordering: ClassVar = ["-last", "-id"]

    def __str__(self) -> str:
        return f"{self.membership} {self.first} to {self.last}"
