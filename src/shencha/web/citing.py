"""Names of the instruments that are cited, and which of them have pages here."""

from __future__ import annotations

from shencha.law.counsel.questions import name_of
from shencha.law.measures.instruments import instruments
from shencha.text import Text


def instrument_name(instrument_id: str) -> Text:
    """The name of any instrument that is cited."""
    return name_of(instrument_id)


def has_page(instrument_id: str) -> bool:
    """Are its articles shown here?"""
    return any(one.id == instrument_id for one in instruments())
