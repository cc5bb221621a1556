"""Statements of BODS 0.1 to 0.3 put into the form of 0.4, and what has no place there.

The older versions know no records: a statement replaces others by their ids, and relationships point to statements.
All that replace each other become one record, named by the first of them; where a statement points to an older one,
it means the record. An end that is told by replacing only is lost.
Source: https://standard.openownership.org/en/0.3.0/schema/reference.html, migration notes of 0.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

TYPES = {
    "entityStatement": "entity",
    "personStatement": "person",
    "ownershipOrControlStatement": "relationship",
}
VERSIONS = ("0.1", "0.2", "0.3")
_HEAD = frozenset(
    {"statementID", "statementType", "statementDate", "publicationDetails", "replacesStatements"}
)
_BESIDE = ("annotations", "source")
_RENAMED = {
    "incorporatedInJurisdiction": "jurisdiction",
    "componentStatementIDs": "componentRecords",
}
_KNOWN = {
    "entity": "name alternateNames jurisdiction identifiers foundingDate dissolutionDate addresses uri isComponent "
    "publicListing formedByStatute unspecifiedEntityDetails entityType entitySubtype missingInfoReason",
    "person": "names identifiers nationalities placeOfBirth birthDate deathDate placeOfResidence taxResidencies "
    "addresses politicalExposure unspecifiedPersonDetails personType isComponent missingInfoReason hasPepStatus",
    "relationship": "subject interestedParty interests isComponent componentRecords",
}
_FIELDS = {type_: frozenset(words.split()) for type_, words in _KNOWN.items()}
_INTERESTS = {
    "settlor-of-trust": "settlor",
    "trustee-of-trust": "trustee",
    "protector-of-trust": "protector",
    "beneficiary-of-trust": "beneficiaryOfLegalArrangement",
    "other-influence-or-control-of-trust": "otherInfluenceOrControl",
    "influence-or-control": "otherInfluenceOrControl",
}


def is_older(data: Mapping[str, Any]) -> bool:
    """Is it a statement of one of these versions, or in their form?"""
    return data.get("statementType") in TYPES or ("statementID" in data and "recordType" not in data)


def records(statements: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The record of every statement id: the first of those that replace each other."""
    first: dict[str, str] = {}

    def root(id_: str) -> str:
        while first.get(id_, id_) != id_:
            id_ = first[id_]
        return id_

    for data in statements:
        id_ = data.get("statementID")
        replaced = data.get("replacesStatements")
        if not isinstance(id_, str):
            continue
        first.setdefault(id_, id_)
        for before in replaced if isinstance(replaced, list) else ():
            if isinstance(before, str):
                first.setdefault(before, before)
                first[root(id_)] = root(before)
    return {id_: root(id_) for id_ in first}


def converted(data: Mapping[str, Any], record_of: Mapping[str, str], lost: Counter[str]) -> dict[str, Any]:
    """One statement in the form of 0.4; names of fields without a place there are counted in `lost`."""
    type_ = TYPES.get(str(data.get("statementType")), str(data.get("statementType")))
    details: dict[str, Any] = {}
    for name, value in data.items():
        called = _RENAMED.get(name, name)
        if name in _HEAD or name in _BESIDE:
            continue
        if called in _FIELDS.get(type_, ()):
            details[called] = value
        else:
            lost[name] += 1
    if type_ == "entity":
        _entity(details)
    elif type_ == "person":
        _person(details)
    else:
        details = _relationship(details, record_of, lost)
    id_ = data.get("statementID")
    out = {
        "statementId": id_,
        "recordId": record_of.get(id_, id_) if isinstance(id_, str) else id_,
        "recordType": type_,
        "recordStatus": "updated" if data.get("replacesStatements") else "new",
        "recordDetails": details,
    }
    for name in ("statementDate", *_BESIDE):
        if name in data:
            out[name] = data[name]
    publication = data.get("publicationDetails")
    if isinstance(publication, dict):
        out["publicationDetails"] = {**publication, "bodsVersion": "0.4"}
    return out


def _entity(details: dict[str, Any]) -> None:
    subtype = details.pop("entitySubtype", None)
    general = subtype.get("generalCategory") if isinstance(subtype, dict) else None
    kind = details.get("entityType")
    details["entityType"] = {"type": kind, **({"subtype": _camel(general)} if general else {})}
    _why_unnamed(details, "unspecifiedEntityDetails")


def _person(details: dict[str, Any]) -> None:
    exposed = details.pop("hasPepStatus", None)
    if isinstance(exposed, bool) and "politicalExposure" not in details:
        details["politicalExposure"] = {"status": "isPep" if exposed else "isNotPep"}
    _why_unnamed(details, "unspecifiedPersonDetails")


def _why_unnamed(details: dict[str, Any], name: str) -> None:
    reason = details.pop("missingInfoReason", None)
    if isinstance(reason, str) and name not in details:
        details[name] = {"reason": "unknown", "description": reason}


def _relationship(
    details: dict[str, Any], record_of: Mapping[str, str], lost: Counter[str]
) -> dict[str, Any]:
    out = {**details}
    for end in ("subject", "interestedParty"):
        out[end] = _end(details.get(end), record_of)
    components = details.get("componentRecords")
    if isinstance(components, list):
        out["componentRecords"] = [record_of.get(c, c) for c in components if isinstance(c, str)]
    interests = details.get("interests")
    if isinstance(interests, list):
        out["interests"] = [_interest(i) if isinstance(i, dict) else i for i in interests]
        for name in (n for i in interests if isinstance(i, dict) for n in i if n not in _OF_AN_INTEREST):
            lost[f"interests.{name}"] += 1
    return out


_OF_AN_INTEREST = frozenset(
    {
        "type",
        "interestLevel",
        "directOrIndirect",
        "beneficialOwnershipOrControl",
        "details",
        "share",
        "startDate",
        "endDate",
    }
)


def _end(data: Any, record_of: Mapping[str, str]) -> Any:
    """The record at one end of a relationship; or why nobody is named."""
    if not isinstance(data, dict):
        return data
    named = next(
        (data[n] for n in ("describedByEntityStatement", "describedByPersonStatement") if data.get(n)), None
    )
    if isinstance(named, str):
        return record_of.get(named, named)
    why = data.get("unspecified", data)
    return {**why, "reason": _camel(why["reason"])} if isinstance(why, dict) and "reason" in why else data


def _interest(data: Mapping[str, Any]) -> dict[str, Any]:
    out = {name: value for name, value in data.items() if name not in ("type", "interestLevel", "share")}
    if isinstance(type_ := data.get("type"), str):
        out["type"] = _INTERESTS.get(type_, _camel(type_))
    if "directOrIndirect" not in out and "interestLevel" in data:
        out["directOrIndirect"] = data["interestLevel"]
    if (share := data.get("share")) is not None:
        out["share"] = dict(_share(share)) if isinstance(share, dict) else share
    return out


def _share(share: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Before 0.4 an excluded bound was a mark beside the bound, not a bound of its own."""
    for bound, excluded in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        value, mark = share.get(bound), share.get(excluded)
        if mark is True and value is not None and "exact" not in share:
            yield excluded, value
        elif value is not None:
            yield bound, value
        if mark is not None and not isinstance(mark, bool):
            yield excluded, mark
    if "exact" in share:
        yield "exact", share["exact"]


def _camel(word: Any) -> Any:
    """`voting-rights` as `votingRights`; a word of 0.3 and 0.4 stays."""
    if not isinstance(word, str):
        return word
    first, *rest = word.split("-")
    return first + "".join(part.capitalize() for part in rest)
