"""A person confirms with the authenticator app, or a passkey, that it is really them who signs."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypeVar

from allauth.core.context import request_context
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from shencha.errors import NotAllowed, ShenchaError
from shencha.records.clock import now
from shencha.records.keys import kept
from shencha.records.models import Person, SpentCode
from shencha.records.passkeys import Answered, has_passkey, key_of
from shencha.text import Text

Found = TypeVar("Found")
FRESH = timedelta(minutes=1)
"""For how long the code that signed in is good for an act: no app shows it longer, its clock half a minute off."""
STEP = 30
"""Seconds of a code (RFC 6238)."""
SEALED = "fernet:"
"""Before a secret that lies encrypted."""


class WrongCode(ShenchaError):
    """The second factor did not confirm."""

    code = "second_factor"
    status = 403


_WRONG = Text(
    "验证码不对，或者已经用过；请用现在显示的六位动态口令",
    "the code is wrong or was used already; use the six digits that the authenticator shows now",
)
_NO_KEY = Text(
    "通行密钥没有确认，或者已经用过；请再试一次，或者输入动态口令的六位数字",
    "the passkey did not confirm, or was used already; try once more, or use the authenticator’s six digits",
)


class TooManyCodes(NotAllowed):
    """Too many wrong codes; a person who guesses must wait."""

    code = "too_many_codes"
    status = 429


def has_second_factor(person: Person) -> bool:
    """Has the person set up an authenticator app, or a passkey?"""
    return has_codes(person) or has_passkey(person)


def has_codes(person: Person) -> bool:
    """Has the person an authenticator app, whose codes sign where there is no browser to ask a passkey?"""
    return _app(person) is not None


@contextmanager
def confirmed(
    person: Person, code: str, *, signed_in: datetime | None = None, passkey: Answered | None = None
) -> Iterator[datetime]:
    """The moment at which the second factor confirmed what is done within this block.

    What is done and the code that it spends are committed together, or neither is: a code works once in all
    processes of the instance, and is still good where the act was refused. Without a code the one that signed in a
    moment ago counts, which no act has used yet: one code is never good for two acts.

    Args:
        signed_in: when the session in which it is done was begun with a code.
        passkey: a passkey's answer in place of a code; its question is good for one act, as a code is.
    Raises:
        WrongCode: it is wrong, or was used. TooManyCodes: too many wrong ones in a short time, counted together
            with those of signing in.
    """
    if passkey is not None:
        key = _counted(person, lambda: key_of(person, passkey), _NO_KEY)
        with transaction.atomic():
            if not _spent(person, passkey.mark, acted=True):
                raise WrongCode(_NO_KEY)
            key.record_usage()
            yield now()
        return
    if not code.strip() and good_for_an_act(person, signed_in):
        with transaction.atomic():
            if not SpentCode.objects.filter(pk__in=_just_spent(person, signed_in), acted=False).update(
                acted=True
            ):
                raise WrongCode(_WRONG)
            yield signed_in or now()
        return
    step = _counted(person, lambda: _step(person, code), _WRONG)
    with transaction.atomic():
        if not _spent(person, step, acted=True):
            raise WrongCode(_WRONG)
        yield now()


def good_for_an_act(person: Person, signed_in: datetime | None) -> bool:
    """Is the code with which a session began still good for one act?

    For as long as the app may go on showing it: nobody waits for another one only to sign.
    """
    return SpentCode.objects.filter(pk__in=_just_spent(person, signed_in), acted=False).exists()


def accepted(person: Person, code: str) -> Authenticator | None:
    """What took a code at signing in, the app or the list of recovery codes; the code is then spent.

    The caller counts the tries.
    """
    with transaction.atomic():
        step = _step(person, code)
        if step is not None:
            return _app(person) if _spent(person, step) else None
        held = Authenticator.objects.select_for_update().filter(
            user=person, type=Authenticator.Type.RECOVERY_CODES
        )
        return next((one for one in held if one.wrap().validate_code(code)), None)


def sealed(text: str) -> str:
    """A secret as the database keeps it."""
    return SEALED + _box().encrypt(text.encode()).decode()


def opened(kept: str) -> str:
    """A secret as it was; one of before secrets were sealed stands as it is."""
    return _box().decrypt(kept.removeprefix(SEALED)).decode() if kept.startswith(SEALED) else kept


def _counted(person: Person, found: Callable[[], Found | None], wrong: Text) -> Found:
    """What a right answer is found to be; a wrong one is counted, and the count stays."""
    request = HttpRequest()  # what allauth asks for where there is none: a command, a job
    request.method = "POST"
    with request_context(request):
        try:
            forget = check_rate_limit(person)
        except ValidationError:
            raise TooManyCodes(
                Text(
                    "验证码输错次数过多，请几分钟后再试",
                    "Too many wrong codes; wait a few minutes, then try again",
                )
            ) from None
    right = found()
    if right is None:
        raise WrongCode(wrong)
    with request_context(request):
        forget()
    return right


def _app(person: Person) -> Authenticator | None:
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()


def _step(person: Person, code: str) -> int | None:
    """The half minute to which the code belongs; None where it is none of now."""
    app, written = _app(person), code.strip().replace(" ", "")
    if app is None:
        return None
    secret = opened(app.data["secret"])
    return next(
        (
            step
            for step in yield_hotp_counters_from_time()
            if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)).encode(), written.encode())
        ),
        None,
    )


def _just_spent(person: Person, signed_in: datetime | None) -> list[int]:
    """The row of the code that began a session, as long as it is fresh; a recovery code has none."""
    if signed_in is None or not timedelta(0) <= now() - signed_in <= FRESH:
        return []
    at = int(signed_in.timestamp()) // STEP
    steps = SpentCode.objects.filter(person=person, step__range=(at - 1, at + 1))
    return list(steps.order_by("-step").values_list("pk", flat=True)[:1])


def _spent(person: Person, step: int, *, acted: bool = False) -> bool:
    """Spend it, inside the caller's transaction; False where it was spent already."""
    try:
        with transaction.atomic():
            SpentCode.objects.create(person=person, step=step, acted=acted)
    except IntegrityError:
        return False
    SpentCode.objects.filter(person=person, step__range=(0, step - 100)).delete()
    return True


def _box() -> Fernet:
    return Fernet(kept("factors.key", Fernet.generate_key))
