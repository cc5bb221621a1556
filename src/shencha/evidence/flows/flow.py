"""One data flow of an inventory: its fields, how each is written, and what is wrong with it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.evidence.flows.dpv import FIELDS as FIELDS_OF_TERMS
from shencha.evidence.flows.dpv import Term, full, is_term, place_in, split, terms, terms_in
from shencha.inputs.names import strangers
from shencha.law.export.rules import GROUNDS
from shencha.law.logic.fact_values import (
    Problem,
    Unfit,
    parse_count,
    parse_day,
    parse_place,
    parse_said,
    shown,
)
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.text import Text

MEANS = ("api", "remote_access", "file", "physical", "cloud", "other")
SENSITIVE = (
    "biometric",
    "religion",
    "specific_identity",
    "health",
    "financial_account",
    "whereabouts",
    "under_14",
)
"""What the Personal Information Protection Law, Article 28, calls sensitive, in our words."""
_NOT_PERSONAL = frozenset({"dpv:NonPersonalData", "dpv:AnonymisedData"})
_ANY = Count()


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow of data to one recipient; what the inventory leaves out is unknown."""

    id: str
    where: str
    what: str = ""
    whose: str = ""
    group: str = ""
    """Flows of one group concern the same persons, as far as is known; they are not simply added."""
    persons: Count = _ANY
    """Whose personal information went this way since 1 January of the current year."""
    personal: Holds = UNKNOWN
    sensitive: Holds = UNKNOWN
    important: Holds = UNKNOWN
    """Told or published as important data."""
    core: Holds = NO
    origin: str = ""
    recipient: str = ""
    country: str | None = None
    judicial: Holds = NO
    """The recipient is a foreign judicial or law-enforcement body; left out is no."""
    approved: Holds = UNKNOWN
    role: str = ""
    """In which role the recipient receives them."""
    means: str = ""
    """One of `MEANS`, or a term."""
    purpose: str = ""
    basis: str = ""
    """The legal basis, as its author names it; it makes no exemption, which `ground` does."""
    terms: tuple[tuple[str, Term], ...] = ()
    """Terms of the Data Privacy Vocabulary, each with its field."""
    ground: str | None = "none"
    """None: not known."""
    since: date | None = None
    until: date | None = None
    written: frozenset[str] = frozenset()
    about: str = ""
    """The words that say about how many persons, where the range is our reading of them."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Who exports, and every flow."""

    file: str
    name: str
    ciio: Holds
    flows: tuple[Flow, ...]
    held: int | None = None
    """Persons whose information the exporter holds at the most, if that was counted."""

    @property
    def too_large(self) -> tuple[Flow, ...]:
        """The flows of more persons than the exporter holds."""
        return tuple(f for f in self.flows if self.held is not None and f.persons.at_least > self.held)


FaultAt = Callable[[str, Text, Text], None]


def flow_of(fields: Mapping[str, Any], at: int, fault: FaultAt, where: str) -> Flow:
    """A flow from its dotted fields."""
    found: dict[str, Any] = {}
    for name in strangers(fields, FIELD):
        fault(name, *not_known(name, tuple(FIELD)))
    for name, (attribute, parse) in FIELD.items():
        if name not in fields or fields[name] is None:
            continue
        try:
            found[attribute] = parse(fields[name])
        except Unfit as unfit:
            for problem in unfit.problems:
                fault(f"{name}.{problem.part}" if problem.part else name, problem.wrong, problem.right)
    _from_categories(found, found.pop("categories", ()), fault)
    found["terms"] = tuple(
        (name, term) for name in FIELDS_OF_TERMS if name in fields for term in _terms(name, fields[name])
    )
    if "personal" not in found and "persons" in found and found["persons"].at_least > 0:
        found["personal"] = YES
    if found.get("personal") is NO and found.get("persons", Count()).at_least > 0:
        fault(
            "personal",
            Text(
                "写了人数，却写不含个人信息",
                "it counts persons, yet says that it holds no personal information",
            ),
            Text("请改正其中一项", "correct one of the two"),
        )
    if found.get("since") and found.get("until") and found["until"] < found["since"]:
        fault(
            "until", Text("早于 since", "it lies before since"), Text("请写较晚的日期", "write the later day")
        )
    if not found.get("id"):
        if "id" not in fields:
            fault(
                "id",
                Text("缺少编号", "the id is missing"),
                Text("请给每条数据流一个编号", "give each flow an id"),
            )
        found["id"] = f"#{at}"
    found["written"] = frozenset(name for name in fields if fields[name] not in (None, "unknown"))
    return Flow(where=where, **found)


