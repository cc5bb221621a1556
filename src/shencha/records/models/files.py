"""Files by the digest of their content."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class StoredFile(models.Model):
    """One content, kept once; its name on disk is its digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the content, in hexadecimal."""
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField(null=True, db_index=True)
    """When its content was last hashed again."""
    whole = models.BooleanField(default=True)
    """What that showed."""
    kind = models.CharField(max_length=16, default="")
    """What it is by its content (`documents.kinds.table`); empty where nobody looked."""
    marks = models.JSONField(default=list)
    """What its reader should know before opening it (`documents.kinds.marks`)."""
    scanned = models.CharField(max_length=120, default="")
    """What the malware scanner said: `clean`, `large` above its limit, `waiting` for it, `found:NAME` later; empty
    where there is none."""

    def __str__(self) -> str:
        return self.digest


class Reading(models.Model):
    """A paper of which the characters are being recognised: how far the worker is."""

    file = models.OneToOneField(
        StoredFile, primary_key=True, on_delete=models.CASCADE, related_name="reading"
    )
    kind = models.CharField(max_length=16)
    asked_at = models.DateTimeField(db_index=True)
    leaves = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    """Leaves that were looked at, from the first on."""

    def __str__(self) -> str:
        return f"{self.file} {self.done}/{self.leaves}"


class RecognisedLeaf(models.Model):
    """What was recognised on a leaf that holds no words of its own."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="recognised")
    number = models.PositiveIntegerField()
    """From 1."""
    words = models.TextField()

    class Meta:
        """One for each leaf."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="one_leaf_recognised")
        ]
        ordering: ClassVar = ["file", "number"]

    def __str__(self) -> str:
        return f"{self.file} {self.number}"


class FilePiece(models.Model):
    """A piece of a content, where the database holds the contents (PostgreSQL)."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    """From 0, without a gap."""
    content = models.BinaryField()

    class Meta:
        """Each piece once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["file", "number"], name="one_piece")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"


class Arrival(models.Model):
    """A file that arrives in pieces for one form; its bytes lie apart until the form is sent, and go if it never is."""

    key = models.CharField(max_length=64, primary_key=True)
    """Made by the server, hard to guess; still only its owner may use it."""
    membership = models.ForeignKey("records.Membership", on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=500)
    """The address of the form."""
    field = models.CharField(max_length=100)
    """The box of the form."""
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    """What was announced; the bytes that came are counted on disk."""
    stamp = models.CharField(max_length=64)
    """What tells another file of that name and size from this one: when it was last changed, as its sender says."""
    begun_at = models.DateTimeField()
    file = models.ForeignKey("records.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    """What it was kept as, once a form took it."""
    used = models.BooleanField(default=False)
    """Was the form taken that it came with?"""

    class Meta:
        """The oldest first."""

        indexes: ClassVar = [models.Index(fields=["begun_at"])]
        ordering: ClassVar = ["begun_at"]

    def __str__(self) -> str:
        return self.name


class ArrivalPiece(models.Model):
    """What has come of an arrival, where the database holds the contents: any machine takes the next range."""

    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="pieces")
    begins = models.PositiveBigIntegerField()
    """The place of its first byte; pieces leave no gap."""
    content = models.BinaryField()

    class Meta:
        """Each place once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["arrival", "begins"], name="one_piece_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.arrival_id}+{self.begins}"
