"""Files are hashed again; days of receipt that stood beside the log enter it."""

from typing import Any

from django.db import migrations, models

NOTE = {
    "zh": "收到日期此前只保存在日志之外；此处据当时保存的内容补记。",
    "en": "The day of receipt was kept beside the log until this entry; it is taken from the row of then.",
}


def carry(apps: Any, schema_editor: Any) -> None:
    from shencha.records import log
    from shencha.records.clock import now

    act_of = apps.get_model("records", "LoggedAct")
    event_of = apps.get_model("records", "StoredEvent")
    received = apps.get_model("records", "Notice").objects.exclude(received_on=None)
    for notice in received.select_related("event__case").order_by("pk"):
        case = notice.event.case
        told = event_of.objects.filter(case=case, name="notice_delivered")
        if any(one.payload.get("notice") == notice.event.name for one in told):
            continue
        said = {"on": notice.received_on.isoformat(), "sequence": notice.event.sequence, "note": NOTE}
        moment, about = now(), f"case:{case.number}"
        entry = log.append(log.record_of_said(about, "notice_received", said, moment))
        act_of.objects.create(
            about=about,
            name="notice_received",
            said=said,
            by=None,
            role=log.PROGRAM,
            unit="",
            recorded_at=moment,
            key=f"notice-received-{case.number}-{notice.event.sequence}",
            log_index=entry.index,
            salt=entry.salt,
            nodes=entry.nodes,
            note=entry.note,
        )


class Migration(migrations.Migration):
    """Two columns, and entries."""

    dependencies = [("records", "0023_tries")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="checked_at",
            field=models.DateTimeField(db_index=True, null=True),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="whole",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="auditrun",
            name="remarks",
            field=models.JSONField(default=list),
        ),
        migrations.RunPython(carry, migrations.RunPython.noop),
    ]
