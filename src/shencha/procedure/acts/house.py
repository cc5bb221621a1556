"""How a case is handled inside the house: drafts, recusal, delivery."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, TypeAlias

from shencha.procedure import kinds
from shencha.procedure.acts.act import Act, Asked, Dated, Phase, Place
from shencha.procedure.acts.consultation import ConclusionNotified, OpinionReceived
from shencha.procedure.acts.ex_officio import InterimMeasuresRequired, ReviewOpened
from shencha.procedure.acts.filing import DeterminationNotified, Withdrawn
from shencha.procedure.acts.preliminary import PreliminaryExtended
from shencha.procedure.acts.special import SpecialExtended, SpecialProcedureNotified
from shencha.procedure.acts.supervision import CommitmentPublished, CommitmentReleased, ConclusionPublished
from shencha.procedure.kinds import Day, Digest, ListOfWords, Words, YesNo
from shencha.procedure.roles import (
    COUNTERSIGNERS,
    IN_OFFICE,
    NOBODY_ELSE,
    OFFICE,
    OFFICERS,
    PARTY,
    TOLD_TO_THE_PARTY,
)
from shencha.text import Text

Drafted: TypeAlias = (
    DeterminationNotified
    | PreliminaryExtended
    | SpecialProcedureNotified
    | SpecialExtended
    | ReviewOpened
    | InterimMeasuresRequired
    | ConclusionNotified
    | CommitmentReleased
    | CommitmentPublished
    | ConclusionPublished
    | OpinionReceived
    | Withdrawn
)
"""What can be laid before a second person: the decisions, and what reaches the office on paper."""


@Act(
    name=Text("拟稿", "draft of a decision"),
    button=Text("拟定决定，交第二人审核", "Draft a decision for a second person"),
    done=Text("决定已草拟，待第二人审核", "A decision was drafted and waits for a second person"),
    by=OFFICE,
    read_by=NOBODY_ELSE,
    phase=Phase.HOUSE,
    place=Place.OWN,
    house=True,
)
class DecisionDrafted(Dated):
    """An officer puts a decision before a second person; its own day is the day it is notified.

    Version 2 adds the paper as it was seen before it was laid before them.
    """

    name: ClassVar[str] = "decision_drafted"
    version: ClassVar[int] = 2
    decision: Annotated[Drafted, kinds.DECISION]
    by: Words
    wording: Words | None = None
    """The body of the paper where its drafter corrected it, a paragraph a line, in Chinese."""
    paper: Digest | None = None
    """SHA-256 of the paper as the drafter saw it: a PDF that bears the draft's day."""


@Act(
    name=Text("退回拟稿", "return of a draft"),
    button=Text("退回草拟的决定", "Send the draft back"),
    done=Text("草拟的决定被退回", "A drafted decision was sent back"),
    by=COUNTERSIGNERS,
    read_by=NOBODY_ELSE,
    phase=Phase.HOUSE,
    place=Place.OWN,
    house=True,
)
class DecisionSentBack(Dated):
    """The second person does not sign; `decision` names the event that was drafted."""

    name: ClassVar[str] = "decision_sent_back"
    decision: Words
    by: Words
    reason: Words


@Act(
    name=Text("回避", "recusal"),
    button=Text("回避", "Step out of the case"),
    done=Text("一名工作人员回避", "A person stepped out of the case"),
    by=IN_OFFICE,
    read_by=NOBODY_ELSE,
    phase=Phase.HOUSE,
    place=Place.SELDOM,
    house=True,
)
class Recused(Dated):
    """A person steps out of the case and does nothing more in it."""

    name: ClassVar[str] = "recused"
    person: Words
    reason: Words


@Act(
    name=Text("通知送达", "delivery of a notice"),
    button=Text("登记通知送达", "Record the delivery of a notice"),
    done=Text("通知已送达", "A notice was delivered"),
    by=PARTY | OFFICE,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.HOUSE,
    place=Place.SELDOM,
    house=True,
)
class NoticeDelivered(Dated):
    """A notice, named by its event, reached the party: both its days are kept (open point O17).

    Version 2 adds the day of receipt where it is recorded later than that.
    """

    name: ClassVar[str] = "notice_delivered"
    version: ClassVar[int] = 2
    notice: Words
    received: Day | None = None

    @property
    def receipt(self) -> date:
        """The day on which the party received it."""
        return self.received or self.on


@Act(
    name=Text("指定承办人", "assignment of a case"),
    button=Text("指定承办人或者移交", "Name the officer, or hand over"),
    done=Text("已指定承办人", "The case was given to its officer"),
    by=OFFICERS,
    read_by=NOBODY_ELSE,
    phase=Phase.HOUSE,
    place=Place.OWN,
    house=True,
    asks={
        "reason": Asked(label=Text("理由（移交时必填）", "Why (needed for a handover)")),
        "restricted": Asked(
            label=Text(
                "是否仅限承办人、协办人和下面选定的人员查阅（负责人和审计人员始终可以查阅）",
                "Is it shown only to officer, deputy and those chosen below (heads and the auditor always see it)?",
            )
        ),
    },
)
class CaseAssigned(Dated):
    """Whose case it is: its officer, who stands in, and whether it is shown to them alone.

    The head names anyone; an officer takes a case that nobody has, or hands on the own one. Nobody loses a right by it
    unless the head restricts the case: then only these people, the heads and the auditor see it.
    """

    name: ClassVar[str] = "case_assigned"
    officer: Words
    deputy: Words | None = None
    reason: Words | None = None
    restricted: YesNo = False
    readers: ListOfWords = ()
    """Who else sees a case that is restricted, such as the one who signs."""
