"""Names of the instruments that are cited, and which of them have pages here."""

from __future__ import annotations

from shencha.law.measures.instruments import instrument, instruments
from shencha.law.network_data import rules as network_data_2025
from shencha.law.sanctions.provisions import instrument_name as sanctioning
from shencha.text import Text


def instrument_name(instrument_id: str) -> Text:
    """The name of a version of the Measures, or of the Regulations beside them."""
    if instrument_id == network_data_2025.INSTRUMENT:
        return network_data_2025.NAME
    return instrument(instrument_id).name if has_page(instrument_id) else sanctioning(instrument_id)


def has_page(instrument_id: str) -> bool:
    """Are its articles shown here?"""
    return any(one.id == instrument_id for one in instruments())
