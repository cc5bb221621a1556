"""What was drafted on sanctions and reported before acts were logged enters the log now, with the moment of then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import migrations


def _enter(
    apps: Any, about: str, name: str, said: dict[str, Any], by: Any, role: str, at: datetime, key: str
) -> Any:
    from shencha.records.log.before import append

    record = {
        "about": about,
        "act": name,
        "said": said,
        "by": by.key,
        "role": role,
        "unit": "",
        "recorded_at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "papers": [],
    }
    entry = append(apps, record)
    return apps.get_model("records", "LoggedAct").objects.create(
        about=about,
        name=name,
        said=said,
        by=by,
        role=role,
        unit="",
        recorded_at=at,
        key=key,
        log_index=entry.index,
        salt=entry.salt,
        nodes=entry.nodes,
        note=entry.note,
    )


def carry(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("records", "SanctionDraft").objects.order_by("pk"):
        about = f"sanction:{row.pk}"
        said = {
            "on": row.on.isoformat(),
            "title": row.title,
            "facts": row.facts,
            "answer": row.answer,
            "proposed": row.proposed,
            "fine": row.fine,
        }
        _enter(
            apps, about, "sanction_drafted", said, row.drafted_by, row.drafted_role, row.drafted_at, row.key
        )
        if row.decided_at is not None:
            said = {"on": row.decided_at.date().isoformat()}
            if row.state == "sent_back":
                said["reason"] = row.reason
            name = f"sanction_{row.state}"
            key = f"carried-sanction-{row.pk}"
            _enter(apps, about, name, said, row.decided_by, row.decided_role, row.decided_at, key)
        opened = (row.facts.get("procedure") or {}).get("opened_on")
        if opened and row.state != "sent_back":
            row.due = date.fromisoformat(str(opened)) + timedelta(90)
            row.save()
    roles = dict(apps.get_model("records", "Membership").objects.values_list("person_id", "role"))
    for row in apps.get_model("records", "ReportedChange").objects.order_by("pk"):
        said = {
            "on": row.on.isoformat(),
            "changed": {},
            "facts": row.facts,
            "said": row.said,
            "outcome": row.outcome,
            "answer": row.answer,
            "newly": [],
        }
        about, role = f"case:{row.case.number}", roles.get(row.by_id, "party_owner")
        row.act = _enter(apps, about, "change_reported", said, row.by, role, row.at, row.key)
        row.save()


class Migration(migrations.Migration):
    dependencies = [("records", "0015_logged_acts")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
