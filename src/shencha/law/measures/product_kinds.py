"""The kinds of network products and services that the Measures name (2022: Article 21; 2020: Article 20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from shencha.law.data import facts_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class ProductKind:
    """One kind, and the versions that name it."""

    id: str
    name: Text
    versions: tuple[str, ...]


PRODUCT_KINDS: Mapping[str, ProductKind] = {
    kind["id"]: ProductKind(kind["id"], Text.of(kind["name"]), tuple(kind["versions"]))
    for kind in facts_of("measures/product_kinds.yaml")["kinds"]
}
"""Every kind that some version names, in the order of the article."""


@cache
def kinds_of(instrument_id: str) -> tuple[str, ...]:
    """Ids of the kinds that this version names."""
    return tuple(kind.id for kind in PRODUCT_KINDS.values() if instrument_id in kind.versions)
