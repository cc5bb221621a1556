"""A report on a party can be put before a member unit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A report knows the unit before which it was put."""

    dependencies = [
        ("records", "0018_second_person"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="referred_to",
            field=models.CharField(blank=True, db_index=True, default="", max_length=40),
        ),
        migrations.AlterField(
            model_name="reportentry",
            name="what",
            field=models.CharField(
                choices=[
                    ("written", "Written"),
                    ("asked", "Asked"),
                    ("answered", "Answered"),
                    ("linked", "Linked"),
                    ("referred", "Referred"),
                    ("concerned", "Concerned"),
                    ("identity_asked", "Identity Asked"),
                    ("identity_approved", "Identity Approved"),
                    ("identity_refused", "Identity Refused"),
                    ("identity_seen", "Identity Seen"),
                    ("seen", "Seen"),
                ],
                max_length=20,
            ),
        ),
    ]
