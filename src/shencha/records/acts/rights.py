"""Every change of who exists, who may do what and with which key is an entry of the log."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from shencha.records.acts.logged import enter
from shencha.records.clock import today
from shencha.records.log.rights import TOGETHER, print_of
from shencha.records.models import Membership

_waiting: ContextVar[list[dict[str, Any]] | None] = ContextVar("rights", default=None)
"""Changes that become one entry, while some are made together."""


def changed(about: str, name: str, said: dict[str, Any], *, by: Membership | None = None) -> None:
    """Enter one change; inside the transaction that makes it.

    Args:
        about: `person:KEY` or `organisation:KEY`.
        by: None where whoever holds the machine's shell did it.
    """
    waiting = _waiting.get()
    if waiting is not None:
        waiting.append({"about": about, "act": name, "said": said})
        return
    with transaction.atomic():
        enter(about, name, {"on": today().isoformat(), **said}, by=by, key=secrets.token_hex(16))


@contextmanager
def together(*, by: Membership | None = None) -> Iterator[None]:
    """The changes made within are one entry, as when an instance is peopled."""
    token = _waiting.set([])
    try:
        with transaction.atomic():
            yield
            waiting = _waiting.get()
            if waiting:
                said = {"on": today().isoformat(), "acts": waiting}
                enter("accounts", TOGETHER, said, by=by, key=secrets.token_hex(16))
    finally:
        _waiting.reset(token)


def watch() -> None:
    """From here on a second factor that is set or ended is an entry, whoever did it and on whatever way."""
    from allauth.mfa.models import Authenticator
    from django.db.models.signals import post_delete, post_save

    def was_set(instance: Authenticator, created: bool, raw: bool = False, **_: Any) -> None:
        if created and not raw:
            changed(f"person:{_key(instance)}", "second_factor_set", _said(instance))

    def has_ended(instance: Authenticator, **_: Any) -> None:
        if Authenticator.objects.filter(user=instance.user, type=instance.type).exists():
            changed(
                f"person:{_key(instance)}", "passkey_removed", _said(instance)
            )  # another of that kind is there still
            return
        changed(f"person:{_key(instance)}", "second_factor_ended", {"type": instance.type})

    post_save.connect(was_set, sender=Authenticator, weak=False, dispatch_uid="second_factor_set")
    post_delete.connect(has_ended, sender=Authenticator, weak=False, dispatch_uid="second_factor_ended")


def _said(authenticator: Any) -> dict[str, Any]:
    return {"type": authenticator.type, "print": print_of(authenticator.data)}


def _key(authenticator: Any) -> str:
    return str(authenticator.user.key)
