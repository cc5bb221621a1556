"""A case is its history: `apply` takes one event in and never refuses, `replay` folds them all.

What may happen is for `allowed`; what the fold means today (clocks, to-dos, standing) is asked of it with a
day and a calendar. Nothing here knows a date but those of the events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

from shencha.law.calendar.workdays import Pause
from shencha.law.measures.instruments import in_force
from shencha.law.measures.policies import POLICIES, Choice, Value, receipt_day, value_on
from shencha.procedure import acts as e
from shencha.procedure.acts import Event
from shencha.procedure.changing import replace
from shencha.procedure.consultation import Round
from shencha.procedure.supervision import Obligation, SupervisionEvent, after, concluded
from shencha.procedure.supplements import Asked, Item, material_of, names_of

Changes: TypeAlias = dict[str, Any]
"""Fields of a case with their new values."""


class State(StrEnum):
    """Where a case stands."""

    FILED = "filed"
    INTAKE = "intake"
    NO_REVIEW = "no_review"
    PRELIMINARY = "preliminary"
    CONSULTATION = "consultation"
    SPECIAL = "special"
    AWAITING_COMMISSION = "awaiting_commission"
    CONCLUDED = "concluded"
    PROPOSED = "proposed"
    NOT_OPENED = "not_opened"
    WITHDRAWN = "withdrawn"


ENDS = frozenset({State.NO_REVIEW, State.CONCLUDED, State.NOT_OPENED, State.WITHDRAWN})
"""States from which no review comes any more."""
_NOTICES = frozenset(e.NOTICES)
MANAGED = frozenset({*e.OWED.values(), e.CaseAssigned.name})
"""Acts by which the office manages its work; none of them moves a case."""
UNDER_REVIEW = frozenset({State.PRELIMINARY, State.CONSULTATION, State.SPECIAL, State.AWAITING_COMMISSION})


class ClockName(StrEnum):
    """The statutory periods (T1 to T4)."""

    INTAKE = "intake"
    PRELIMINARY = "preliminary"
    CONSULTATION = "consultation"
    SPECIAL = "special"


class Commission(StrEnum):
    """How the matter last put to the Commission stands."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True)
class Period:
    """One run of a clock: when it started, what was added, how it ended."""

    clock: ClockName
    started: date
    consultee: str | None = None
    extended: int = 0
    """Working days added by extensions."""
    extensions: int = 0
    ended: date | None = None
    stopped: bool = False
    """It ended because the case took another way, not because the act it waits for was done."""
    if_complete: bool = False
    """It runs only if the papers are complete, which has not been found yet."""


@dataclass(frozen=True)
class Papers:
    """What the party handed in, what is still asked of it, and the time that took."""

    have: frozenset[str] = frozenset()
    received: date | None = None
    """Day of the last receipt."""
    asked: tuple[str, ...] = ()
    """What the office asked for and has not yet received, by the names of the items."""
    requests: tuple[Item, ...] = ()
    """Every item with a structure that was ever asked for; the last of a name stands."""
    since: date | None = None
    """Day from which everything waits for it."""
    pauses: tuple[Pause, ...] = ()
    """Waits that are over."""


@dataclass(frozen=True)
class Chase:
    """One time that something late was asked for again."""

    owed: str
    """The act that is owed."""
    of: str
    """A consultee's id, `party`, or the words of a promise."""
    on: date


@dataclass(frozen=True)
class Notice:
    """A written notice to the party: both its days (open point O17)."""

    notice: str
    issued: date
    delivered: date | None = None


