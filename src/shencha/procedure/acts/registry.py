"""Every act of a case: the union of their classes, the classes by name, and the sets that their rows make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypeAlias, get_args

from shencha.procedure.acts.act import Act, Signed
from shencha.procedure.acts.carried import CarriedIn
from shencha.procedure.acts.chasing import EvidenceChased, OpinionChased, SupplementChased
from shencha.procedure.acts.consultation import (
    ConclusionNotified,
    OpinionReceived,
    ProposalDelivered,
    ProposalSent,
)
from shencha.procedure.acts.ex_officio import ConcernRaised, InterimMeasuresRequired, ReviewOpened
from shencha.procedure.acts.filing import (
    DeterminationNotified,
    Filed,
    MaterialsAccepted,
    SupplementReceived,
    SupplementRequested,
    Withdrawn,
)
from shencha.procedure.acts.house import (
    CaseAssigned,
    DecisionDrafted,
    DecisionSentBack,
    Drafted,
    NoticeDelivered,
    Recused,
)
from shencha.procedure.acts.preliminary import FactorJudged, PreliminaryExtended
from shencha.procedure.acts.special import (
    AnalysisRecorded,
    CommissionDecided,
    OpinionsHeard,
    SecondProposalSent,
    SpecialExtended,
    SpecialProcedureNotified,
    SubmittedToCommission,
)
from shencha.procedure.acts.supervision import (
    CommitmentAgreed,
    CommitmentOpened,
    CommitmentProposed,
    CommitmentPublished,
    CommitmentRecorded,
    CommitmentReleased,
    CommitmentReviewed,
    ConclusionPublished,
    EvidenceDecided,
    EvidenceReceived,
    ReportReceived,
    SupervisionRecorded,
)
from shencha.shapes import More
from shencha.text import Text

Event: TypeAlias = (
    Filed
    | SupplementRequested
    | SupplementReceived
    | MaterialsAccepted
    | DeterminationNotified
    | PreliminaryExtended
    | ProposalSent
    | ProposalDelivered
    | OpinionReceived
    | SpecialProcedureNotified
    | OpinionsHeard
    | AnalysisRecorded
    | SpecialExtended
    | SecondProposalSent
    | SubmittedToCommission
    | CommissionDecided
    | ConclusionNotified
    | ConcernRaised
    | ReviewOpened
    | InterimMeasuresRequired
    | Withdrawn
    | CommitmentRecorded
    | SupervisionRecorded
    | ReportReceived
    | CommitmentProposed
    | CommitmentAgreed
    | CommitmentOpened
    | CommitmentPublished
    | EvidenceReceived
    | EvidenceDecided
    | CommitmentReviewed
    | CommitmentReleased
    | ConclusionPublished
    | FactorJudged
    | DecisionDrafted
    | DecisionSentBack
    | Recused
    | NoticeDelivered
    | OpinionChased
    | SupplementChased
    | EvidenceChased
    | CaseAssigned
    | CarriedIn
)
"""Every event of a case, in the order of the procedure."""

EVENTS: Mapping[str, type[Event]] = {event.name: event for event in get_args(Event)}
"""Every class by the name under which it is stored."""
EventName = Annotated[str, More(enum=list(EVENTS))]
"""Such a name, in an answer."""
ACTS: Mapping[str, Act] = {name: event.act for name, event in EVENTS.items()}
"""What is said of each act."""
DRAFTED = tuple(event.name for event in get_args(Drafted))
"""What can be laid before a second person."""
DECISIONS = tuple(name for name in DRAFTED if ACTS[name].signed is Signed.DECISION)
"""Of these, the decisions."""
ON_PAPER = tuple(name for name in DRAFTED if ACTS[name].signed is Signed.ON_PAPER)
"""Of these, what others say themselves, or on paper."""
NOTICES: Mapping[str, Text] = {name: act.notice for name, act in ACTS.items() if act.notice}
"""What the written notice to the party is called, by the act that it tells of."""
PAPERS = tuple(name for name, act in ACTS.items() if act.notice or act.receipt or act.proposal or act.letter)
"""Acts that call for a paper."""
PROPOSALS = tuple(name for name, act in ACTS.items() if act.proposal)
"""Of these, the ones that ask units for an opinion."""
TO_UNITS = tuple(name for name, act in ACTS.items() if act.proposal or act.letter)
"""Of these, the ones that go to units; the others go to the party."""
ENDING = ("determination_notified", "commission_decided", "conclusion_notified", "withdrawn")
"""Acts of which the last one in a case that is over ended it."""
