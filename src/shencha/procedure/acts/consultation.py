"""The proposal, the opinions on it, and the conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar

from shencha.procedure.acts.act import Act, Asked, Dated, Need, Phase, Place, Signed
from shencha.procedure.kinds import (
    Consultee,
    Consultees,
    Day,
    Factors,
    Key,
    ListOfWords,
    Opinion,
    Result,
    Words,
)
from shencha.procedure.roles import (
    CONSULTED,
    COUNTERSIGNERS,
    NOBODY_ELSE,
    OFFICE,
    OFFICERS,
    TOLD_TO_THE_PARTY,
    Reads,
)
from shencha.text import Text

PROPOSED: Mapping[str, Asked] = {
    "reason": Asked(
        Need.AT_THE_COUNTER,
        Text("提出这一结论建议的理由，可以按评估因素分段写", "Why this is proposed; by factor, if you like"),
    ),
    "factors": Asked(label=Text("理由涉及哪些评估因素", "Which factors the reasons concern")),
    "conditions": Asked(
        label=Text(
            "拟附条件，每行一项（条文未规定，属实践做法）",
            "Proposed conditions, one a line (practice; no article)",
        )
    ),
}
"""What a person is asked of a proposal, the first and the second."""


@Act(
    name=Text("发出结论建议", "sending of the conclusion proposal"),
    button=Text("发送审查结论建议征求意见", "Send the conclusion proposal for opinions"),
    done=Text("审查结论建议已发送征求意见", "The conclusion proposal went out for opinions"),
    by=OFFICERS,
    read_by=frozenset({Reads.UNIT, Reads.COMMISSION}),
    phase=Phase.REVIEW,
    steps=("preliminary",),
    proposal=True,
    effect=Text("一项期限结束，下一项起算", "One clock ends, the next starts"),
    mark=Text("征求意见", "Proposal"),
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
class ProposalSent(Dated):
    """The conclusion proposal goes to the member units and departments (Article 11; 2020: 10).

    Version 2 adds what a unit needs to answer: why, on which factors, with which conditions, which papers.
    """

    name: ClassVar[str] = "proposal_sent"
    version: ClassVar[int] = 2
    proposal: Result
    to: Consultees
    reason: Words | None = None
    factors: Factors = ()
    conditions: ListOfWords = ()
    enclosed: ListOfWords = ()
    """Names of the papers that go with it."""


@Act(
    name=Text("收到结论建议", "receipt of the proposal"),
    button=Text("登记送达日期", "Record the day of delivery"),
    done=Text("审查结论建议已送达", "The conclusion proposal was delivered"),
    by=CONSULTED | OFFICE,
    read_by=NOBODY_ELSE,
    phase=Phase.REVIEW,
    steps=("fork",),
    effect=Text("期限改自送达起算", "A clock starts anew on delivery"),
    place=Place.SELDOM,
    asks={"to": Asked(label=Text("哪些单位收到了", "Which units received it"))},
)
class ProposalDelivered(Dated):
    """A consultee received the proposal on another day than that of its sending (Article 12; 2020: 11).

    Version 2 adds the day of receipt where it is recorded later than that.
    """

    name: ClassVar[str] = "proposal_delivered"
    version: ClassVar[int] = 2
    to: Consultees
    received: Day | None = None

    @property
    def receipt(self) -> date:
        """The day on which they received it."""
        return self.received or self.on


@Act(
    name=Text("回复书面意见", "written opinion"),
    button=Text("书面答复意见", "Give the written opinion"),
    done=Text("收到书面意见", "A written opinion was received"),
    by=CONSULTED | COUNTERSIGNERS,
    read_by=frozenset({Reads.COMMISSION}),
    phase=Phase.REVIEW,
    steps=("fork", "special"),
    signed=Signed.ON_PAPER,
    effect=Text("期限结束", "A clock ends"),
    owed=Text("书面答复意见", "Answer in writing"),
    handed_in=True,
)
class OpinionReceived(Dated):
    """A consultee replies in writing; its opinion stands (Articles 12 and 13; 2020: 11 and 12)."""

    name: ClassVar[str] = "opinion_received"
    consultee: Annotated[Consultee, Key("from")]
    opinion: Opinion
    reason: Words | None = None
    factors: Factors = ()
    conditions: ListOfWords = ()


@Act(
    name=Text("通知审查结论", "notice of the conclusion"),
    button=Text("通知审查结论", "Notify the conclusion"),
    done=Text("已书面通知审查结论", "The conclusion was notified in writing"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    steps=("fork", "special"),
    signed=Signed.DECISION,
    notice=Text("审查结论通知书", "Notice of the conclusion"),
    effect=Text("期限结束", "Clocks end"),
    mark=Text("结论", "Conclusion"),
    asks={"reason": Asked(Need.AT_THE_COUNTER, Text("作出这一结论的理由", "Why it is so concluded"))},
)
class ConclusionNotified(Dated):
    """The party is told the conclusion in writing (Articles 12 and 13; 2020: 11 and 12).

    Version 2 adds the reason.
    """

    name: ClassVar[str] = "conclusion_notified"
    version: ClassVar[int] = 2
    result: Result
    conditions: ListOfWords = ()
    reason: Words | None = None
