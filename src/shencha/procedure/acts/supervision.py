"""After the conclusion: promises and conditions, their evidence, publication."""

from __future__ import annotations

from typing import ClassVar

from shencha.procedure.acts.act import Act, Asked, Dated, Need, Phase, Place, Signed
from shencha.procedure.kinds import Day, Rhythm, Source, Words, YesNo
from shencha.procedure.roles import COUNTERSIGNERS, OFFICE, OFFICERS, PARTY, TOLD_TO_THE_PARTY, Reads, Role
from shencha.text import Text


@Act(
    name=Text("提出承诺或者条件", "proposal of a promise or condition"),
    button=Text("提出承诺或者条件", "Propose a promise or condition"),
    done=Text("提出了承诺或者条件", "A promise or condition was proposed"),
    by=OFFICERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    place=Place.SELDOM,
    house=True,
)
class CommitmentProposed(Dated):
    """The office puts a promise or condition before the party; agreed, it stands with the conclusion (O15)."""

    name: ClassVar[str] = "commitment_proposed"
    commitment: Words
    by: Words | None = None
    until: Day | None = None
    source: Source | None = None
    evidence: Words | None = None
    due: Day | None = None
    every: Rhythm | None = None
    verifier: Words | None = None
    review_on: Day | None = None
    release: Words | None = None


@Act(
    name=Text("同意承诺或者条件", "agreement to a promise or condition"),
    button=Text("同意承诺或者条件", "Agree to a promise or condition"),
    done=Text("当事人同意了承诺或者条件", "The party agreed to a promise or condition"),
    by=PARTY,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    on_promise=True,
    house=True,
)
class CommitmentAgreed(Dated):
    """The party agrees to what was put before it."""

    name: ClassVar[str] = "commitment_agreed"
    commitment: Words


@Act(
    name=Text("登记承诺", "recording of a commitment"),
    button=Text("登记承诺", "Record a promise"),
    done=Text("承诺已登记", "A promise was recorded"),
    by=OFFICE | {Role.SUPERVISOR},
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("承诺", "Promise"),
    steps=("promise", "supervision"),
    asks={"commitment": Asked(Need.ALWAYS)},
)
class CommitmentRecorded(Dated):
    """A promise made in the review is put on file (Articles 6 and 19; 2020: 6 and 18).

    Version 2 adds what supervision needs: what shows that it is kept, how often or by which day, who looks,
    when to ask whether it is still needed, and what releases it.
    """

    name: ClassVar[str] = "commitment_recorded"
    version: ClassVar[int] = 2
    commitment: Words | None = None
    by: Words | None = None
    """Who owes it: the party, or a supplier by name."""
    until: Day | None = None
    source: Source | None = None
    evidence: Words | None = None
    due: Day | None = None
    """The first day by which evidence is owed."""
    every: Rhythm | None = None
    verifier: Words | None = None
    review_on: Day | None = None
    release: Words | None = None


@Act(
    name=Text("提交履行证明", "evidence that a promise is kept"),
    button=Text("提交履行证明", "Hand in evidence"),
    done=Text("收到履行证明", "Evidence was handed in"),
    by=PARTY | {Role.OFFICE_CLERK},
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("证明", "Evidence"),
    steps=("supervision",),
    place=Place.OWN,
    house=True,
)
class EvidenceReceived(Dated):
    """The party hands in what shows that a promise or condition is kept (Article 19; 2020: 18)."""

    name: ClassVar[str] = "evidence_received"
    commitment: Words
    evidence: Words


@Act(
    name=Text("监督检查", "record of supervision"),
    button=Text("登记监督情况", "Record a finding of supervision"),
    done=Text("监督情况已登记", "A finding of supervision was recorded"),
    by=OFFICE | {Role.SUPERVISOR},
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("检查", "Looked at"),
    steps=("supervision",),
    on_promise=True,
    asks={
        "finding": Asked(Need.ALWAYS),
        "kept": Asked(
            Need.DEPENDS,
            Text("承诺是否履行（选了承诺的，须填）", "Was the promise kept? (needed where one is chosen)"),
        ),
    },
)
class SupervisionRecorded(Dated):
    """The office looks whether promises and conditions are kept (Article 19; 2020: 18)."""

    name: ClassVar[str] = "supervision_recorded"
    version: ClassVar[int] = 2
    commitment: Words | None = None
    kept: YesNo | None = None
    finding: Words | None = None
    by: Words | None = None
    """Who looked, since version 2; a second person decides on the evidence."""


