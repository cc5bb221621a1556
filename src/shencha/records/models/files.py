"""Files by the digest of their content."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One content, kept once; its name on disk is its digest."""

    digest = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the content, in hexadecimal."""
    size = models.PositiveBigIntegerField()
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.digest
