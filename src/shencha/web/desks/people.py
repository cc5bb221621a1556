"""The three administrators: accounts and roles, each with what that office needs; no case shows here."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from shencha.errors import NotFound
from shencha.procedure.roles import ADMINISTRATORS, PARTY, ROLES, Role
from shencha.records import access
from shencha.records.acts import administration
from shencha.records.clock import SHANGHAI
from shencha.records.jobs import alive
from shencha.records.models import ApiToken, LogHead, Membership, Person
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.numbers import number_in


@only_for(*ADMINISTRATORS)
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
    shown: dict[str, Any] = {
        "section": "desk",
        "purpose": ROLES[role].purpose,
        "facts": _facts(role, everyone),
        "people": [line for line in everyone if role is not Role.AUDIT_ADMIN or _audits(line[0])],
    }
    if role is Role.SECURITY_ADMIN:
        good = ApiToken.objects.filter(revoked_at=None).order_by("pk")
        shown["tokens"] = good.select_related("membership__person", "membership__organisation")
    shown["may_end"] = role is Role.SECURITY_ADMIN
    return render(request, "cases/people.html", shown)


@require_POST
@only_for(Role.SECURITY_ADMIN)
def end(request: HttpRequest) -> HttpResponse:
    """End a role, an account, a token or a second factor; each end is an entry of the log."""
    by, what, given = acting(request), request.POST.get("end", ""), request.POST
    match what:
        case "role":
            administration.end_role(
                given.get("email", ""), given.get("organisation", ""), given.get("role", ""), by=by
            )
        case "person":
            administration.end_person(given.get("email", ""), by=by)
        case "factor":
            administration.reset_factor(given.get("email", ""), by=by)
        case "token":
            administration.end_token(number_in(given.get("token", "")) or 0, by=by)
        case _:
            raise NotFound(Text("没有这个页面", "there is no such page"))
    return redirect("cases:people")


def _worker() -> Text:
    """When the worker, which sends reminders and runs analyses, last told that it lives."""
    seen = alive.last_sign()
    if seen is None:
        return Text("从未运行", "has never run")
    at = f"{seen.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    if alive.silent():
        return Text(
            f"没有响应，最后一次是 {at}：提醒和分析已停止", f"silent since {at}: no reminders, no analyses"
        )
    return Text(f"正常，{at}", f"alive, {at}")


def _signs(person: Person) -> bool:
    return any(Role(one.role) in PARTY for one in person.held)  # type: ignore[attr-defined]


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
            (Text("后台进程", "Worker"), _worker()),
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
