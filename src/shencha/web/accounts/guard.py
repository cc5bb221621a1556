"""A session that nobody uses ends, and whoever acts has a second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shencha.records.clock import now
from shencha.records.models import Person
from shencha.records.second_factor import has_second_factor

BEGUN, SEEN = "begun", "seen"
EVERY = timedelta(minutes=1)
"""How often a session in use is written down."""
OPEN_ROOMS = ("account_", "mfa_", "usersessions_", "public:")
"""What a person without a second factor may still open: where it is set up, and what is for everybody."""
OPEN = frozenset(
    {
        "language",
        "own_address",
        "reports:choose",
        "reports:write",
        "reports:follow",
        "reports:thread",
        "reports:own_file",
    }
)


def ended_sessions(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a session ends some time after its last use, and a working day after it began."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "_auth_user_id" in request.session:
            moment = now().timestamp()
            begun = request.session.setdefault(BEGUN, moment)
            seen = request.session.setdefault(SEEN, moment)
            if moment - seen > settings.SESSION_IDLE_SECONDS or moment - begun > settings.SESSION_COOKIE_AGE:
                _end(request)
            elif moment - seen > EVERY.total_seconds():
                request.session[SEEN] = moment
        return get_response(request)

    return answer


def _end(request: HttpRequest) -> None:
    """The row stays, expired, so that what is being sent now waits for its writer (`typed`); it signs nobody in."""
    Session.objects.filter(session_key=request.session.session_key).update(expire_date=now())
    request.session = SessionStore()


class second_factors:  # noqa: N801  (Django names middleware as it is written in settings)
    """Middleware: who is signed in without a second factor is led to set one up; in a demo nobody is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """The way to the second factor, where it is missing and the page needs it."""
        if settings.DEMO or not request.user.is_authenticated or _secured(request):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.path_info.startswith("/api/") or name in OPEN or name.startswith(OPEN_ROOMS):
            return None  # a program shows its token; what is for everybody is open to everybody
        return redirect("mfa_activate_totp")


def signed_in_by_code(request: HttpRequest) -> datetime | None:
    """When this session last took a code of the second factor; None where it began without."""
    found = get_authentication_records(request, cast(Person, request.user))
    moments = [one["at"] for one in found if one.get("method") == "mfa"]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


def _secured(request: HttpRequest) -> bool:
    """Did this session begin with a second factor, or has the person set one up since?"""
    methods = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())
    by_code = any(one.get("method") == "mfa" for one in methods)
    return by_code or has_second_factor(cast(Person, request.user))
