"""Second factors that were set before their prints were taken enter the log with them, and the entry says so."""

from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from django.db import migrations

NOTE = {
    "zh": "以下双因素认证的指纹取自写入本条时保存的内容；此前的日志只记载其种类。",
    "en": "The prints of these second factors are taken from the rows as they stand at this entry; the log of before "
    "holds their kinds alone.",
}


def carry(apps: Any, schema_editor: Any) -> None:
    from shencha.records.log.rights import print_of

    held = apps.get_model("mfa", "Authenticator").objects.order_by("pk")
    acts = [
        {
            "about": f"person:{key}",
            "act": "second_factor_set",
            "said": {"type": kind, "print": print_of(data)},
        }
        for key, kind, data in held.values_list("user__key", "type", "data")
    ]
    if acts:
        enter = import_module("shencha.records.migrations.0036_record_before_filing")._enter
        enter(apps, "accounts", "accounts_carried", {"note": NOTE, "acts": acts}, datetime.now(UTC), "prints")


class Migration(migrations.Migration):
    """Entries only."""

    dependencies = [
        ("records", "0049_doors_shares"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
