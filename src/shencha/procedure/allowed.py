"""What may happen next in a case, and who may do it: decides and may refuse, before `apply`.

Without an actor only the state decides (a history typed into a file); with one also the role, the unit,
recusal and the second person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shencha.errors import NotAllowed
from shencha.law.figures import figures
from shencha.law.instruments import in_force, instrument
from shencha.law.materials import still_missing
from shencha.law.members import member_ids
from shencha.procedure.case import Case, ClockName, Commission, State
from shencha.procedure.consultation import strangers
from shencha.procedure.events import (
    DECISIONS,
    DRAFTED,
    EVENTS,
    CommissionDecided,
    CommitmentAgreed,
    CommitmentReleased,
    CommitmentReviewed,
    ConcernRaised,
    ConclusionNotified,
    DecisionDrafted,
    DecisionSentBack,
    Event,
    EvidenceDecided,
    EvidenceReceived,
    FactorJudged,
    MaterialsAccepted,
    NoticeDelivered,
    OpinionReceived,
    PreliminaryExtended,
    ProposalDelivered,
    Recused,
    SpecialExtended,
    SpecialProcedureNotified,
    SupervisionRecorded,
    SupplementReceived,
    same_content,
)
from shencha.procedure.kinds import MOST_EXTENDED
from shencha.procedure.names import EVENT_NAMES, ROLE_NAMES, STATE_NAMES, listed
from shencha.procedure.roles import CONSULTED, COUNTERSIGNERS, OFFICE, OFFICERS, PARTY, Actor, Role
from shencha.procedure.supervision import named, open_acts
from shencha.text import Text

MEASURES_2020, MEASURES_2022 = "measures-2020", "measures-2022"
FIRST_DAY = instrument(MEASURES_2020).in_force_from
"""Before this day there is no procedure to follow."""

_CLERKS = OFFICE | {Role.SUPERVISOR}
BY_WHOM: dict[str, frozenset[Role]] = {
    "filed": PARTY | {Role.OFFICE_CLERK},
    "supplement_requested": OFFICE,
    "supplement_received": PARTY | {Role.OFFICE_CLERK},
    "materials_accepted": OFFICE,
    "determination_notified": COUNTERSIGNERS,
    "preliminary_extended": COUNTERSIGNERS,
    "proposal_sent": OFFICERS,
    "proposal_delivered": OFFICE | CONSULTED,
    "opinion_received": CONSULTED | COUNTERSIGNERS,
    "special_procedure_notified": COUNTERSIGNERS,
    "opinions_heard": OFFICERS,
    "analysis_recorded": OFFICERS,
    "special_extended": COUNTERSIGNERS,
    "second_proposal_sent": OFFICERS,
    "submitted_to_commission": OFFICERS,
    "commission_decided": frozenset({Role.COMMISSION_SECRETARY}),
    "conclusion_notified": COUNTERSIGNERS,
    "concern_raised": frozenset({Role.MEMBER_LIAISON}),
    "review_opened": COUNTERSIGNERS,
    "interim_measures_required": COUNTERSIGNERS,
    "withdrawn": PARTY | OFFICERS,
    "commitment_recorded": _CLERKS,
    "supervision_recorded": _CLERKS,
    "report_received": _CLERKS,
    "commitment_proposed": OFFICERS,
    "commitment_agreed": PARTY,
    "evidence_received": PARTY | {Role.OFFICE_CLERK},
    "evidence_decided": OFFICERS | {Role.SUPERVISOR},
    "commitment_reviewed": OFFICERS | {Role.SUPERVISOR},
    "commitment_released": COUNTERSIGNERS,
    "conclusion_published": COUNTERSIGNERS,
    "factor_judged": OFFICERS,
    "decision_drafted": OFFICE,
    "decision_sent_back": COUNTERSIGNERS,
    "recused": OFFICE | CONSULTED | {Role.COMMISSION_SECRETARY, Role.SUPERVISOR},
    "notice_delivered": PARTY | OFFICE,
}
"""Which roles may record which event; paper that arrives at the counter is recorded by a clerk."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an event may not follow, and what may."""

    wrong: Text
    right: Text


