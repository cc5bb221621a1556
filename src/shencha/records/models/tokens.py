"""Tokens with which an organisation's programs speak to the API."""

from __future__ import annotations

from django.db import models


class ApiToken(models.Model):
    """One token; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    membership = models.ForeignKey("records.Membership", on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=100)
    made_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    """The last day on which it is good; None where it was made without one."""
    reads_only = models.BooleanField(default=False)
    """It may ask, and never act."""

    def __str__(self) -> str:
        return self.label


class CalendarFeed(models.Model):
    """The secret address of a membership's calendar; only its digest is kept, and a new one ends the old."""

    digest = models.CharField(max_length=64, unique=True)
    membership = models.OneToOneField(
        "records.Membership", on_delete=models.PROTECT, related_name="calendar_feed"
    )
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.membership)
