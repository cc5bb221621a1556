"""What is known of each key, so that no machine uses another; those that are here are noted when they are next read."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0041_filing_notices_by_day"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeyPrint",
            fields=[
                ("name", models.CharField(max_length=50, primary_key=True, serialize=False)),
                ("print", models.CharField(max_length=500)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
