"""The three administrators: accounts and roles, each with what that office needs; no case shows here."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from shencha.errors import BadInput, NotFound
from shencha.procedure.roles import ADMINISTRATORS, AUDITING, PARTY, ROLES, Power, Role, with_power
from shencha.records import access
from shencha.records.acts import administration, asked
from shencha.records.clock import SHANGHAI
from shencha.records.jobs import alive
from shencha.records.models import ApiToken, LogHead, Membership, Person
from shencha.text import Text, same
from shencha.web.acting import acting, only_for
from shencha.web.done import ENDED, PUT_FORWARD, done
from shencha.web.numbers import number_in

A_PAGE = 50
LONGEST = 100
_MAY_SIGN = [role.value for role in PARTY]


@only_for(*ADMINISTRATORS)
def people(request: HttpRequest) -> HttpResponse:
    """Accounts and roles, page by page; the system administrator registers someone here and invites them."""
    by = acting(request)
    role, typed = access.role_of(by), request.GET.get("q", "").strip()[:LONGEST]
    shown: dict[str, Any] = shared(by) | {
        "purpose": ROLES[role].purpose,
        "typed": typed,
        "given": request.POST,
    }
    status = 200
    if request.method == "POST":
        try:
            administration.only(by, Power.REGISTER)
            made, link = administration.register_person(
                request.POST.get("email", ""), request.POST.get("name", ""), by=by
            )
            shown |= {"opened": made, "link": link, "given": {}}
        except BadInput as wrong:
            shown["faults"], status = wrong.faults, wrong.status
    shown |= {"facts": _facts(role), "people": _page(_found(by, typed), request)}
    if shown["may_grant"]:
        good = ApiToken.objects.filter(revoked_at=None).order_by("pk")
        shown["tokens"] = Paginator(
            good.select_related("membership__person", "membership__organisation"), A_PAGE
        ).get_page(request.GET.get("tokens"))
    return render(request, "cases/people.html", shown, status=status)


@require_POST
@only_for(*with_power(Power.GRANT))
def end(request: HttpRequest) -> HttpResponse:
    """End a role, an account, a token or a mandate; each end is an entry of the log."""
    by, what, given = acting(request), request.POST.get("end", ""), request.POST
    match what:
        case "role":
            administration.end_role(
                given.get("email", ""), given.get("organisation", ""), given.get("role", ""), by=by
            )
        case "person":
            administration.end_person(given.get("email", ""), by=by)
        case "factor":
            asked.new_factor(given.get("email", ""), by=by)
        case "token":
            administration.end_token(number_in(given.get("token", "")) or 0, by=by)
        case "mandate":
            administration.end_mandate(given.get("counsel", ""), given.get("party", ""), by=by)
            done(request, ENDED)
            return redirect("cases:organisations")
        case _:
            raise NotFound(Text("没有这个页面", "there is no such page"))
    done(request, ENDED if what != "factor" else PUT_FORWARD)
    return redirect("cases:people")


def shared(by: Membership) -> dict[str, Any]:
    """What every page of an administrator knows."""
    powers = ROLES[access.role_of(by)].powers
    return {
        "section": "desk",
        "may_register": Power.REGISTER in powers,
        "may_grant": Power.GRANT in powers,
        "may_read": Power.READ_ACCOUNTS in powers,
        "waiting": len(asked.waiting()),
    }


def _found(by: Membership, typed: str) -> QuerySet[Person]:
    signs = Membership.objects.filter(person=OuterRef("pk"), active=True, role__in=_MAY_SIGN)
    found = access.accounts_of(by).annotate(
        secured=Exists(Authenticator.objects.filter(user=OuterRef("pk"))), signs=Exists(signs)
    )
    for word in typed.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found.select_related("undelivered")


def _page(found: QuerySet[Person], request: HttpRequest) -> Page[Person]:
    return Paginator(found, A_PAGE).get_page(request.GET.get("page"))


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


def _facts(role: Role) -> list[tuple[Text, Text]]:
    """What this administrator looks at first."""
    accounts = (Text("账户数", "Accounts"), same(str(Person.objects.count())))
    if role is Role.SYSTEM_ADMIN:
        engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
        return [
            (Text("版本", "Version"), same(version("shencha"))),
            (Text("数据库", "Database"), same(engine)),
            accounts,
            (Text("后台进程", "Worker"), _worker()),
        ]
    held = Membership.objects.filter(active=True)
    if role is Role.SECURITY_ADMIN:
        without = held.filter(role__in=_MAY_SIGN).exclude(person__in=Authenticator.objects.values("user"))
        idle = Person.objects.exclude(pk__in=held.values("person"))
        return [
            accounts,
            (
                Text("能签署但没有双因素认证的", "May sign, without a second factor"),
                same(str(without.values("person").distinct().count())),
            ),
            (Text("没有任何角色的", "Without any role"), same(str(idle.count()))),
        ]
    head = LogHead.objects.filter(pk=1).first()
    auditors = held.filter(role__in=AUDITING).values("person").distinct().count()
    return [
        (Text("审计人员与审计管理员", "Auditors and audit administrators"), same(str(auditors))),
        (Text("日志条数", "Entries in the log"), same(str(head.size if head else 0))),
    ]
