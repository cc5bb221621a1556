"""Components whose names are told apart only by a closer look: one sign for another that looks the same, or a stroke.

A package of nearly the name of another is how a stranger's code comes to be installed instead. Names are compared
within one kind of package (the type of their package URL) and within the bills: no list of well-known names is asked.
Source: Unicode Technical Standard 39, section 4 (confusable detection), cut down to what package names hold.
"""

from __future__ import annotations

import re
import unicodedata

from shencha.evidence.supply.bill import Bill

_ALIKE = str.maketrans(
    {
        "0": "o",
        "1": "l",
        "i": "l",
        "|": "l",
        "\u0131": "l",
        "\u0456": "l",
        "\u043e": "o",
        "\u03bf": "o",
        "\u0430": "a",
        "\u03b1": "a",
        "\u0435": "e",
        "\u0440": "p",
        "\u0441": "c",
        "\u0443": "y",
        "\u0455": "s",
        "\u0445": "x",
    }
)
"""Digits, and letters of the Cyrillic and Greek scripts, that look like a Latin letter."""
_STROKES = re.compile(r"[-_.\s]+")
_TWO = (("rn", "m"), ("vv", "w"), ("cl", "d"))


def skeleton(name: str) -> str:
    """What is left of a name when signs that look alike are one: two names that share it are easily confused."""
    found = unicodedata.normalize("NFKC", name).casefold().translate(_ALIKE)
    found = _STROKES.sub("", found)
    for two, one in _TWO:
        found = found.replace(two, one)
    return found


def alike(bill: Bill) -> tuple[tuple[str, ...], ...]:
    """Groups of names of one kind of package that look alike, each in order; the same name twice is none."""
    seen: dict[tuple[str, str], set[str]] = {}
    for number, name in enumerate(bill.names):
        purl = bill.purls[number]
        kind = purl.partition("/")[0] if purl else ""
        full = bill.full_name(number)
        if len(name) > 3:
            seen.setdefault((kind, skeleton(full)), set()).add(full.casefold())
    return tuple(sorted(tuple(sorted(names)) for names in seen.values() if len(names) > 1))
