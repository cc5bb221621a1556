"""The checklist of taking a filing in: each thing that Article 8 asks for, what came for it, and what is the matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shencha.documents import completeness, declaration
from shencha.documents.completeness import Sheet
from shencha.errors import Fault
from shencha.procedure.acts import Filed
from shencha.procedure.case import Case
from shencha.records import files
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
    by_key = {str(one.pk): one for one in papers}
    return [
        Line(one.name, one.article, tuple(by_key[sheet.key] for sheet in one.sheets), one.wrong)
        for one in completeness.checked(
            whole.ground or "",
            whole.instrument or "",
            whole.declaration,
            sheets_of(papers),
            whole.papers.have,
        )
    ]


def sheets_of(papers: Sequence[CasePaper]) -> list[Sheet]:
    """Papers as the check of completeness sees them."""
    return [
        Sheet(one.material, one.name, one.file.digest, tuple(one.file.marks), one.file.scanned, str(one.pk))
        for one in papers
    ]


def differences(
    file: CaseFile, whole: Case, stored: Sequence[StoredEvent], papers: Sequence[CasePaper]
) -> list[Text]:
    """How the check reads otherwise now than when the party signed: the run that was kept, against one over all.

    Args:
        stored: the events of the case in order. papers: all that came since as well.
    """
    begun = [one for one in stored if one.name == Filed.name]
    if not begun:
        return []
    at_filing = [one for one in papers if one.event_id == begun[0].pk]
    then = kept_run(at_filing) or _run_anew(file, fold(file, begun), at_filing)
    now = [text for line in checklist(whole, papers) for text, _ in line.wrong]
    found = [
        Text(f"现在须看：{text.zh}", f"to look at now: {text.en}") for text in now if text not in then.wrong
    ]
    found += [
        Text(f"提交时须看、现在已补：{text.zh}", f"the matter when it was filed, mended since: {text.en}")
        for text in then.wrong
        if text not in now
    ]
    last = duty(file, whole, today())
    if then.duty is not None and last is not None and (first := _of_the_party(then.duty)) != last:
        found.append(
            Text(
                f"按提交之日的规定：{first.zh}按今天的规定：{last.zh}",
                f"by the law of the day of filing: {first.en} by today's: {last.en}",
            )
        )
    return found


def kept_run(papers: Sequence[CasePaper]) -> completeness.Kept | None:
    """The run that the party saw, as it came with the filing; None of a filing before such were kept."""
    paper = next((one for one in papers if one.material == completeness.MATERIAL), None)
    return completeness.read(b"".join(files.content(paper.file))) if paper else None


def _run_anew(file: CaseFile, then: Case, papers: Sequence[CasePaper]) -> completeness.Kept:
    wrong = tuple(text for line in checklist(then, papers) for text, _ in line.wrong)
    return completeness.Kept(wrong, duty(file, then))


def undeclared(whole: Case, came: Sequence[CasePaper]) -> list[Fault]:
    """What the declaration lacks; a paper of the party's own stands for the form, but not for who files."""
    return declaration.missing(whole.ground or "", dict(whole.declaration or {}), by_paper=bool(came))


def duty(file: CaseFile, whole: Case, on: date | None = None) -> Text | None:
    """What the signed answers say of the duty to file on the day of the filing; None where they are not known.

    Args:
        on: another day, whose law is asked.
    """
    day = (on or whole.opened) if whole.opened else None
    found = completeness.duty(answers_of(file, whole), day)
    return _of_the_party(found.text) if found else None


def _of_the_party(said: Text) -> Text:
    """What was said to a party, as its case is read by the office."""
    return Text(said.zh.replace("贵单位", "当事人"), said.en)
