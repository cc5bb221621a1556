"""What an event must say to fit the case it is to stand in, whatever the state."""

from __future__ import annotations

from typing import assert_never

from shencha.canonical import digest_of
from shencha.law.calendar.workdays import Workdays, published
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import in_force
from shencha.law.measures.read import grounds_of
from shencha.procedure import acts as e
from shencha.procedure.acts import Event, OpinionReceived
from shencha.procedure.assigning import misassigned
from shencha.procedure.case import Case, ClockName, State
from shencha.procedure.chasing import unchaseable
from shencha.procedure.clocks import clocks
from shencha.procedure.deliveries import notice_delivery, proposal_delivery
from shencha.procedure.fitting_items import unfit_items, unfit_reply
from shencha.procedure.kinds import MOST_EXTENDED, RESULTS
from shencha.procedure.refusals import Refusal
from shencha.procedure.strangers import stranger_refusal, strangers
from shencha.text import Text
from shencha.text.lists import listed


def unfit(case: Case, event: Event, calendar: Workdays | None = None) -> Refusal | None:
    """Why what the event says does not fit the case, whatever its state; None if it does.

    Args:
        calendar: by which the days of those who are silent are counted; left out, that of the shipped notices.
    """
    version = _version(case, event)
    if version and (unknown := strangers(event, version)):
        return stranger_refusal(unknown, event)
    match event:
        case e.Filed():
            return _filing(case, event)
        case e.SupplementRequested(items=items):
            return unfit_items(items, event.on, version)
        case e.SupplementReceived():
            return unfit_reply(case, event)
        case e.PreliminaryExtended():
            return _extension(case, event)
        case e.SpecialExtended():
            return _unbounded(case, event)
        case e.ProposalDelivered():
            return proposal_delivery(case, event)
        case e.OpinionReceived():
            return _answer(case, event)
        case e.ConclusionNotified():
            return _conclusion(case, event) or _still_asked(case, event, calendar)
        case e.SpecialProcedureNotified():
            return _still_asked(case, event, calendar)
        case e.ConcernRaised():
            return _concern(event, version)
        case e.InterimMeasuresRequired():
            return _measures(event)
        case (
            e.CommitmentAgreed()
            | e.EvidenceReceived()
            | e.CommitmentReviewed()
            | e.CommitmentReleased()
            | e.CommitmentOpened()
            | e.CommitmentPublished()
        ):
            return _promise(case, event.name, event.commitment)
        case e.EvidenceDecided():
            return _promise(case, event.name, event.commitment) or _decision_on_evidence(event)
        case e.DecisionSentBack():
            return _sent_back(case, event)
        case e.Withdrawn():
            return _withdrawal(case, event)
        case e.NoticeDelivered():
            return notice_delivery(case, event)
        case e.OpinionChased() | e.SupplementChased() | e.EvidenceChased():
            return unchaseable(case, event, calendar or published())
        case e.CaseAssigned():
            return misassigned(case, event)
        case e.CarriedIn():
            return _carried_in(event)
        case (
            e.MaterialsAccepted()
            | e.DeterminationNotified()
            | e.ProposalSent()
            | e.OpinionsHeard()
            | e.AnalysisRecorded()
            | e.SecondProposalSent()
            | e.SubmittedToCommission()
            | e.CommissionDecided()
            | e.ReviewOpened()
            | e.CommitmentRecorded()
            | e.SupervisionRecorded()
            | e.ReportReceived()
            | e.CommitmentProposed()
            | e.ConclusionPublished()
            | e.FactorJudged()
            | e.DecisionDrafted()
            | e.Recused()
        ):
            return None
        case _:
            assert_never(event)


def _filing(case: Case, event: e.Filed) -> Refusal | None:
    ground, answers = event.ground, event.answers
    if ground is not None and case.ground not in (None, ground):
        return Refusal(
            Text(
                f"申报的事由是 {ground}，案件的事由是 {case.ground}",
                f"the filing is made on the ground {ground}, the case on {case.ground}",
            ),
            Text("两处请写同一事由", "write the same ground in both places"),
        )
    if event.answers_digest is None or (answers is not None and digest_of(answers) == event.answers_digest):
        return None
    right = Text("请删去 answers_digest", "leave answers_digest out")
    if answers is not None:
        right = Text(f"请写 {digest_of(answers)}", f"write {digest_of(answers)}")
    return Refusal(
        Text("answers_digest 不是 answers 的摘要", "answers_digest is not the digest of the answers"), right
    )


