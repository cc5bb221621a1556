"""The checklist of taking a filing in: each thing that Article 8 asks for, what came for it, and what is the matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.documents import declaration
from shencha.documents.items import same_file
from shencha.documents.kinds.marks import CLOSED, found_only, told
from shencha.errors import Fault, ShenchaError
from shencha.inputs import Document
from shencha.law.measures.materials import required
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import Screening, screen
from shencha.procedure.acts import Filed
from shencha.procedure.case import Case
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, StoredEvent
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


def differences(
    file: CaseFile, whole: Case, stored: Sequence[StoredEvent], papers: Sequence[CasePaper]
) -> list[Text]:
    """How the check reads otherwise now than when the party signed: the same run over what was filed, and over all.

    Args:
        stored: the events of the case in order. papers: all that came since as well.
    """
    begun = [one for one in stored if one.name == Filed.name]
    if not begun:
        return []
    then_whole = fold(file, begun)
    then = {
        one.name: one for one in checklist(then_whole, [one for one in papers if one.event_id == begun[0].pk])
    }
    found = []
    for now in checklist(whole, papers):
        before = then.get(now.name)
        for text, _ in now.wrong:
            if before is None or text not in [one for one, _ in before.wrong]:
                found.append(Text(f"现在须看：{text.zh}", f"to look at now: {text.en}"))
        for text, _ in before.wrong if before else ():
            if text not in [one for one, _ in now.wrong]:
                found.append(
                    Text(
                        f"提交时须看、现在已补：{text.zh}",
                        f"the matter when it was filed, mended since: {text.en}",
                    )
                )
    first, last = screened(file, then_whole), screened(file, whole, today())
    if first is not None and last is not None and first.text != last.text:
        found.append(
            Text(
                f"按提交之日的规定：{first.text.zh}按今天的规定：{last.text.zh}",
                f"by the law of the day of filing: {first.text.en} by today's: {last.text.en}",
            )
        )
    return found


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


def screened(file: CaseFile, whole: Case, on: date | None = None) -> Screening | None:
    """What the signed answers say of the duty to file on the day of the filing; None where they are not known.

    Args:
        on: another day, whose law is asked.
    """
    facts: Mapping[str, Any] = answers_of(file, whole)
    if not facts or whole.opened is None:
        return None
    try:
        return screen(load_facts(Document("answers", dict(facts))), on or whole.opened)
    except ShenchaError:
        return None
