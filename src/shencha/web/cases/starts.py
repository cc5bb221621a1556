"""From what an officer can start an item of a request for supplements: what was filed, noted, found or not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from shencha.documents.completeness import twice, unreadable
from shencha.documents.declaration import lacks_beside
from shencha.documents.items import material
from shencha.evidence.report.report import MATERIAL, NAME
from shencha.law.logic.facts import FACTS
from shencha.law.measures.factors import FACTORS
from shencha.law.measures.materials import MATERIALS, UNLISTED, required, still_missing
from shencha.procedure.case import Case
from shencha.procedure.supplements import About
from shencha.records import access
from shencha.records.acts import analyses
from shencha.records.acts.analyses import FINDINGS, INPUT
from shencha.records.acts.remarks import place_of
from shencha.records.clock import today
from shencha.records.models import CaseFile, CasePaper, Membership, Remark
from shencha.records.reads.statements import of_case
from shencha.text import LANGS, Lang, Text
from shencha.web.cases.intake import sheets_of, undeclared
from shencha.web.evidence.board import columns
from shencha.web.evidence.said import leads_in_case, said

PART = "supplier_part"
INSIDE = frozenset({"paper_opinion"})
"""Papers that the party did not hand in."""
LONGEST_LABEL = 90


@dataclass(frozen=True, slots=True)
class Filed:
    """What an item of this case can be about."""

    case: Case
    papers: tuple[CasePaper, ...]

    def choices(self, lang: Lang) -> list[tuple[str, Any]]:
        """For a select box, in groups: kinds of paper, files, answers."""
        wanted = required(self.case.ground or "", self.case.instrument or "")
        kinds = [(f"m:{one.material}", _begun(one.name.said(lang))) for one in wanted]
        kinds += [(f"m:{one}", _begun(material(self.case, one).said(lang))) for one in UNLISTED]
        groups = [(_GROUPS["m"], kinds), (_GROUPS["p"], [self._labelled(one, lang) for one in self.papers])]
        groups.append((_GROUPS["f"], [(f"f:{fact.name}", _begun(fact.label.said(lang))) for fact in FACTS]))
        return [("", "—"), *((name.said(lang), several) for name, several in groups if several)]

    def _labelled(self, one: CasePaper, lang: Lang) -> tuple[str, str]:
        label = f"{_begun(material(self.case, one.material).said(lang))} · {one.name}"
        return f"p:{one.pk}", label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"

    def about(self, value: str, page: int | None = None) -> About | None:
        """What a value of that box stands for; None where it stands for nothing."""
        kind, _, name = value.partition(":")
        if kind == "m":
            return About(material=name)
        if kind == "f":
            return About(fact=name)
        paper = next((one for one in self.papers if kind == "p" and str(one.pk) == name), None)
        if paper is None:
            return None
        if paper.material == PART and page is None:
            return About(part=paper.name.removesuffix(".txt"))
        known = paper.material if paper.material in _KNOWN else "other"
        return About(material=known, file=paper.name, page=page)

    def of_material(self, name: str, file: str = "") -> str:
        """The value of the last file of a kind, of that name if there is one; else of the kind itself."""
        found = [one for one in self.papers if one.material == name and (not file or one.name == file)]
        return f"p:{found[-1].pk}" if found else "m:other"


@dataclass(frozen=True, slots=True)
class Start:
    """One thing to start an item from."""

    key: str
    label: Text
    initial: dict[str, str] = field(default_factory=dict)


def filed(membership: Membership, file: CaseFile, whole: Case) -> Filed:
    """What the party handed in, the newest last."""
    papers = access.papers_of(membership, file)
    return Filed(whole, tuple(one for one in papers if one.material not in INSIDE))


def starts(membership: Membership, file: CaseFile, here: Filed, lang: Lang) -> list[tuple[Text, list[Start]]]:
    """By group: findings of the completeness check, open remarks of the office, what stands out on the board."""
    groups = [
        (
            Text("材料齐备情况的核对", "The check of completeness"),
            [*_missing(here, lang), *_declared(here, lang)],
        ),
        (Text("本单位在材料上的批注", "Remarks on the papers"), list(_remarks(membership, file, here, lang))),
        (
            Text("评估因素一览上的提示", "What stands out on the board of factors"),
            list(_board(membership, file, here, lang)),
        ),
    ]
    return [(name, found) for name, found in groups if found]


def _missing(here: Filed, lang: Lang) -> Iterator[Start]:
    case = here.case
    for one in still_missing(case.ground or "", case.instrument or "", case.papers.have):
        ask = Text(f"提交{one.name.zh}", f"hand in the {one.name.en}")
        yield Start(
            f"missing:{one.material}",
            Text(f"缺少{one.name.zh}", f"The {one.name.en} is missing"),
            {
                "about": f"m:{one.material}",
                "kind": "missing",
                "ask": _begun(ask.said(lang)),
                "why": one.purpose.said(lang),
                "article": one.article,
            },
        )


def _declared(here: Filed, lang: Lang) -> Iterator[Start]:
    """What the declaration lacks, and files that came as several kinds of paper."""
    about = here.of_material("declaration")
    came = [one for one in here.papers if one.material == "declaration"]
    for fault in undeclared(here.case, came) if here.case.declaration is not None else ():
        yield Start(
            fault.where,
            fault.wrong,
            {"about": about, "kind": "incomplete", "ask": _begun(fault.wrong.said(lang))},
        )
    for fault in lacks_beside(dict(here.case.declaration or {}), {one.material for one in here.papers}):
        yield Start(
            f"missing:{fault.where}",
            fault.wrong,
            {"about": f"m:{fault.where}", "kind": "missing", "ask": _begun(fault.wrong.said(lang))},
        )
    sheets = sheets_of(here.papers)
    for text, key in unreadable(sheets):
        asked = {"about": f"p:{key.partition(':')[2]}", "kind": "unclear", "ask": _begun(text.said(lang))}
        yield Start(key, text, asked)
    for text, key, kinds in twice(sheets):
        about = here.of_material(kinds[0])
        yield Start(key, text, {"about": about, "kind": "unclear", "ask": _begun(text.said(lang))})


def _remarks(membership: Membership, file: CaseFile, here: Filed, lang: Lang) -> Iterator[Start]:
    for one in access.remarks_of(membership, file).filter(resolved_at=None):
        said = " ".join(one.text.split())
        short = said if len(said) <= LONGEST_LABEL else said[: LONGEST_LABEL - 1] + "…"
        if asked_already(here.case, one):
            continue
        yield Start(
            f"remark:{one.pk}",
            Text(f"{one.paper.name} 第{one.page}页：{short}", f"{one.paper.name}, page {one.page}: {short}"),
            {"about": f"p:{one.paper_id}", "page": str(one.page), "kind": "unclear", "ask": _asks(one, lang)},
        )


def asked_already(case: Case, remark: Remark) -> bool:
    """Is there an item about that page of that file which asks what the remark says?"""
    return any(
        (one.about.file, one.about.page) == (remark.paper.name, remark.page)
        and any(_same(one.ask, _asks(remark, lang)) for lang in LANGS)
        for one in case.papers.requests
    )


def _asks(remark: Remark, lang: Lang) -> str:
    """What a remark asks of the party, with the place on the page that it points to."""
    place = place_of(remark)
    if place is None:
        return remark.text
    return Text(f"{remark.text}（见该页{place.zh}）", f"{remark.text} (see {place.en} of that page)").said(
        lang
    )


def _board(membership: Membership, file: CaseFile, here: Filed, lang: Lang) -> Iterator[Start]:
    case = here.case
    papers = access.papers_of(membership, file)
    evidence = analyses.evidence_in(papers)
    if case.instrument is None:
        return
    written = of_case(papers, evidence, case, today())
    if not evidence and written is None:
        return
    found = columns(
        case.instrument,
        file.ground,
        evidence.get("analyses", []),
        evidence.get("judgements", []),
        today(),
        facts=evidence.get("facts"),
        said=said(written, leads_in_case(file.number)),
        opened=case.opened,
    )
    for column in found:
        for one in column.warnings:
            material = MATERIAL if one.file == NAME else INPUT
            about = here.of_material(material, one.file) if one.file else here.of_material(FINDINGS)
            about = about if about != "m:other" else here.of_material(FINDINGS)
            why = Text(
                f"影响对因素 {column.factor.id}（{column.factor.short.zh}）的评估",
                f"it bears on the assessment of factor {column.factor.id} ({column.factor.short.en})",
            )
            yield Start(
                f"board:{column.factor.id}:{one.key}",
                Text(f"{column.factor.id} {one.text.zh}", f"{column.factor.id}: {one.text.en}"),
                {
                    "about": about,
                    "kind": one.kind,
                    "ask": _begun(one.text.said(lang)),
                    "why": _begun(why.said(lang)),
                    "factor": column.factor.id,
                    "article": FACTORS[column.factor.id].article,
                },
            )


def started(groups: Sequence[tuple[Text, list[Start]]], key: str) -> dict[str, str] | None:
    """The fields of a new item for that start; None where there is no such start any more."""
    return next((dict(one.initial) for _, several in groups for one in several if one.key == key), None)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


_KNOWN = frozenset({*MATERIALS, PART, FINDINGS, INPUT})
_GROUPS = {
    "m": Text("一类材料", "A kind of paper"),
    "p": Text("已提交的文件", "A file that was handed in"),
    "f": Text("“是否须申报”中的一项回答", "An answer of “Must we file?”"),
}
