from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0027_rights_into_the_log"),
    ]

    operations = [
        migrations.AddField(
            model_name="analysisrun",
            name="share_done",
            field=models.FloatField(default=0.0),
        ),
    ]