@Act(
    name=Text("复核履行证明", "second look at the evidence"),
    button=Text("复核履行证明", "Decide on the evidence"),
    done=Text("履行证明已复核", "The evidence was decided on"),
    by=OFFICERS | {Role.SUPERVISOR},
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("复核", "Decided on"),
    on_promise=True,
    house=True,
)
class EvidenceDecided(Dated):
    """A second person accepts the evidence that a colleague has looked at, or sends it back with a reason."""

    name: ClassVar[str] = "evidence_decided"
    commitment: Words
    accepted: YesNo
    by: Words
    reason: Words | None = None


@Act(
    name=Text("复查是否仍有必要", "review whether it is still needed"),
    button=Text("复查是否仍有必要", "Review whether it is still needed"),
    done=Text("已复查是否仍有必要", "It was reviewed whether it is still needed"),
    by=OFFICERS | {Role.SUPERVISOR},
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("复查", "Review"),
    place=Place.SELDOM,
    on_promise=True,
    house=True,
)
class CommitmentReviewed(Dated):
    """The office asks whether a promise or condition is still needed, and when to ask again."""

    name: ClassVar[str] = "commitment_reviewed"
    commitment: Words
    needed: YesNo
    reason: Words
    review_on: Day | None = None


@Act(
    name=Text("解除承诺或者条件", "release of a promise or condition"),
    button=Text("解除承诺或者条件", "Release a promise or condition"),
    done=Text("承诺或者条件已解除", "A promise or condition was released"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("解除", "Released"),
    signed=Signed.DECISION,
    notice=Text("解除承诺或者条件通知书", "Notice of release"),
    place=Place.SELDOM,
    house=True,
)
class CommitmentReleased(Dated):
    """The party is told that it owes a promise or condition no longer; no article speaks of it (O15)."""

    name: ClassVar[str] = "commitment_released"
    commitment: Words
    reason: Words


@Act(
    name=Text("同意公开承诺", "consent to make a promise public"),
    button=Text("同意公开承诺", "Agree that a promise is made public"),
    done=Text("当事人同意公开一项承诺", "The party agreed that a promise is made public"),
    by=PARTY,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    place=Place.SELDOM,
    on_promise=True,
    house=True,
)
class CommitmentOpened(Dated):
    """The party agrees that one promise or condition may be read by everyone, in these words and no others."""

    name: ClassVar[str] = "commitment_opened"
    commitment: Words
    public_words: Words
    public_words_en: Words


@Act(
    name=Text("公开承诺", "publication of a promise"),
    button=Text("公开承诺", "Make a promise public"),
    done=Text("承诺已公开", "A promise was made public"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    signed=Signed.DECISION,
    place=Place.SELDOM,
    house=True,
)
class CommitmentPublished(Dated):
    """The office makes a promise public, in the words to which its party agreed (open point O16)."""

    name: ClassVar[str] = "commitment_published"
    commitment: Words


@Act(
    name=Text("收到举报", "report of a breach"),
    button=Text("登记举报", "Record a report"),
    done=Text("举报已登记", "A report was recorded"),
    by=OFFICE | {Role.SUPERVISOR},
    read_by=frozenset({Reads.SUPERVISION}),
    phase=Phase.END,
    steps=("supervision",),
    asks={"report": Asked(Need.ALWAYS)},
)
class ReportReceived(Dated):
    """Someone reports that a promise is not kept (Article 19; 2020: 18)."""

    name: ClassVar[str] = "report_received"
    commitment: Words | None = None
    report: Words | None = None


@Act(
    name=Text("公布审查结论", "publication of the conclusion"),
    button=Text("公布审查结论", "Publish the conclusion"),
    done=Text("审查结论已公布", "The conclusion was published"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    mark=Text("公布", "Published"),
    signed=Signed.DECISION,
    place=Place.SELDOM,
    house=True,
)
class ConclusionPublished(Dated):
    """The office makes a conclusion public; the text asks nobody to (open point O16)."""

    name: ClassVar[str] = "conclusion_published"
    title: Words
    summary: Words
    summary_en: Words
