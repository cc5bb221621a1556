"""Random lawful walks over `may_next`, with random days and pauses: what must hold whatever happens."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from shencha.inputs import Document
from shencha.law.calendar.workdays import published
from shencha.law.measures.instruments import article
from shencha.law.measures.members import member_ids
from shencha.procedure import acts as e
from shencha.procedure.acts import event_from, event_to
from shencha.procedure.allowed import may_next, refusal
from shencha.procedure.case import ENDS, Case, ClockName, apply, replay
from shencha.procedure.clocks import Status, clocks
from shencha.procedure.following import undelivered
from shencha.procedure.history import load_history
from shencha.procedure.schemas import standing_schema
from shencha.procedure.standing import standing

PAPERS = ("declaration", "analysis_report", "procurement_documents", "listing_documents")
STANDING = Draft202012Validator(standing_schema())
ASIDES = (
    "supplement_requested",
    "withdrawn",
    "interim_measures_required",
    "special_extended",
    "commitment_recorded",
    "supervision_recorded",
    "report_received",
)
"""Steps that may come at almost any time and do not lead to an end."""
WORLDS = st.sampled_from(
    [
        (date(2021, 3, 1), "procurement"),
        (date(2021, 12, 1), "ex_officio"),
        (date(2022, 2, 14), "procurement"),
        (date(2022, 2, 15), "data_processing"),
        (date(2026, 3, 2), "foreign_listing"),
        (date(2026, 11, 2), "ex_officio"),
    ]
)


def event_of(draw, name, case, on):
    """An event of that name that fits the case, its content drawn."""
    units = draw(st.lists(st.sampled_from(member_ids(on)), min_size=1, max_size=4, unique=True))
    yes, days = draw(st.sampled_from((True, True, False))), draw(st.integers(1, 15))
    result = draw(st.sampled_from(("not_affecting", "affecting")))
    silent = case.round.silent if case.round else ()
    match name:
        case "filed":
            return e.Filed(on, PAPERS if yes else PAPERS[: days % 4 + 1])
        case "supplement_requested":
            return e.SupplementRequested(on, draw(st.sampled_from([("chart",), ("chart", "list"), PAPERS])))
        case "supplement_received":
            return e.SupplementReceived(on, case.papers.asked if yes else case.papers.asked[:1])
        case "determination_notified":
            return e.DeterminationNotified(on, review=yes or days > 7)
        case "preliminary_extended":
            return e.PreliminaryExtended(on, days, "complex")
        case "proposal_sent":
            return e.ProposalSent(on, result, tuple(units))
        case "proposal_delivered":
            return e.ProposalDelivered(on, (draw(st.sampled_from(undelivered(case))),))
        case "opinion_received":
            opinion = "agree" if yes else "disagree"
            return e.OpinionReceived(on, draw(st.sampled_from(silent)), opinion)
        case "opinions_heard":
            return e.OpinionsHeard(on, ("party", *units))
        case "special_extended":
            return e.SpecialExtended(on, days * 20, "complex")
        case "second_proposal_sent":
            return e.SecondProposalSent(on, result, tuple(units))
        case "commission_decided":
            return e.CommissionDecided(on, approved=yes)
        case "conclusion_notified":
            return e.ConclusionNotified(on, case.round.proposal)
        case "concern_raised":
            return e.ConcernRaised(on, units[0], "products_services")
        case "review_opened":
            return e.ReviewOpened(on, "a platform")
        case "interim_measures_required":
            return e.InterimMeasuresRequired(on, ("stop new registrations",))
        case _:
            return e.EVENTS[name](on)


@st.composite
def walks(draw):
    """A ground and a lawful history of at most 30 events; asides only now and then, so that walks get far."""
    on, ground = draw(WORLDS)
    case, history = Case("1", ground), []
    for _ in range(draw(st.integers(1, 30))):
        if not (names := may_next(case)):
            break
        onwards = [name for name in names if name not in ASIDES]
        if onwards and draw(st.sampled_from((True, True, True, True, False))):
            names = onwards
        event = event_of(draw, draw(st.sampled_from(names)), case, on)
        assert refusal(case, event) is None, (event, case.state)
        case = apply(case, event)
        history.append(event)
        on += timedelta(days=draw(st.sampled_from([0, 0, 1, 1, 3, 10, 40])))
    return ground, history


@settings(max_examples=150, deadline=None)
@given(walks())
def test_what_is_written_and_read_again_is_the_same_case(walk):
    ground, history = walk
    written = [event_to(event) for event in history]
    assert [event_from(data) for data in written] == history
    loaded = load_history(Document("case.yaml", {"case": "1", "ground": ground, "events": written}))
    last = history[-1].on
    assert loaded.stands(last, published()).case == replay(history, ground=ground, number="1")


@settings(max_examples=150, deadline=None)
@given(walks(), st.integers(0, 200))
def test_a_case_is_open_or_ended_and_every_answer_is_whole(walk, later):
    ground, history = walk
    case = replay(history, ground=ground, number="1")
    at = history[-1].on + timedelta(days=later)
    answer = standing(case, at, published()).as_dict()
    STANDING.validate(answer)
    assert (case.state in ENDS) == (case.ended is not None)
    assert ("withdrawn" in answer["may_next"]) == (case.open and ground != "ex_officio")
    assert not (answer["todos"] and case.ended)
    assert case.ended or answer["todos"], "an open case lies with someone"
    assert (answer["result"] is not None) == (answer["state"] in ("concluded", "no_review"))


@settings(max_examples=150, deadline=None)
@given(walks(), st.integers(0, 200))
def test_every_clock_has_its_article_and_counts_no_more_than_the_days_there_were(walk, later):
    ground, history = walk
    case = replay(history, ground=ground)
    at = history[-1].on + timedelta(days=later)
    for clock in clocks(case, at, published()):
        assert article(case.instrument, clock.article).clock
        until = clock.ended or at
        workdays = published().total(until) - published().total(clock.started)
        assert 0 <= clock.counted <= max(workdays, 0)
        assert (clock.counted > clock.budget) <= (
            clock.status in (Status.MISSED, Status.OVERDUE, Status.STOPPED)
        )
        assert (clock.due is None) == (clock.status is Status.PAUSED) or clock.status is Status.STOPPED
        running = clock.status in (Status.RUNNING, Status.PAUSED, Status.OVERDUE)
        assert running == (clock.ended is None)
        assert not (running and case.ended)


@settings(max_examples=150, deadline=None)
@given(walks())
def test_no_conclusion_without_its_gates(walk):
    ground, history = walk
    case = replay(history, ground=ground)
    if case.state != "concluded":
        return
    assert case.round is not None
    special = [period for period in case.periods if period.clock is ClockName.SPECIAL]
    if special:
        assert case.round.second
        assert case.commission == "approved"
    else:
        assert case.round.agreed
        assert not any(event.name == "special_procedure_notified" for event in history)
    assert case.result == case.round.proposal


@settings(max_examples=100, deadline=None)
@given(walks())
def test_a_shortest_way_on_always_leads_to_an_end(walk):
    """From wherever a walk stops, ordinary steps lead to an end without withdrawing."""
    ground, history = walk
    case, on = replay(history, ground=ground), history[-1].on
    for _ in range(40):
        if case.ended:
            return
        case = apply(case, next_step(case, on))
    raise AssertionError(f"no end after {[event.name for event in history]}")


def next_step(case, on):
    """The regime's own next step, answered so that the case moves on."""
    if case.papers.asked:
        return e.SupplementReceived(on, case.papers.asked)
    units = member_ids(on)[:2]
    names = may_next(case)
    if names[0] == "supplement_requested":  # papers are missing
        return e.SupplementRequested(on, PAPERS)
    again = case.round if case.round and case.round.second else None
    steps = {
        "materials_accepted": lambda: e.MaterialsAccepted(on),
        "determination_notified": lambda: e.DeterminationNotified(on, review=True),
        "proposal_sent": lambda: e.ProposalSent(on, "affecting", units),
        "special_procedure_notified": lambda: e.SpecialProcedureNotified(on),
        "conclusion_notified": lambda: e.ConclusionNotified(on, case.round.proposal),
        "commission_decided": lambda: e.CommissionDecided(on, approved=True),
        "review_opened": lambda: e.ReviewOpened(on, "a platform"),
        "submitted_to_commission": lambda: e.SubmittedToCommission(on),
        "second_proposal_sent": lambda: e.SecondProposalSent(on, "affecting", units),
        "opinion_received": lambda: e.OpinionReceived(on, case.round.silent[0], "agree"),
    }
    order = [name for name in steps if name in names and not (name == "second_proposal_sent" and again)]
    event = steps[order[0]]()
    assert refusal(case, event) is None, event
    return event
