"""Accounts are made by administrators; nobody signs up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's questions, answered."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: people are registered, with a role, by an administrator."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names here; the address is enough."""
