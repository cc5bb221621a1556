"""Material marked as a state secret is refused at the door: the marks by which it is known, and where it belongs.

A name is searched as it stands; of a paper only lines that are a mark, as GB/T 9704 puts one on its first page, so
that a sentence which speaks of secrets is no mark, and likewise of what someone types. Trade secrets (商业秘密) are
filed as a matter of course and are no such thing. A paper without a mark is not recognised.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from shencha.errors import Fault
from shencha.law.screening.sentences import said
from shencha.text import Text

_MARK = re.compile(
    r"(?<!商业)(?:绝密|机密)(?!性)"
    r"|(?<!商业)秘密\s*(?:[★☆*]|级)"
    r"|[\[(【〔《]\s*秘密\s*[\])】〕》]"
    r"|\b(?:TOP SECRET|STATE SECRET)\b",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"^[\[(【〔《]?(?:(?:国家)?(?:密级|秘密等级)|保密(?:等级|级别))?(?:标识)?:?(?:绝密|机密|秘密)"
    r"(?:级?[★☆*].{0,12}|级|件)?[\])】〕》]?$"
    r"|^(?:国家)?(?:密级|秘密等级|保密等级|保密级别)(?:标识)?:?[\[(【]?(?:绝密|机密|秘密)"
    r"级?[\])】]?[,;]?(?:保密期限|期限|解密)"
    r"|(?<!商业)(?:绝密|机密|秘密)级?[★☆]"
    r"|^[\[(【]?(?:TOPSECRET|STATESECRET)[\])】]?$",
    re.IGNORECASE,
)
_TRADITIONAL = str.maketrans("絕機級國業標識", "绝机级国业标识")
FIRST_LINES = 30
"""How far down a paper's first page a mark is looked for."""


def mark_on(lines: Iterable[str]) -> str | None:
    """The mark of a state secret among the first lines of a paper, or None; spaces within it do not hide it."""
    bare = ("".join(_folded(line).split()) for line in lines)
    for _, line in zip(range(FIRST_LINES), filter(None, bare), strict=False):
        if found := _LINE.search(line):
            return found[0]
    return None


def mark_typed(words: str) -> str | None:
    """The mark of a state secret in what someone typed: a line that is one, however far down; or None."""
    bare = ("".join(_folded(line).split()) for line in words.splitlines())
    return next((found[0] for line in bare if (found := _LINE.search(line))), None)


def mark_in(words: str) -> str | None:
    """The mark of a state secret in a name or title, or None."""
    found = _MARK.search(_folded(words))
    return found[0] if found else None


def _folded(words: str) -> str:
    """Full width as half width, traditional script as simplified: a mark is the same mark."""
    return unicodedata.normalize("NFKC", words).translate(_TRADITIONAL)


def not_kept(file: str, where: str, mark: str) -> Fault:
    """That something bears the mark of a state secret and was not kept, and where such matters belong."""
    wrong = Text(f"带有“{mark}”标志，没有留存", f"it bears the mark {mark}; nothing of it was kept")
    return Fault(file, where, wrong, directions())


def directions() -> Text:
    """Where matters that involve state secrets belong."""
    return said("refusal")
