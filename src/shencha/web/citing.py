"""How an article is cited: 第八条第二项, Article 8(2)."""

from __future__ import annotations

import re

from shencha.law import network_data_2025
from shencha.law.instruments import instrument, instruments
from shencha.law.sentences import article_name
from shencha.text import Text, same

_NUMBER = re.compile(r"(\d+)(?:\((\d+)\))?")


def cited(number: str) -> Text:
    """An article by its number; `8(2)` is its second item."""
    found = _NUMBER.fullmatch(number)
    if found is None:
        return same(number)
    article, item = found.groups()
    zh = article_name(article).zh
    if item:
        zh += f"第{article_name(item).zh[1:-1]}项"
    return Text(zh, f"Article {number}")


def instrument_name(instrument_id: str) -> Text:
    """The name of a version of the Measures, or of the Regulations beside them."""
    if instrument_id == network_data_2025.INSTRUMENT:
        return network_data_2025.NAME
    return instrument(instrument_id).name


def has_page(instrument_id: str) -> bool:
    """Are its articles shown here?"""
    return any(one.id == instrument_id for one in instruments())
