"""The answer of `shencha control` as one JSON document, and its schema."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from shencha.evidence.control.bods import PartyDetails, Statements
from shencha.evidence.control.control import Control, Holder
from shencha.evidence.control.findings import Place, analysis, by_contract, by_jurisdiction, foreign
from shencha.evidence.control.gaps import Contradiction, Gap
from shencha.evidence.control.headline import headline
from shencha.evidence.control.interests import Range
from shencha.evidence.control.parties import Party
from shencha.evidence.finding import Factor, FactorNamed, Finding, Unread
from shencha.law.logic.holds import Holds
from shencha.law.measures.instruments import in_force
from shencha.shapes import SPREAD, Count, More, Schema, Shape, document
from shencha.text import Text

_FOLLOW = Text(
    "没有声明说明下列主体的表决权；按表决权与股份相同处理。",
    "No statement speaks of the votes of these companies; the votes are taken to follow the shares.",
)
_OWN = Text(
    "下列主体自身或者其控制的子公司持有其股份；这些股份没有表决权，其他股份的表决权按其余部分计算"
    "（公司法第一百一十六条、第一百四十一条）。",
    "These companies or subsidiaries they control hold shares in them; such shares have no votes, and the others' are "
    "counted against the rest (Company Law, Articles 116 and 141).",
)


@dataclass(frozen=True, slots=True)
class Between(Shape):
    """A party on the way to a holder."""

    party: Annotated[Party, SPREAD]
    share: Range
    controls: Holds


@dataclass(frozen=True, slots=True)
class Both(Shape):
    """A share of the shares and of the votes."""

    share: Range
    voting: Range


@dataclass(frozen=True, slots=True)
class Foreign(Both):
    """What lies abroad, with what contracts give."""

    by_contract: Range | None


@dataclass(frozen=True, slots=True)
class Assumption(Shape):
    """What is taken to be so of some companies, since nothing says otherwise."""

    assumption: str
    of: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Noted(Shape):
    """A note that a statement carries."""

    statement: str
    motivation: str
    target: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class ControlAnswer(Shape):
    """Everything `shencha control --json` prints."""

    headline: Annotated[tuple[Text, ...], More(minItems=1)]
    of: Party
    on: date
    instrument: str | None
    statements: Count
    entities: Count
    persons: Count
    relationships: Count
    holders: tuple[Holder, ...]
    between: tuple[Between, ...]
    paths_complete: bool
    foreign: Foreign
    jurisdictions: tuple[Place, ...]
    undisclosed: Both
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    assumptions: tuple[Assumption, ...]
    annotations: tuple[Noted, ...]
    findings: tuple[Finding, ...]
    factors: tuple[FactorNamed, ...]
    unread: tuple[Unread, ...]


def answer(found: Control, statements: Statements) -> ControlAnswer:
    """Everything that the statements say of the company's holders."""
    version = in_force(found.structure.on)
    told = analysis(found, statements)
    about = {t.subject for t in found.ties}
    follow = sorted(found.structure.votes_follow_shares & about)
    assumed = (
        ("votes_follow_shares", follow, _FOLLOW),
        ("own_shares_have_no_votes", sorted(found.structure.own_shares & about), _OWN),
    )
    records = {s.record: s for s in statements.statements}.values()
    contract = foreign(found, "by_contract") if by_contract(found) else None
    return ControlAnswer(
        headline=tuple(headline(found)),
        of=found.of,
        on=found.structure.on,
        instrument=version.id if version else None,
        statements=len(statements.statements),
        entities=sum(isinstance(s.about, PartyDetails) and not _is_person(s.about) for s in records),
        persons=sum(isinstance(s.about, PartyDetails) and _is_person(s.about) for s in records),
        relationships=sum(not isinstance(s.about, PartyDetails) for s in records),
        holders=found.holders,
        between=tuple(
            Between(found.structure.parties[id_], share, found.between_controls[id_])
            for id_, share in found.between.items()
        ),
        paths_complete=found.paths_complete,
        foreign=Foreign(foreign(found), foreign(found, "voting"), contract),
        jurisdictions=by_jurisdiction(found),
        undisclosed=Both(found.undisclosed, found.undisclosed_votes),
        gaps=found.gaps,
        contradictions=found.contradictions,
        assumptions=tuple(Assumption(name, tuple(of), text) for name, of, text in assumed if of),
        annotations=tuple(Noted(id_, a.motivation, a.target, a.description) for id_, a in found.annotations),
        findings=told.findings,
        factors=tuple(f.named(version.id) for f in (Factor.F3, Factor.F6)) if version else (),
        unread=told.unread,
    )


def _is_person(about: PartyDetails) -> bool:
    return about.kind.endswith("Person")


def control_schema() -> Schema:
    """What `shencha control --json` prints."""
    return document("control", "Who owns and controls a company, through whom, from where.", ControlAnswer)
