"""A draft knows the dossier it was made of, and a membership may have a calendar address."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A column and a table."""

    dependencies = [("records", "0005_analyses")]
    operations = [
        migrations.AddField(
            model_name="draft",
            name="dossier",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now=True)),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feed",
                        to="records.membership",
                    ),
                ),
            ],
        ),
    ]
