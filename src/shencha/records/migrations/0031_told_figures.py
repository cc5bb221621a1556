"""The figures of a day are one answer over all processes and machines."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("records", "0030_no_guests")]

    operations = [
        migrations.CreateModel(
            name="ToldFigures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("sums", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("year", "on"), name="one_answer_a_day")],
            },
        ),
    ]
