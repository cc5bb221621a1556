"""What can still be known of filings made before the record held all that is signed enters the log, and says so."""

from typing import Any

from django.db import migrations

NOTE = {
    "zh": "提交时系统尚未把这些内容记入日志；此处据案件和草稿的保存内容补记，不能证明与签署时一致。",
    "en": "When this was filed the log did not yet hold it. It is taken from the rows of the case and its draft as "
    "they stood at this entry; nothing proves that it is what was signed.",
}


def carry(apps: Any, schema_editor: Any) -> None:
    from shencha.canonical import digest_of
    from shencha.records import log
    from shencha.records.clock import now, today

    act_of = apps.get_model("records", "LoggedAct")
    drafts = {one.case_id: one for one in apps.get_model("records", "Draft").objects.exclude(case=None)}
    firsts = apps.get_model("records", "StoredEvent").objects.filter(
        sequence=1, name__in=("filed", "concern_raised")
    )
    for event in firsts.select_related("case__party").order_by("log_index"):
        case, draft = event.case, drafts.get(event.case_id)
        if "title" in event.payload:
            continue
        said: dict[str, Any] = {"on": today().isoformat(), "sequence": 1, "note": NOTE, "title": case.title}
        if event.name == "filed":
            said["ground"] = case.ground
            if case.party:
                said |= {"party": case.party.key, "party_name": case.party.name_zh}
            if draft is not None:
                said |= {
                    "instrument": draft.instrument,
                    "answers": draft.facts,
                    "answers_digest": digest_of(draft.facts),
                }
        moment, about = now(), f"case:{case.number}"
        entry = log.append(log.record_of_said(about, "filing_carried", said, moment))
        act_of.objects.create(
            about=about,
            name="filing_carried",
            said=said,
            by=None,
            role=log.PROGRAM,
            unit="",
            recorded_at=moment,
            key=f"filing-carried-{case.number}",
            log_index=entry.index,
            salt=entry.salt,
            nodes=entry.nodes,
            note=entry.note,
        )


class Migration(migrations.Migration):
    """Entries only."""

    dependencies = [("records", "0020_what_is_signed")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