@dataclass(frozen=True)
class Case:
    """All that follows from a case's events."""

    number: str = ""
    ground: str | None = None
    partial: bool = False
    """Only part of the history is on record, as for public cases: what is missing stays unknown."""
    instrument: str | None = None
    """The version in force on the day of the first event (open point O5)."""
    choices: tuple[Choice, ...] = ()
    """What the office put in force where the text is silent; those of the day of the first event hold."""
    state: State | None = None
    since: date | None = None
    """Day on which it came to its state."""
    opened: date | None = None
    last: date | None = None
    moved: date | None = None
    """Day of its last event but those by which the office manages its work, assigning and chasing."""
    ended: date | None = None
    result: str | None = None
    conditions: tuple[str, ...] = ()
    party: str | None = None
    """Whose filing it is, or whom a review opened ex officio is about."""
    title: str | None = None
    answers: Mapping[str, Any] | None = None
    """The facts as the party signed them; None where the filing does not hold them."""
    declaration: Mapping[str, Any] | None = None
    concern: e.ConcernRaised | None = None
    papers: Papers = Papers()
    periods: tuple[Period, ...] = ()
    rounds: tuple[Round, ...] = ()
    heard: bool = False
    analysed: bool = False
    commission: Commission | None = None
    interim: tuple[e.InterimMeasuresRequired, ...] = ()
    supervision: tuple[SupervisionEvent, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    """Promises and conditions, those only proposed included."""
    published: e.ConclusionPublished | None = None
    withdrawal: e.Withdrawn | None = None
    judged: tuple[e.FactorJudged, ...] = ()
    """The office's judgements of factors, in order; the last on a factor stands."""
    notices: tuple[Notice, ...] = ()
    drafts: tuple[e.DecisionDrafted, ...] = ()
    """Decisions that wait for a second person, at most one of each name."""
    recused: frozenset[str] = frozenset()
    chases: tuple[Chase, ...] = ()
    assigned: e.CaseAssigned | None = None
    """Whose case it is, as last said."""

    @property
    def open(self) -> bool:
        """Has it begun and not ended?"""
        return self.state is not None and self.state not in ENDS

    def holds(self, policy: str) -> Value:
        """What the office's policy was on the day on which the case began; it keeps that one."""
        if not self.choices or self.opened is None:
            return POLICIES[policy].value
        return value_on(policy, self.opened, self.choices)

    def received_on(self, on: date) -> date:
        """The day on which papers that come in on a day count as received."""
        return receipt_day(on, self.opened or on, self.choices)

    @property
    def under_review(self) -> bool:
        """Has a review begun and not ended? Before an ex officio review is opened there is none."""
        return self.state in UNDER_REVIEW and any(p.clock is ClockName.PRELIMINARY for p in self.periods)

    @property
    def in_special(self) -> bool:
        """Has the special procedure begun?"""
        return any(period.clock is ClockName.SPECIAL for period in self.periods)

    @property
    def round(self) -> Round | None:
        """The consultation under way, or the last one."""
        return self.rounds[-1] if self.rounds else None

    @property
    def officer(self) -> str | None:
        """Whose case it is; None where nobody was named, or whoever was has stepped out."""
        named = self.assigned.officer if self.assigned else None
        return None if named in self.recused else named

    @property
    def deputy(self) -> str | None:
        """Who stands in for the officer."""
        named = self.assigned.deputy if self.assigned else None
        return None if named in self.recused else named

    def chased(self, owed: str, of: str) -> tuple[date, ...]:
        """The days on which what one owes now was chased; what was chased before it was asked anew does not count."""
        since = _asked_since(self, owed, of)
        return tuple([one.on for one in self.chases if (one.owed, one.of) == (owed, of) and one.on >= since])

    def draft(self, decision: str) -> e.DecisionDrafted | None:
        """The draft of that decision that waits for a second person."""
        return next((draft for draft in self.drafts if draft.decision.name == decision), None)


_NOTHING = Case()


def replay(
    events: Iterable[Event],
    *,
    ground: str | None = None,
    instrument: str | None = None,
    number: str = "",
    partial: bool = False,
    choices: tuple[Choice, ...] = (),
) -> Case:
    """The case that these events make, in their order.

    Args:
        instrument: the version that governs, when it is not the one in force on the first event's day.
        choices: what the office put in force where the text is silent, in that order.
    """
    case = replace(
        _NOTHING, number=number, ground=ground, partial=partial, instrument=instrument, choices=choices
    )
    kept = case.__dict__  # nobody else has it yet, so it need not be copied at each step
    for event in events:
        if case.opened is None:
            kept.update(_begun(case, event))
        kept.update(_step(case, event))
    return case


def apply(so_far: Case, event: Event) -> Case:
    """The case after one more event; never refuses."""
    case = so_far if so_far.opened else replace(so_far, **_begun(so_far, event))
    return replace(case, **_step(case, event))


def _step(case: Case, event: Event) -> Changes:
    """The fields that an event changes in a case that has begun, with what follows from any event."""
    changes = _changed(case, event)
    name = event.name
    if changes.get("state", case.state) is not case.state:
        changes["since"] = event.on
    if (drafts := changes.get("drafts", case.drafts)) and name in e.DRAFTED:
        changes["drafts"] = tuple([one for one in drafts if not _settles(event, one.decision)])
    if name not in MANAGED:
        changes["moved"] = changes.get("last", event.on)
    if name in _NOTICES:
        changes["notices"] = (*case.notices, Notice(name, event.on))
    return changes


def _settles(event: Event, drafted: Event) -> bool:
    """Does the draft wait no longer? A unit's own answer ends the wait for its paper, and for no other's."""
    if isinstance(event, e.OpinionReceived) and isinstance(drafted, e.OpinionReceived):
        return event.consultee == drafted.consultee
    return event.name == drafted.name


def _arrived(case: Case, opinion: e.OpinionReceived) -> date:
    """The day an opinion reached the office: of paper, the day recorded with it, before it was confirmed."""
    taken = case.draft(opinion.name) if case.drafts else None
    return taken.on if taken and e.same_content(taken.decision, opinion) else opinion.on


def _begun(case: Case, event: Event) -> Changes:
    first = event.begun if isinstance(event, e.CarriedIn) else event.on
    governing = in_force(first)
    return {
        "opened": first,
        "instrument": case.instrument or (governing.id if governing else None),
        "ground": case.ground or _ground_of(event),
    }


def _ground_of(event: Event) -> str | None:
    if isinstance(event, e.ConcernRaised | e.ReviewOpened):
        return "ex_officio"
    return event.ground if isinstance(event, e.Filed | e.CarriedIn) else None


def _changed(case: Case, event: Event) -> Changes:
    """The fields that this kind of event changes; a match asks in turn, so what comes most often stands first."""
    on = event.on
    match event:
        case e.OpinionReceived(consultee=consultee):
            rounds = (*case.rounds[:-1], case.rounds[-1].with_opinion(event)) if case.rounds else ()
            periods = _ended(case.periods, ClockName.CONSULTATION, _arrived(case, event), consultee)
            return {"last": on, "rounds": rounds, "periods": periods}
        case e.Filed(materials=materials):
            papers = replace(
                case.papers, have=case.papers.have | set(materials), received=case.received_on(on)
            )
            return {
                "last": on,
                "state": State.FILED,
                "papers": papers,
                "party": event.party,
                "title": event.title,
                "answers": event.answers,
                "declaration": event.declaration,
            }
        case e.SupplementRequested(items=items):
            return {"last": on, "papers": _asking(case.papers, items, on)}
        case e.SupplementReceived(items=items):
            return {"last": on, "papers": _receiving(case, items, on)}
        case e.MaterialsAccepted():
            intake = Period(ClockName.INTAKE, case.papers.received or on)
            return {"last": on, "state": State.INTAKE, "periods": (*case.periods, intake)}
        case e.DeterminationNotified(review=True):
            periods = _ended(case.periods, ClockName.INTAKE, on)
            preliminary = Period(ClockName.PRELIMINARY, on)
            return {"last": on, "state": State.PRELIMINARY, "periods": (*periods, preliminary)}
        case e.DeterminationNotified():
            periods = _ended(case.periods, ClockName.INTAKE, on)
            return {**_closed(periods, State.NO_REVIEW, on), "result": "no_review"}
        case e.PreliminaryExtended(days=days):
            return {"last": on, "periods": _extended(case.periods, ClockName.PRELIMINARY, days)}
        case e.ProposalSent(to=to):
            periods = _ended(case.periods, ClockName.PRELIMINARY, on)
            return {
                "last": on,
                "state": State.CONSULTATION,
                "rounds": (*case.rounds, Round.of(event)),
                "periods": (*periods, *[Period(ClockName.CONSULTATION, on, one) for one in to]),
            }
        case e.ProposalDelivered(to=to):
            periods = tuple(
                replace(period, started=event.receipt)
                if period.consultee in to and period.ended is None
                else period
                for period in case.periods
            )
            rounds = (*case.rounds[:-1], case.rounds[-1].with_delivery(to)) if case.rounds else ()
            return {"last": on, "periods": periods, "rounds": rounds}
        case e.SpecialProcedureNotified():
            special = Period(ClockName.SPECIAL, _special_start(case, on))
            return {
                "last": on,
                "state": State.SPECIAL,
                "commission": None,
                "periods": (*_stopped(case.periods, on), special),
            }
        case e.OpinionsHeard():
            return {"last": on, "heard": True}
        case e.AnalysisRecorded():
            anew = None if case.commission is Commission.REFUSED else case.commission
            return {"last": on, "analysed": True, "commission": anew}
        case e.SpecialExtended(days=days):
            return {"last": on, "periods": _extended(case.periods, ClockName.SPECIAL, days)}
        case e.SecondProposalSent():
            return {"last": on, "rounds": (*case.rounds, Round.of(event)), "commission": None}
        case e.SubmittedToCommission():
            return {"last": on, "state": State.AWAITING_COMMISSION, "commission": Commission.SUBMITTED}
        case e.CommissionDecided(approved=True):
            state = State.SPECIAL if case.in_special else State.PROPOSED
            return {"last": on, "state": state, "commission": Commission.APPROVED}
        case e.CommissionDecided():
            if case.in_special:
                return {"last": on, "state": State.SPECIAL, "commission": Commission.REFUSED}
            return {**_closed(case.periods, State.NOT_OPENED, on), "commission": Commission.REFUSED}
        case e.ConclusionNotified(result=result, conditions=conditions):
            return {
                **_closed(_ended(case.periods, ClockName.SPECIAL, on), State.CONCLUDED, on),
                "result": result,
                "conditions": conditions,
                "obligations": concluded(case.obligations, conditions, on),
            }
        case e.ConcernRaised():
            return {"last": on, "state": State.PROPOSED, "concern": event, "title": event.title}
        case e.ReviewOpened(party=party):
            return {
                "last": on,
                "state": State.PRELIMINARY,
                "party": party,
                "commission": None,
                "periods": (*case.periods, Period(ClockName.PRELIMINARY, on)),
            }
        case e.InterimMeasuresRequired():
            return {"last": on, "interim": (*case.interim, event)}
        case e.Withdrawn():
            return {**_closed(case.periods, State.WITHDRAWN, on), "withdrawal": event}
        case e.FactorJudged():
            return {"last": on, "judged": (*case.judged, event)}
        case e.ConclusionPublished():
            return {"last": on, "supervision": (*case.supervision, event), "published": event}
        case (
            e.CommitmentRecorded()
            | e.SupervisionRecorded()
            | e.ReportReceived()
            | e.CommitmentProposed()
            | e.CommitmentAgreed()
            | e.EvidenceReceived()
            | e.EvidenceDecided()
            | e.CommitmentReviewed()
            | e.CommitmentReleased()
            | e.CommitmentOpened()
            | e.CommitmentPublished()
        ):
            supervised = (*case.supervision, event)
            return {"last": on, "supervision": supervised, "obligations": after(case.obligations, event)}
        case e.DecisionDrafted():
            others = tuple(draft for draft in case.drafts if draft.decision.name != event.decision.name)
            return {"last": max(case.last or on, on), "drafts": (*others, event)}
        case e.DecisionSentBack(decision=decision):
            drafts = tuple(draft for draft in case.drafts if draft.decision.name != decision)
            return {"last": on, "drafts": drafts}
        case e.Recused(person=person):
            return {"last": on, "recused": case.recused | {person}}
        case e.NoticeDelivered(notice=notice):
            notices = _delivered(case.notices, notice, event.receipt)
            if notice == e.ReviewOpened.name and case.holds("ex_officio_clock") == "receipt":
                return {"last": on, "notices": notices, "periods": _started(case.periods, event.receipt)}
            return {"last": on, "notices": notices}
        case e.OpinionChased(to=to):
            return {"last": on, "chases": (*case.chases, *[Chase("opinion_received", one, on) for one in to])}
        case e.SupplementChased():
            return {"last": on, "chases": (*case.chases, Chase("supplement_received", "party", on))}
        case e.EvidenceChased(commitment=one):
            return {"last": on, "chases": (*case.chases, Chase("evidence_received", one, on))}
        case e.CaseAssigned():
            return {"last": on, "assigned": event}
        case e.CarriedIn():
            return {
                "last": on,
                "ended": event.ended,
                "state": State(event.outcome),
                "partial": True,
                "party": event.party,
                "title": event.title,
                "instrument": event.instrument or case.instrument,
                "result": "no_review" if event.outcome == State.NO_REVIEW else event.result,
                "conditions": event.conditions,
                "obligations": concluded(case.obligations, event.conditions, event.ended),
            }
        case _:
            assert_never(event)


def _asked_since(case: Case, owed: str, of: str) -> date:
    """Since when what is owed now has been asked for."""
    match owed:
        case "opinion_received" if case.round:
            return case.round.sent
        case "supplement_received":
            return case.papers.since or date.min
        case _:
            found = next((one for one in case.obligations if one.commitment == of), None)
            return found.handed[-1].on if found and found.handed else date.min


def _asking(papers: Papers, items: tuple[Asked, ...], on: date) -> Papers:
    names = names_of(items)
    asked = papers.asked + tuple(name for name in names if name not in papers.asked)
    typed = tuple(one for one in items if isinstance(one, Item))
    kept = tuple(one for one in papers.requests if one.item not in names)
    return replace(papers, asked=asked, requests=kept + typed, since=papers.since or on)


def _receiving(case: Case, items: tuple[str, ...], on: date) -> Papers:
    """Everything waits until all that was asked for is there (open point O3)."""
    papers, received = case.papers, case.received_on(on)
    asked = tuple(item for item in papers.asked if item not in items)
    over = papers.since is not None and not asked
    return Papers(
        papers.have | {material_of(item, papers.requests) for item in items},
        received,
        asked,
        papers.requests,
        None if over else papers.since,
        (*papers.pauses, Pause(papers.since, _pause_end(case, papers.since, received)))
        if over and papers.since
        else papers.pauses,
    )


def _pause_end(case: Case, since: date, received: date) -> date:
    """The last day that a pause takes out, by the office's policy (open point O3)."""
    through = case.holds("pause_ends") == "through_receipt"
    return max(since, received if through else received - timedelta(days=1))


def _ended(
    periods: tuple[Period, ...], clock: ClockName, on: date, consultee: str | None = None
) -> tuple[Period, ...]:
    return tuple(
        [
            replace(period, ended=on)
            if period.ended is None and period.clock is clock and period.consultee == consultee
            else period
            for period in periods
        ]
    )


def _stopped(periods: tuple[Period, ...], on: date) -> tuple[Period, ...]:
    return tuple(
        [replace(period, ended=on, stopped=True) if period.ended is None else period for period in periods]
    )


def _extended(periods: tuple[Period, ...], clock: ClockName, days: int) -> tuple[Period, ...]:
    return tuple(
        replace(period, extended=period.extended + days, extensions=period.extensions + 1)
        if period.clock is clock and period.ended is None
        else period
        for period in periods
    )


def _closed(periods: tuple[Period, ...], state: State, on: date) -> Changes:
    return {"last": on, "ended": on, "state": state, "periods": _stopped(periods, on)}


def _special_start(case: Case, on: date) -> date:
    """From when the special procedure's time runs, by the office's policy (open point O2)."""
    asked = case.round
    if case.holds("special_start") == "last_opinion" and asked and asked.opinions:
        return min(on, max(opinion.on for opinion in asked.opinions))
    return on


def _started(periods: tuple[Period, ...], on: date) -> tuple[Period, ...]:
    """The preliminary review of a review ex officio runs from the day on which its notice was received."""
    return tuple(
        replace(period, started=on)
        if period.clock is ClockName.PRELIMINARY and period.ended is None
        else period
        for period in periods
    )


def _delivered(notices: tuple[Notice, ...], name: str, on: date) -> tuple[Notice, ...]:
    """The oldest notice of that name that is not yet delivered now is."""
    out, found = [], False
    for notice in notices:
        if not found and notice.notice == name and notice.delivered is None:
            notice, found = replace(notice, delivered=on), True
        out.append(notice)
    return tuple(out)