def _from_categories(found: dict[str, Any], kinds: Sequence[str], fault: FaultAt) -> None:
    """What the kinds of data say of `personal` and `sensitive`."""
    known = {id_: one for id_, one in terms("categories").items() if id_ in kinds}
    personal = any(one.personal for one in known.values())
    if any(word in SENSITIVE for word in kinds) or any(one.sensitive for one in known.values()):
        found.setdefault("personal", YES)
        if found.get("sensitive") is NO:
            fault(
                "sensitive",
                Text(
                    "类别中有敏感个人信息，却写了 no",
                    "the categories include sensitive information, yet it says no",
                ),
                Text("请写 yes，或者改正 categories", "write yes, or correct the categories"),
            )
        found["sensitive"] = YES
        personal = True
    if personal and found.get("personal") is NO:
        wrong = Text(
            "类别中有个人信息，却写了 no", "the categories include personal information, yet it says no"
        )
        fault("personal", wrong, Text("请改正其中一项", "correct one of the two"))
    elif personal:
        found["personal"] = YES
    elif kinds and _NOT_PERSONAL.issuperset(kinds):
        found.setdefault("personal", NO)


def _terms(name: str, value: Any) -> tuple[Term, ...]:
    try:
        return terms_in(name, value)
    except Unfit:  # told where the field is read
        return ()


def _words(name: str) -> Callable[[Any], str]:
    """Words of one's own, terms of the vocabulary, or both; several as a list or parted by semicolons."""

    def parse(value: Any) -> str:
        if isinstance(value, dict):
            return _text(value)
        terms_in(name, value)
        return "; ".join(split(value) if isinstance(value, list) else split(str(value)))

    return parse


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise Unfit(
            Problem(
                Text(f"{shown(value)} 不是文字", f"{shown(value)} is no text"), Text("请写文字", "write text")
            )
        )
    return str(value).strip()


def _choice(among: tuple[str, ...]) -> Callable[[Any], str | None]:
    def parse(value: Any) -> str | None:
        if value == "unknown":
            return None
        if value not in among:
            named = ", ".join((*among, "unknown"))
            raise Unfit(
                Problem(
                    Text(f"{shown(value)} 不在其中", f"{shown(value)} is none of them"),
                    Text(f"请从中选择：{named}", f"choose among {named}"),
                )
            )
        return str(value)

    return parse


def _means(value: Any) -> str:
    if isinstance(value, str) and is_term(value):
        return terms_in("means", value)[0].id
    return _choice(MEANS)(value) or ""


def _place(value: Any) -> str | None:
    return parse_place(place_in(value))


def _categories(value: Any) -> tuple[str, ...]:
    if not isinstance(value, str | list):
        raise Unfit(
            Problem(
                Text(f"{shown(value)} 不是列表", f"{shown(value)} is no list"),
                Text("请写成 [health]", "write [health]"),
            )
        )
    terms_in("categories", value)
    return tuple(full(word) if is_term(word) else word for word in split(value))


FIELD: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "id": ("id", _text),
    "what": ("what", _text),
    "whose": ("whose", _words("whose")),
    "group": ("group", _text),
    "categories": ("categories", _categories),
    "persons": ("persons", parse_count),
    "personal": ("personal", parse_said),
    "sensitive": ("sensitive", parse_said),
    "important": ("important", parse_said),
    "core": ("core", parse_said),
    "from": ("origin", _text),
    "to.name": ("recipient", _text),
    "to.country": ("country", _place),
    "to.role": ("role", _words("to.role")),
    "to.foreign_judicial": ("judicial", parse_said),
    "approved": ("approved", parse_said),
    "means": ("means", _means),
    "purpose": ("purpose", _words("purpose")),
    "legal_basis": ("basis", _words("legal_basis")),
    "ground": ("ground", _choice(GROUNDS)),
    "since": ("since", parse_day),
    "until": ("until", parse_day),
}
FIELDS = tuple(FIELD)


def same_ids(flows: list[Flow], fault: Callable[[Flow, Text, Text], None]) -> None:
    """No two flows may have one id."""
    seen: dict[str, str] = {}
    for flow in flows:
        if flow.id in seen:
            wrong = Text(
                f"{flow.id} 与 {seen[flow.id]} 编号相同", f"{flow.id} is the id of {seen[flow.id]} as well"
            )
            fault(flow, wrong, Text("每条数据流用自己的编号", "give each flow an id of its own"))
        seen.setdefault(flow.id, flow.where)


def not_known(name: str, known: tuple[str, ...]) -> tuple[Text, Text]:
    """A name that is not known, and the one that was probably meant."""
    near = difflib.get_close_matches(name, known, 1)
    named = near[0] if near else ", ".join(known)
    return Text(f"不认识 {name}", f"{name!r} is not known"), Text(f"是否指 {named}", f"did you mean {named}")
