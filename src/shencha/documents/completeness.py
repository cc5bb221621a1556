"""The check of completeness: run for the party before it signs, kept with the filing, run again by the intake desk.

What Article 8 (2020: 7) asks for and what came for it, what the declaration lacks, files that stand for two kinds of
paper, files that nobody can open, and what the answers say of the duty to file.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.documents import declaration
from shencha.documents.items import same_file
from shencha.documents.kinds.marks import CLOSED, found_only, told
from shencha.errors import ShenchaError
from shencha.inputs import Document
from shencha.law.measures.materials import ABOUT_WHO_SIGNS, required
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import Screening, screen
from shencha.procedure.names import MATERIAL_NAMES
from shencha.text import Text

MATERIAL, NAME = "completeness", "提交前的核对结果.json"
"""As what it is filed."""
VERSION = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper as the check sees it."""

    material: str
    name: str
    digest: str
    marks: tuple[str, ...] = ()
    scanned: str = ""
    key: str = ""
    """By which a click finds it again; empty where nothing is clicked."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at, and what is the matter with it."""

    material: str
    name: Text
    article: str
    sheets: tuple[Sheet, ...]
    wrong: tuple[tuple[Text, str], ...]
    """Each with the key of the item that a click begins in a request for supplements."""

    @property
    def fits(self) -> bool:
        """Is there nothing the matter with it?"""
        return not self.wrong


@dataclass(frozen=True, slots=True)
class Kept:
    """A run as it was kept with a filing."""

    wrong: tuple[Text, ...]
    duty: Text | None


def checked(
    ground: str,
    version: str,
    declared: Mapping[str, Any] | None,
    sheets: Sequence[Sheet],
    have: Collection[str] = (),
) -> list[Line]:
    """The run over what there is.

    Args:
        declared: the fields of the declaration; None where the record holds none.
        have: kinds of paper that the record says came, beside those of the sheets.
    """
    doubled = list(twice(sheets))
    lines = []
    for one in required(ground, version):
        came = tuple(sheet for sheet in sheets if sheet.material == one.material)
        wrong = [(text, key) for text, key, kinds in doubled if one.material == kinds[0]]
        wrong += list(unreadable(came))
        if one.material not in have and not came:
            absent = Text(f"没有收到{one.name.zh}", f"the {one.name.en} is missing")
            wrong.insert(0, (absent, f"missing:{one.material}"))
        if one.material == "declaration" and declared is not None:
            lacking = declaration.missing(ground, declared, by_paper=bool(came))
            wrong += [(fault.wrong, fault.where) for fault in lacking]
        lines.append(Line(one.material, one.name, one.article, came, tuple(wrong)))
    return [*lines, *_who_signs(declared or {}, sheets)]


def _who_signs(declared: Mapping[str, Any], sheets: Sequence[Sheet]) -> Iterator[Line]:
    """Papers that no article lists, where the declaration asks for them or they came."""
    lacking = declaration.lacks_beside(declared, {one.material for one in sheets})
    for kind in ABOUT_WHO_SIGNS:
        came = tuple(sheet for sheet in sheets if sheet.material == kind)
        wrong = [(fault.wrong, f"missing:{kind}") for fault in lacking if fault.where == kind]
        if came or wrong:
            yield Line(kind, MATERIAL_NAMES[kind], "", came, (*wrong, *unreadable(came)))


def twice(sheets: Sequence[Sheet]) -> Iterator[tuple[Text, str, list[str]]]:
    """Files that came as several kinds of paper: what to say, the key of an item, and the kinds."""
    found: dict[str, list[Sheet]] = {}
    for one in sheets:
        found.setdefault(one.digest, []).append(one)
    for digest, same in found.items():
        kinds = list(dict.fromkeys(one.material for one in same))
        if len(kinds) > 1:
            yield same_file(same[0].name, kinds), f"twice:{digest[:16]}", kinds


def unreadable(sheets: Sequence[Sheet]) -> Iterator[tuple[Text, str]]:
    """Papers that nobody here can open, or should: what to say, and the key of an item."""
    for one in sheets:
        for said in told([mark for mark in one.marks if mark in CLOSED], found_only(one.scanned)):
            what = Text(f"文件“{one.name}”{said.zh}", f"the file “{one.name}”: {said.en}")
            yield what, f"unreadable:{one.key}"
            break


def duty(facts: Mapping[str, Any], on: date | None) -> Screening | None:
    """What answers say of the duty to file by the law of a day; None where they are not known."""
    if not facts or on is None:
        return None
    try:
        return screen(load_facts(Document("answers", dict(facts))), on)
    except ShenchaError:
        return None


def written(lines: Sequence[Line], ground: str, version: str, found: Screening | None) -> bytes:
    """A run as it is kept with a filing: JSON that a person can read too; the same bytes for the same run."""
    return json.dumps(
        {
            "completeness": VERSION,
            "ground": ground,
            "instrument": version,
            "duty": found.text.as_dict() if found else None,
            "lines": [
                {
                    "material": line.material,
                    "name": line.name.as_dict(),
                    "article": line.article,
                    "papers": [{"name": one.name, "sha256": one.digest} for one in line.sheets],
                    "wrong": [text.as_dict() for text, _ in line.wrong],
                }
                for line in lines
            ],
        },
        ensure_ascii=False,
        sort_keys=True,
        indent=1,
    ).encode()


def read(content: bytes) -> Kept | None:
    """A run that was kept; None of a later form."""
    said = json.loads(content)
    if said.get("completeness") != VERSION:
        return None
    wrong = tuple(Text.of(text) for line in said["lines"] for text in line["wrong"])
    return Kept(wrong, Text.of(said["duty"]) if said["duty"] else None)
