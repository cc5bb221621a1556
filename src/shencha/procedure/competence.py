"""Who may do what in a case: roles, units, recusal, and the second person."""

from __future__ import annotations

from shencha.procedure.acts import (
    DRAFTED,
    CaseAssigned,
    ConcernRaised,
    DecisionDrafted,
    DecisionSentBack,
    Event,
    EvidenceDecided,
    FactorJudged,
    OpinionReceived,
    ProposalDelivered,
    Recused,
    SupervisionRecorded,
    Withdrawn,
    same_content,
)
from shencha.procedure.assigning import may_give, not_to_give
from shencha.procedure.case import Case, Commission
from shencha.procedure.following import filed, undelivered
from shencha.procedure.refusals import Refusal
from shencha.procedure.roles import CONSULTED, PARTY, ROLES, Actor, Role
from shencha.procedure.supervision import named
from shencha.text import Text
from shencha.text.lists import listed


def barred(case: Case, event: Event, by: Actor) -> Refusal | None:
    """Who may never do this in this case, whatever its state."""
    if by.person in case.recused:
        return Refusal(
            Text(f"{by.person} 已经回避", f"{by.person} is recused from this case"),
            Text("请由其他人员办理", "someone else must act"),
        )
    if by.role not in event.act.by:
        roles = [ROLES[role].name for role in Role if role in event.act.by]
        return Refusal(
            Text(
                f"{ROLES[by.role].name.zh}不能办理 {event.name}（{event.act.name.zh}）",
                f"{event.name} ({event.act.name.en}) is not for the role {ROLES[by.role].name.en}",
            ),
            Text(f"可由以下角色办理：{listed(roles).zh}", f"it is for {listed(roles).en}"),
        )
    if (wanted := _own_name(case, event, by)) is not None:
        return Refusal(
            Text(
                f"{by.person}（{by.unit or by.role}）不能以他人名义办理",
                f"{by.person} ({by.unit or by.role}) cannot act in another's name",
            ),
            Text(f"只能以 {wanted} 的名义", f"act in the name of {wanted}"),
        )
    return not_to_give(case, event, by) if isinstance(event, CaseAssigned) else None


def _own_name(case: Case, event: Event, by: Actor) -> str | None:
    """In whose name the person must act, if the event says another."""
    unit = by.unit or "?"
    match event:
        case OpinionReceived(consultee=consultee) if by.role in CONSULTED:
            return None if consultee == by.unit else unit
        case ProposalDelivered(to=to) if by.role in CONSULTED:
            return None if to == (by.unit,) else unit
        case ConcernRaised(by=member):
            return None if member == by.unit else unit
        case SupervisionRecorded(by=None):
            return None
        case (
            DecisionDrafted(by=person)
            | DecisionSentBack(by=person)
            | EvidenceDecided(by=person)
            | FactorJudged(by=person)
            | SupervisionRecorded(by=person)
        ):
            return None if person == by.person else by.person
        case Recused(person=person) if by.role is not Role.OFFICE_HEAD:
            return None if person == by.person else by.person
        case _:
            return None


def open_to(case: Case, name: str, by: Actor) -> bool:
    """Is anything of that name left for this person in particular?"""
    if name == "opinion_received" and by.role in CONSULTED:
        return case.round is not None and by.unit in case.round.silent
    if name == "proposal_delivered" and by.role in CONSULTED:
        return by.unit in undelivered(case)
    if name == "case_assigned":
        return may_give(case, by)
    if name == "submitted_to_commission":
        return case.commission is not Commission.REFUSED
    if name == "withdrawn" and by.role in PARTY:
        return filed(case)
    if name in DRAFTED:
        draft = case.draft(name)
        return draft is not None and draft.by != by.person
    if name == "decision_sent_back":
        return any(draft.by != by.person for draft in case.drafts)
    return True


def unchanged(case: Case, event: Event) -> Refusal | None:
    """Why what the Commission refused does not go to it again as it was; None if it may be submitted."""
    if event.name != "submitted_to_commission" or case.commission is not Commission.REFUSED:
        return None
    return Refusal(
        Text(
            "委员会没有批准这一结论建议，此后没有新的结论建议，也没有新的分析评估",
            "the Commission refused this proposal, and there is neither a new one nor a new analysis since",
        ),
        Text(
            "请先就结论建议再次征求意见（second_proposal_sent）或者登记新的分析评估（analysis_recorded）",
            "send a new proposal (second_proposal_sent) or record a new analysis (analysis_recorded) first",
        ),
    )


def unsigned(case: Case, event: Event, by: Actor) -> Refusal | None:
    """Four eyes: one drafts, another signs the same words."""
    if isinstance(event, DecisionSentBack):
        draft = case.draft(event.decision)
        same_person = draft is not None and draft.by == by.person
        return _needs_other(by) if same_person else None
    if isinstance(event, EvidenceDecided):
        obligation = named(case.obligations, event.commitment)
        looked = obligation.waiting if obligation else None
        return _needs_other(by) if looked is not None and looked.checked_by == by.person else None
    own_words = (isinstance(event, OpinionReceived) and by.role in CONSULTED) or (
        isinstance(event, Withdrawn) and by.role in PARTY
    )
    if own_words or event.name not in DRAFTED:
        return None
    draft = case.draft(event.name)
    if draft is None:
        return Refusal(
            Text(f"{event.name} 尚未由另一人拟稿", f"{event.name} has not been drafted by another person"),
            Text("请先由承办人拟稿（decision_drafted）", "let an officer draft it first (decision_drafted)"),
        )
    if draft.by == by.person:
        return _needs_other(by)
    if not same_content(draft.decision, event):
        return Refusal(
            Text(f"{event.name} 与拟稿内容不一致", f"{event.name} does not say what was drafted"),
            Text(
                "请按拟稿签发，或者退回（decision_sent_back）",
                "sign what was drafted, or send it back (decision_sent_back)",
            ),
        )
    return None


def _needs_other(by: Actor) -> Refusal:
    return Refusal(
        Text(f"{by.person} 是拟稿人或者经办人", f"{by.person} drafted it or looked at it first"),
        Text("须由另一人签发、复核或者退回", "another person must sign it, decide on it or send it back"),
    )
