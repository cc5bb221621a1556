"""Material marked as a state secret is refused at the door: the marks by which it is known, and where it belongs.

Only the marks themselves are looked for, as they stand on papers and in file names; trade secrets (商业秘密) are
filed as a matter of course and are no such thing. A paper without a mark is not recognised.
"""

from __future__ import annotations

import re

from shencha.law.sentences import said
from shencha.text import Text

_MARK = re.compile(
    r"(?<!商业)(?:绝密|机密)(?!性)"
    r"|(?<!商业)秘密\s*(?:[★☆*]|级)"
    r"|[\[(（【〔《]\s*秘密\s*[\])）】〕》]"
    r"|\b(?:TOP SECRET|STATE SECRET)\b",
    re.IGNORECASE,
)


def mark_in(words: str) -> str | None:
    """The mark of a state secret in a name or title, or None."""
    found = _MARK.search(words)
    return found[0] if found else None


def directions() -> Text:
    """Where matters that involve state secrets belong."""
    return said("refusal")
