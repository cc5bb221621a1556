"""A reporter's pages know no account: what a browser is signed in to stays outside, and nothing of it is kept.

Which report a browser may read on is said by a cookie of these pages alone, signed and in no row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from shencha.records.models import Report

PATH = "/report/"
_SALT = "shencha.web.reports.apart"


def without_account(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, before sessions: on a reporter's pages the cookie of an account is not read and not changed."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PATH):
            held = request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            request.signed_in_elsewhere = held is not None  # type: ignore[attr-defined]
        return get_response(request)

    return answer


def report_of(request: HttpRequest) -> Report | None:
    """The report whose code this browser has shown."""
    try:
        found = signing.loads(request.COOKIES.get(settings.REPORT_COOKIE_NAME, ""), salt=_SALT)
    except signing.BadSignature:
        return None
    return Report.objects.filter(pk=cast(int, found)).first()


def remember(response: HttpResponse, report: Report) -> HttpResponse:
    """Let this browser read on until it is closed."""
    response.set_cookie(
        settings.REPORT_COOKIE_NAME,
        signing.dumps(report.pk, salt=_SALT),
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response
