"""Uploads in pieces belong to memberships alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ("records", "0029_reporters_leave_nothing"),
    ]

    operations = [
        migrations.RemoveField(model_name="arrival", name="guest"),
        migrations.AlterField(
            model_name="arrival",
            name="membership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="records.membership"
            ),
        ),
    ]
