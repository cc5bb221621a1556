"""A form that was not taken: what was typed waits for its writer, who comes back and finds it in the form.

The session had ended, or the act was refused on a page of its own, such as when a colleague was faster.

It is kept with the browser's session, never in an address, for the person whose session it was and for nobody who
signs in after them at the same browser. Files cannot be kept so; the page says to choose them again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from shencha.records.clock import now
from shencha.web.filled import UNFILLED, filled

KEPT = "typed"
LONGEST = 200_000
"""Characters of one form that are kept; a longer one is not."""
MINUTES = 60
SEEN = frozenset({"expected", "seen"})
"""What a form says of the state that its writer had before their eyes."""


def page_of(request: HttpRequest) -> str:
    """The address of the page on which the form stood."""
    found = urlsplit(request.headers.get("Referer", ""))
    address = found._replace(scheme="", netloc="", fragment="").geturl()
    same = found.netloc == request.get_host() and url_has_allowed_host_and_scheme(address, None)
    return address if same else request.get_full_path()


def keep_typed(request: HttpRequest, *, refused: bool = False) -> str:
    """Keep what was typed for whoever was signed in, and give the address of the page to come back to.

    Args:
        refused: the act was refused; what the page then shows has been seen, and counts as seen.
    """
    page, owner = page_of(request), _owner(request)
    left_out = UNFILLED | SEEN if refused else UNFILLED
    fields = {name: request.POST.getlist(name) for name in request.POST if name not in left_out}
    if owner and fields and sum(len(one) for values in fields.values() for one in values) <= LONGEST:
        request.session[KEPT] = {
            "page": page,
            "action": request.get_full_path(),
            "of": owner,
            "fields": fields,
            "files": bool(request.FILES),
            "refused": refused,
            "at": now().timestamp(),
        }
    return page


def kept_for(request: HttpRequest) -> QueryDict | None:
    """What waits for the form of this page, for a page whose boxes depend on it; None where nothing does."""
    kept: dict[str, Any] | None = request.session.get(KEPT)
    if kept is None or kept["of"] != _owner(request) or kept["page"] != request.get_full_path():
        return None
    found = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        found.setlist(name, values)
    return found


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
    shown = {"files": kept["files"], "refused": kept.get("refused", False)}
    told = render_to_string("typed.html", shown, request=request)
    begin, main, rest = page.partition('<main id="main" class="wrap">')
    response.content = f"{begin}{main}{told}{rest}".encode()


def _owner(request: HttpRequest) -> str:
    """Whose session it is, or was before it ended; empty where nobody knows any more."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    ended = Session.objects.filter(session_key=request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")).first()
    return str(ended.get_decoded().get("_auth_user_id", "")) if ended else ""
