"""The checklist of taking a filing in: each thing that Article 8 asks for, what came for it, and what is the matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shencha.documents import declaration
from shencha.documents.items import same_file
from shencha.documents.kinds.marks import CLOSED, found_only, told
from shencha.errors import Fault, ShenchaError
from shencha.inputs import Document
from shencha.law.measures.materials import required
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import Screening, screen
from shencha.procedure.case import Case
from shencha.records.models import CaseFile, CasePaper
from shencha.records.reads.filings import answers_of
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at, with the key of the item that a click begins in a request for supplements."""

    name: Text
    article: str
    papers: tuple[CasePaper, ...]
    wrong: tuple[tuple[Text, str], ...]

    @property
    def fits(self) -> bool:
        """Is there nothing the matter with it?"""
        return not self.wrong


def checklist(whole: Case, papers: Sequence[CasePaper]) -> list[Line]:
    """The very run that the party saw before it signed, over what came since as well."""
    ground, version = whole.ground or "", whole.instrument or ""
    doubled = list(twice(papers))
    lines = []
    for one in required(ground, version):
        came = tuple(paper for paper in papers if paper.material == one.material)
        wrong = [(text, key) for text, key, kinds in doubled if one.material == kinds[0]]
        wrong += [(text, key) for text, key, paper in unreadable(came)]
        if one.material not in whole.papers.have and not came:
            absent = Text(f"没有收到{one.name.zh}", f"the {one.name.en} is missing")
            wrong.insert(0, (absent, f"missing:{one.material}"))
        if one.material == "declaration" and whole.declaration is not None:
            wrong += [(fault.wrong, fault.where) for fault in undeclared(whole, came)]
        lines.append(Line(one.name, one.article, came, tuple(wrong)))
    return lines


def undeclared(whole: Case, came: Sequence[CasePaper]) -> list[Fault]:
    """What the declaration lacks; a paper of the party's own stands for the form, but not for who files."""
    return declaration.missing(whole.ground or "", dict(whole.declaration or {}), by_paper=bool(came))


def twice(papers: Sequence[CasePaper]) -> Iterator[tuple[Text, str, list[str]]]:
    """Files that came as several kinds of paper: what to say, the key of an item, and the kinds."""
    found: dict[str, list[CasePaper]] = {}
    for one in papers:
        found.setdefault(one.file.digest, []).append(one)
    for digest, same in found.items():
        kinds = list(dict.fromkeys(one.material for one in same))
        if len(kinds) > 1:
            yield same_file(same[0].name, kinds), f"twice:{digest[:16]}", kinds


def unreadable(papers: Sequence[CasePaper]) -> Iterator[tuple[Text, str, CasePaper]]:
    """Papers that nobody here can open, or should: what to say, the key of an item, and the paper."""
    for one in papers:
        for said in told([mark for mark in one.file.marks if mark in CLOSED], found_only(one.file.scanned)):
            yield (
                Text(f"文件“{one.name}”{said.zh}", f"the file “{one.name}”: {said.en}"),
                f"unreadable:{one.pk}",
                one,
            )
            break


def screened(file: CaseFile, whole: Case) -> Screening | None:
    """What the signed answers say of the duty to file on the day of the filing; None where they are not known."""
    facts: Mapping[str, Any] = answers_of(file, whole)
    if not facts or whole.opened is None:
        return None
    try:
        return screen(load_facts(Document("answers", dict(facts))), whole.opened)
    except ShenchaError:
        return None
