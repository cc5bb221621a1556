"""A draft and its papers remember the key with which a program sent them, so that a retry makes no second one."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0042_key_prints"),
    ]

    operations = [
        migrations.AddField("draft", "key", models.CharField(max_length=64, null=True)),
        migrations.AddField("draftpaper", "key", models.CharField(max_length=64, null=True)),
        migrations.AddConstraint(
            "draft", models.UniqueConstraint(fields=("begun_by", "key"), name="one_draft_of_a_key")
        ),
        migrations.AddConstraint(
            "draftpaper", models.UniqueConstraint(fields=("added_by", "key"), name="one_paper_of_a_key")
        ),
    ]
