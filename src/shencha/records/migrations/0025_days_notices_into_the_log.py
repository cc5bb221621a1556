"""Holiday notices that were put forward and decided before such acts were logged enter the log, and say so."""

from typing import Any

from django.db import migrations


def carry(apps: Any, schema_editor: Any) -> None:
    from shencha.records import holidays, log
    from shencha.records.clock import now

    act_of = apps.get_model("records", "LoggedAct")

    def enter(row: Any, name: str, said: dict[str, Any], by: Any, at: Any) -> None:
        said = said | {"carried": {"by": by.key, "at": at.isoformat()}}
        moment, about = now(), holidays.about(row.pk)
        entry = log.append(log.record_of_said(about, name, said, moment))
        act_of.objects.create(
            about=about,
            name=name,
            said=said,
            by=None,
            role=log.PROGRAM,
            unit="",
            recorded_at=moment,
            key=f"{name}-{row.pk}",
            log_index=entry.index,
            salt=entry.salt,
            nodes=entry.nodes,
            note=entry.note,
        )

    for row in apps.get_model("records", "TakenNotice").objects.order_by("pk"):
        said = holidays.said_of(row)
        enter(row, holidays.PROPOSED, said, row.proposed_by, row.proposed_at)
        if row.state == "in_force":
            enter(row, holidays.IN_FORCE, {"digest": said["digest"]}, row.decided_by, row.decided_at)
        elif row.state == "sent_back":
            told = {"digest": said["digest"], "reason": row.reason}
            enter(row, holidays.SENT_BACK, told, row.decided_by, row.decided_at)


class Migration(migrations.Migration):
    dependencies = [("records", "0024_files_checked_and_receipts")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
