"""What can happen in a case: one frozen class per event, the contract's names, and their stored form.

An event is a fact with its day. Classes are versioned: a stored event without `version` is version 1, and
what was stored once stays readable for ever. `to`, `from` and lists of consultees take one id or several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar, TypeAlias, get_args

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.procedure import kinds
from shencha.procedure.kinds import (
    Consultee,
    Consultees,
    Day,
    Days,
    Factors,
    Key,
    ListOfWords,
    Materials,
    Opinion,
    Result,
    Rhythm,
    Slot,
    Source,
    Words,
    Wrong,
    YesNo,
    slots_of,
)
from shencha.procedure.supplements import ListOfItems, RepliesByItem
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Filed:
    """The party hands in its filing (Article 8; 2020: 7)."""

    name: ClassVar[str] = "filed"
    version: ClassVar[int] = 1
    on: Day
    materials: Materials


@dataclass(frozen=True, slots=True)
class SupplementRequested:
    """The office asks for more; until all of it arrives every clock waits (Article 15; 2020: 14).

    Since version 2 an item may be a structure that says what it is about; plain words stay plain words.
    """

    name: ClassVar[str] = "supplement_requested"
    version: ClassVar[int] = 2
    on: Day
    items: ListOfItems


@dataclass(frozen=True, slots=True)
class SupplementReceived:
    """Something of what was asked for has arrived (Article 15; 2020: 14).

    Version 2 adds what the party says to an item in words.
    """

    name: ClassVar[str] = "supplement_received"
    version: ClassVar[int] = 2
    on: Day
    items: ListOfWords
    """By their names."""
    replies: RepliesByItem = ()


@dataclass(frozen=True, slots=True)
class MaterialsAccepted:
    """The office finds that the materials meet Article 8 (2020: 7)."""

    name: ClassVar[str] = "materials_accepted"
    version: ClassVar[int] = 1
    on: Day


@dataclass(frozen=True, slots=True)
class DeterminationNotified:
    """The written notice whether review is needed goes out (Article 9; 2020: 8)."""

    name: ClassVar[str] = "determination_notified"
    version: ClassVar[int] = 1
    on: Day
    review: YesNo


@dataclass(frozen=True, slots=True)
class PreliminaryExtended:
    """The preliminary review of a complex case is extended (Article 11; 2020: 10)."""

    name: ClassVar[str] = "preliminary_extended"
    version: ClassVar[int] = 1
    on: Day
    days: Days
    reason: Words


@dataclass(frozen=True, slots=True)
class ProposalSent:
    """The conclusion proposal goes to the member units and departments (Article 11; 2020: 10).

    Version 2 adds what a unit needs to answer: why, on which factors, with which conditions, which papers.
    """

    name: ClassVar[str] = "proposal_sent"
    version: ClassVar[int] = 2
    on: Day
    proposal: Result
    to: Consultees
    reason: Words | None = None
    factors: Factors = ()
    conditions: ListOfWords = ()
    enclosed: ListOfWords = ()
    """Names of the papers that go with it."""


@dataclass(frozen=True, slots=True)
class ProposalDelivered:
    """A consultee received the proposal on another day than that of its sending (Article 12; 2020: 11).

    Version 2 adds the day of receipt where it is recorded later than that.
    """

    name: ClassVar[str] = "proposal_delivered"
    version: ClassVar[int] = 2
    on: Day
    to: Consultees
    received: Day | None = None

    @property
    def receipt(self) -> date:
        """The day on which they received it."""
        return self.received or self.on


@dataclass(frozen=True, slots=True)
class OpinionReceived:
    """A consultee replies in writing; its opinion stands (Articles 12 and 13; 2020: 11 and 12)."""

    name: ClassVar[str] = "opinion_received"
    version: ClassVar[int] = 1
    on: Day
    consultee: Annotated[Consultee, Key("from")]
    opinion: Opinion
    reason: Words | None = None
    factors: Factors = ()
    conditions: ListOfWords = ()


@dataclass(frozen=True, slots=True)
class SpecialProcedureNotified:
    """Opinions differ: the party is told that the special procedure begins (Article 12; 2020: 11)."""

    name: ClassVar[str] = "special_procedure_notified"
    version: ClassVar[int] = 1
    on: Day


@dataclass(frozen=True, slots=True)
class OpinionsHeard:
    """The office hears units and departments: consultees, `party`, `supplier` or `unit:NAME` (Article 13)."""

    name: ClassVar[str] = "opinions_heard"
    version: ClassVar[int] = 1
    on: Day
    heard: Annotated[Consultees, Key("from")]


@dataclass(frozen=True, slots=True)
class AnalysisRecorded:
    """The analysis in depth of the special procedure is on file (Article 13; 2020: 12)."""

    name: ClassVar[str] = "analysis_recorded"
    version: ClassVar[int] = 1
    on: Day
    analysis: Words | None = None


@dataclass(frozen=True, slots=True)
class SpecialExtended:
    """The special procedure of a complex case is extended, without a bound (Article 14; 2020: 13)."""

    name: ClassVar[str] = "special_extended"
    version: ClassVar[int] = 1
    on: Day
    days: Days
    reason: Words


@dataclass(frozen=True, slots=True)
class SecondProposalSent:
    """A new conclusion proposal is put to consultation in the special procedure (Article 13; 2020: 12).

    Version 2 adds the same as that of the first proposal.
    """

    name: ClassVar[str] = "second_proposal_sent"
    version: ClassVar[int] = 2
    on: Day
    proposal: Result
    to: Consultees
    reason: Words | None = None
    factors: Factors = ()
    conditions: ListOfWords = ()
    enclosed: ListOfWords = ()


@dataclass(frozen=True, slots=True)
class SubmittedToCommission:
    """The office submits to the Commission (Articles 13 and 16; 2020: 12 and 15)."""

    name: ClassVar[str] = "submitted_to_commission"
    version: ClassVar[int] = 1
    on: Day
    what: Words | None = None


@dataclass(frozen=True, slots=True)
class CommissionDecided:
    """The Commission approves, or not (Articles 13 and 16; 2020: 12 and 15); version 2 adds why."""

    name: ClassVar[str] = "commission_decided"
    version: ClassVar[int] = 2
    on: Day
    approved: YesNo
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class ConclusionNotified:
    """The party is told the conclusion in writing (Articles 12 and 13; 2020: 11 and 12)."""

    name: ClassVar[str] = "conclusion_notified"
    version: ClassVar[int] = 1
    on: Day
    result: Result
    conditions: ListOfWords = ()


@dataclass(frozen=True, slots=True)
class ConcernRaised:
    """A member unit holds that national security is or may be affected (Article 16; 2020: 15)."""

    name: ClassVar[str] = "concern_raised"
    version: ClassVar[int] = 1
    on: Day
    by: Consultee
    subject: Words
    """`products_services`, `data_processing`, or the thing itself in words."""


@dataclass(frozen=True, slots=True)
class ReviewOpened:
    """After the Commission's approval the party is told that it is reviewed (Article 16; 2020: 15)."""

    name: ClassVar[str] = "review_opened"
    version: ClassVar[int] = 1
    on: Day
    party: Words


