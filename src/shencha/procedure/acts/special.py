"""The special procedure, and what goes to the Commission."""

from __future__ import annotations

from typing import Annotated, ClassVar

from shencha.procedure.acts.act import Act, Asked, Dated, Need, Phase, Signed
from shencha.procedure.kinds import Consultees, Days, Factors, Key, ListOfWords, Result, Words, YesNo
from shencha.procedure.roles import COUNTERSIGNERS, OFFICERS, TOLD_TO_THE_PARTY, Reads, Role
from shencha.text import Text


@Act(
    name=Text("通知进入特别审查程序", "notice of the special procedure"),
    button=Text("通知转入特别审查程序", "Notify the special procedure"),
    done=Text("已通知转入特别审查程序", "The special procedure was notified"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.SPECIAL,
    steps=("fork",),
    signed=Signed.DECISION,
    notice=Text("转入特别审查程序通知书", "Notice of the special procedure"),
    effect=Text("期限起算", "A clock starts"),
    mark=Text("特别程序", "Special"),
)
class SpecialProcedureNotified(Dated):
    """Opinions differ: the party is told that the special procedure begins (Article 12; 2020: 11)."""

    name: ClassVar[str] = "special_procedure_notified"


@Act(
    name=Text("听取意见", "hearing of units and departments"),
    button=Text("登记听取意见", "Record who was heard"),
    done=Text("已听取有关单位和部门意见", "Units and departments were heard"),
    by=OFFICERS,
    read_by=frozenset({Reads.COMMISSION}),
    phase=Phase.SPECIAL,
    steps=("special",),
    mark=Text("听取意见", "Hearing"),
    timed=True,
)
class OpinionsHeard(Dated):
    """The office hears units and departments: consultees, `party`, `supplier` or `unit:NAME` (Article 13)."""

    name: ClassVar[str] = "opinions_heard"
    heard: Annotated[Consultees, Key("from")]


@Act(
    name=Text("深入分析评估", "analysis in depth"),
    button=Text("登记深入分析评估", "Record the analysis in depth"),
    done=Text("已完成深入分析评估", "The analysis in depth was recorded"),
    by=OFFICERS,
    read_by=frozenset({Reads.COMMISSION}),
    phase=Phase.SPECIAL,
    steps=("special",),
    mark=Text("分析评估", "Analysis"),
    timed=True,
    asks={"analysis": Asked(Need.ALWAYS)},
)
class AnalysisRecorded(Dated):
    """The analysis in depth of the special procedure is on file (Article 13; 2020: 12)."""

    name: ClassVar[str] = "analysis_recorded"
    analysis: Words | None = None


@Act(
    name=Text("延长特别审查", "extension of the special review"),
    button=Text("延长特别审查程序", "Extend the special procedure"),
    done=Text("特别审查程序延长", "The special procedure was extended"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.SPECIAL,
    steps=("special_days",),
    signed=Signed.DECISION,
    notice=Text("延长特别审查通知书", "Notice that the special review is extended"),
    effect=Text("期限延长", "A clock is extended"),
)
class SpecialExtended(Dated):
    """The special procedure of a complex case is extended, without a bound (Article 14; 2020: 13)."""

    name: ClassVar[str] = "special_extended"
    days: Days
    reason: Words


@Act(
    name=Text("再次征求意见", "sending of the second proposal"),
    button=Text("再次征求意见", "Send the second proposal"),
    done=Text("已就审查结论建议再次征求意见", "The second proposal went out for opinions"),
    by=OFFICERS,
    read_by=frozenset({Reads.UNIT, Reads.COMMISSION}),
    phase=Phase.SPECIAL,
    steps=("special",),
    proposal=True,
    mark=Text("再次征求", "Second proposal"),
    timed=True,
    asks={
        "reason": Asked(
            Need.AT_THE_COUNTER,
            Text(
                "提出这一结论建议的理由，可以按评估因素分段写", "Why this is proposed; by factor, if you like"
            ),
        ),
        "factors": Asked(label=Text("理由涉及哪些评估因素", "Which factors the reasons concern")),
        "conditions": Asked(
            label=Text(
                "拟附条件，每行一项（条文未规定，属实践做法）",
                "Proposed conditions, one a line (practice; no article)",
            )
        ),
    },
)
class SecondProposalSent(Dated):
    """A new conclusion proposal is put to consultation in the special procedure (Article 13; 2020: 12).

    Version 2 adds the same as that of the first proposal.
    """

    name: ClassVar[str] = "second_proposal_sent"
    version: ClassVar[int] = 2
    proposal: Result
    to: Consultees
    reason: Words | None = None
    factors: Factors = ()
    conditions: ListOfWords = ()
    enclosed: ListOfWords = ()


@Act(
    name=Text("报中央网信委", "submission to the Commission"),
    button=Text("报中央网信委批准", "Submit to the Commission"),
    done=Text("已报中央网信委", "The matter was submitted to the Commission"),
    by=OFFICERS,
    read_by=frozenset({Reads.COMMISSION}),
    phase=Phase.SPECIAL,
    steps=("special", "ex_officio"),
    mark=Text("报批", "Submitted"),
)
class SubmittedToCommission(Dated):
    """The office submits to the Commission (Articles 13 and 16; 2020: 12 and 15)."""

    name: ClassVar[str] = "submitted_to_commission"
    what: Words | None = None


@Act(
    name=Text("委员会作出决定", "decision of the Commission"),
    button=Text("登记中央网信委审批结果", "Record the Commission's decision"),
    done=Text("委员会作出决定", "The Commission decided"),
    by=frozenset({Role.COMMISSION_SECRETARY}),
    read_by=frozenset({Reads.COMMISSION}),
    phase=Phase.SPECIAL,
    steps=("special", "ex_officio"),
    mark=Text("批复", "Decided"),
    owed=Text("作出决定", "Decide"),
    asks={"reason": Asked(Need.DEPENDS, Text("理由（不批准的，须写明）", "Reason (needed for a refusal)"))},
)
class CommissionDecided(Dated):
    """The Commission approves, or not (Articles 13 and 16; 2020: 12 and 15); version 2 adds why."""

    name: ClassVar[str] = "commission_decided"
    version: ClassVar[int] = 2
    approved: YesNo
    reason: Words | None = None
