"""The log may change its key: which epoch signs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("records", "0019_referred_reports")]
    operations = [
        migrations.AddField("loghead", "epoch", models.PositiveIntegerField(default=1)),
    ]