@dataclass(frozen=True, slots=True)
class InterimMeasuresRequired:
    """During the review the party must prevent and reduce risk (Article 16 of the 2022 version only).

    Version 2 adds from when, how far and until when; the text says only: during the review.
    """

    name: ClassVar[str] = "interim_measures_required"
    version: ClassVar[int] = 2
    on: Day
    measures: ListOfWords
    reach: Words | None = None
    """Which products, services, data or places they cover."""
    begins: Day | None = None
    """The day of the notice when left out."""
    until: Day | None = None
    """The end of the review when left out."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The party withdraws its filing, or the deal falls away; no article speaks of it (open point O14).

    Version 2 adds the day of the party's request in writing, where the office records it for the party.
    """

    name: ClassVar[str] = "withdrawn"
    version: ClassVar[int] = 2
    on: Day
    reason: Words | None = None
    requested: Day | None = None


@dataclass(frozen=True, slots=True)
class CommitmentRecorded:
    """A promise made in the review is put on file (Articles 6 and 19; 2020: 6 and 18).

    Version 2 adds what supervision needs: what shows that it is kept, how often or by which day, who looks,
    when to ask whether it is still needed, and what releases it.
    """

    name: ClassVar[str] = "commitment_recorded"
    version: ClassVar[int] = 2
    on: Day
    commitment: Words | None = None
    by: Words | None = None
    """Who owes it: the party, or a supplier by name."""
    until: Day | None = None
    source: Source | None = None
    evidence: Words | None = None
    due: Day | None = None
    """The first day by which evidence is owed."""
    every: Rhythm | None = None
    verifier: Words | None = None
    review_on: Day | None = None
    release: Words | None = None


