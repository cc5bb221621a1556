"""Countries and territories by their ISO 3166-1 alpha-2 codes, and which of them are abroad (国外).

Hong Kong, Macau and Taiwan lie outside the mainland (境外) but are not abroad (国外): the text does not say
so, the agency's answers of 2022-01-04 do, and open point `listing_abroad` names it.
Source: ISO 3166-1; the names are those of the Unicode CLDR.
"""

from __future__ import annotations

from shencha.law.data import facts_of
from shencha.text import Text, same

_NAMES = {code: Text.of(name) for code, name in facts_of("places.yaml").items()}
CODES = frozenset(_NAMES)
HOME = "CN"
NOT_ABROAD = frozenset({"HK", "MO", "TW"})
"""Outside the mainland, yet not abroad."""

_WRITTEN = facts_of("place_words.yaml")
_THREE: dict[str, str] = _WRITTEN["alpha3"]
_WORDS = {
    **{
        word.casefold().removeprefix("the "): code
        for code, name in _NAMES.items()
        for word in (name.zh, name.en)
    },
    **{word: code for code, words in _WRITTEN["words"].items() for word in words},
}


def is_abroad(code: str) -> bool:
    """Is it a foreign country (国外), that is, neither the mainland nor Hong Kong, Macau or Taiwan?"""
    return code != HOME and code not in NOT_ABROAD


def place_name(code: str) -> Text:
    """The place's name; the code itself where it is none."""
    return _NAMES.get(code, same(code))


def code_of(word: str) -> str | None:
    """The place that this word names for certain: a code of two or three letters, or a name; None where none is."""
    upper = word.strip().upper()
    if upper in CODES:
        return upper
    name = " ".join(word.split()).casefold().removeprefix("the ")
    return _THREE.get(upper) or _WORDS.get(name)


def meant(word: str) -> str:
    """The code that someone who wrote this word probably meant; an example if there is none."""
    return code_of(word) or {"EN": "GB"}.get(word.strip().upper(), "US")
