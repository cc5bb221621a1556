"""Events as they are written and read: nothing is lost, old ones stay readable, every fault is named."""

import dataclasses
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedure.stories import MONDAY

from shencha.canonical import digest_of
from shencha.errors import BadInput
from shencha.procedure import acts as e
from shencha.procedure import kinds, supplements
from shencha.procedure.acts import (
    DECISIONS,
    EVENTS,
    NOTICES,
    event_from,
    event_of_store,
    event_to,
    same_content,
)
from shencha.procedure.case import Case
from shencha.procedure.changing import replace
from shencha.procedure.fitting import unfit

DAYS = st.dates(kinds.EARLIEST, kinds.LATEST)
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text.strip() == text
)
UNITS = st.sampled_from(["cac", "ndrc", "party", "unit:a lab", "protection_department:energy"])
VALUES = {
    kinds.DAY: DAYS,
    kinds.YES_NO: st.booleans(),
    kinds.DAYS: st.integers(1, kinds.MOST_DAYS),
    kinds.WORDS: WORDS,
    kinds.LIST_OF_WORDS: st.lists(WORDS, min_size=1, unique=True).map(tuple),
    kinds.LIST_OF_MATERIALS: st.lists(st.sampled_from(kinds.MATERIALS), min_size=1, unique=True).map(tuple),
    kinds.CONSULTEE: UNITS,
    kinds.LIST_OF_CONSULTEES: st.lists(UNITS, min_size=1, unique=True).map(tuple),
    kinds.RESULT: st.sampled_from(kinds.RESULTS),
    kinds.OPINION: st.sampled_from(kinds.OPINIONS),
    kinds.RHYTHM: st.sampled_from(kinds.RHYTHMS),
    kinds.SOURCE: st.sampled_from(kinds.SOURCES),
    kinds.GROUND: st.sampled_from(kinds.GROUNDS_FILED),
    kinds.ANY_GROUND: st.sampled_from(kinds.GROUNDS),
    kinds.OUTCOME: st.sampled_from(kinds.OUTCOMES),
    kinds.FIELDS: st.dictionaries(
        WORDS,
        st.recursive(
            st.none() | st.booleans() | st.integers() | WORDS,
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
            max_leaves=5,
        ),
        max_size=4,
    ),
    kinds.DIGEST: st.text("0123456789abcdef", min_size=64, max_size=64),
    kinds.LIST_OF_FACTORS: st.lists(st.sampled_from(kinds.FACTORS), min_size=1, unique=True).map(tuple),
}
NAMES = st.text("abcS123 项", min_size=1, max_size=12).filter(lambda name: name.strip() == name)
ABOUT = st.one_of(
    st.builds(supplements.About, material=st.sampled_from(supplements.ABOUT_MATERIALS)),
    st.builds(supplements.About, file=NAMES, page=st.none() | st.integers(1, 99)),
    st.builds(supplements.About, fact=st.just("actor.ciio")),
    st.builds(supplements.About, part=NAMES),
)
TYPED = st.builds(
    supplements.Item,
    item=NAMES,
    about=ABOUT,
    kind=st.sampled_from(list(supplements.ITEM_KINDS)),
    ask=WORDS,
    why=WORDS,
    against=st.none() | ABOUT,
    article=st.none() | st.sampled_from(["8", "8(2)", "15"]),
    factors=st.just(()) | VALUES[kinds.LIST_OF_FACTORS],
    due=st.none() | DAYS,
)
VALUES |= {
    supplements.ITEMS: st.lists(WORDS | TYPED, min_size=1, unique_by=supplements.name_of).map(tuple),
    supplements.REPLIES: st.dictionaries(NAMES, WORDS, min_size=1).map(
        lambda said: tuple(sorted(said.items()))
    ),
}


@st.composite
def events(draw, names=tuple(EVENTS)):
    """Any event at all, each optional field there or not."""
    name, on = draw(st.sampled_from(names)), draw(DAYS)
    values = {"on": on}
    for slot in EVENTS[name].slots[1:]:
        if slot.kind is kinds.DECISION:
            decision = draw(events(DECISIONS))
            values[slot.attribute] = type(decision)(
                on, **{s.attribute: getattr(decision, s.attribute) for s in decision.slots[1:]}
            )
        elif slot.required or draw(st.booleans()):
            values[slot.attribute] = draw(VALUES[slot.kind])
    return EVENTS[name](**values)


@given(events())
def test_what_is_written_is_read_again(event):
    written = event_to(event)
    stored = json.loads(json.dumps(written, ensure_ascii=False))
    assert event_from(stored) == event
    assert event_of_store(stored) == event, "the store's quick reader reads the same"
    assert list(written)[:2] == ["on", "event"]


