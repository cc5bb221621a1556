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

    def __str__(self) -> str:
        return self.digest


class Arrival(models.Model):
    """A file that arrives in pieces; its bytes lie apart until it is whole, and go with it if it never is."""

    key = models.CharField(max_length=64, primary_key=True)
    """Made by the server, hard to guess; still only its owner may use it."""
    membership = models.ForeignKey("records.Membership", on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey("records.Draft", on_delete=models.CASCADE, related_name="arrivals")
    material = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    """What was announced; the bytes that came are counted on disk."""
    stamp = models.CharField(max_length=40)
    """What tells another file of that name and size from this one: when it was last changed, as its sender says."""
    begun_at = models.DateTimeField()
    paper = models.PositiveBigIntegerField(null=True)
    """The paper that it became."""

    class Meta:
        """The oldest first."""

        indexes: ClassVar = [models.Index(fields=["begun_at"])]
        ordering: ClassVar = ["begun_at"]

    def __str__(self) -> str:
        return self.name
