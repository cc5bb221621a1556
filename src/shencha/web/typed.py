"""A form sent after the session ended: what was typed waits for its writer, who signs in and finds it in the form.

It is kept with the browser's session, never in an address, for the person whose session it was and for nobody who
signs in after them at the same browser. Files cannot be kept so; the page says to choose them again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from shencha.records.clock import now
from shencha.web.filled import UNFILLED, filled

KEPT = "typed"
LONGEST = 200_000
"""Characters of one form that are kept; a longer one is not."""
MINUTES = 60


def page_of(request: HttpRequest) -> str:
    """The address of the page on which the form stood."""
    found = urlsplit(request.headers.get("Referer", ""))
    address = found._replace(scheme="", netloc="", fragment="").geturl()
    same = found.netloc == request.get_host() and url_has_allowed_host_and_scheme(address, None)
    return address if same else request.get_full_path()


def keep_typed(request: HttpRequest) -> str:
    """Keep what was typed for whoever was signed in, and give the address of the page to come back to."""
    page, owner = page_of(request), _owner(request)
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in UNFILLED}
    if owner and fields and sum(len(one) for values in fields.values() for one in values) <= LONGEST:
        request.session[KEPT] = {
            "page": page,
            "action": request.get_full_path(),
            "of": owner,
            "fields": fields,
            "files": bool(request.FILES),
            "at": now().timestamp(),
        }
    return page


def typed_again(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the page of a form that waits is shown with it filled in, until it is sent again."""

    def answer(request: HttpRequest) -> HttpResponse:
        kept: dict[str, Any] | None = request.session.get(KEPT)
        response = get_response(request)
        if kept is None or not request.user.is_authenticated or request.session.get(KEPT) != kept:
            return response
        stale = now().timestamp() - kept["at"] > MINUTES * 60
        sent_again = request.method == "POST" and request.get_full_path() == kept["action"]
        if stale or sent_again or str(request.user.pk) != kept["of"]:
            del request.session[KEPT]
        elif request.method == "GET" and request.get_full_path() == kept["page"] and _is_page(response):
            _fill(request, response, kept)
        return response

    return answer


def _is_page(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return response.status_code == 200 and not response.streaming and kind.startswith("text/html")


def _fill(request: HttpRequest, response: HttpResponse, kept: dict[str, Any]) -> None:
    page = filled(response.content.decode(), kept["fields"], kept["action"], request.get_full_path())
    told = render_to_string("typed.html", {"files": kept["files"]}, request=request)
    begin, main, rest = page.partition('<main id="main" class="wrap">')
    response.content = f"{begin}{main}{told}{rest}".encode()


def _owner(request: HttpRequest) -> str:
    """Whose session it is, or was before it ended; empty where nobody knows any more."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    ended = Session.objects.filter(session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    return str(ended.get_decoded().get("_auth_user_id", "")) if ended else ""
