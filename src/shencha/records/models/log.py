"""The right edge of the Merkle tree over all events; its nodes stand with the events that complete them."""

from __future__ import annotations

from django.db import models


class LogHead(models.Model):
    """The tree's right edge; the one row that a writer locks."""

    size = models.PositiveBigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")
    """Roots of the complete subtrees from left to right, 32 bytes each."""
    note = models.TextField(default="")
    """The last signed checkpoint."""
    epoch = models.PositiveIntegerField(default=1)
    """Which of the log's names and keys signs; a new one is opened where a copy lost entries or a key is changed."""

    def __str__(self) -> str:
        return f"{self.size}"


class KeyPrint(models.Model):
    """What is known of one of the instance's keys, so that no machine signs or seals with another; never the key."""

    name = models.CharField(max_length=50, primary_key=True)
    print = models.CharField(max_length=500)
    """Its public half, or where it has none its digest."""
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
