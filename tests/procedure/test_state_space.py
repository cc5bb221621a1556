"""Every reachable state of a case, over the production fold, breadth first.

Everything happens on one day here (dates and pauses are `test_random_histories`'s part) and replies are
abstracted to counts; that names do not matter is itself tested, with five members. A failure prints the
shortest history that leads to it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest

from shencha.law.calendar.workdays import published
from shencha.law.measures.figures import figures
from shencha.law.measures.members import member_ids
from shencha.law.measures.steps import articles_of
from shencha.procedure import acts as e
from shencha.procedure.acts import ACTS, Event
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import ENDS, Case, ClockName, State, apply
from shencha.procedure.clocks import figure_of
from shencha.procedure.following import undelivered
from shencha.procedure.todos import todos

FILED_GROUNDS = ("procurement", "data_processing", "foreign_listing")
WORLDS = [
    (date(2021, 3, 1), "procurement"),
    (date(2021, 3, 1), "ex_officio"),
    *((date(2026, 3, 2), ground) for ground in (*FILED_GROUNDS, "ex_officio")),
]
PAPERS = ("declaration", "analysis_report", "procurement_documents", "listing_documents")
Key = tuple[object, ...]


def conceivable(case: Case, on: date, consultees: tuple[str, ...], *, named: bool) -> Iterator[Event]:
    """At least one event of each name, and of each content that could make a difference."""
    silent = (
        (case.round.silent if case.round else ()) if named else (case.round.silent[:1] if case.round else ())
    )
    yield from (e.Filed(on, PAPERS), e.Filed(on, PAPERS[:1]))
    yield from (
        e.SupplementRequested(on, ("a flow chart",)),
        e.SupplementReceived(on, ("a flow chart", *PAPERS)),
        e.MaterialsAccepted(on),
        e.DeterminationNotified(on, review=True),
        e.DeterminationNotified(on, review=False),
        e.PreliminaryExtended(on, 15, "complex"),
        e.ProposalSent(on, "not_affecting", consultees),
        e.ProposalDelivered(on, undelivered(case) or consultees),
        *(
            e.OpinionReceived(on, one, opinion)
            for one in silent or consultees[:1]
            for opinion in ("agree", "disagree")
        ),
        e.SpecialProcedureNotified(on),
        e.OpinionsHeard(on, ("party",)),
        e.AnalysisRecorded(on),
        e.SpecialExtended(on, 30, "complex"),
        e.SecondProposalSent(on, "affecting", consultees),
        e.SubmittedToCommission(on),
        e.CommissionDecided(on, approved=True),
        e.CommissionDecided(on, approved=False),
        e.ConclusionNotified(on, "not_affecting"),
        e.ConclusionNotified(on, "affecting"),
        e.ConcernRaised(on, consultees[0], "products_services"),
        e.ReviewOpened(on, "a platform"),
        e.InterimMeasuresRequired(on, ("stop new registrations",)),
        e.Withdrawn(on),
        e.CommitmentRecorded(on),
        e.SupervisionRecorded(on),
        e.ReportReceived(on),
    )


def abstract(case: Case) -> Key:
    """What the future depends on: members who answered count, who they are does not.

    Hearing and analysis open no gate, and clocks that have ended ask for nothing more: both are left out.
    """
    rounds = tuple(
        (
            one.second,
            one.proposal,
            len(one.silent),
            sum(opinion.opinion == "agree" for opinion in one.opinions),
        )
        for one in case.rounds[-1:]
    )
    running = [period for period in case.periods if period.ended is None]
    return (
        case.state,
        bool(case.papers.asked),
        frozenset(PAPERS) <= case.papers.have,
        case.commission,
        case.result,
        bool(undelivered(case)),
        rounds,
        case.in_special,
        frozenset((p.clock, p.clock is ClockName.PRELIMINARY and p.extensions > 0) for p in running),
    )


class Space:
    """The states that can be reached in one world, each with the shortest history that leads to it."""

    def __init__(
        self,
        on: date,
        ground: str,
        members: int,
        *,
        named: bool = False,
        key: Callable[[Case], Key] = abstract,
    ) -> None:
        consultees = member_ids(on)[:members]
        begun = Case("1", ground)
        self.histories: dict[Key, tuple[Event, ...]] = {key(begun): ()}
        self.cases: dict[Key, Case] = {key(begun): begun}
        self.steps: dict[Key, list[tuple[Event, Key]]] = {}
        queue = deque([key(begun)])
        while queue:
            here = queue.popleft()
            case, steps = self.cases[here], self.steps.setdefault(here, [])
            open_to = set(may_next(case))
            followed = set()
            for event in conceivable(case, on, consultees, named=named):
                if refusal(case, event):
                    continue
                followed.add(event.name)
                after = apply(case, event)
                there = key(after)
                steps.append((event, there))
                if there not in self.cases:
                    self.cases[there] = after
                    self.histories[there] = (*self.histories[here], event)
                    queue.append(there)
            assert followed == open_to, f"{followed ^ open_to} after {self.told(here)}"

    def told(self, key: Key) -> str:
        return " → ".join(event.name for event in self.histories[key]) or "nothing"


@cache
def space(world: int) -> Space:
    on, ground = WORLDS[world]
    return Space(on, ground, members=13 if (on.year, ground) == (2026, "foreign_listing") else 5)


WIDEST = next(
    at for at, (day, ground) in enumerate(WORLDS) if (day.year, ground) == (2026, "foreign_listing")
)
"""The world with all members: most states by far."""
pytestmark = pytest.mark.xdist_group("state_space")  # each world is explored once
every_world = pytest.mark.parametrize(
    "world",
    [
        pytest.param(at, id=f"{ground}-{day.year}", marks=[pytest.mark.wide] if at == WIDEST else [])
        for at, (day, ground) in enumerate(WORLDS)
    ],
)


@every_world
def test_every_open_case_can_reach_an_end_without_being_withdrawn(world: int) -> None:
    found = space(world)
    backwards: dict[Key, list[Key]] = {}
    for here, steps in found.steps.items():
        for event, there in steps:
            if not isinstance(event, e.Withdrawn):
                backwards.setdefault(there, []).append(here)
    reached = {key for key, case in found.cases.items() if case.state in ENDS}
    queue = deque(reached)
    while queue:
        for before in backwards.get(queue.popleft(), ()):
            if before not in reached:
                reached.add(before)
                queue.append(before)
    stuck = [key for key in found.cases if key not in reached]
    assert not stuck, f"no way out after {found.told(stuck[0])}"


@every_world
def test_every_open_filing_can_be_withdrawn_and_nothing_else(world: int) -> None:
    _, ground = WORLDS[world]
    for key, case in space(world).cases.items():
        asked = case.open and ground != "ex_officio"
        assert ("withdrawn" in may_next(case)) == asked, space(world).told(key)


@every_world
def test_no_conclusion_comes_without_its_gates(world: int) -> None:
    found = space(world)
    concluded = 0
    for here, steps in found.steps.items():
        for event, _ in steps:
            if isinstance(event, e.ConclusionNotified):
                concluded += 1
                assert _gates_passed(found.histories[here], event), found.told(here)
    assert concluded


def _gates_passed(history: tuple[Event, ...], conclusion: e.ConclusionNotified) -> bool:
    """Read from the history alone, without the fold."""
    names = [event.name for event in history]
    if "special_procedure_notified" not in names:
        sent = next(event for event in history if isinstance(event, e.ProposalSent))
        agreed = {o.consultee for o in history if isinstance(o, e.OpinionReceived) and o.opinion == "agree"}
        return agreed == set(sent.to) and conclusion.result == sent.proposal
    special = history[names.index("special_procedure_notified") :]
    proposed = [at for at, event in enumerate(special) if isinstance(event, e.SecondProposalSent)]
    decided = [(at, event) for at, event in enumerate(special) if isinstance(event, e.CommissionDecided)]
    dissent = any(isinstance(o, e.OpinionReceived) and o.opinion == "disagree" for o in history)
    return dissent and bool(proposed) and decided[-1][0] > proposed[-1] and decided[-1][1].approved


@every_world
def test_no_review_opens_ex_officio_without_the_commission(world: int) -> None:
    found = space(world)
    for key, history in found.histories.items():
        names = [event.name for event in history]
        if "review_opened" in names:
            before = history[: names.index("review_opened")]
            assert any(isinstance(one, e.CommissionDecided) and one.approved for one in before), found.told(
                key
            )


@every_world
def test_every_clock_has_an_article_and_runs_only_where_it_belongs(world: int) -> None:
    belongs = {
        State.INTAKE: {ClockName.INTAKE},
        State.PRELIMINARY: {ClockName.PRELIMINARY},
        State.SPECIAL: {ClockName.SPECIAL},
    }
    found = space(world)
    for key, case in found.cases.items():
        running = [period for period in case.periods if period.ended is None]
        for period in running:
            assert case.instrument
            figure = figure_of(period.clock, case.instrument)
            assert figure.article
            assert figure.value
        clocks = {period.clock for period in running}
        if case.state in belongs:
            assert clocks == belongs[case.state], found.told(key)
        elif case.state is State.CONSULTATION:
            assert case.round
            assert [period.consultee for period in running] == list(case.round.silent), found.told(key)
        elif case.state is State.AWAITING_COMMISSION:
            assert clocks == ({ClockName.SPECIAL} if case.in_special else set()), found.told(key)
        else:
            assert not clocks, found.told(key)


@every_world
def test_what_is_owed_rests_on_an_article_of_its_act(world: int) -> None:
    on, _ = WORLDS[world]
    found, owed = space(world), 0
    for key, case in found.cases.items():
        for todo in todos(case, on, published()):
            assert case.instrument
            assert todo.article in articles_of(ACTS[todo.act].steps, case.instrument), found.told(key)
            owed += 1
    assert owed


@every_world
def test_the_states_of_the_regime_are_all_reached_and_no_others(world: int) -> None:
    on, ground = WORLDS[world]
    states = {case.state for case in space(world).cases.values()} - {None}
    filed_only = {State.FILED, State.INTAKE, State.NO_REVIEW, State.WITHDRAWN}
    ex_officio_only = {State.PROPOSED, State.NOT_OPENED}
    assert states == set(State) - (filed_only if ground == "ex_officio" else ex_officio_only)
    measures = [
        k
        for k, steps in space(world).steps.items()
        for s, _ in steps
        if s.name == "interim_measures_required"
    ]
    assert bool(measures) == (on.year > 2021), "interim measures came with the 2022 version"


@pytest.mark.wide
def test_who_the_members_are_makes_no_difference() -> None:
    """Five named members, each answering for itself, reach the same states as five that are only counted."""

    def by_name(case: Case) -> Key:
        answers = tuple(
            tuple(sorted((o.consultee, o.opinion) for o in one.opinions)) for one in case.rounds[-1:]
        )
        return (*abstract(case), answers)

    named = Space(date(2026, 3, 2), "data_processing", 5, named=True, key=by_name)
    counted = space(WORLDS.index((date(2026, 3, 2), "data_processing")))
    assert {abstract(case) for case in named.cases.values()} == set(counted.cases)
    assert len(named.cases) > len(counted.cases)


@pytest.mark.wide
def test_every_event_of_the_regime_happens_somewhere() -> None:
    happened = {
        event.name
        for world in range(len(WORLDS))
        for steps in space(world).steps.values()
        for event, _ in steps
    }
    assert happened == {name for name, act in ACTS.items() if not act.house}


def test_the_special_procedure_is_longer_since_2022() -> None:
    assert [figures(version).special_days.value for version in ("measures-2020", "measures-2022")] == [45, 90]
