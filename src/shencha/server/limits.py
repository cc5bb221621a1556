"""How often someone without an account may have something counted: over all processes and machines, by client.

Counted in the database, a row for a client and minute, added to where it lies, so that no two requests count as one;
and only where the proxies in front are declared (SHENCHA_PROXIES): without that every client has one address, and a
limit would shut out all. `shencha doctor` says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from shencha.api.problems import of_error
from shencha.errors import NotAllowed
from shencha.records.clock import now
from shencha.records.models import Remembered, Share
from shencha.server.security_log import address_of
from shencha.text import Text
from shencha.web.problems import bare_page
from shencha.web.reports.apart import PATH

A_MINUTE = 120
"""Calculations of one client in a minute: more than anyone asks by hand."""
KEPT = timedelta(minutes=2)
COSTLY = ("/due/", "/must-we-file/", "/api/", "/statistics/", "/law/compare/", "/law/questions/")
"""Where an answer is counted for whoever asks."""


class TooOften(NotAllowed):
    """Someone without an account asks for more than their share."""

    code = "too_often"
    status = 429


TOO_OFTEN = Text(
    f"一分钟内请求过多（最多 {A_MINUTE} 次），请稍后再试；程序请使用令牌",
    f"too many requests in a minute (at most {A_MINUTE}); wait a little, and let programs use a token",
)


def shares(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: whoever has no account gets their share of calculations and no more."""

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.PROXIES is None or not _counted(request) or _within(request):
            return get_response(request)
        refused = TooOften(TOO_OFTEN)
        told = of_error(refused) if request.path_info.startswith("/api/") else bare_page(request, refused)
        told.headers["Retry-After"] = "60"
        return told

    return answer


def sweep() -> None:
    """Forget shares and counts of tries that have run out; strangers make a row for each address they guess."""
    for rows in (Remembered.objects.filter(expires__lt=now()), Share.objects.filter(until__lt=now())):
        rows.delete()


def _counted(request: HttpRequest) -> bool:
    if request.user.is_authenticated or "Authorization" in request.headers:
        return False
    asks = request.method == "POST" or bool(request.GET)
    return asks and request.path_info.startswith(COSTLY) and not request.path_info.startswith(PATH)


def _within(request: HttpRequest) -> bool:
    """Count it; is it within the share? Of an address only a digest of this minute is kept."""
    moment = now()
    of = sha256(f"{moment:%Y-%m-%d %H:%M} {address_of(request)} {settings.SECRET_KEY}".encode()).hexdigest()
    with transaction.atomic():
        Share.objects.bulk_create([Share(of=of, until=moment + KEPT)], ignore_conflicts=True)
        mine = Share.objects.filter(pk=of)
        mine.update(asked=F("asked") + 1)
        count = mine.values_list("asked", flat=True).get()
    if count == 1:
        Share.objects.filter(until__lt=moment).delete()
    return count <= A_MINUTE
