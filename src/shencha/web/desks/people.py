"""The three administrators: accounts and roles, each with what that office needs; no case shows here."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.acts.filing import SIGNATORIES
from shencha.records.models import LogHead, Membership, Person
from shencha.text import Text, same
from shencha.web.acting import acting, only_for

PURPOSES = {
    Role.SYSTEM_ADMIN: Text(
        "系统管理员：保持系统运行。看不到任何案件，也不授予角色之外的权限。",
        "System administrator: keeps the system running. Sees no case.",
    ),
    Role.SECURITY_ADMIN: Text(
        "安全管理员：账户、角色和第二因素是否妥当。看不到任何案件。",
        "Security administrator: are accounts, roles and second factors in order? Sees no case.",
    ),
    Role.AUDIT_ADMIN: Text(
        "审计管理员：由谁审计，日志是否在增长。看不到任何案件；查阅案件的是审计人员。",
        "Audit administrator: who audits, and does the log grow? Sees no case; auditors do.",
    ),
}


@only_for(*PURPOSES)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Accounts and roles; made and changed with `shencha admin`."""
    role = access.role_of(acting(request))
    active = Membership.objects.filter(active=True).select_related("organisation")
    found = list(
        Person.objects.order_by("email").prefetch_related(Prefetch("memberships", active, to_attr="held"))
    )
    secured = set(Authenticator.objects.values_list("user_id", flat=True))
    everyone = [(one, one.pk in secured, _signs(one)) for one in found]
    shown = {
        "section": "desk",
        "purpose": PURPOSES[role],
        "facts": _facts(role, everyone),
        "people": [line for line in everyone if role is not Role.AUDIT_ADMIN or _audits(line[0])],
    }
    return render(request, "cases/people.html", shown)


def _signs(person: Person) -> bool:
    return any(Role(one.role) in SIGNATORIES for one in person.held)  # type: ignore[attr-defined]


def _audits(person: Person) -> bool:
    audit = (Role.AUDITOR, Role.AUDIT_ADMIN)
    return any(Role(one.role) in audit for one in person.held)  # type: ignore[attr-defined]


def _facts(role: Role, everyone: Sequence[tuple[Person, bool, bool]]) -> list[tuple[Text, Text]]:
    """What this administrator looks at first."""
    if role is Role.SYSTEM_ADMIN:
        return [
            (Text("版本", "Version"), same(version("shencha"))),
            (
                Text("数据库", "Database"),
                same({"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]),
            ),
            (Text("账户数", "Accounts"), same(str(len(everyone)))),
        ]
    if role is Role.SECURITY_ADMIN:
        without = sum(signs and not secured for _, secured, signs in everyone)
        idle = sum(not person.held for person, _, _ in everyone)  # type: ignore[attr-defined]
        return [
            (Text("账户数", "Accounts"), same(str(len(everyone)))),
            (Text("能签署但没有第二因素的", "May sign, without a second factor"), same(str(without))),
            (Text("没有任何角色的", "Without any role"), same(str(idle))),
        ]
    head = LogHead.objects.filter(pk=1).first()
    auditors = sum(_audits(person) for person, _, _ in everyone)
    return [
        (Text("审计人员与审计管理员", "Auditors and audit administrators"), same(str(auditors))),
        (Text("日志条数", "Entries in the log"), same(str(head.size if head else 0))),
    ]
