"""Accounts are made by administrators; nobody signs up, and an address is the organisation's fact."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from shencha.records.models import Person
from shencha.records.second_factor import opened, sealed

KNOWN_FOR = 180 * 86_400
"""Seconds for which a browser in which someone signed in is known as theirs."""
_SALT = "shencha.web.accounts.known"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's questions, answered."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: people are registered, with a role, by an administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names here; the address is enough."""

    def post_login(self, request: HttpRequest, user: Person, **asked: Any) -> HttpResponse:
        """From now on this browser is known as one of that person."""
        response: HttpResponse = super().post_login(request, user, **asked)
        known = signing.dumps([user.pk, secrets.token_urlsafe(12)], salt=_SALT)
        response.set_cookie(
            settings.KNOWN_COOKIE_NAME,
            known,
            max_age=KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Whose tries are counted together: a stranger who guesses never locks out a browser that is known."""
        login = str(credentials.get("email", credentials.get("username", ""))).lower()
        return f"{login}:{_known(request, login)}"


class Factors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors lie encrypted: a copy of the database is none."""

    def encrypt(self, text: str) -> str:
        """As it is kept."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return opened(encrypted_text)


def _known(request: HttpRequest, login: str) -> str:
    """The name of a browser in which that person has signed in before; empty for any other."""
    try:
        whose, name = signing.loads(
            request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), salt=_SALT, max_age=KNOWN_FOR
        )
    except (signing.BadSignature, TypeError, ValueError):
        return ""
    return str(name) if Person.objects.filter(pk=whose, email__iexact=login).exists() else ""
