"""A draft holds its declaration; an act of the log may be the program's own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns."""

    dependencies = [("records", "0020_epochs")]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="declaration",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="loggedact",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