def may_next(case: Case, *, by: Actor | None = None) -> tuple[str, ...]:
    """Names of the events that may follow now, the regime's next step first.

    Args:
        by: only what this person may do, the handling inside the house (drafts, recusal, delivery) included.
    """
    if by is None:
        return tuple(_by_state(case))
    if by.person in case.recused:
        return ()
    names = (*_by_state(case), *_in_house(case))
    return tuple(name for name in names if by.role in BY_WHOM[name] and _open_to(case, name, by))


def decide(case: Case, event: Event, *, by: Actor | None = None) -> None:
    """Return if the event may follow; the case is not changed.

    Raises:
        NotAllowed: why not, with the state and what is allowed.
    """
    refused = refusal(case, event, by=by)
    if refused:
        raise NotAllowed(
            Text(f"{refused.wrong.zh}；{refused.right.zh}", f"{refused.wrong.en}; {refused.right.en}")
        )


def refusal(case: Case, event: Event, *, by: Actor | None = None) -> Refusal | None:
    """Why the event may not follow, or None if it may."""
    if _paper(event) is None and case.last and event.on < case.last:
        return Refusal(
            Text(
                f"{event.name} 的日期 {event.on} 早于上一事件的日期 {case.last}",
                f"{event.name} on {event.on} goes back behind the event before it, on {case.last}",
            ),
            Text(f"请写 {case.last} 或之后的日期", f"write {case.last} or a later day"),
        )
    if by and (barred := _barred(case, event, by)):
        return barred
    if event.name not in _by_state(case) and event.name not in _in_house(case):
        return _not_now(case, event)
    return unfit(case, event) or (_second_person(case, event, by) if by else None)


def _by_state(case: Case) -> tuple[str, ...]:
    return tuple(_following(case))


def _following(case: Case) -> Iterator[str]:
    match case.state:
        case None:
            if case.ground != "ex_officio":
                yield "filed"
            if case.ground in (None, "ex_officio"):
                yield "concern_raised"
            return
        case State.FILED:
            if not case.papers.asked and not missing_papers(case):
                yield "materials_accepted"
        case State.INTAKE:
            yield "determination_notified"
        case State.PRELIMINARY:
            yield "proposal_sent"
            if _may_extend(case):
                yield "preliminary_extended"
        case State.CONSULTATION:
            yield from _after_proposal(case)
        case State.SPECIAL:
            yield from _in_special(case)
        case State.AWAITING_COMMISSION:
            yield "commission_decided"
            if case.in_special:
                if case.round and case.round.silent:
                    yield "opinion_received"
                yield "special_extended"
        case State.PROPOSED:
            yield "review_opened" if case.commission is Commission.APPROVED else "submitted_to_commission"
        case State.CONCLUDED:
            yield from ("commitment_recorded", "supervision_recorded", "report_received")
            return
        case State.NO_REVIEW | State.NOT_OPENED | State.WITHDRAWN:
            return
    if case.papers.asked:
        yield "supplement_received"
    if case.under_review or case.state in (State.FILED, State.INTAKE):
        yield "supplement_requested"
    if case.under_review and case.instrument == MEASURES_2022:
        yield "interim_measures_required"
    yield "withdrawn"


def _after_proposal(case: Case) -> Iterator[str]:
    """The fork of Article 12 (2020: 11)."""
    asked = case.round
    if asked is None:
        return
    if asked.agreed:
        yield "conclusion_notified"
    if asked.disagreed:
        yield "special_procedure_notified"
    if asked.silent:
        yield "opinion_received"
    if undelivered(case):
        yield "proposal_delivered"


def _in_special(case: Case) -> Iterator[str]:
    """Article 13 (2020: 12): hear, analyse, propose anew, consult again, the Commission, the conclusion."""
    again = case.round if case.round and case.round.second else None
    if case.commission is Commission.APPROVED:
        if again:
            yield "conclusion_notified"
    else:
        yield from ("opinions_heard", "analysis_recorded", "second_proposal_sent")
        if again and again.silent:
            yield "opinion_received"
        if again:
            yield "submitted_to_commission"
    yield "special_extended"


