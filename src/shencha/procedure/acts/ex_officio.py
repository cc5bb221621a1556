"""A review that the mechanism begins by itself, and measures against risk while a review runs."""

from __future__ import annotations

from typing import ClassVar

from shencha.procedure.acts.act import Act, Asked, Dated, Need, Phase, Place, Signed
from shencha.procedure.kinds import Consultee, Day, ListOfWords, Words
from shencha.procedure.roles import COUNTERSIGNERS, TOLD_TO_THE_PARTY, Reads, Role
from shencha.text import Text


@Act(
    name=Text("成员单位提出", "concern of a member"),
    button=Text("提出审查建议", "Raise a concern"),
    done=Text("成员单位提出审查建议", "A member unit raised a concern"),
    by=frozenset({Role.MEMBER_LIAISON}),
    read_by=frozenset({Reads.COMMISSION}),
    phase=Phase.INTAKE,
    steps=("ex_officio",),
    mark=Text("提出", "Concern"),
    ex_officio=True,
    place=Place.OWN,
)
class ConcernRaised(Dated):
    """A member unit holds that national security is or may be affected (Article 16; 2020: 15).

    Version 2 adds the title under which the matter is handled.
    """

    name: ClassVar[str] = "concern_raised"
    version: ClassVar[int] = 2
    by: Consultee
    subject: Words
    """`products_services`, `data_processing`, or the thing itself in words."""
    title: Words | None = None


@Act(
    name=Text("启动审查", "opening of the review"),
    button=Text("通知启动审查", "Notify that the review is opened"),
    done=Text("已通知启动审查", "The review was opened"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY | {Reads.UNIT},
    phase=Phase.INTAKE,
    steps=("ex_officio",),
    signed=Signed.DECISION,
    notice=Text("启动审查通知书", "Notice that a review is opened"),
    effect=Text("期限起算", "A clock starts"),
    mark=Text("启动", "Opened"),
    ex_officio=True,
)
class ReviewOpened(Dated):
    """After the Commission's approval the party is told that it is reviewed (Article 16; 2020: 15)."""

    name: ClassVar[str] = "review_opened"
    party: Words


@Act(
    name=Text("要求采取预防和消减风险的措施", "interim measures"),
    button=Text("要求采取风险防范措施", "Require measures against risk"),
    done=Text("已要求采取风险防范措施", "Measures against risk were required"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.REVIEW,
    steps=("interim",),
    signed=Signed.DECISION,
    notice=Text("采取风险防范措施通知书", "Notice of measures against risk"),
    asks={"reason": Asked(Need.AT_THE_COUNTER, Text("为什么需要这些措施", "Why they are needed"))},
    place=Place.SELDOM,
)
class InterimMeasuresRequired(Dated):
    """During the review the party must prevent and reduce risk (Article 16 of the 2022 version only).

    Version 2 adds from when, how far and until when; the text says only: during the review. Version 3: the reason.
    """

    name: ClassVar[str] = "interim_measures_required"
    version: ClassVar[int] = 3
    measures: ListOfWords
    reach: Words | None = None
    """Which products, services, data or places they cover."""
    begins: Day | None = None
    """The day of the notice when left out."""
    until: Day | None = None
    """The end of the review when left out."""
    reason: Words | None = None
