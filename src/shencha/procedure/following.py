"""Which events may follow in a state, by the Measures and inside the house, and why another may not yet."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.law.measures.figures import figures
from shencha.law.measures.materials import still_missing
from shencha.law.measures.steps import steps
from shencha.procedure.acts import (
    DECISIONS,
    ON_PAPER,
    CommissionDecided,
    ConclusionNotified,
    DecisionDrafted,
    Event,
    MaterialsAccepted,
    PreliminaryExtended,
    SpecialProcedureNotified,
    SupplementReceived,
    Withdrawn,
)
from shencha.procedure.case import Case, Commission, State
from shencha.procedure.names import STATE_NAMES
from shencha.procedure.refusals import Refusal
from shencha.procedure.supervision import open_acts
from shencha.text import Text
from shencha.text.lists import listed


def by_state(case: Case) -> tuple[str, ...]:
    """Names of the events of the Measures that may follow in the state, the next step first."""
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
    if case.under_review and case.instrument and "interim" in steps(case.instrument):
        yield "interim_measures_required"
    if filed(case) and not _too_late_to_withdraw(case):
        yield "withdrawn"


def _after_proposal(case: Case) -> Iterator[str]:
    """The fork of Article 12 (2020: 11)."""
    asked = case.round
    if asked is None:
        return
    silence = case.holds("silence_in_consultation") if asked.silent else None
    if asked.agreed or (silence == "agreement" and not asked.disagreed):
        yield "conclusion_notified"
    if asked.disagreed or silence == "special":
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


def in_house(case: Case) -> Iterator[str]:
    """How a case is handled inside the house; the Measures know only the other events."""
    if case.state is None:
        yield "carried_in"
    if case.under_review or case.state is State.INTAKE:
        yield "factor_judged"
    yield from _supervised(case)
    if open_decisions(case) or open_on_paper(case):
        yield "decision_drafted"
    if case.drafts:
        yield "decision_sent_back"
    if case.open:
        yield "recused"
    if any(notice.delivered is None for notice in case.notices):
        yield "notice_delivered"
    if "opinion_received" in by_state(case):
        yield "opinion_chased"
    if case.open and case.papers.asked:
        yield "supplement_chased"
    if any(one.due is not None and one.waiting is None for one in case.obligations):
        yield "evidence_chased"
    if case.open or case.state is State.CONCLUDED:
        yield "case_assigned"


def _supervised(case: Case) -> Iterator[str]:
    """Acts on promises and conditions, and publication: the Measures name none of them as a step."""
    ended = case.state is State.CONCLUDED
    yield from open_acts(case.obligations, under_review=case.under_review, ended=ended)
    if ended and case.published is None and case.holds("publication") != "never":
        yield "conclusion_published"


def open_decisions(case: Case) -> tuple[str, ...]:
    """Decisions that may be drafted now, those after the conclusion included."""
    return tuple(name for name in (*by_state(case), *_supervised(case)) if name in DECISIONS)


def open_on_paper(case: Case) -> tuple[str, ...]:
    """What may now reach the office on paper: an opinion, and the withdrawal of what was filed."""
    return tuple(name for name in by_state(case) if name in ON_PAPER)


def to_sign(case: Case) -> tuple[DecisionDrafted, ...]:
    """Drafts that a second person can still sign: what may no longer follow waits for nobody."""
    open_now = (*open_decisions(case), *open_on_paper(case))
    return tuple(draft for draft in case.drafts if draft.decision.name in open_now)


def filed(case: Case) -> bool:
    """Was there a filing that could be withdrawn? A review ex officio begins without one."""
    return case.ground != "ex_officio"


def _too_late_to_withdraw(case: Case) -> bool:
    """Has the proposal been sent, where the office's policy ends withdrawal with it? (open point O14)"""
    return case.holds("withdrawal") == "before_proposal" and bool(case.rounds)


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


def not_now(case: Case, event: Event) -> Refusal:
    """The refusal of an event that the state does not allow, with the gate that is shut and what is open."""
    reason = _reason(case, event)
    name = event.act.name
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
    allowed = by_state(case)
    if not allowed:
        return Refusal(wrong, Text("本案已经结束，不能再有事件", "the case has ended and nothing may follow"))
    return Refusal(wrong, Text(f"可以发生：{', '.join(allowed)}", f"what may follow is {', '.join(allowed)}"))


def _reason(case: Case, event: Event) -> Text | None:
    """The particular gate that is shut, where the state alone does not say it."""
    match event:
        case MaterialsAccepted() if case.state is State.FILED:
            if case.papers.asked:
                return Text(
                    f"要求补充的材料尚未收齐：{listed(case.papers.asked).zh}",
                    f"what was asked for has not all arrived: {listed(case.papers.asked).en}",
                )
            return Text(
                f"尚缺第八条（2020年版第七条）要求的材料：{listed(missing_papers(case)).zh}",
                f"papers that Article 8 (2020: 7) asks for are missing: {listed(missing_papers(case)).en}",
            )
        case Withdrawn() if case.open and not filed(case):
            return Text(
                "本案依职权启动，没有可以撤回的申报",
                "the case was begun ex officio: there is no filing to withdraw",
            )
        case Withdrawn() if case.open and _too_late_to_withdraw(case):
            return Text(
                "结论建议已经发出，按审查办公室的口径不再接受撤回",
                "the proposal has been sent, after which the office’s policy takes no withdrawal",
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
                f"尚未回复意见的单位：{listed(silent).zh}；沉默不等于同意",
                f"no answer yet from {listed(silent).en}, and silence is not agreement",
            )
        case SpecialProcedureNotified() if case.state is State.CONSULTATION:
            return Text("没有单位表示不同意", "nobody has disagreed")
        case ConclusionNotified() if case.in_special:
            return Text(
                "特别审查程序的结论须有第二次结论建议，并经中央网信委批准",
                "a conclusion of the special procedure needs a second proposal and the Commission's approval",
            )
        case CommissionDecided():
            return Text("尚未报中央网信委", "nothing has been submitted to the Commission")
        case _:
            return None
