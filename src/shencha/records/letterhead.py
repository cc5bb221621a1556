"""How the office's papers look on a day: what two of its people put in force, and what the operator set before that."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from shencha.documents.sheet import ISSUER, Letterhead
from shencha.law.measures.policies import worded
from shencha.records.policies import value_on
from shencha.text import Text


def letterhead_on(day: date) -> Letterhead:
    """Name, signature, code, closing words, added paragraph and contact of what is issued on that day."""
    return Letterhead(
        issuer=_words("notice_issuer", day) or ISSUER,
        signature=_words("notice_signature", day) or _words("notice_issuer", day) or ISSUER,
        code=code.zh if (code := _words("notice_code", day)) else settings.DOCUMENT_CODE,
        closing=_words("notice_closing", day),
        added=_words("notice_added", day),
        contact=_words("notice_contact", day),
    )


def _words(policy: str, day: date) -> Text | None:
    written = str(value_on(policy, day))
    return worded(written) if written else None
