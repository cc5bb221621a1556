"""The Merkle tree over all events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class LogHead(models.Model):
    """The tree's right edge; the one row that a writer locks."""

    size = models.PositiveBigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")
    """Roots of the complete subtrees from left to right, 32 bytes each."""
    note = models.TextField(default="")
    """The last signed checkpoint."""

    def __str__(self) -> str:
        return f"{self.size}"


class LogNode(models.Model):
    """One complete node of the tree; level 0 holds the leaves."""

    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta:
        """Each node once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["level", "index"], name="one_node_a_place")]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"
