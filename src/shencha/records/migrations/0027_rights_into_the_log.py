"""Accounts, roles, mandates and tokens that stood beside the log enter it, and say so."""

from typing import Any

from django.db import migrations

NOTE = {
    "zh": "以下内容此前只保存在日志之外；此处据当时保存的内容补记，不说明由谁、何时办理。",
    "en": "What follows stood beside the log until this entry, which takes it from the rows of then; it does not say "
    "who did it or when.",
}


def _enter(apps: Any, about: str, name: str, said: dict[str, Any], key: str) -> None:
    from shencha.records import log
    from shencha.records.clock import now

    moment = now()
    entry = log.append(log.record_of_said(about, name, said, moment))
    apps.get_model("records", "LoggedAct").objects.create(
        about=about,
        name=name,
        said=said,
        by=None,
        role=log.PROGRAM,
        unit="",
        recorded_at=moment,
        key=key,
        log_index=entry.index,
        salt=entry.salt,
        nodes=entry.nodes,
        note=entry.note,
    )


def carry(apps: Any, schema_editor: Any) -> None:
    from shencha.records.clock import today

    def rows(model: str, *columns: str, app: str = "records", **only: Any) -> list[tuple[Any, ...]]:
        return list(apps.get_model(app, model).objects.filter(**only).order_by("pk").values_list(*columns))

    acts: list[dict[str, Any]] = []

    def act(about: str, done: str, **said: Any) -> None:
        acts.append({"about": about, "act": done, "said": said})

    for key, kind, zh, en, unit in rows("Organisation", "key", "kind", "name_zh", "name_en", "unit"):
        act(f"organisation:{key}", "organisation_registered", kind=kind, name_zh=zh, name_en=en, unit=unit)
    for key, email, name in rows("Person", "key", "email", "name"):
        act(f"person:{key}", "account_made", email=email, name=name)
    held = ("person__key", "organisation__key", "role")
    for key, place, role in rows("Membership", *held, active=True):
        act(f"person:{key}", "role_given", organisation=place, role=role)
    for counsel, party in rows("Mandate", "counsel__key", "party__key"):
        act(f"organisation:{counsel}", "mandate_given", party=party)
    through = tuple(f"membership__{one}" for one in held)
    for digest, label, key, place, role in rows("ApiToken", "digest", "label", *through, revoked_at=None):
        act(f"person:{key}", "token_made", organisation=place, role=role, label=label, digest=digest)
    for digest, key, place, role in rows("CalendarFeed", "digest", *through):
        act(f"person:{key}", "feed_opened", organisation=place, role=role, digest=digest)
    for key, kind in rows("Authenticator", "user__key", "type", app="mfa"):
        act(f"person:{key}", "second_factor_set", type=kind)
    if acts:
        said = {"on": today().isoformat(), "note": NOTE, "acts": acts}
        _enter(apps, "accounts", "accounts_carried", said, "accounts-carried")


class Migration(migrations.Migration):
    """Entries only."""

    dependencies = [
        ("records", "0026_workers"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
