"""Filings that a party prepares; the office cannot read them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Draft(models.Model):
    """A filing in the making, pinned to the version of the Measures under which it began."""

    party = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="drafts")
    title = models.CharField(max_length=300)
    ground = models.CharField(max_length=20)
    instrument = models.CharField(max_length=30)
    facts = models.JSONField(default=dict)
    """The answers of the interview, as `shencha screen` reads them."""
    declaration = models.JSONField(default=dict)
    """The fields of the declaration, as they are signed."""
    dossier = models.CharField(max_length=64, blank=True, default="", db_index=True)
    """Id of the dossier that it was made of, if it was carried in."""
    begun_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    checked_at = models.DateTimeField(null=True)
    """When someone last looked through all answers."""
    case = models.OneToOneField("records.CaseFile", null=True, on_delete=models.PROTECT, related_name="draft")
    """The case it became when it was filed."""
    key = models.CharField(max_length=64, null=True)
    """The client's, where a program began it."""

    class Meta:
        """The newest first."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["begun_by", "key"], name="one_draft_of_a_key")
        ]
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.title


class DraftPaper(models.Model):
    """A paper attached to a draft."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    material = models.CharField(max_length=40)
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    key = models.CharField(max_length=64, null=True)
    """The client's, where a program attached it."""

    class Meta:
        """In the order of uploading."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["added_by", "key"], name="one_paper_of_a_key")
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class DraftChange(models.Model):
    """Who last changed one thing of a draft: an answer, a judgement, a kind of paper."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=100)
    """`fact:actor.ciio`, `judgement:F1`, `papers:declaration`, `analyses`, `parts`, `version`."""
    version = models.PositiveIntegerField(default=1)
    """Grows with every change, so that whoever saves over another's change is told."""
    by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One row for each thing."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "what"], name="one_row_of_a_change")
        ]

    def __str__(self) -> str:
        return f"{self.draft}: {self.what}"
