"""One account, with what each administrator may do with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.errors import BadInput, NotFound
from shencha.procedure.roles import ROLES, Power, with_power
from shencha.records.acts import absences, administration, asked, invitations
from shencha.records.acts.asked import Asked
from shencha.records.models import ApiToken, Membership, Organisation, Person
from shencha.records.reads.absences import coming
from shencha.records.second_factor import has_second_factor
from shencha.text import Text
from shencha.text.days import day_of
from shencha.web.acting import acting, only_for
from shencha.web.desks.people import shared
from shencha.web.done import PUT_FORWARD, SAVED, done
from shencha.web.numbers import number_in


@only_for(*with_power(Power.REGISTER), *with_power(Power.GRANT))
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show an account; posted, do one act on it. A link that was opened is shown once, where no mail is sent."""
    by = acting(request)
    found = Person.objects.filter(pk=person_id).first()
    if found is None:
        raise NotFound(Text("没有这个人", "there is no such person"))
    shown: dict[str, Any] = shared(by) | {"given": request.POST}
    status = 200
    if request.method == "POST":
        try:
            made = _act(request, found, by)
            if isinstance(made, Asked):
                done(request, PUT_FORWARD)
                return redirect("cases:waiting")
            if made is None:
                done(request, SAVED)
                return redirect("cases:person", person_id)
            shown |= {"opened": found, "link": made}
        except BadInput as wrong:
            shown["faults"], status = wrong.faults, wrong.status
    held = list(
        Membership.objects.select_related("organisation", "person")
        .filter(person=found, active=True)
        .order_by("pk")
    )
    shown |= {
        "person": found,
        "own": found.pk == by.person_id,
        "secured": has_second_factor(found),
        "sees_cases": invitations.sees_cases(found),
        "held": [(one, coming(one), absences.deputies_of(one)) for one in held],
        "tokens": ApiToken.objects.filter(membership__person=found, revoked_at=None).select_related(
            "membership__organisation"
        ),
        "organisations": Organisation.objects.order_by("kind", "key"),
        "roles": [(role.value, row.name) for role, row in ROLES.items()],
    }
    return render(request, "cases/person.html", shown, status=status)


def _act(request: HttpRequest, person: Person, by: Membership) -> Asked | str | None:
    """Do what was asked: what waits for a second administrator, the link that was opened (empty where it was sent)."""
    given, email = request.POST, person.email
    match given.get("act", ""):
        case "address":
            return asked.new_address(email, given.get("address", "").strip(), by=by)
        case "link":
            return asked.new_link(email, by=by)
        case "reopen":
            administration.reopen_person(email, by=by)
        case "factor":
            return asked.new_factor(email, by=by)
        case "grant":
            role, place = given.get("role", ""), given.get("organisation", "")
            made = asked.role(email, place, role, by=by, unsecured=settings.DEMO)
            return made if isinstance(made, Asked) else None
        case "away":
            held = Membership.objects.filter(
                person=person, active=True, pk=number_in(given.get("membership", "")) or 0
            ).first()
            if held is None:
                raise NotFound(Text("没有这个角色", "there is no such role"))
            absences.note(
                held,
                number_in(given.get("deputy", "")),
                day_of(given.get("first", "")),
                day_of(given.get("last", "")),
                by=by,
            )
        case "back":
            absences.back(number_in(given.get("absence", "")) or 0, by=by)
        case _:
            raise NotFound(Text("没有这项操作", "there is no such act"))
    return None