@dataclass(frozen=True, slots=True)
class SupervisionRecorded:
    """The office looks whether promises and conditions are kept (Article 19; 2020: 18)."""

    name: ClassVar[str] = "supervision_recorded"
    version: ClassVar[int] = 2
    on: Day
    commitment: Words | None = None
    kept: YesNo | None = None
    finding: Words | None = None
    by: Words | None = None
    """Who looked, since version 2; a second person decides on the evidence."""


@dataclass(frozen=True, slots=True)
class ReportReceived:
    """Someone reports that a promise is not kept (Article 19; 2020: 18)."""

    name: ClassVar[str] = "report_received"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words | None = None
    report: Words | None = None


@dataclass(frozen=True, slots=True)
class CommitmentProposed:
    """The office puts a promise or condition before the party; agreed, it stands with the conclusion (O15)."""

    name: ClassVar[str] = "commitment_proposed"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words
    by: Words | None = None
    until: Day | None = None
    source: Source | None = None
    evidence: Words | None = None
    due: Day | None = None
    every: Rhythm | None = None
    verifier: Words | None = None
    review_on: Day | None = None
    release: Words | None = None


@dataclass(frozen=True, slots=True)
class CommitmentAgreed:
    """The party agrees to what was put before it."""

    name: ClassVar[str] = "commitment_agreed"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words


@dataclass(frozen=True, slots=True)
class EvidenceReceived:
    """The party hands in what shows that a promise or condition is kept (Article 19; 2020: 18)."""

    name: ClassVar[str] = "evidence_received"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words
    evidence: Words


@dataclass(frozen=True, slots=True)
class EvidenceDecided:
    """A second person accepts the evidence that a colleague has looked at, or sends it back with a reason."""

    name: ClassVar[str] = "evidence_decided"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words
    accepted: YesNo
    by: Words
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class CommitmentReviewed:
    """The office asks whether a promise or condition is still needed, and when to ask again."""

    name: ClassVar[str] = "commitment_reviewed"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words
    needed: YesNo
    reason: Words
    review_on: Day | None = None


@dataclass(frozen=True, slots=True)
class CommitmentReleased:
    """The party is told that it owes a promise or condition no longer; no article speaks of it (O15)."""

    name: ClassVar[str] = "commitment_released"
    version: ClassVar[int] = 1
    on: Day
    commitment: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class ConclusionPublished:
    """The office makes a conclusion public; the text asks nobody to (open point O16)."""

    name: ClassVar[str] = "conclusion_published"
    version: ClassVar[int] = 1
    on: Day
    title: Words
    summary: Words
    summary_en: Words


@dataclass(frozen=True, slots=True)
class FactorJudged:
    """An officer judges one factor, with the reason and the measures proposed (Article 10; 2020: 9)."""

    name: ClassVar[str] = "factor_judged"
    version: ClassVar[int] = 1
    on: Day
    factors: Factors
    judgement: Words
    reason: Words
    by: Words
    measures: ListOfWords = ()


@dataclass(frozen=True, slots=True)
class DecisionDrafted:
    """An officer puts a decision before a second person; its own day is the day it is notified."""

    name: ClassVar[str] = "decision_drafted"
    version: ClassVar[int] = 1
    on: Day
    decision: Annotated[Event, kinds.DECISION]
    by: Words


@dataclass(frozen=True, slots=True)
class DecisionSentBack:
    """The second person does not sign; `decision` names the event that was drafted."""

    name: ClassVar[str] = "decision_sent_back"
    version: ClassVar[int] = 1
    on: Day
    decision: Words
    by: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class Recused:
    """A person steps out of the case and does nothing more in it."""

    name: ClassVar[str] = "recused"
    version: ClassVar[int] = 1
    on: Day
    person: Words
    reason: Words


@dataclass(frozen=True, slots=True)
class NoticeDelivered:
    """A notice, named by its event, reached the party: both its days are kept (open point O17).

    Version 2 adds the day of receipt where it is recorded later than that.
    """

    name: ClassVar[str] = "notice_delivered"
    version: ClassVar[int] = 2
    on: Day
    notice: Words
    received: Day | None = None

    @property
    def receipt(self) -> date:
        """The day on which the party received it."""
        return self.received or self.on


