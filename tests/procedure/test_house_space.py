"""Every reachable state of a case as people handle it: drafts, two signatures, recusal, promises; breadth first.

As `test_state_space`, but each act is somebody's. Two worlds keep it quick: one of decisions (two officers who
draft, a head who signs, two of them may step out), one of a promise from its proposal to its release. A failure prints the
shortest history that leads to it, with who did what.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from tests.procedure.test_state_space import PAPERS
from tests.procedure.test_state_space import abstract as of_the_measures

from shencha.procedure import acts as e
from shencha.procedure.acts import ACTS, DECISIONS, DRAFTED, Event, same_content
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import MANAGED, Case, apply, replay
from shencha.procedure.following import open_decisions, open_on_paper
from shencha.procedure.roles import COUNTERSIGNERS, OFFICE, PARTY, Actor, Role

ON = date(2026, 3, 2)
UNIT = "cac"
LI, WANG, ZHAO = (
    Actor("li", Role.CASE_OFFICER),
    Actor("wang", Role.SECOND_OFFICER),
    Actor("zhao", Role.OFFICE_HEAD),
)
OWNER, LIAISON = Actor("lin", Role.PARTY_OWNER, "yunqi"), Actor("chen", Role.MEMBER_LIAISON, UNIT)
SECRETARY, SUPERVISOR = Actor("qin", Role.COMMISSION_SECRETARY), Actor("gao", Role.SUPERVISOR)
IN_THE_OFFICE = (LI, WANG, ZHAO)
Step = tuple[Actor, Event]
Key = tuple[object, ...]


def decisions(case: Case) -> Iterator[e.Drafted]:
    """One of each decision, of each content that could make a difference, and what comes on paper."""
    yield e.DeterminationNotified(ON, review=True)
    yield e.DeterminationNotified(ON, review=False)
    yield e.PreliminaryExtended(ON, 15, "complex")
    yield e.SpecialProcedureNotified(ON)
    yield e.ConclusionNotified(ON, case.round.proposal if case.round else "not_affecting")
    yield e.ConclusionPublished(ON, "t", "s", "s")
    yield e.OpinionReceived(ON, UNIT, "disagree")
    yield e.Withdrawn(ON, "no longer needed", ON)


def of_decisions(case: Case, by: Actor) -> Iterator[Event]:
    """What this person might do where decisions are concerned."""
    if by in IN_THE_OFFICE:
        yield from (
            e.MaterialsAccepted(ON),
            e.ProposalSent(ON, "not_affecting", (UNIT,)),
            e.SecondProposalSent(ON, "affecting", (UNIT,)),
            e.SubmittedToCommission(ON),
            *([e.Recused(ON, by.person, "kinship")] if by is not LI else []),
        )
        for decision in decisions(case):
            yield decision
            yield e.DecisionSentBack(ON, decision.name, by.person, "unclear")
            if by is not ZHAO:
                yield e.DecisionDrafted(ON, decision, by.person)
    if by is OWNER:
        yield from (e.Filed(ON, PAPERS), e.Withdrawn(ON, "no longer needed"))
    if by is LIAISON:
        yield from (e.OpinionReceived(ON, UNIT, "agree"), e.OpinionReceived(ON, UNIT, "disagree"))
    if by is SECRETARY:
        yield from (e.CommissionDecided(ON, True), e.CommissionDecided(ON, False, "more is needed"))


COMMITMENT = "encrypt"
CONCLUDED: tuple[Event, ...] = (
    e.Filed(ON, PAPERS),
    e.MaterialsAccepted(ON),
    e.DeterminationNotified(ON, review=True),
    e.ProposalSent(ON, "not_affecting", (UNIT,)),
    e.OpinionReceived(ON, UNIT, "agree"),
)


def of_promises(case: Case, by: Actor) -> Iterator[Event]:
    """What this person might do about one promise, before the conclusion and after it."""
    if by is OWNER:
        yield e.CommitmentAgreed(ON, COMMITMENT)
        yield e.EvidenceReceived(ON, COMMITMENT, "a report")
        yield e.CommitmentOpened(ON, COMMITMENT, "数据加密存储", "data is stored encrypted")
    if by in (*IN_THE_OFFICE, SUPERVISOR):
        yield e.CommitmentProposed(ON, COMMITMENT)
        yield e.CommitmentRecorded(ON, COMMITMENT)
        yield e.SupervisionRecorded(ON, COMMITMENT, True, "seen", by.person)
        yield e.EvidenceDecided(ON, COMMITMENT, True, by.person)
        yield e.EvidenceDecided(ON, COMMITMENT, False, by.person, "too little")
        yield e.CommitmentReviewed(ON, COMMITMENT, True, "still needed")
        for decision in (
            e.ConclusionNotified(ON, "not_affecting"),
            e.CommitmentReleased(ON, COMMITMENT, "kept"),
            e.CommitmentPublished(ON, COMMITMENT),
        ):
            yield decision
            yield e.DecisionDrafted(ON, decision, by.person)
            yield e.DecisionSentBack(ON, decision.name, by.person, "unclear")


def abstract(case: Case) -> Key:
    """What the future depends on: beside the Measures' state, drafts, who stepped out, and the promise as it stands."""
    promises = tuple(
        (one.commitment, one.standing, bool(one.agreed), one.active, one.to_check,
         one.waiting.checked_by if one.to_decide and one.waiting else None, one.public, one.published)
        for one in case.obligations
    )  # fmt: skip
    drafts = frozenset((draft.decision, draft.by) for draft in case.drafts)
    return (*of_the_measures(case), drafts, case.recused, promises, case.published is not None)