def missing_papers(case: Case) -> tuple[Text, ...]:
    """Names of the papers of Article 8 (2020: 7) that have not been handed in."""
    if case.ground is None or case.instrument is None:
        return ()
    missing = still_missing(case.ground, case.instrument, case.papers.have)
    return tuple(requirement.name for requirement in missing)


def undelivered(case: Case) -> tuple[str, ...]:
    """Consultees of the first proposal who are silent and whose day of receipt is not on record."""
    if case.round is None or case.round.second:
        return ()
    return tuple(one for one in case.round.silent if one not in case.round.delivered)


def _may_extend(case: Case) -> bool:
    used = sum(period.extensions for period in case.periods if period.ended is None)
    return case.instrument is not None and used < figures(case.instrument).preliminary_extensions.value


def _extended_so_far(case: Case) -> int:
    return sum(period.extended for period in case.periods if period.clock is ClockName.SPECIAL)


def open_decisions(case: Case) -> tuple[str, ...]:
    """Decisions that may be drafted now, those after the conclusion included."""
    return tuple(name for name in (*_by_state(case), *_supervised(case)) if name in DECISIONS)


def _supervised(case: Case) -> Iterator[str]:
    """Acts on promises and conditions, and publication: the Measures name none of them as a step."""
    ended = case.state is State.CONCLUDED
    yield from open_acts(case.obligations, under_review=case.under_review, ended=ended)
    if ended and case.published is None:
        yield "conclusion_published"


def _in_house(case: Case) -> Iterator[str]:
    """How a case is handled inside the house; the Measures know only the other events."""
    if case.under_review or case.state is State.INTAKE:
        yield "factor_judged"
    yield from _supervised(case)
    if open_decisions(case) or "opinion_received" in _by_state(case):
        yield "decision_drafted"
    if case.drafts:
        yield "decision_sent_back"
    if case.open:
        yield "recused"
    if any(notice.delivered is None for notice in case.notices):
        yield "notice_delivered"


def _not_now(case: Case, event: Event) -> Refusal:
    reason = _reason(case, event)
    name = EVENT_NAMES[event.name]
    if case.state is None:
        wrong = Text(
            f"{event.name}（{name.zh}）不能是第一个事件",
            f"{event.name} ({name.en}) cannot be the first event",
        )
    else:
        state = STATE_NAMES[case.state]
        wrong = Text(
            f"案件处于 {case.state}（{state.zh}）状态，不能发生 {event.name}（{name.zh}）",
            f"in state {case.state} ({state.en}) {event.name} ({name.en}) may not follow",
        )
    if reason:
        wrong = Text(f"{wrong.zh}：{reason.zh}", f"{wrong.en}: {reason.en}")
    allowed = _by_state(case)
    if not allowed:
        return Refusal(wrong, Text("本案已经结束，不能再有事件", "the case has ended and nothing may follow"))
    return Refusal(wrong, Text(f"可以发生：{', '.join(allowed)}", f"what may follow is {', '.join(allowed)}"))


