"""What all processes of an instance must know of tries and codes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SpentCode(models.Model):
    """One code of one person's authenticator app that was used; its half minute counts for nothing else."""

    person = models.ForeignKey("records.Person", on_delete=models.CASCADE, related_name="+")
    step = models.BigIntegerField()
    """Half minutes since 1970 (RFC 6238)."""
    acted = models.BooleanField(default=False)
    """Was an act done on it? One that only signed in may still confirm one, while it is fresh."""

    class Meta:
        """Once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "step"], name="a_code_works_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.step}"


class Share(models.Model):
    """How often one client without an account asked within one minute; of whose it was only a digest is kept."""

    of = models.CharField(max_length=64, primary_key=True)
    asked = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)
    """From then on it counts for nothing."""

    def __str__(self) -> str:
        return f"{self.of[:8]} {self.asked}"


class Remembered(models.Model):
    """A row of Django's cache in the database: counts of tries, which every process must see."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """Django's cache names the table itself."""

        db_table = "records_remembered"

    def __str__(self) -> str:
        return self.cache_key