Event: TypeAlias = (
    Filed
    | SupplementRequested
    | SupplementReceived
    | MaterialsAccepted
    | DeterminationNotified
    | PreliminaryExtended
    | ProposalSent
    | ProposalDelivered
    | OpinionReceived
    | SpecialProcedureNotified
    | OpinionsHeard
    | AnalysisRecorded
    | SpecialExtended
    | SecondProposalSent
    | SubmittedToCommission
    | CommissionDecided
    | ConclusionNotified
    | ConcernRaised
    | ReviewOpened
    | InterimMeasuresRequired
    | Withdrawn
    | CommitmentRecorded
    | SupervisionRecorded
    | ReportReceived
    | CommitmentProposed
    | CommitmentAgreed
    | EvidenceReceived
    | EvidenceDecided
    | CommitmentReviewed
    | CommitmentReleased
    | ConclusionPublished
    | FactorJudged
    | DecisionDrafted
    | DecisionSentBack
    | Recused
    | NoticeDelivered
)

HOUSE = (
    "commitment_proposed",
    "commitment_agreed",
    "evidence_received",
    "evidence_decided",
    "commitment_reviewed",
    "commitment_released",
    "conclusion_published",
    "factor_judged",
    "decision_drafted",
    "decision_sent_back",
    "recused",
    "notice_delivered",
)
"""Events that the Measures name as no step: how a case is handled in the house, and what follows a conclusion."""

EVENTS: Mapping[str, type[Event]] = {event.name: event for event in get_args(Event)}
"""Every event class by its name, in the order of the procedure."""
SLOTS: Mapping[str, tuple[Slot, ...]] = {name: slots_of(event) for name, event in EVENTS.items()}
"""The fields of each event, its day first."""
_LOADED = {
    name: tuple((slot.key, slot.attribute, slot.kind.load) for slot in slots) for name, slots in SLOTS.items()
}


def event_to(event: Event) -> dict[str, Any]:
    """The event as it is stored and as a case file writes it: JSON-ready, without fields left out."""
    data: dict[str, Any] = {"on": event.on.isoformat(), "event": event.name}
    if event.version > 1:
        data["version"] = event.version
    for slot in SLOTS[event.name][1:]:
        value = getattr(event, slot.attribute)
        if slot.required or value != slot.default:
            data[slot.key] = _without_day(value) if slot.kind is kinds.DECISION else slot.kind.write(value)
    return data


def event_from(data: object, document: Document | None = None, number: int = 1) -> Event:
    """Read one event, as a case file or the store holds it.

    Args:
        document: where it stands, so that a fault names file and line; without it the file is `event`.
        number: which event of the case it is, from 1.
    Raises:
        BadInput: every field at fault, with the event's number, what is wrong and what would be right.
    """
    faults: list[Fault] = []
    event = read_event(data, document, number, faults)
    if event is None:
        raise BadInput(faults)
    return event


def event_of_store(data: Mapping[str, Any]) -> Event:
    """An event that `event_to` wrote and the store kept; what was checked then is not checked again.

    Raises:
        BadInput: it is not such an event after all.
    """
    try:
        name = data["event"]
        values = {
            attribute: load(data[key]) if load else data[key]
            for key, attribute, load in _LOADED[name]
            if key in data
        }
        if name == "decision_drafted":
            values["decision"] = event_of_store({**values["decision"], "on": data["on"]})
        return EVENTS[name](**values)
    except (KeyError, TypeError, ValueError):
        return event_from(data)


def read_event(
    data: object, document: Document | None, number: int, faults: list[Fault], path: str | None = None
) -> Event | None:
    """As `event_from`, but adds its faults to a list and returns None when there were any."""
    if isinstance(data, dict) and isinstance(name := data.get("event"), str) and name in EVENTS:
        values: dict[str, Any] = {}
        read = 1
        try:
            if "version" in data:
                _known_version(data["version"], name)
                read += 1
            for slot in SLOTS[name]:
                if slot.key in data:
                    value = data[slot.key]
                    values[slot.attribute] = (
                        _decision(value, data) if slot.kind is kinds.DECISION else slot.kind.read(value)
                    )
                    read += 1
                elif slot.required:
                    raise Wrong
            if read == len(data):
                return EVENTS[name](**values)
        except Wrong:
            pass  # found again below, with words for each
    faults.extend(_faults(data, document or Document("event", data), number, path or f"events.{number - 1}"))
    return None