def _extension(case: Case, event: e.PreliminaryExtended) -> Refusal | None:
    if case.instrument is None:
        return None
    most = figures(case.instrument).preliminary_extension_days.value
    if event.days <= most:
        return None
    return Refusal(
        Text(
            f"初步审查延长了 {event.days} 个工作日",
            f"the preliminary review is extended by {event.days} days",
        ),
        Text(f"请写 1 至 {most}", f"write 1 to {most}"),
    )


def _unbounded(case: Case, event: e.SpecialExtended) -> Refusal | None:
    so_far = sum(period.extended for period in case.periods if period.clock is ClockName.SPECIAL)
    if so_far + event.days <= MOST_EXTENDED:
        return None
    most = max(MOST_EXTENDED - so_far, 0)
    return Refusal(
        Text(
            f"特别审查再延长 {event.days} 个工作日，累计超过 {MOST_EXTENDED} 个",
            f"a further {event.days} days extend the special review by more than {MOST_EXTENDED} in all",
        ),
        Text(
            f"条文没有上限，本程序为防笔误最多再记 {most} 个工作日",
            f"the text sets no bound; against slips of the hand at most {most} more are recorded",
        ),
    )


def _answer(case: Case, event: e.OpinionReceived) -> Refusal | None:
    asked, one = case.round, event.consultee
    if asked is None or one in asked.silent:
        return None
    wrong = (
        Text(f"{one} 已经回复过意见", f"{one} has given its opinion already")
        if one in asked.to
        else Text(f"没有向 {one} 征求意见", f"{one} was not asked")
    )
    return Refusal(
        wrong,
        Text(
            f"尚待回复的单位：{listed(asked.silent).zh}",
            f"opinions are awaited from {listed(asked.silent).en}",
        ),
    )


def _still_asked(
    case: Case, event: e.ConclusionNotified | e.SpecialProcedureNotified, calendar: Workdays | None
) -> Refusal | None:
    """Where silence counts by the office's policy, the days of the silent must be over (open point O1)."""
    asked = case.round
    if case.state is not State.CONSULTATION or asked is None or asked.disagreed or not asked.silent:
        return None
    counting = calendar or published()
    running = [one for one in clocks(case, event.on, counting) if one.consultee in asked.silent]
    waits = [one for one in running if one.ended is None and (one.due is None or event.on <= one.due)]
    special = isinstance(event, e.SpecialProcedureNotified)
    if not waits or (special and len(waits) < len(asked.silent)):
        return None
    names = tuple(str(one.consultee) for one in waits)
    last = max((one.latest or one.due for one in waits if one.due), default=None)
    return Refusal(
        Text(
            f"{listed(names).zh} 的答复期限尚未届满",
            f"the days in which {listed(names).en} may answer are not over",
        ),
        Text(f"请在 {last} 之后办理", f"act after {last}")
        if last
        else Text("请等待补充材料收齐", "wait until the supplements are in"),
    )


def _conclusion(case: Case, event: e.ConclusionNotified) -> Refusal | None:
    if event.conditions and case.holds("conditions") == "none":
        return Refusal(
            Text(
                "按审查办公室的口径，结论不附条件",
                "by the office’s policy a conclusion carries no conditions",
            ),
            Text("请将 conditions 留空，并以承诺记录", "leave conditions empty and keep them as promises"),
        )
    if case.round is None or event.result == case.round.proposal:
        return None
    proposal = case.round.proposal
    return Refusal(
        Text(
            f"结论 {event.result} 与征求意见的结论建议 {proposal} 不一致",
            f"the conclusion {event.result} is not the proposal that was put to consultation, {proposal}",
        ),
        Text(f"结论只能是 {proposal}", f"the conclusion can only be {proposal}"),
    )


def _concern(event: e.ConcernRaised, version: str | None) -> Refusal | None:
    if event.subject != "data_processing" or not version or "data_processing" in grounds_of(version):
        return None
    return Refusal(
        Text(
            "2020年版的依职权审查只涉及网络产品和服务，不涉及数据处理活动",
            "an ex officio review of the 2020 version reaches products and services, not data processing",
        ),
        Text("请写 products_services", "write products_services"),
    )


def _measures(event: e.InterimMeasuresRequired) -> Refusal | None:
    begins = event.begins or event.on
    if begins >= event.on and (event.until is None or event.until >= begins):
        return None
    return Refusal(
        Text(
            f"措施的起止日期 {begins} 至 {event.until or '审查结束'} 不成立",
            f"measures from {begins} until {event.until or 'the end of the review'} cannot be",
        ),
        Text(
            f"开始不早于通知之日 {event.on}，结束不早于开始",
            f"begin on or after the day of the notice, {event.on}, and end no earlier than they begin",
        ),
    )


