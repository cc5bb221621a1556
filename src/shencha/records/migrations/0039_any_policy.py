"""A policy's value may be an option or a span of days, no longer only a number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0038_papers_kinds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="policychoice",
            name="value",
            field=models.CharField(max_length=40),
        ),
    ]