class Space:
    """The states that people can reach, each with the shortest history that leads to it."""

    def __init__(self, begun: Case, people: tuple[Actor, ...], conceivable) -> None:  # type: ignore[no-untyped-def]
        self.begun = begun
        self.cases = {abstract(begun): begun}
        self.histories: dict[Key, tuple[Step, ...]] = {abstract(begun): ()}
        self.steps: list[tuple[Key, Actor, Event]] = []
        """Every act that is open to somebody in some state, those that lead nowhere new included."""
        queue = deque(self.cases)
        while queue:
            here = queue.popleft()
            case = self.cases[here]
            for by in people:
                open_to = set(may_next(case, by=by))
                for event in conceivable(case, by):
                    if refusal(case, event, by=by):
                        continue
                    assert event.name in open_to, f"{by.person} {event.name} after {self.told(here)}"
                    self.steps.append((here, by, event))
                    there = abstract(after := apply(case, event))
                    if there not in self.cases:
                        self.cases[there] = after
                        self.histories[there] = (*self.histories[here], (by, event))
                        queue.append(there)

    def told(self, key: Key) -> str:
        return " → ".join(f"{by.person} {event.name}" for by, event in self.histories[key]) or "nothing"


@cache
def space(name: str) -> Space:
    if name == "decisions":
        people = (LI, WANG, ZHAO, OWNER, LIAISON, SECRETARY)
        return Space(Case("1", "data_processing"), people, of_decisions)
    begun = replay(CONCLUDED[:3], ground="data_processing", number="1")
    asked = replay(CONCLUDED, ground="data_processing", number="1")
    before = Space(begun, (LI, OWNER), of_promises)
    people = (LI, WANG, OWNER, SUPERVISOR)
    found = Space(asked, people, of_promises)
    for case in before.cases.values():  # what was proposed, and perhaps agreed, goes into the consultation
        for event in CONCLUDED[3:]:
            case = apply(case, event)
        more = Space(case, people, of_promises)
        found.cases |= more.cases
        found.histories |= more.histories
        found.steps += before.steps + more.steps
    found.cases |= before.cases
    found.histories |= before.histories
    return found


pytestmark = pytest.mark.xdist_group("house_space")
every_space = pytest.mark.parametrize("name", [pytest.param("decisions", marks=pytest.mark.wide), "promises"])


@every_space
def test_no_decision_stands_that_two_people_did_not_make(name: str) -> None:
    found, signed = space(name), 0
    for here, by, event in found.steps:
        if event.name in DRAFTED and by.role in COUNTERSIGNERS:
            (draft,) = [one for one in found.cases[here].drafts if one.decision.name == event.name]
            assert draft.by != by.person, found.told(here)
            assert same_content(draft.decision, event), found.told(here)
            signed += 1
        if isinstance(event, e.DecisionSentBack):
            (draft,) = [one for one in found.cases[here].drafts if one.decision.name == event.decision]
            assert draft.by != by.person, found.told(here)
    assert signed


