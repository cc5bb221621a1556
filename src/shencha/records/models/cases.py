"""Cases, and who has to do with them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CaseFile(models.Model):
    """A case; all but number, ground, title and party is a projection of its events."""

    number = models.CharField(max_length=20, unique=True)
    ground = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    party = models.ForeignKey(
        "records.Organisation", null=True, on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    state = models.CharField(max_length=20, default="")
    result = models.CharField(max_length=20, default="", blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """Number of events; the next one is expected to bear sequence + 1."""
    opened_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    """The earliest day on which anyone owes anything in it."""
    paused = models.BooleanField(default=False)
    """Does everything wait for what the party was asked?"""
    lies_with = models.CharField(max_length=20, default="", blank=True)
    """Who moves it on: `office`, `party`, `units` or `commission`; empty where nobody owes anything."""
    officer = models.ForeignKey(
        "records.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Whose case it is."""
    deputy = models.ForeignKey(
        "records.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Who stands in for the officer."""
    restricted = models.BooleanField(default=False)
    """Is it shown, inside the office, only to those it was given to, to the heads and to those named beside?"""

    class Meta:
        """Desks look by state and officer, parties by party, the list of cases by day."""

        indexes: ClassVar = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["party", "-id"]),
            models.Index(fields=["officer", "-id"]),
            models.Index(fields=["deputy", "-id"]),
            models.Index(fields=["ground", "-id"]),
            models.Index(fields=["due_on", "id"]),
            models.Index(fields=["restricted"], condition=models.Q(restricted=True), name="restricted_cases"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseUnit(models.Model):
    """A unit that has to do with a case: it raised the concern, or its opinion was asked."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="units")
    unit = models.CharField(max_length=200)

    class Meta:
        """Looked up by unit."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "case"], name="one_unit_of_a_case")]

    def __str__(self) -> str:
        return f"{self.case} · {self.unit}"


class Recusal(models.Model):
    """A person who is recused from a case and sees it no more."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Looked up by person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "case"], name="one_recusal_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.case}"


class CaseReader(models.Model):
    """A person who may see a restricted case beside its officer and deputy; made from its events."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Looked up by person."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "case"], name="one_reader_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.case}"
