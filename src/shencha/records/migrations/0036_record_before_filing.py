"""Suppliers' parts and judgements of before enter the log as they stand, by their digests."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations


def carry(apps: Any, schema_editor: Any) -> None:
    """As `records.preparing` makes them from the rows."""
    from shencha.canonical import digest_of

    moment = datetime.now(UTC)
    for part in apps.get_model("records", "SupplierPart").objects.select_related("supplier", "asked_by"):
        locked = part.state == "handed_in"
        papers = [
            {"name": one.name, "size": one.file.size, "sha256": one.file.digest}
            for one in part.papers.select_related("file")
        ]
        said = {
            "draft": part.draft_id,
            "supplier": part.supplier.key,
            "product": part.product,
            "wanted_by": part.wanted_by.isoformat(),
            "note": digest_of(part.note),
            "state": part.state,
            "reason": digest_of(part.reason),
            "asked_by": part.asked_by.key,
            "asked_at": part.asked_at.isoformat(),
            "content": digest_of([part.statements, part.description]) if locked else "",
            "handed_in_at": part.handed_in_at.isoformat() if part.handed_in_at else "",
            "papers": sorted(papers, key=lambda one: (one["sha256"], one["name"])) if locked else [],
        }
        _enter(apps, f"part:{part.pk}", "part_carried", said, moment)
    for one in apps.get_model("records", "Judgement").objects.select_related("by"):
        words = digest_of([one.text, one.measures, one.source])
        said = {"factor": one.factor, "words": words, "by": one.by.key, "at": one.at.isoformat()}
        _enter(apps, f"draft:{one.draft_id}", "factor_judged", said, moment, str(one.pk))


def _enter(apps: Any, about: str, name: str, said: dict[str, Any], moment: datetime, which: str = "") -> None:
    from shencha.records.log.before import append

    said = {"on": moment.date().isoformat(), **said}
    record = {
        "about": about,
        "act": name,
        "said": said,
        "by": "",
        "role": "program",
        "unit": "",
        "recorded_at": moment.isoformat(timespec="microseconds"),
        "papers": [],
    }
    entry = append(apps, record)
    apps.get_model("records", "LoggedAct").objects.create(
        about=about,
        name=name,
        said=said,
        by=None,
        role="program",
        unit="",
        recorded_at=moment,
        key=f"{name}-{about}-{which}"[:64],
        papers=[],
        log_index=entry.index,
        salt=entry.salt,
        nodes=entry.nodes,
        note=entry.note,
    )


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("records", "0035_record_looks_and_days")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