@given(events(), st.integers(1, 50))
def test_the_same_words_on_another_day_are_the_same_content(event, later):
    shifted = min(event.on + timedelta(later), kinds.LATEST)
    other = event_from(event_to(event) | {"on": shifted.isoformat()})
    if not isinstance(event, e.DecisionDrafted):  # a draft carries its own day inwards
        assert same_content(event, other)
    assert not same_content(event, e.Recused(event.on, "nobody else", "another reason"))


def test_an_event_stored_without_a_version_is_of_the_first():
    data = {"on": "2026-03-02", "event": "filed", "materials": ["declaration"]}
    assert event_from(data) == event_from(data | {"version": 1}) == e.Filed(MONDAY, ("declaration",))


@pytest.mark.parametrize("said", ["yes", True])
def test_yes_is_read_as_yaml_writes_it(said):
    assert event_from({"on": "2026-03-02", "event": "determination_notified", "review": said}).review is True


def test_one_of_a_list_may_stand_alone():
    event = event_from({"on": "2026-03-02", "event": "opinions_heard", "from": "party"})
    assert event.heard == ("party",)


def test_every_fault_of_an_event_is_named_with_its_number():
    with pytest.raises(BadInput) as refused:
        event_from({"on": "soon", "event": "preliminary_extended", "days": 0, "why": "complex"}, number=7)
    assert [fault.where for fault in refused.value.faults] == [
        "events.6.on",
        "events.6.days",
        "events.6",
        "events.6.why",
    ]
    assert all(
        "event 7" in fault.wrong.en and "第 7 个事件" in fault.wrong.zh for fault in refused.value.faults
    )


@pytest.mark.parametrize(
    ("event", "field", "value"),
    [
        ("filed", "materials", []),
        ("filed", "materials", {}),
        ("filed", "materials", [["declaration"]]),
        ("determination_notified", "review", 1),
        ("determination_notified", "review", None),
        ("special_extended", "days", True),
        ("special_extended", "days", 1.0),
        ("special_extended", "days", 2_001),
        ("withdrawn", "reason", "\0"),
        ("withdrawn", "reason", "x" * 20_001),
        ("concern_raised", "by", "CAC"),
        ("opinion_received", "from", ["cac"]),
        ("opinion_received", "factors", ["F8"]),
        ("commitment_recorded", "until", "1999-12-31"),
        ("withdrawn", "on", "２０２６-03-02"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_words(event, field, value):
    with pytest.raises(BadInput) as refused:
        event_from({"on": "2026-03-02", "event": event, field: value})
    assert any(fault.where == f"events.0.{field}" for fault in refused.value.faults)


def test_an_older_version_may_say_so_and_a_newer_one_is_refused():
    data = {"on": "2026-03-02", "event": "commitment_recorded", "commitment": "a"}
    assert event_from(data | {"version": 1}) == event_from(data | {"version": 2}) == event_from(data)
    with pytest.raises(BadInput, match="version"):
        event_from(data | {"version": 3})


def test_what_the_store_cannot_have_written_is_refused_in_words():
    for data in (
        {},
        {"on": "2026-03-02", "event": "flown"},
        {"on": "soon", "event": "filed", "materials": []},
    ):
        with pytest.raises(BadInput):
            event_of_store(data)


def test_a_changed_copy_names_a_field_that_is_not_there():
    case = Case("1", "procurement")
    assert replace(case, number="2") == Case("2", "procurement")
    assert case.number == "1"
    with pytest.raises(TypeError, match="nonsense"):
        replace(case, nonsense=1)


def test_decisions_are_told_to_the_party_but_for_publication():
    assert set(DECISIONS) - {"conclusion_published", "commitment_published"} < set(NOTICES) <= set(EVENTS)


def test_a_filing_of_version_2_holds_what_was_signed_and_refuses_another_digest() -> None:
    said = {"actor": {"ciio": "yes"}, "involves_state_secrets": "no"}
    data = {
        "on": "2026-03-02", "event": "filed", "version": 2, "materials": ["declaration"], "party": "haina",
        "ground": "procurement", "title": "采购", "instrument": "measures-2022", "answers": said,
        "declaration": {}, "answers_digest": digest_of(said),
    }  # fmt: skip
    event = event_from(data)
    assert event_to(event) == data
    assert event_of_store(data) == event
    assert unfit(Case("1", "procurement"), event) is None
    assert "digest" in unfit(Case("1", "procurement"), dataclasses.replace(event, answers={})).wrong.en
    assert "ground" in unfit(Case("1", "foreign_listing"), event).wrong.en
    for name, wrong in (
        ("answers", {"a": 1.5}),
        ("answers", "no"),
        ("ground", "ex_officio"),
        ("answers_digest", "x"),
    ):
        with pytest.raises(BadInput, match=name):
            event_from(data | {name: wrong})
