"""What a cut is called in a sentence: `supplier:acme` is 供应方“acme”, `jurisdiction:US` 美国."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from shencha.law.places import CODES, place_name
from shencha.text import Text
from shencha.text.lists import listed

_EACH = re.compile(r"\+(?=(?:supplier|jurisdiction|owner|component):)")
_WORDS = {
    "supplier": Text("供应方{name}", "the supplier {name}"),
    "owner": Text("{name}所有的供应方", "the suppliers owned by {name}"),
    "component": Text("组件{name}", "the component {name}"),
    "jurisdiction": Text("{name}的供应方", "the suppliers in {name}"),
}

_OWNED_FROM = Text("{name}的主体所有的供应方", "the suppliers owned from {name}")


def cut_words(name: str, suppliers: Mapping[str, str] = MappingProxyType({})) -> Text:
    """The cut of that name in words.

    Args:
        suppliers: names of suppliers by their ids; a supplier that is not among them is called by its id.
    """
    return listed(_one(part, suppliers) for part in _EACH.split(name))


def _one(part: str, suppliers: Mapping[str, str]) -> Text:
    kind, _, id_ = part.partition(":")
    if kind not in _WORDS:
        return Text(part, part)
    named = suppliers.get(id_, id_) if kind == "supplier" else id_
    if kind in ("jurisdiction", "owner") and id_ in CODES:
        return (_OWNED_FROM if kind == "owner" else _WORDS[kind]).fill(name=place_name(id_))
    return _WORDS[kind].fill(name=Text(f"“{named}”", named))
