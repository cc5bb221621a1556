"""Views of the list of cases that people keep for themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SavedView(models.Model):
    """Filters and order under a name; one person's own."""

    person = models.ForeignKey(
        "records.Person", on_delete=models.CASCADE, related_name="saved_views", db_index=False
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    """As an address says it."""

    class Meta:
        """By name, one of each."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="one_view_of_a_name")
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
