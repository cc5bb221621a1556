"""An inventory as JSON-LD in terms of the Data Privacy Vocabulary, for other people's registers of processing.

It says what the inventory says; routes and volumes are this country's law, for which the vocabulary has no words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shencha.evidence.flows.dpv import SPACES, is_term, split
from shencha.evidence.flows.flow import MEANS, Flow, Inventory
from shencha.evidence.flows.reasons import number
from shencha.law.logic.holds import NO, YES

_KIND = {YES: "dpv:PersonalDataProcess", NO: "dpv:NonPersonalDataProcess"}
_OWN = {
    "purpose": ("dpv:hasPurpose", "dpv:Purpose"),
    "whose": ("dpv:hasDataSubject", "dpv:DataSubject"),
    "legal_basis": ("dpv:hasLegalBasis", "dpv:LegalBasis"),
    "means": ("dpv:hasProcessing", "dpv:Processing"),
}
"""The property of a field, and the class of what is said in words of one's own."""


def linked(inventory: Inventory) -> dict[str, Any]:
    """The document: one process for each flow."""
    return {
        "@context": {**SPACES, "dct": "http://purl.org/dc/terms/"},
        "@graph": [_process(one, inventory) for one in inventory.flows],
    }


def _process(flow: Flow, inventory: Inventory) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@id": f"_:{_label(flow.id)}",
        "@type": _KIND.get(flow.personal, "dpv:Process"),
        "dct:identifier": flow.id,
    }
    if flow.what:
        told["dct:title"] = flow.what
    if inventory.name:
        told["dpv:hasDataExporter"] = {"@type": "dpv:DataExporter", "dct:title": inventory.name}
    if recipient := _recipient(flow):
        told["dpv:hasRecipient"] = recipient
    for field, words in (
        ("purpose", flow.purpose),
        ("whose", flow.whose),
        ("legal_basis", flow.basis),
        ("means", flow.means),
    ):
        property_, class_ = _OWN[field]
        if values := [*_terms(flow, field), *_own(words, class_)]:
            told[property_] = values
    kinds = [term for name, term in flow.terms if name == "categories"]
    for property_, personal in (("dpv:hasPersonalData", True), ("dpv:hasData", False)):
        if values := [{"@id": term.id} for term in kinds if term.personal is personal]:
            told[property_] = values
    if "persons" in flow.written or flow.persons.at_least:
        told["dct:extent"] = [
            {"@value": number(flow.persons).zh, "@language": "zh"},
            {"@value": number(flow.persons).en, "@language": "en"},
        ]
    return told


def _recipient(flow: Flow) -> dict[str, Any]:
    roles = [term.id for name, term in flow.terms if name == "to.role"]
    told: dict[str, Any] = {}
    if flow.recipient:
        told["dct:title"] = flow.recipient
    if flow.country:
        told["dpv:hasCountry"] = {"@id": f"dpv-loc:{flow.country}"}
    return {"@type": roles or ["dpv:Recipient"], **told} if told or roles else {}


def _terms(flow: Flow, field: str) -> Iterator[dict[str, str]]:
    yield from ({"@id": term.id} for name, term in flow.terms if name == field)


def _own(words: str, class_: str) -> Iterator[dict[str, str]]:
    for word in split(words):
        if not is_term(word):
            yield {"@type": class_, "dct:title": word.replace("_", " ") if word in MEANS else word}


def _label(id_: str) -> str:
    """A blank node's label: letters, figures and hyphens stay, anything else as its code point."""
    return "flow-" + "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in id_)
