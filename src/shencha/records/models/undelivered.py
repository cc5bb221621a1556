"""Mail that came back."""

from __future__ import annotations

from django.db import models


class Undelivered(models.Model):
    """The address of one person takes no mail; the row goes when another address holds or mail is taken again."""

    person = models.OneToOneField(
        "records.Person", on_delete=models.CASCADE, related_name="undelivered", primary_key=True
    )
    on = models.DateField()
    """The day on which it was last told."""
    status = models.CharField(max_length=20)
    """As RFC 3463 writes it, such as `5.1.1`; empty where the relay refused without one."""

    def __str__(self) -> str:
        return f"{self.person_id} {self.status}"
