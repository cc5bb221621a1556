"""What counts of a case, as rows that a database adds up: made from its events, and made again when they grow."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class CaseFigure(models.Model):
    """One case: its year, ground and standing, and what it has or has not."""

    case = models.OneToOneField("records.CaseFile", on_delete=models.CASCADE, related_name="figure")
    made_of = models.CharField(max_length=60)
    """How many events it was made of, and by which calendar."""
    year = models.PositiveIntegerField()
    ground = models.CharField(max_length=20)
    standing = models.CharField(max_length=20)
    extended = models.BooleanField()
    waited = models.BooleanField()
    dissent = models.BooleanField()
    special = models.BooleanField()

    class Meta:
        """Asked by year."""

        indexes: ClassVar = [models.Index(fields=["year", "ground", "standing"])]

    def __str__(self) -> str:
        return str(self.case)


class StepFigure(models.Model):
    """One clock of one case."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveIntegerField()
    instrument = models.CharField(max_length=40)
    clock = models.CharField(max_length=20)
    status = models.CharField(max_length=20)
    """As `Status`; `running` where only the day tells it from `overdue`."""
    due = models.DateField(null=True)
    used = models.PositiveIntegerField(null=True)
    waited = models.PositiveIntegerField()

    class Meta:
        """Asked by year."""

        indexes: ClassVar = [models.Index(fields=["year"])]

    def __str__(self) -> str:
        return f"{self.case} {self.clock}"


class ToldFigures(models.Model):
    """The sums that are told of a year on one day, so that every process and machine tells the same."""

    year = models.PositiveIntegerField()
    on = models.DateField()
    sums = models.JSONField()
    """By the tally's fields: each key with its number at the end."""

    class Meta:
        """One answer a day."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["year", "on"], name="one_answer_a_day")]

    def __str__(self) -> str:
        return f"{self.year} {self.on}"
