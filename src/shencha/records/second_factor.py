"""A person confirms with the authenticator app that it is really them who signs."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from allauth.core.context import request_context
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from shencha.errors import NotAllowed, ShenchaError
from shencha.records.clock import now
from shencha.records.models import Person, SpentCode
from shencha.records.secrets import kept_secret
from shencha.text import Text

SEALED = "fernet:"
"""Before a secret that lies encrypted."""


class WrongCode(ShenchaError):
    """The second factor did not confirm."""

    code = "second_factor"
    status = 403


class TooManyCodes(NotAllowed):
    """Too many wrong codes; a person who guesses must wait."""

    code = "too_many_codes"
    status = 429


def has_second_factor(person: Person) -> bool:
    """Has the person set up an authenticator app?"""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


@contextmanager
def confirmed(person: Person, code: str) -> Iterator[datetime]:
    """The moment at which the code of the authenticator app confirmed what is done within this block.

    What is done and the code that it spends are committed together, or neither is: a code works once in all
    processes of the instance, and is still good where the act was refused.

    Raises:
        WrongCode: it is wrong, or was used. TooManyCodes: too many wrong ones in a short time, counted together
            with those of signing in.
    """
    step = _tried(person, code)
    with transaction.atomic():
        if not _spent(person, step):
            raise _wrong()
        yield now()


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


def _tried(person: Person, code: str) -> int:
    """The half minute to which a right code belongs; a wrong one is counted, and the count stays."""
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
        step = _step(person, code)
        if step is None:
            raise _wrong()
        forget()
    return step


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


def _spent(person: Person, step: int) -> bool:
    """Spend it, inside the caller's transaction; False where it was spent already."""
    try:
        with transaction.atomic():
            SpentCode.objects.create(person=person, step=step)
    except IntegrityError:
        return False
    SpentCode.objects.filter(person=person, step__lt=step - 100).delete()
    return True


def _wrong() -> WrongCode:
    return WrongCode(
        Text(
            "验证码不对，或者已经用过；请用身份验证器现在显示的六位数字",
            "the code is wrong or was used already; use the six digits that the authenticator shows now",
        )
    )


def _box() -> Fernet:
    return Fernet(kept_secret(Path(settings.DATA) / "factors.key", Fernet.generate_key))
