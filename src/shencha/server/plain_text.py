"""What forms and addresses say arrives as plain text, for every page and every operation of the API.

A line break that a word processor pastes becomes a line break and other control characters go; a NUL or half a
character is refused with the name of its box, before any view sees it. So is a line that is the mark of a state secret,
in any form of anyone: what stood in that box is kept nowhere, the rest waits where it was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from shencha.api.problems import of_error, of_status
from shencha.errors import BadInput, Fault
from shencha.inputs import scalars
from shencha.law.state_secrets import mark_typed, not_kept
from shencha.text import keepable, plain
from shencha.web.problems import not_found, page


class plain_text:  # noqa: N801  (Django names middleware as it is written in settings)
    """Middleware: queries and forms hold plain text, and an address with control characters leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """No address of ours has a control character in it."""
        address = request.path_info
        if plain(address) != address or not keepable(address):
            return of_status(404) if address.startswith("/api/") else not_found(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Read what was sent, and refuse what cannot be kept; the API reads its forms once the token is known."""
        faults: list[Fault] = []
        request.GET = _plain(request.GET, faults)  # type: ignore[assignment]
        if request.method == "POST" and not request.path_info.startswith("/api/"):
            request.POST = _unmarked(_plain(request.POST, faults), faults)  # type: ignore[assignment]
        if not faults:
            return None
        refused = BadInput(faults)
        return of_error(refused) if request.path_info.startswith("/api/") else page(request, refused)


def _plain(sent: QueryDict, faults: list[Fault]) -> QueryDict:
    if all(plain(one) == one and keepable(one) for name in sent for one in (name, *sent.getlist(name))):
        return sent
    found = QueryDict(mutable=True)
    for name in sent:
        try:
            found.setlist(scalars.name(name), [scalars.words(one) for one in sent.getlist(name)])
        except scalars.Unusable as unusable:
            box = name.encode(errors="backslashreplace").decode()
            faults.append(Fault("form", plain(box)[:100], unusable.wrong, unusable.right))
    return found


def _unmarked(sent: QueryDict, faults: list[Fault]) -> QueryDict:
    """What was sent without the boxes that hold a mark; nothing of those is passed on."""
    marks = {name: mark for name in sent for one in sent.getlist(name) if (mark := mark_typed(one))}
    if not marks:
        return sent
    left = QueryDict(mutable=True)
    for name in sent.keys() - marks.keys():
        left.setlist(name, sent.getlist(name))
    faults += [not_kept("form", name[:100], mark) for name, mark in marks.items()]
    return left
