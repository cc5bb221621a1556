"""What an article defines by kinds: network products and services, and the steps of a listing.

No version lists kinds of listing; which of them bring an issuer to a market follows the commentary issued with the
start of 2022-02-15 and the securities regulator's rules (open points `listing_abroad`, `listed_before`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shencha.law.measures.read import part, versions
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class ProductKind:
    """One kind, and the versions that name it."""

    id: str
    name: Text
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListingKind:
    """One kind of step."""

    id: str
    name: Text
    lists: bool
    """Does the issuer come to the market by it, or is it listed there already?"""
    open: bool
    """Does the text leave open whether it is a listing?"""


def _products() -> dict[str, ProductKind]:
    """In the order of the latest version, then what older ones named besides."""
    names: dict[str, Text] = {}
    for version in reversed(versions()):
        for one in part(version, "kinds")["products"]:
            names.setdefault(one["id"], Text.of(one["name"]))
    return {kind: ProductKind(kind, name, _naming(kind)) for kind, name in names.items()}


def _naming(kind: str) -> tuple[str, ...]:
    return tuple(version for version in versions() if kind in kinds_of(version))


def _listings() -> dict[str, ListingKind]:
    found: dict[str, ListingKind] = {}
    for version in reversed(versions()):
        for one in part(version, "kinds").get("listings", ()):
            known = ListingKind(one["id"], Text.of(one["name"]), one["lists"] == "yes", one["open"] == "yes")
            found.setdefault(known.id, known)
    return found


@cache
def kinds_of(instrument_id: str) -> tuple[str, ...]:
    """Ids of the kinds of products that this version names."""
    return tuple(one["id"] for one in part(instrument_id, "kinds")["products"])


PRODUCT_KINDS: Mapping[str, ProductKind] = _products()
"""Every kind that some version names, in the order of the article."""
LISTING_KINDS: Mapping[str, ListingKind] = _listings()
"""Every kind by its id, the usual one first."""
NEW = tuple(one.id for one in LISTING_KINDS.values() if one.lists)
"""The steps by which an issuer comes to a market."""
