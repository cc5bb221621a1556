"""Accounts are made by administrators; nobody signs up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest

from shencha.records.clock import now
from shencha.records.models import Person


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's questions, answered."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: people are registered, with a role, by an administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names here; the address is enough."""


def has_second_factor(person: Person) -> bool:
    """Has the person set up an authenticator app?"""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def confirm(person: Person, code: str) -> datetime | None:
    """The moment of confirmation when the code of the authenticator app is right, else None.

    A code works once (allauth remembers the last one used).
    """
    authenticator = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if authenticator is None or not TOTP(authenticator).validate_code(code.strip().replace(" ", "")):
        return None
    return now()
