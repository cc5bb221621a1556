"""Registers of parties that the office screens again, and changes that a party reports after its conclusion."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PartyRegister(models.Model):
    """One register as it was handed in, screened whole, and compared with the one before."""

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=255)
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    answered = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    """The same rows with their answers."""
    on = models.DateField()
    before = models.DateField(null=True)
    """The day beside which it was put; None for a first register on its own."""
    earlier = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.JSONField()
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.name


class ReportedChange(models.Model):
    """Facts that a party reports after its filing, with the answer of the law; a row made from its act in the log."""

    case = models.ForeignKey("records.CaseFile", on_delete=models.PROTECT, related_name="changes")
    act = models.OneToOneField("records.LoggedAct", null=True, on_delete=models.PROTECT, related_name="+")
    """Null only for what was reported before acts were logged; an audit names it."""
    key = models.CharField(max_length=64, unique=True)
    facts = models.JSONField()
    """As `shencha screen` reads them."""
    said = models.TextField()
    """What changed, in the party's words."""
    outcome = models.CharField(max_length=20)
    answer = models.JSONField()
    """As `shencha screen --json` prints it."""
    newly = models.JSONField(default=list)
    """Grounds that hold by these facts and did not by those told before, with their reasons."""
    on = models.DateField()
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """The newest first."""

        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.case} {self.on}"
