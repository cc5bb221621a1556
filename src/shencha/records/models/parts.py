"""What a supplier says for itself in a party's filing: its own part, and the papers that go with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SupplierPart(models.Model):
    """The part of one supplier in one draft, on one product; the supplier sees this and nothing else of the draft."""

    class State(models.TextChoices):
        """In whose hands it is."""

        ASKED = "asked"
        HANDED_IN = "handed_in"
        SENT_BACK = "sent_back"
        CLOSED = "closed"
        """The party does without it."""

    draft = models.ForeignKey("records.Draft", on_delete=models.CASCADE, related_name="parts")
    supplier = models.ForeignKey("records.Organisation", on_delete=models.PROTECT, related_name="parts")
    product = models.CharField(max_length=300)
    note = models.TextField(blank=True, default="")
    """What the party writes to the supplier."""
    wanted_by = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    statements = models.JSONField(default=dict)
    """By promise (`shencha.law.measures.promises`): `{"says": "yes" | "partly" | "no", "text": …}`."""
    description = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=0)
    """Grows with every change of what the supplier wrote."""
    reason = models.TextField(blank=True, default="")
    """Why the party sent it back."""
    asked_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    changed_by = models.ForeignKey("records.Person", null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        """The one wanted first comes first."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "supplier", "product"], name="one_part_of_a_supplier")
        ]
        indexes: ClassVar = [models.Index(fields=["supplier", "state", "wanted_by"])]
        ordering: ClassVar = ["wanted_by", "id"]

    def __str__(self) -> str:
        return f"{self.supplier}: {self.product}"


class SupplierPaper(models.Model):
    """A paper that a supplier attached to its own part."""

    part = models.ForeignKey(SupplierPart, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey("records.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    added_by = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order of uploading."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
