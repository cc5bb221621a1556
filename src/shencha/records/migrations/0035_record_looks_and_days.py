"""Looks are sealed in a tree of their own, and the reports of a day are one entry of the log when it is over."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def say_what_stands(apps: Any, schema_editor: Any) -> None:
    """The last step of each report says what the report is now; the first day that is closed enters all of it."""
    for report in apps.get_model("records", "Report").objects.select_related("case"):
        last = report.entries.order_by("-pk").first()
        if last is not None:
            last.after = {
                "state": report.state,
                "case": report.case.number if report.case else "",
                "obligation": report.obligation,
                "referred_to": report.referred_to,
            }
            last.save(update_fields=["after"])


def _number() -> Any:
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("records", "0034_papers_in_pieces")]

    operations = [
        migrations.CreateModel(
            name="LookBatch",
            fields=[
                ("id", _number()),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("sealed_at", models.DateTimeField()),
                ("epoch", models.PositiveIntegerField()),
                ("salt", models.BinaryField()),
                ("nodes", models.BinaryField()),
                ("note", models.TextField()),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.AddField(
            model_name="seen",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="looks",
                to="records.lookbatch",
            ),
        ),
        migrations.AddField(
            model_name="auditlook",
            name="batch",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="looks_of_auditors",
                to="records.lookbatch",
            ),
        ),
        migrations.AddField(model_name="reportentry", name="after", field=models.JSONField(default=dict)),
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("id", _number()),
                ("on", models.DateField(unique=True)),
                ("since", models.DateField(null=True)),
                ("salt", models.BinaryField()),
                (
                    "act",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.loggedact"
                    ),
                ),
            ],
        ),
        migrations.RunPython(say_what_stands, migrations.RunPython.noop),
    ]