def same_content(one: Event, other: Event) -> bool:
    """Do both say the same, whatever their days?"""
    return type(one) is type(other) and replace(one, on=other.on) == other


def _decision(decision: object, draft: Mapping[str, object]) -> Event:
    """The event that a draft holds; its day is the draft's, until it is notified."""
    if not isinstance(decision, dict) or decision.get("event") not in DRAFTED:
        raise Wrong
    event = read_event({**decision, "on": draft.get("on")}, None, 1, [])
    if event is None:
        raise Wrong
    return event


def _without_day(decision: Event) -> dict[str, Any]:
    return {key: value for key, value in event_to(decision).items() if key != "on"}


def _known_version(version: object, name: str) -> None:
    if type(version) is not int or not 1 <= version <= EVENTS[name].version:
        raise Wrong


DECISIONS = (
    "determination_notified",
    "preliminary_extended",
    "special_procedure_notified",
    "special_extended",
    "review_opened",
    "interim_measures_required",
    "conclusion_notified",
    "commitment_released",
    "conclusion_published",
)
"""Decisions that a second person signs."""
ON_PAPER = ("opinion_received", "withdrawn")
"""What others say themselves, or on paper: then one of the office takes the paper in and another confirms it."""
DRAFTED = (*DECISIONS, *ON_PAPER)
"""What can be laid before a second person: the decisions, and what reaches the office on paper."""
NOTICES = ("supplement_requested", *(name for name in DECISIONS if name != "conclusion_published"))
"""Events of which the party gets a written notice."""


def _faults(data: object, document: Document, number: int, path: str) -> list[Fault]:
    if not isinstance(data, dict):
        return [
            document.fault(
                path,
                Text(f"第 {number} 个事件不是键值对", f"event {number} is not a mapping"),
                Text(
                    "请写成 {on: 日期, event: 名称, …}",
                    "write {on: DAY, event: NAME, …}",
                ),
            )
        ]
    name = data.get("event")
    if not isinstance(name, str) or name not in EVENTS:
        said = _shown(name) if "event" in data else None
        return [
            document.fault(
                f"{path}.event" if said else path,
                Text(f"第 {number} 个事件的名称 {said} 不存在", f"event {number}: there is no event {said}")
                if said
                else Text(f"第 {number} 个事件没有名称", f"event {number} has no name"),
                Text(f"可用的事件：{', '.join(EVENTS)}", f"the events are {', '.join(EVENTS)}"),
            )
        ]
    found: list[Fault] = []
    label = Text(f"第 {number} 个事件（{name}）", f"event {number} ({name})")
    slots = {slot.key: slot for slot in SLOTS[name]}
    for slot in slots.values():
        if slot.key not in data:
            if slot.required:
                wrong = Text(f"{label.zh}缺少 {slot.key}", f"{label.en} has no {slot.key}")
                found.append(document.fault(path, wrong, slot.kind.right))
            continue
        value = data[slot.key]
        try:
            if slot.kind is kinds.DECISION:
                _decision(value, data)
            else:
                slot.kind.read(value)
        except Wrong as at:
            where, shown = f"{slot.key}{at.path}", _shown(at.value if at.path else value)
            wrong = Text(f"{label.zh}的 {where} 为 {shown}", f"{label.en}: {where} is {shown}")
            stands = where
            if at.path and at.value is None:  # it is not there, so what it should be in is shown
                wrong = Text(f"{label.zh}缺少 {where}", f"{label.en} has no {where}")
                stands = where.rpartition(".")[0]
            found.append(document.fault(f"{path}.{stands}", wrong, at.right or slot.kind.right))
    if "version" in data:
        try:
            _known_version(data["version"], name)
        except Wrong:
            wrong = Text(
                f"{label.zh}的 version 为 {_shown(data['version'])}",
                f"{label.en}: version is {_shown(data['version'])}",
            )
            right = Text(
                f"本程序认识的版本是 {EVENTS[name].version}；较新的记录需要较新的程序",
                f"this program knows version {EVENTS[name].version}; a newer record needs a newer program",
            )
            found.append(document.fault(f"{path}.version", wrong, right))
    for key in data:
        if key not in slots and key not in ("event", "version"):
            wrong = Text(f"{label.zh}没有名为 {key} 的字段", f"{label.en} has no field {key}")
            right = Text(f"可用的字段：{', '.join(slots)}", f"its fields are {', '.join(slots)}")
            found.append(document.fault(f"{path}.{key}", wrong, right))
    return found


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
