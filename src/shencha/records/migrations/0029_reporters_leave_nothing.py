"""What could tell who reported, and when, goes: days for moments, slow digests for codes; uploads apart go."""

import base64
import hmac
import secrets
from datetime import datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations, models


def forget(apps: Any, schema_editor: Any) -> None:
    """Days for moments, digests from which nothing follows, and nothing of browsers or uploads."""
    from shencha.records.acts.reports import digest_of
    from shencha.records.clock import SHANGHAI

    secret = Path(settings.DATA) / "reports.key"
    for report in apps.get_model("records", "Report").objects.all():
        if (
            secret.exists()
        ):  # the code of before followed from its form's key: it stays good, and follows no more
            letters = base64.b32encode(hmac.new(secret.read_bytes(), report.key.encode(), sha256).digest())
            report.code_digest = digest_of(letters.decode()[:20])
        report.key = secrets.token_hex(32)
        report.save(update_fields=["code_digest", "key"])
    for entry in apps.get_model("records", "ReportEntry").objects.filter(what="written"):
        entry.at = datetime.combine(entry.at.astimezone(SHANGHAI).date(), time(), SHANGHAI)
        entry.save(update_fields=["at"])
    kept = apps.get_model("records", "ReportFile").objects.values_list("file_id", flat=True)
    for file in apps.get_model("records", "StoredFile").objects.filter(pk__in=list(kept)):
        file.kept_at = datetime.combine(file.kept_at.astimezone(SHANGHAI).date(), time(), SHANGHAI)
        file.save(update_fields=["kept_at"])
    apps.get_model("records", "Arrival").objects.filter(
        models.Q(membership=None) | models.Q(place__startswith="/report/")
    ).delete()
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    """See above."""

    dependencies = [
        ("records", "0028_evidence_progress"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]
