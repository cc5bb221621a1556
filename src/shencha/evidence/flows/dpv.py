"""Terms of the W3C Data Privacy Vocabulary in an inventory: checked against the list shipped here, and labelled.

Which field takes which kind of term: purpose a Purpose, whose a DataSubject, to.role a recipient's role, legal_basis a
LegalBasis, means a Processing, categories a kind of data (`dpv-pd:`), to.country a place (`dpv-loc:`). The vocabulary
says what words mean; what follows from them the export rules say, from the inventory's own facts.
Source: DPV 2.0, https://w3id.org/dpv/2.0; licence beside the list.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from shencha.inputs import parse_yaml
from shencha.law.logic.fact_values import Problem, Unfit
from shencha.shapes import Key, Shape
from shencha.text import Text

SPACES = {
    "dpv": "https://w3id.org/dpv#",
    "dpv-pd": "https://w3id.org/dpv/pd#",
    "dpv-loc": "https://w3id.org/dpv/loc#",
}
"""Prefixes and the addresses that they stand for."""
_SHORT = {"pd": "dpv-pd", "loc": "dpv-loc"}
"""The prefixes of version 2, and those that people know."""
FIELDS = ("purpose", "whose", "to.role", "legal_basis", "means", "categories")
"""Fields of a flow that take terms."""
PLACES = "to.country"


@dataclass(frozen=True, slots=True)
class Term(Shape):
    """One term as it may stand in an inventory."""

    TOLD = "id label"

    id: Annotated[str, Key("term")]
    """With its prefix: `dpv-pd:Health`."""
    label: Text
    sensitive: str = ""
    """What the Personal Information Protection Law, Article 28, calls it; `unnamed` where the term says no more."""
    personal: bool = False


@cache
def terms(field: str) -> Mapping[str, Term]:
    """The terms that a field takes, by id."""
    listed = parse_yaml(
        files("shencha.evidence.flows").joinpath("dpv.yaml").read_text("utf-8"), "dpv.yaml"
    ).data
    return {
        id_: Term(
            id_,
            Text(one["zh"], one["en"]),
            one.get("sensitive", ""),
            "sensitive" in one or one.get("personal") == "yes",
        )
        for id_, one in listed[field].items()
    }


def split(value: Any) -> list[str]:
    """The words of a cell or a list; several in one cell are parted by semicolons."""
    if isinstance(value, str):
        value = value.replace("；", ";").split(";")
    if not isinstance(value, list):
        return []
    return [str(word).strip() for word in value if str(word).strip()]


def is_term(word: str) -> bool:
    """Does it bear one of the vocabulary's prefixes?"""
    prefix, colon, _ = word.partition(":")
    return bool(colon) and (prefix in SPACES or prefix in _SHORT)


def full(word: str) -> str:
    """The term with the prefix that this program writes."""
    prefix, _, name = word.partition(":")
    return f"{_SHORT.get(prefix, prefix)}:{name}"


def terms_in(field: str, value: Any) -> tuple[Term, ...]:
    """The terms among the words of a field; words without a prefix are the author's own.

    Raises:
        Unfit: a term that the list does not hold for this field, with the nearest that it does.
    """
    known = terms(field)
    found, problems = [], []
    for word in dict.fromkeys(full(one) for one in split(value) if is_term(one)):
        if word in known:
            found.append(known[word])
            continue
        near = difflib.get_close_matches(word, known, 3, 0.5) or list(known)[:3]
        problems.append(
            Problem(
                Text(f"{word} 不是这一栏的 DPV 词", f"{word} is no term of DPV for this field"),
                Text(
                    f"是否指 {'、'.join(near)}；不用 DPV 时请不写前缀",
                    f"did you mean {', '.join(near)}; leave the prefix out for words of your own",
                ),
            )
        )
    if problems:
        raise Unfit(*problems)
    return tuple(found)


def place_in(value: Any) -> Any:
    """A country's code, where it is written as a place of the vocabulary; anything else as it is."""
    if isinstance(value, str) and full(value).startswith("dpv-loc:"):
        return value.partition(":")[2]
    return value
