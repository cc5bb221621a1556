"""Words of the office's own are policies too, and longer than a number."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """The value of a choice may be words."""

    dependencies: ClassVar = [("records", "0046_papers_leaves")]
    operations: ClassVar = [
        migrations.AlterField("policychoice", "value", models.CharField(max_length=400)),
    ]
