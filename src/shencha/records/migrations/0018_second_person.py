"""To-dos know who did the first half and who finishes it, and evidence that waits is no longer owed."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TOUCHED = ("decision_drafted", "evidence_received", "commission_decided")
"""Events after which a to-do stands otherwise than before."""


def stand_anew(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """What later events would write by themselves, for cases that have such an event."""
    from shencha.law.calendar.workdays import published
    from shencha.procedure.acts import event_of_store
    from shencha.procedure.case import replay
    from shencha.records.projections import obligation_rows, todo_rows

    case: Any = apps.get_model("records", "CaseFile")
    stored: Any = apps.get_model("records", "StoredEvent")
    touched = stored.objects.filter(name__in=TOUCHED).values("case")
    for file in case.objects.filter(pk__in=touched).iterator():
        events = stored.objects.filter(case=file).order_by("sequence").values_list("payload", flat=True)
        whole = replay(map(event_of_store, events), ground=file.ground, number=file.number)
        for name, rows in (
            ("Todo", todo_rows(file, whole, published())),
            ("ObligationRow", obligation_rows(file, whole)),
        ):
            model: Any = apps.get_model("records", name)
            columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            model.objects.filter(case=file).delete()
            model.objects.bulk_create(model(**{one: getattr(row, one) for one in columns}) for row in rows)


class Migration(migrations.Migration):
    """The rows that read last come last: PostgreSQL changes no table with checks pending."""

    dependencies = [
        ("records", "0017_analyses_run_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="obligationrow",
            name="handed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="todo",
            name="first",
            field=models.CharField(default="", max_length=254),
        ),
        migrations.AddField(
            model_name="todo",
            name="first_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="todo",
            name="house",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="todo",
            name="second",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="todo",
            index=models.Index(fields=["second", "due", "id"], name="records_tod_second_f2cdcb_idx"),
        ),
        migrations.RunPython(stand_anew, migrations.RunPython.noop),
    ]
