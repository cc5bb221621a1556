"""A person confirms with the authenticator app that it is really them who signs."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.exceptions import ValidationError

from shencha.errors import NotAllowed
from shencha.records.clock import now
from shencha.records.models import Person
from shencha.text import Text


def has_second_factor(person: Person) -> bool:
    """Has the person set up an authenticator app?"""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


class TooManyCodes(NotAllowed):
    """Too many wrong codes; a person who guesses must wait."""

    code = "too_many_codes"
    status = 429


def confirm(person: Person, code: str) -> datetime | None:
    """The moment of confirmation when the code of the authenticator app is right, else None.

    A code works once (allauth remembers the last one used).

    Raises:
        TooManyCodes: too many wrong codes in a short time, counted together with those of signing in.
    """
    authenticator = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        return None
    try:
        forget = check_rate_limit(person)
    except ValidationError:
        raise TooManyCodes(
            Text(
                "验证码输错次数过多，请几分钟后再试",
                "Too many wrong codes; wait a few minutes, then try again",
            )
        ) from None
    if not TOTP(authenticator).validate_code(code.strip().replace(" ", "")):
        return None
    forget()
    return now()
