"""A passkey confirms what a person signs: a question put to the browser, answered by the person's own key, good once.

Source: Web Authentication, level 2, section 7.2.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from fido2.webauthn import AuthenticationResponse, UserVerificationRequirement

from shencha.records.models import Person


@dataclass(frozen=True, slots=True)
class Answered:
    """What a browser answered, and what was kept of the question; None where nothing was asked."""

    question: Mapping[str, Any] | None
    answer: str

    @property
    def mark(self) -> int:
        """Names the question among what one person spent; below nought, so that it is no half minute of a code."""
        challenge = str((self.question or {}).get("challenge", ""))
        return -1 - int.from_bytes(sha256(challenge.encode()).digest()[:7], "big")


def has_passkey(person: Person) -> bool:
    """Has the person added a passkey?"""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).exists())


def ask(person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a browser is to ask a key of this person, and what is to be kept of it until the answer comes.

    Asked and answered within one request of the site each: the key answers for the site's own name alone.
    """
    wanted = UserVerificationRequirement(app_settings.WEBAUTHN_USER_VERIFICATION)
    asked, kept = auth.get_server().authenticate_begin(auth.get_credentials(person), wanted)
    return dict(asked), kept


def key_of(person: Person, given: Answered) -> Authenticator | None:
    """The key of this person that answered; None where none did, or another question was answered."""
    if given.question is None:
        return None
    try:
        answer = json.loads(given.answer)
        AuthenticationResponse.from_dict(answer)
        found = auth.get_server().authenticate_complete(
            dict(given.question), auth.get_credentials(person), answer
        )
    except (ValueError, TypeError, KeyError, AttributeError):  # what is no answer, in any of its parts
        return None
    return auth.get_authenticator_by_credential_id(person, found.credential_id)
