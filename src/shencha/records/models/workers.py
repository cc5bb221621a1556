"""The workers beside the processes that answer pages, and when each was last alive."""

from __future__ import annotations

from django.db import models


class Worker(models.Model):
    """One worker by the name of the server that restarts it."""

    name = models.CharField(max_length=120, primary_key=True)
    """Host and process of that server: a worker that follows another bears its name."""
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """Its last sign of life."""
    starts = models.PositiveIntegerField(default=1)
    """How often it was started under this name."""
    doing = models.CharField(max_length=60, blank=True, default="")
    """`analysis 12`, `audit 3`, `reminders`; empty while it waits."""

    def __str__(self) -> str:
        return self.name
