"""The three administrators: who has an account and a role, who has a second factor; no case shows here."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shencha.procedure.roles import Role
from shencha.records.models import Membership, Person
from shencha.web.acting import only_for


@only_for(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
def people(request: HttpRequest) -> HttpResponse:
    """Accounts and roles; made and changed with `shencha admin`."""
    active = Membership.objects.filter(active=True).select_related("organisation")
    found = Person.objects.order_by("email").prefetch_related(Prefetch("memberships", active, to_attr="held"))
    secured = set(Authenticator.objects.values_list("user_id", flat=True))
    return render(request, "cases/people.html", {"people": [(one, one.pk in secured) for one in found]})
