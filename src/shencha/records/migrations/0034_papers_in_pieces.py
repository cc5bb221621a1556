"""Papers lie in pieces in the database where that is PostgreSQL; what an older instance has on disk is copied there.

The files stay where they are: whoever runs the instance removes the folder once an audit has found all papers whole.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PIECE = 2**20


def moved(apps: Any, schema_editor: Any) -> None:
    """Copy what lies on disk; a file that is missing stays so, and the audit names it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    pieces = apps.get_model("records", "FilePiece").objects
    for file in apps.get_model("records", "StoredFile").objects.iterator(chunk_size=1_000):
        path = Path(settings.FILES) / file.digest[:2] / file.digest
        if path.exists():
            with path.open("rb") as opened:
                for number, content in enumerate(iter(lambda: opened.read(PIECE), b"")):
                    pieces.create(file=file, number=number, content=content)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0033_token_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="FilePiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="records.storedfile",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("file", "number"), name="one_piece")],
            },
        ),
        migrations.CreateModel(
            name="ArrivalPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begins", models.PositiveBigIntegerField()),
                ("content", models.BinaryField()),
                (
                    "arrival",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="records.arrival",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("arrival", "begins"), name="one_piece_at_a_place")
                ],
            },
        ),
        migrations.RunPython(moved, migrations.RunPython.noop),
    ]