def _reason(case: Case, event: Event) -> Text | None:
    """The particular gate that is shut, where the state alone does not say it."""
    match event:
        case MaterialsAccepted() if case.state is State.FILED:
            if case.papers.asked:
                return Text(
                    f"要求补充的材料尚未收齐：{listed(case.papers.asked, 'zh')}",
                    f"what was asked for has not all arrived: {listed(case.papers.asked, 'en')}",
                )
            return Text(
                f"尚缺第八条（2020年版第七条）要求的材料：{listed(missing_papers(case), 'zh')}",
                f"papers that Article 8 (2020: 7) asks for are missing: {listed(missing_papers(case), 'en')}",
            )
        case SupplementReceived() if case.open:
            return Text("没有待补充的材料", "nothing has been asked for")
        case PreliminaryExtended() if case.state is State.PRELIMINARY:
            return Text("初步审查只能延长一次", "the preliminary review is extended only once")
        case ConclusionNotified() if case.state is State.CONSULTATION and case.round:
            if case.round.disagreed:
                return Text(
                    "有单位不同意，只能进入特别审查程序",
                    "someone disagrees, so only the special procedure is open",
                )
            silent = case.round.silent
            return Text(
                f"尚未回复意见的单位：{listed(silent, 'zh')}；沉默不等于同意",
                f"no answer yet from {listed(silent, 'en')}, and silence is not agreement",
            )
        case SpecialProcedureNotified() if case.state is State.CONSULTATION:
            return Text("没有单位表示不同意", "nobody has disagreed")
        case ConclusionNotified() if case.in_special:
            return Text(
                "特别审查程序的结论须有第二次结论建议，并经中央网络安全和信息化委员会批准",
                "a conclusion of the special procedure needs a second proposal and the Commission's approval",
            )
        case CommissionDecided():
            return Text("尚未报中央网络安全和信息化委员会", "nothing has been submitted to the Commission")
        case _:
            return None


def unfit(case: Case, event: Event) -> Refusal | None:
    """Why what the event says does not fit the case, whatever its state; None if it does."""
    version = _version(case, event)
    if version and (unknown := strangers(event, version)):
        return stranger_refusal(unknown, event)
    match event:
        case SupplementReceived(items=items) if not set(items) & set(case.papers.asked):
            return Refusal(
                Text(
                    f"收到的 {listed(items, 'zh')} 不在要求补充的材料之列",
                    f"{listed(items, 'en')} is not among what was asked for",
                ),
                Text(
                    f"要求补充的是：{listed(case.papers.asked, 'zh')}",
                    f"what was asked for is {listed(case.papers.asked, 'en')}",
                ),
            )
        case PreliminaryExtended(days=days) if case.instrument:
            most = figures(case.instrument).preliminary_extension_days.value
            if days > most:
                return Refusal(
                    Text(
                        f"初步审查延长了 {days} 个工作日",
                        f"the preliminary review is extended by {days} days",
                    ),
                    Text(f"请写 1 至 {most}", f"write 1 to {most}"),
                )
        case SpecialExtended(days=days) if _extended_so_far(case) + days > MOST_EXTENDED:
            most = max(MOST_EXTENDED - _extended_so_far(case), 0)
            return Refusal(
                Text(
                    f"特别审查再延长 {days} 个工作日，累计超过 {MOST_EXTENDED} 个",
                    f"a further {days} days extend the special review by more than {MOST_EXTENDED} in all",
                ),
                Text(
                    f"条文没有上限，本程序为防笔误最多再记 {most} 个工作日",
                    f"the text sets no bound; against slips of the hand at most {most} more are recorded",
                ),
            )
        case ProposalDelivered(to=to) if late := _not_awaited(case, to):
            return Refusal(
                Text(
                    f"{listed(late, 'zh')} 没有待登记的收到日期",
                    f"no receipt is awaited from {listed(late, 'en')}",
                ),
                Text(
                    f"可以登记收到日期的单位：{listed(undelivered(case), 'zh')}",
                    f"a receipt can be recorded for {listed(undelivered(case), 'en')}",
                ),
            )
        case OpinionReceived(consultee=consultee) if case.round and consultee not in case.round.silent:
            wrong = (
                Text(f"{consultee} 已经回复过意见", f"{consultee} has given its opinion already")
                if consultee in case.round.to
                else Text(f"没有向 {consultee} 征求意见", f"{consultee} was not asked")
            )
            return Refusal(
                wrong,
                Text(
                    f"尚待回复的单位：{listed(case.round.silent, 'zh')}",
                    f"opinions are awaited from {listed(case.round.silent, 'en')}",
                ),
            )
        case ConclusionNotified(result=result) if case.round and result != case.round.proposal:
            return Refusal(
                Text(
                    f"结论 {result} 与征求意见的结论建议 {case.round.proposal} 不一致",
                    f"the conclusion {result} is not the proposal that was put to consultation, "
                    f"{case.round.proposal}",
                ),
                Text(
                    f"结论只能是 {case.round.proposal}",
                    f"the conclusion can only be {case.round.proposal}",
                ),
            )
        case ConcernRaised(subject="data_processing") if version == MEASURES_2020:
            return Refusal(
                Text(
                    "2020年版的依职权审查只涉及网络产品和服务，不涉及数据处理活动",
                    "an ex officio review of the 2020 version reaches products and services, "
                    "not data processing",
                ),
                Text("请写 products_services", "write products_services"),
            )
        case (
            CommitmentAgreed(commitment=commitment)
            | EvidenceReceived(commitment=commitment)
            | EvidenceDecided(commitment=commitment)
            | CommitmentReviewed(commitment=commitment)
            | CommitmentReleased(commitment=commitment)
        ) if commitment not in (fitting := obligations_for(case, event.name)):
            return Refusal(
                Text(f"{event.name} 不适用于“{commitment}”", f"{event.name} does not fit “{commitment}”"),
                Text(
                    f"可以填写：{listed(fitting, 'zh')}" if fitting else "现在没有可以填写的承诺或者条件",
                    f"it fits {listed(fitting, 'en')}" if fitting else "it fits none at present",
                ),
            )
        case EvidenceDecided(accepted=False, reason=None):
            return Refusal(
                Text("退回履行证明没有理由", "the evidence is sent back without a reason"),
                Text("请写明理由", "give the reason"),
            )
        case DecisionDrafted(decision=OpinionReceived() as opinion):
            last = max(event.on, case.last or event.on)
            arrived = replace(opinion, on=event.on)
            return refusal(case, replace(opinion, on=last)) or _before_it_was_asked(case, arrived)
        case DecisionDrafted(decision=decision):
            return refusal(case, decision)
        case DecisionSentBack(decision=decision) if case.draft(decision) is None:
            drafted = [one.decision.name for one in case.drafts]
            return Refusal(
                Text(f"没有待签的 {decision}", f"no {decision} waits for a signature"),
                Text(f"待签的有：{listed(drafted, 'zh')}", f"what waits is {listed(drafted, 'en')}"),
            )
        case NoticeDelivered(notice=name):
            awaited = [notice.notice for notice in case.notices if notice.delivered is None]
            if name not in awaited:
                return Refusal(
                    Text(f"没有待送达的 {name} 通知", f"no notice of {name} waits for delivery"),
                    Text(f"待送达的有：{listed(awaited, 'zh')}", f"what waits is {listed(awaited, 'en')}"),
                )
        case _:
            pass
    return None