@every_space
def test_decisions_are_signed_by_nobody_outside_and_papers_only_confirmed_inside(name: str) -> None:
    for here, by, event in space(name).steps:
        if event.name in DECISIONS:
            assert by.role in COUNTERSIGNERS
        if isinstance(event, e.Withdrawn):
            assert bool(event.requested) is (by.role not in PARTY), space(name).told(here)
        if isinstance(event, e.DecisionDrafted):
            assert by.role in OFFICE


@pytest.mark.wide
def test_who_stepped_out_does_nothing_more() -> None:
    found = space("decisions")
    assert not [found.told(here) for here, by, _ in found.steps if by.person in found.cases[here].recused]
    assert {by.person for _, by, event in found.steps if isinstance(event, e.Recused)} == {"wang", "zhao"}


@pytest.mark.wide
def test_with_two_left_in_the_office_every_draft_finds_a_second_person_or_goes_back() -> None:
    """One steps out: the other two can still finish or return whatever lies there, unless both drafted or only one signs."""
    found = space("decisions")
    for key, case in found.cases.items():
        left = [one for one in IN_THE_OFFICE if one.person not in case.recused]
        for draft in case.drafts:
            if draft.decision.name not in (*open_decisions(case), *open_on_paper(case)):
                continue
            others = [one for one in left if one.role in COUNTERSIGNERS and one.person != draft.by]
            for one in others:
                back = e.DecisionSentBack(ON, draft.decision.name, one.person, "unclear")
                assert refusal(case, back, by=one) is None, found.told(key)
            if len(left) == len(IN_THE_OFFICE):
                assert others, found.told(key)


@pytest.mark.wide
def test_everyone_in_the_office_gone_is_the_only_dead_end_there_is() -> None:
    """A case that is open always lies with somebody, as long as two are left who can draft and sign."""
    found = space("decisions")
    for key, case in found.cases.items():
        signers = [one for one in (WANG, ZHAO) if one.person not in case.recused]
        able = len(signers) == 2 or (len(signers) == 1 and LI.person not in case.recused)
        if case.open and able:
            someone = (LI, WANG, ZHAO, OWNER, LIAISON, SECRETARY)
            assert any(
                set(may_next(case, by=one)) - {"recused", "notice_delivered"} - MANAGED for one in someone
            ), found.told(key)


def test_evidence_is_decided_by_another_than_who_looked_and_a_released_promise_is_owed_no_more() -> None:
    found, decided, released = space("promises"), 0, 0
    for here, by, event in found.steps:
        known = {one.commitment: one for one in found.cases[here].obligations}
        if isinstance(event, e.EvidenceDecided):
            waiting = known[event.commitment].waiting
            assert waiting is not None
            assert waiting.checked_by not in (None, by.person), found.told(here)
            decided += 1
        if isinstance(event, e.EvidenceReceived | e.EvidenceDecided | e.CommitmentReleased):
            assert known[event.commitment].active, found.told(here)
        released += isinstance(event, e.CommitmentReleased)
    assert decided
    assert released


def test_an_agreed_promise_stands_with_the_conclusion_and_one_only_proposed_falls_away() -> None:
    agreed = 0
    for case in space("promises").cases.values():
        for one in case.obligations:
            assert one.standing is (case.result is not None)
            agreed += bool(one.standing and one.agreed)
    assert agreed


@pytest.mark.wide
def test_every_act_of_the_house_happens_somewhere() -> None:
    happened = {event.name for name in ("decisions", "promises") for _, _, event in space(name).steps}
    told_elsewhere = {"factor_judged", "notice_delivered"} | MANAGED  # they open and shut nothing
    told_elsewhere |= {"carried_in"}  # it begins a case that is over: tests/records/acts/test_old_cases.py
    assert {name for name, act in ACTS.items() if act.house} - happened == told_elsewhere