def _promise(case: Case, act: str, commitment: str) -> Refusal | None:
    fitting = obligations_for(case, act)
    if commitment in fitting:
        return None
    return Refusal(
        Text(f"{act} 不适用于“{commitment}”", f"{act} does not fit “{commitment}”"),
        Text(
            f"可以填写：{listed(fitting).zh}" if fitting else "现在没有可以填写的承诺或者条件",
            f"it fits {listed(fitting).en}" if fitting else "it fits none at present",
        ),
    )


def _decision_on_evidence(event: e.EvidenceDecided) -> Refusal | None:
    if event.accepted or event.reason is not None:
        return None
    return Refusal(
        Text("退回履行证明没有理由", "the evidence is sent back without a reason"),
        Text("请写明理由", "give the reason"),
    )


def _sent_back(case: Case, event: e.DecisionSentBack) -> Refusal | None:
    if case.draft(event.decision) is not None:
        return None
    drafted = [one.decision.name for one in case.drafts]
    return Refusal(
        Text(f"没有待签的 {event.decision}", f"no {event.decision} waits for a signature"),
        Text(f"待签的有：{listed(drafted).zh}", f"what waits is {listed(drafted).en}"),
    )


def _withdrawal(case: Case, event: e.Withdrawn) -> Refusal | None:
    on, requested = event.on, event.requested
    first = case.opened or on
    if requested is None or (requested <= on and (case.opened is None or requested >= first)):
        return None
    return Refusal(
        Text(
            f"当事人书面申请撤回的日期为 {requested}",
            f"the party’s request to withdraw bears the day {requested}",
        ),
        Text(f"请写 {first} 至 {on} 之间的日期", f"write a day from {first} to {on}"),
    )


def obligations_for(case: Case, act: str) -> tuple[str, ...]:
    """The words of the promises and conditions on which an act is open."""
    match act:
        case "commitment_agreed":
            fitting = [one for one in case.obligations if not one.standing and not one.agreed]
        case "evidence_decided":
            fitting = [one for one in case.obligations if one.to_decide]
        case "commitment_opened":
            fitting = [one for one in case.obligations if one.active and one.public is None]
        case "commitment_published":
            fitting = [one for one in case.obligations if one.may_be_published]
        case _:
            fitting = [one for one in case.obligations if one.active]
    return tuple(one.commitment for one in fitting)


def _carried_in(event: e.CarriedIn) -> Refusal | None:
    """Why an old case cannot have gone so."""
    if not event.begun <= event.ended <= event.on:
        return Refusal(
            Text(
                f"开始日 {event.begun}、办结日 {event.ended}、录入日 {event.on} 次序不对",
                f"it began on {event.begun}, ended on {event.ended} and is carried in on {event.on}",
            ),
            Text("开始不晚于办结，办结不晚于录入", "the begin comes first, the end after it, both by today"),
        )
    if in_force(event.begun) is None:
        return Refusal(
            Text(f"{event.begun} 时尚无审查办法施行", f"no version was in force on {event.begun}"),
            Text("请核对开始日", "check the day on which it began"),
        )
    ways: tuple[str, ...] = ("concluded", "not_opened" if event.ground == "ex_officio" else "no_review")
    if event.ground != "ex_officio":
        ways = (*ways, "withdrawn")
    if event.outcome not in ways:
        return Refusal(
            Text(
                f"事由为 {event.ground} 的案件不会以 {event.outcome} 办结",
                f"a case on the ground {event.ground} does not end as {event.outcome}",
            ),
            Text(f"请写 {listed(ways).zh} 之一", f"write one of {listed(ways).en}"),
        )
    if (event.outcome == "concluded") is (event.result is None):
        return Refusal(
            Text(
                "有结论的旧案须写 result，其他的不写",
                "result goes with the outcome concluded, and with no other",
            ),
            Text(
                f"请写 {listed(RESULTS).zh} 之一，或者留空",
                f"write one of {listed(RESULTS).en}, or leave it empty",
            ),
        )
    if event.conditions and event.outcome != "concluded":
        return Refusal(
            Text("没有结论的旧案没有附加条件", "conditions go with a conclusion"),
            Text("请删去 conditions", "leave conditions out"),
        )
    return None


def _version(case: Case, event: Event) -> str | None:
    """The version that governs; before the first event, that of its day."""
    governing = in_force(event.on)
    return case.instrument or (governing.id if governing else None)


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
