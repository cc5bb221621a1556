"""The steps of a listing, and which of them bring an issuer to a market.

Article 7 speaks of listing abroad and lists no kinds; the allotment is that of the commentary issued with the start
on 2022-02-15 and of the securities regulator's rules (open points `listing_abroad`, `listed_before`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.law.data import facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class ListingKind:
    """One kind of step."""

    id: str
    name: Text
    lists: bool
    """Does the issuer come to the market by it, or is it listed there already?"""
    open: bool
    """Does the text leave open whether it is a listing?"""


LISTING_KINDS: Mapping[str, ListingKind] = {
    one["id"]: ListingKind(one["id"], Text.of(one["name"]), one["lists"] == "yes", one["open"] == "yes")
    for one in facts_of("measures/listing_kinds.yaml")["kinds"]
}
"""Every kind by its id, the usual one first."""
NEW = tuple(one.id for one in LISTING_KINDS.values() if one.lists)
