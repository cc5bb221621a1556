"""Organisations, who acts for them in which role, and whom counsel acts for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shencha.procedure.roles import Role


class Organisation(models.Model):
    """A party, a supplier, counsel, the office, a member unit, a department, the Commission."""

    class Kind(models.TextChoices):
        """What kind of body it is."""

        PARTY = "party"
        SUPPLIER = "supplier"
        COUNSEL = "counsel"
        OFFICE = "office"
        MEMBER = "member"
        DEPARTMENT = "department"
        COMMISSION = "commission"
        SUPERVISION = "supervision"
        OPERATION = "operation"

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit = models.CharField(max_length=200, blank=True, default="")
    """Consultee's id of a member unit or department: `ndrc`, `protection_department:energy`."""

    def __str__(self) -> str:
        return self.name_zh


class Membership(models.Model):
    """One role of one person in one organisation; a person acts in one membership at a time."""

    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    active = models.BooleanField(default=True)

    class Meta:
        """One row for each role held."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], name="one_membership_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"


class Mandate(models.Model):
    """Counsel acts for a party."""

    counsel = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mandates")
    party = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="represented_by")

    class Meta:
        """One row for each pair."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["counsel", "party"], name="one_mandate")]

    def __str__(self) -> str:
        return f"{self.counsel} → {self.party}"
