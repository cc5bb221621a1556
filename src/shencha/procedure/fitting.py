"""What an event must say to fit the case it is to stand in, whatever the state."""

from __future__ import annotations

from shencha.canonical import digest_of
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import MEASURES_2020, in_force
from shencha.law.measures.members import member_ids
from shencha.procedure.acts import (
    CommitmentAgreed,
    CommitmentReleased,
    CommitmentReviewed,
    ConcernRaised,
    ConclusionNotified,
    DecisionSentBack,
    Event,
    EvidenceDecided,
    EvidenceReceived,
    Filed,
    InterimMeasuresRequired,
    NoticeDelivered,
    OpinionReceived,
    PreliminaryExtended,
    ProposalDelivered,
    SpecialExtended,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from shencha.procedure.case import Case, ClockName
from shencha.procedure.consultation import strangers
from shencha.procedure.deliveries import notice_delivery, proposal_delivery
from shencha.procedure.fitting_items import unfit_items, unfit_reply
from shencha.procedure.kinds import MOST_EXTENDED
from shencha.procedure.names import listed
from shencha.procedure.refusals import Refusal
from shencha.text import Text


def unfit(case: Case, event: Event) -> Refusal | None:
    """Why what the event says does not fit the case, whatever its state; None if it does."""
    version = _version(case, event)
    if version and (unknown := strangers(event, version)):
        return stranger_refusal(unknown, event)
    match event:
        case InterimMeasuresRequired(on=on, begins=begins, until=until) if (begins or on) < on or (
            until is not None and until < (begins or on)
        ):
            return Refusal(
                Text(
                    f"措施的起止日期 {begins or on} 至 {until or '审查结束'} 不成立",
                    f"measures from {begins or on} until {until or 'the end of the review'} cannot be",
                ),
                Text(
                    f"开始不早于通知之日 {on}，结束不早于开始",
                    f"begin on or after the day of the notice, {on}, and end no earlier than they begin",
                ),
            )
        case SupplementRequested(items=items):
            return unfit_items(items, event.on, version)
        case SupplementReceived():
            return unfit_reply(case, event)
        case Filed(ground=str(ground)) if case.ground not in (None, ground):
            return Refusal(
                Text(
                    f"申报的事由是 {ground}，案件的事由是 {case.ground}",
                    f"the filing is made on the ground {ground}, the case on {case.ground}",
                ),
                Text("两处请写同一事由", "write the same ground in both places"),
            )
        case Filed(answers=answers, answers_digest=str(said)) if (
            answers is None or digest_of(answers) != said
        ):
            right = Text("请删去 answers_digest", "leave answers_digest out")
            if answers is not None:
                right = Text(f"请写 {digest_of(answers)}", f"write {digest_of(answers)}")
            return Refusal(
                Text("answers_digest 不是 answers 的摘要", "answers_digest is not the digest of the answers"),
                right,
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
        case ProposalDelivered():
            return proposal_delivery(case, event)
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
        case DecisionSentBack(decision=decision) if case.draft(decision) is None:
            drafted = [one.decision.name for one in case.drafts]
            return Refusal(
                Text(f"没有待签的 {decision}", f"no {decision} waits for a signature"),
                Text(f"待签的有：{listed(drafted, 'zh')}", f"what waits is {listed(drafted, 'en')}"),
            )
        case Withdrawn(on=on, requested=requested) if requested and (
            requested > on or (case.opened and requested < case.opened)
        ):
            return Refusal(
                Text(
                    f"当事人书面申请撤回的日期为 {requested}",
                    f"the party’s request to withdraw bears the day {requested}",
                ),
                Text(
                    f"请写 {case.opened or on} 至 {on} 之间的日期",
                    f"write a day from {case.opened or on} to {on}",
                ),
            )
        case NoticeDelivered():
            return notice_delivery(case, event)
        case _:
            pass
    return None


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


def _version(case: Case, event: Event) -> str | None:
    """The version that governs; before the first event, that of its day."""
    governing = in_force(event.on)
    return case.instrument or (governing.id if governing else None)


def _extended_so_far(case: Case) -> int:
    return sum(period.extended for period in case.periods if period.clock is ClockName.SPECIAL)


def before_it_was_asked(case: Case, opinion: OpinionReceived) -> Refusal | None:
    """Why a paper cannot have arrived on its day: the unit had not been asked; None if it had."""
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