def _paper(event: Event) -> OpinionReceived | None:
    """The opinion on paper that the event takes in: it bears the day on which it arrived, even if that is past."""
    inside = event.decision if isinstance(event, DecisionDrafted) else None
    return inside if isinstance(inside, OpinionReceived) else None


def _before_it_was_asked(case: Case, opinion: OpinionReceived) -> Refusal | None:
    started = [
        period.started
        for period in case.periods
        if period.clock is ClockName.CONSULTATION and period.consultee == opinion.consultee
    ]
    first = max([case.round.sent] if case.round else [], default=opinion.on)
    if case.round and not case.round.second:
        first = max([first, *started])
    if opinion.on >= first:
        return None
    return Refusal(
        Text(
            f"{opinion.consultee} 的书面意见收到于 {opinion.on}，早于征求意见之日 {first}",
            f"the paper of {opinion.consultee} arrived on {opinion.on}, before it was asked on {first}",
        ),
        Text(f"请写 {first} 或之后的日期", f"write {first} or a later day"),
    )


def _version(case: Case, event: Event) -> str | None:
    """The version that governs; before the first event, that of its day."""
    governing = in_force(event.on)
    return case.instrument or (governing.id if governing else None)


def obligations_for(case: Case, act: str) -> tuple[str, ...]:
    """The words of the promises and conditions on which an act is open."""
    match act:
        case "commitment_agreed":
            fitting = [one for one in case.obligations if not one.standing and not one.agreed]
        case "evidence_decided":
            fitting = [one for one in case.obligations if one.to_decide]
        case _:
            fitting = [one for one in case.obligations if one.active]
    return tuple(one.commitment for one in fitting)


