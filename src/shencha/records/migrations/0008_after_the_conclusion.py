"""Figures of cases, draft decisions on sanctions, registers of parties, changes that a party reports."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Five tables."""

    dependencies = [("records", "0007_parts_changes_arrivals")]
    operations = [
        migrations.CreateModel(
            name="PartyRegister",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(max_length=255)),
                ("on", models.DateField()),
                ("before", models.DateField(null=True)),
                ("answer", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "answered",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.storedfile"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.partyregister",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.storedfile"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ReportedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("facts", models.JSONField()),
                ("said", models.TextField()),
                ("outcome", models.CharField(max_length=20)),
                ("answer", models.JSONField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="records.casefile",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="CaseFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_of", models.CharField(max_length=60)),
                ("year", models.PositiveIntegerField()),
                ("ground", models.CharField(max_length=20)),
                ("standing", models.CharField(max_length=20)),
                ("extended", models.BooleanField()),
                ("waited", models.BooleanField()),
                ("dissent", models.BooleanField()),
                ("special", models.BooleanField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figure",
                        to="records.casefile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["year", "ground", "standing"], name="records_cas_year_a56359_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="SanctionDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("facts", models.JSONField()),
                ("answer", models.JSONField()),
                ("proposed", models.TextField()),
                ("fine", models.PositiveBigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "Drafted"),
                            ("sent_back", "Sent Back"),
                            ("countersigned", "Countersigned"),
                        ],
                        default="drafted",
                        max_length=20,
                    ),
                ),
                ("drafted_role", models.CharField(max_length=30)),
                ("drafted_at", models.DateTimeField()),
                ("decided_role", models.CharField(blank=True, default="", max_length=30)),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-id"], name="records_san_state_0a5a62_idx")],
            },
        ),
        migrations.CreateModel(
            name="StepFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveIntegerField()),
                ("instrument", models.CharField(max_length=40)),
                ("clock", models.CharField(max_length=20)),
                ("status", models.CharField(max_length=20)),
                ("due", models.DateField(null=True)),
                ("used", models.PositiveIntegerField(null=True)),
                ("waited", models.PositiveIntegerField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.casefile"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["year"], name="records_ste_year_18455d_idx")],
            },
        ),
    ]
