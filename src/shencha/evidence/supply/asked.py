"""The cuts a person asks for by name: `supplier:ID`, `owner:CC`, `jurisdiction:CC`, `component:REF`; joined by `+`."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from shencha.errors import BadInput, Fault
from shencha.evidence.supply.cuts import Cut, Taken, owned_by
from shencha.evidence.supply.graph import SupplyGraph
from shencha.evidence.supply.references import References
from shencha.text import Text

_JOINED = re.compile(r"\+(?=(?:supplier|owner|jurisdiction|component):)")
"""A + inside a package URL joins nothing."""


def cuts_asked(texts: Sequence[str], graph: SupplyGraph, references: References) -> list[Cut]:
    """What each text names.

    Raises:
        BadInput: every text that names nothing in the graph.
    """
    made, faults = [], []
    for text in texts:
        whole = _taken(text, graph, references)
        parts = [text] if whole else _JOINED.split(text)
        taken = [whole] if whole else [_taken(part, graph, references) for part in parts]
        missing = [part for part, one in zip(parts, taken, strict=True) if one is None]
        faults += [_unknown(part) for part in missing]
        if not missing:
            made.append(Cut(tuple(one for one in taken if one)))
    if faults:
        raise BadInput(faults)
    return made


def _taken(text: str, graph: SupplyGraph, references: References) -> Taken | None:
    kind, _, name = text.partition(":")
    match kind:
        case "supplier":
            ids = [one.id for one in graph.suppliers]
            found = np.flatnonzero(graph.supplier == ids.index(name)) if name in ids else None
        case "jurisdiction":
            places = graph.jurisdictions
            found = np.flatnonzero(graph.jurisdiction == places.index(name)) if name in places else None
        case "owner":
            found = owned_by(graph).get(name)
        case "component":
            numbers = references.find(name)
            found = np.unique(np.array(numbers, np.int64)) if numbers else None
        case _:
            found = None
    return Taken(text, found) if found is not None else None


def _unknown(text: str) -> Fault:
    wrong = Text(f"{text} 在图中没有", f"{text} is not in the graph")
    right = Text(
        "请写 supplier:ID、owner:CC、jurisdiction:CC 或 component:REF，几个一起用 + 连接",
        "write supplier:ID, owner:CC, jurisdiction:CC or component:REF, several at once joined by +",
    )
    return Fault("--cut", text, wrong, right)
