"""The demo's own page: who can sign in, with which password, and the code of this half minute."""

from __future__ import annotations

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shencha.law.measures.members import members
from shencha.procedure.roles import ROLES
from shencha.records.clock import today
from shencha.records.models import Organisation, Person
from shencha.server.sample import instance as sample
from shencha.server.sample import walk


@never_cache
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account of the demo; only a demo has this address."""
    on = today()
    names = {one.key: one for one in Organisation.objects.all()}
    units = {member.id for member in members(on)}
    everyone = [(one, ROLES[one.role].name, names.get(one.organisation)) for one in sample.people(on)]
    shown = {
        "steps": list(walk.steps()),
        "people": [line for line in everyone if line[0].organisation not in units],
        "members": [line for line in everyone if line[0].organisation in units],
        "password": sample.PASSWORD,
        "secret": sample.TOTP_SECRET,
        "code": code(),
    }
    return render(request, "sample.html", shown)


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, without password and code; no other instance has this address."""
    email, to = request.POST.get("email", ""), request.POST.get("to", "")
    if email not in {one.email for one in sample.people(today())}:
        return redirect("demo")
    login(request, Person.objects.get(email=email), "allauth.account.auth_backends.AuthenticationBackend")
    allowed = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return redirect(to if allowed and to.startswith("/") else "desk")


def code() -> str:
    """The six digits that the demo's authenticators show now."""
    shown: str = format_hotp_value(
        hotp_value(sample.TOTP_SECRET, int(time.time()) // app_settings.TOTP_PERIOD)
    )
    return shown
