from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A code that only signed in may confirm one act."""

    dependencies: ClassVar = [("records", "0039_any_policy")]
    operations: ClassVar = [
        migrations.AddField("spentcode", "acted", models.BooleanField(default=False)),
    ]
