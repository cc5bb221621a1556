"""What an operator must be able to look up of who came to the door: a line of JSON each, without content.

Signed in, refused, too many tries, a second factor set up or taken away, an address that is not for this person: who,
when, from where. What was typed is never written, and of a reporter's pages there is no line at all. A file a day lies
in `security/` of the data folder, kept for KEPT_DAYS (the Cybersecurity Law asks for six months of network logs).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest, HttpResponse

from shencha.records.clock import SHANGHAI, now
from shencha.records.models import Person
from shencha.records.secrets import made_folder
from shencha.web.reports.apart import PATH

KEPT_DAYS = 400
EVENTS = (
    "signed_in",
    "signed_out",
    "sign_in_failed",
    "code_failed",
    "second_factor_added",
    "second_factor_removed",
    "refused",
)
"""What is noted, by the word in its line."""
HEARD: list[Callable[[str], None]] = []
"""Who is told the word of each line, and nothing else of it."""
REFUSED = frozenset({401, 403, 404, 413, 429})


def noted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: answers that refuse someone leave a line; and from now on so do the signals of signing in."""
    user_logged_in.connect(_signed_in, dispatch_uid="security_log")
    user_logged_out.connect(_signed_out, dispatch_uid="security_log")
    user_login_failed.connect(_failed, dispatch_uid="security_log")
    authentication_failed.connect(_code_failed, dispatch_uid="security_log")
    authenticator_added.connect(_factor_added, dispatch_uid="security_log")
    authenticator_removed.connect(_factor_removed, dispatch_uid="security_log")

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        known = user is not None and user.is_authenticated
        if response.status_code in REFUSED and (known or response.status_code != 404):
            note("refused", request, user if known else None, status=response.status_code)
        return response

    return answer


def note(what: str, request: HttpRequest | None, person: Any = None, **said: Any) -> None:
    """Write one line; nothing where a reporter may be meant."""
    if request is not None and request.path_info.startswith(PATH):
        return
    moment = now().astimezone(SHANGHAI)
    line: dict[str, Any] = {"at": moment.isoformat(timespec="seconds"), "what": what}
    if person is not None:
        line["person"] = person.key
    if request is not None:
        line |= {"method": request.method, "view": _view(request), "from": address_of(request)}
    file = made_folder(_folder()) / f"{moment.date()}.jsonl"
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(opened, (json.dumps(line | said, ensure_ascii=False) + "\n").encode())
    finally:
        os.close(opened)
    for one in HEARD:
        one(what)


def sweep(on: date) -> int:
    """Remove the files of days before KEPT_DAYS; how many there were."""
    first = f"{on - timedelta(KEPT_DAYS)}.jsonl"
    old = [one for one in _folder().glob("*.jsonl") if one.name < first]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    return Path(settings.DATA) / "security"


def _view(request: HttpRequest) -> str:
    """The name of the page and not its address, in which a number of a case may stand."""
    return request.resolver_match.view_name if request.resolver_match else ""


def address_of(request: HttpRequest) -> str:
    """Of the client, as far as the proxies that were declared tell it."""
    passed = [one.strip() for one in request.headers.get("X-Forwarded-For", "").split(",") if one.strip()]
    proxies = settings.PROXIES or 0
    found = passed[-proxies] if 0 < proxies <= len(passed) else request.META.get("REMOTE_ADDR", "")
    return str(found)[:45]


def _signed_in(sender: object, request: HttpRequest, user: Person, **_: object) -> None:
    note("signed_in", request, user)


def _signed_out(sender: object, request: HttpRequest, user: Person | None, **_: object) -> None:
    note("signed_out", request, user)


def _failed(
    sender: object, credentials: dict[str, Any], request: HttpRequest | None = None, **_: object
) -> None:
    """The account, if there is one: what was typed instead may be a password."""
    login = str(credentials.get("email") or credentials.get("username") or "")
    note("sign_in_failed", request, Person.objects.filter(email__iexact=login).first())


def _code_failed(sender: object, request: HttpRequest, user: Person, **_: object) -> None:
    note("code_failed", request, user)


def _factor_added(sender: object, request: HttpRequest, user: Person, **_: object) -> None:
    note("second_factor_added", request, user)


def _factor_removed(sender: object, request: HttpRequest, user: Person, **_: object) -> None:
    note("second_factor_removed", request, user)