def _not_awaited(case: Case, to: tuple[str, ...]) -> list[str]:
    return [one for one in to if one not in undelivered(case)]


def stranger_refusal(unknown: tuple[tuple[str, str], ...], event: Event) -> Refusal:
    """The refusal of units that cannot act in the event on its day."""
    ids, known = [one for _, one in unknown], member_ids(event.on)
    if isinstance(event, ConcernRaised):
        return Refusal(
            Text(
                f"{listed(ids, 'zh')} 在 {event.on} 不是审查工作机制的成员单位",
                f"{listed(ids, 'en')} was not a member of the review mechanism on {event.on}",
            ),
            Text(
                f"请用当日成员单位的代号：{listed(known, 'zh')}",
                f"use the id of a member on that day: {listed(known, 'en')}",
            ),
        )
    return Refusal(
        Text(
            f"{listed(ids, 'zh')} 在 {event.on} 不是审查工作机制的成员单位或者可征求意见的部门",
            f"{listed(ids, 'en')} was not, on {event.on}, a member of the review mechanism "
            f"or a department that can be consulted",
        ),
        Text(
            f"请用当日成员单位的代号：{listed(known, 'zh')}；其他部门写 consulted_department（仅2022年版）或 "
            "protection_department",
            f"use the id of a member on that day: {listed(known, 'en')}; other departments are "
            "consulted_department (2022 version only) and protection_department",
        ),
    )


def _barred(case: Case, event: Event, by: Actor) -> Refusal | None:
    """Who may never do this in this case, whatever its state."""
    if by.person in case.recused:
        return Refusal(
            Text(f"{by.person} 已经回避", f"{by.person} is recused from this case"),
            Text("请由其他人员办理", "someone else must act"),
        )
    if by.role not in BY_WHOM[event.name]:
        roles = [ROLE_NAMES[role] for role in Role if role in BY_WHOM[event.name]]
        return Refusal(
            Text(
                f"{ROLE_NAMES[by.role].zh}不能办理 {event.name}（{EVENT_NAMES[event.name].zh}）",
                f"{event.name} ({EVENT_NAMES[event.name].en}) is not for the role {ROLE_NAMES[by.role].en}",
            ),
            Text(f"可由以下角色办理：{listed(roles, 'zh')}", f"it is for {listed(roles, 'en')}"),
        )
    if (wanted := _own_name(case, event, by)) is not None:
        return Refusal(
            Text(
                f"{by.person}（{by.unit or by.role}）不能以他人名义办理",
                f"{by.person} ({by.unit or by.role}) cannot act in another's name",
            ),
            Text(f"只能以 {wanted} 的名义", f"act in the name of {wanted}"),
        )
    return None


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


def _open_to(case: Case, name: str, by: Actor) -> bool:
    """Is anything of that name left for this person in particular?"""
    if name == "opinion_received" and by.role in CONSULTED:
        return case.round is not None and by.unit in case.round.silent
    if name == "proposal_delivered" and by.role in CONSULTED:
        return by.unit in undelivered(case)
    if name in DRAFTED:
        draft = case.draft(name)
        return draft is not None and draft.by != by.person
    if name == "decision_sent_back":
        return any(draft.by != by.person for draft in case.drafts)
    return True


def _second_person(case: Case, event: Event, by: Actor) -> Refusal | None:
    """Four eyes: one drafts, another signs the same words."""
    if isinstance(event, DecisionSentBack):
        draft = case.draft(event.decision)
        same_person = draft is not None and draft.by == by.person
        return _needs_other(by) if same_person else None
    if isinstance(event, EvidenceDecided):
        obligation = named(case.obligations, event.commitment)
        looked = obligation.waiting if obligation else None
        return _needs_other(by) if looked is not None and looked.checked_by == by.person else None
    own_words = isinstance(event, OpinionReceived) and by.role in CONSULTED
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


assert set(BY_WHOM) == set(EVENTS), "every event has its roles"
