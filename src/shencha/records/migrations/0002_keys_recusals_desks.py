"""People keep their name in events, recusals are rows, to-dos know the desk that waits for them."""

from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery


def name_people(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Until now the address was the name."""
    apps.get_model("records", "Person").objects.update(key=F("email"))


def fill_todos(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """What later events would write by themselves."""
    todo, case = apps.get_model("records", "Todo"), apps.get_model("records", "CaseFile")
    todo.objects.filter(who="office").update(office=True)
    todo.objects.update(party=Subquery(case.objects.filter(pk=OuterRef("case_id")).values("party_id")[:1]))


def move_nodes(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Each entry completes its leaf and, on the right edge, the nodes above it."""
    event: Any = apps.get_model("records", "StoredEvent")
    node: Any = apps.get_model("records", "Log" + "Node")  # the type checker knows only today's models
    hashes = {
        (level, at): bytes(one) for level, at, one in node.objects.values_list("level", "index", "hash")
    }
    for at in event.objects.values_list("log_index", flat=True):
        found, level = b"", 0
        while (level, at >> level) in hashes and (at + 1) % (1 << level) == 0:
            found, level = found + hashes[level, at >> level], level + 1
        event.objects.filter(log_index=at).update(nodes=found)


class Migration(migrations.Migration):
    """The rows that read last come last: PostgreSQL changes no table with checks pending."""

    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.AddField("person", "key", models.CharField(editable=False, max_length=254, null=True)),
        migrations.RunPython(name_people, migrations.RunPython.noop),
        migrations.AlterField("person", "key", models.CharField(editable=False, max_length=254, unique=True)),
        migrations.AddField("storedevent", "confirmed_at", models.DateTimeField(null=True)),
        migrations.AddField("storedevent", "nodes", models.BinaryField(default=b""), preserve_default=False),
        migrations.CreateModel(
            "Recusal",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="records.casefile",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=["person", "case"], name="one_recusal_of_a_person")
                ]
            },
        ),
        migrations.AddField("todo", "office", models.BooleanField(default=False), preserve_default=False),
        migrations.AddField(
            "todo",
            "party",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="records.organisation",
            ),
        ),
        *(
            migrations.AlterField(
                model,
                name,
                models.ForeignKey(
                    db_index=False,  # another index begins with the same column, or nobody looks by it
                    on_delete=django.db.models.deletion.PROTECT,
                    to=to,
                    **more,
                ),
            )
            for model, name, to, more in (
                ("storedevent", "case", "records.casefile", {"related_name": "events"}),
                ("storedevent", "by", settings.AUTH_USER_MODEL, {"related_name": "+"}),
                ("casefile", "party", "records.organisation", {"related_name": "cases", "null": True}),
            )
        ),
        migrations.RemoveIndex("todo", "records_tod_case_id_eaecf5_idx"),
        migrations.AddIndex(
            "todo", models.Index(fields=["office", "due", "id"], name="records_tod_office_4d850d_idx")
        ),
        migrations.AddIndex(
            "todo", models.Index(fields=["party", "who", "due", "id"], name="records_tod_party_i_93a401_idx")
        ),
        migrations.RunPython(move_nodes, migrations.RunPython.noop),
        migrations.DeleteModel("LogNode"),
        migrations.RunPython(fill_todos, migrations.RunPython.noop),
    ]
