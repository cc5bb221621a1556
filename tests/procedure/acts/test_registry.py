"""Every act says of itself all that is asked, and what it says agrees with its class and with the gates."""

from typing import get_args

import pytest

from shencha.law.measures.instruments import instruments
from shencha.law.measures.steps import STEPS, articles_of
from shencha.procedure.acts import (
    ACTS,
    DECISIONS,
    DRAFTED,
    EVENTS,
    NOTICES,
    Drafted,
    Need,
    Place,
    Signed,
)
from shencha.procedure.acts.fields import FIELDS, SHOWN
from shencha.procedure.kinds import WORDS
from shencha.procedure.roles import COUNTERSIGNERS, PARTY, ROLES, Reads, Side
from shencha.text import Text

BY_NAME = pytest.mark.parametrize("name", ACTS)


def words(act):
    """Every text that stands on the row of an act."""
    own = (act.name, act.button, act.done, act.effect, act.mark, act.owed, act.notice)
    return [text for text in (*own, *(asked.label for asked in act.asks.values())) if text is not None]


@BY_NAME
def test_an_act_says_all_that_is_asked_of_it(name):
    act = ACTS[name]
    assert act.by <= set(ROLES)
    assert act.by, "nobody may do it"
    assert Reads.WHOLE not in act.read_by, "who reads the whole case reads every act"
    for said in words(act):
        assert isinstance(said, Text)
        assert said.zh.strip()
        assert said.en.strip()


@BY_NAME
def test_a_class_is_stored_under_the_name_of_its_act(name):
    event = EVENTS[name]
    assert event.name == name
    assert event.act is ACTS[name]
    assert name == "".join(f"_{c.lower()}" if c.isupper() else c for c in event.__name__).lstrip("_")
    assert event.slots[0].key == "on"


@BY_NAME
def test_an_act_of_the_measures_has_its_article_in_each_version_that_knows_it(name):
    act = ACTS[name]
    assert set(act.steps) <= set(STEPS)
    if not act.house and name != "withdrawn":  # no article speaks of a withdrawal (open point O14)
        assert articles_of(act.steps, instruments()[-1].id)


@BY_NAME
def test_every_field_of_an_act_has_its_words_and_only_its_fields_are_asked(name):
    act, slots = ACTS[name], {slot.key: slot for slot in EVENTS[name].slots[1:]}
    assert set(slots) <= set(FIELDS)
    assert set(act.asks) <= set(slots)
    for key, asked in act.asks.items():
        assert asked.need is not Need.NEVER or asked.label is not None, "it asks nothing"
        if asked.need is not Need.NEVER:
            assert not slots[key].required, "the class asks for it already"
        if asked.need is Need.ALWAYS:
            assert slots[key].kind is WORDS


def test_no_words_of_fields_are_left_over():
    assert set(FIELDS) == {slot.key for event in EVENTS.values() for slot in event.slots[1:]}
    assert set(SHOWN) <= set(FIELDS)


@BY_NAME
def test_two_people_sign_exactly_what_can_be_laid_before_a_second_one(name):
    act = ACTS[name]
    assert (act.signed is not None) is (EVENTS[name] in get_args(Drafted)) is (name in DRAFTED)
    if act.signed is Signed.DECISION:
        assert act.by == COUNTERSIGNERS
    if act.signed is Signed.ON_PAPER:
        assert act.by > COUNTERSIGNERS, "others say it themselves, and the office takes in their paper"
        assert act.handed_in


@BY_NAME
def test_the_party_reads_every_act_of_which_it_gets_a_paper(name):
    act = ACTS[name]
    assert (act.notice is not None) is (name in NOTICES)
    if act.notice or act.receipt or act.by & PARTY:
        assert Reads.PARTY in act.read_by
    if act.proposal:
        assert Reads.UNIT in act.read_by
        assert Reads.PARTY not in act.read_by
    if act.signed is Signed.DECISION:
        told = act.notice or name in ("conclusion_published", "commitment_published")
        assert told, "a decision about the party is notified"


def test_whoever_may_do_an_act_reads_it_afterwards():
    for name, act in ACTS.items():
        for role in act.by - {role for role, row in ROLES.items() if row.reads is Reads.WHOLE}:
            own = ROLES[role].side is Side.UNITS  # a unit reads its own acts
            stepped_out = name == "recused"  # and knows nothing of the case any more
            assert own or stepped_out or ROLES[role].reads in act.read_by, (name, role)


def test_what_the_supervision_reads_includes_what_the_party_is_told():
    for act in ACTS.values():
        if Reads.PARTY in act.read_by:
            assert {Reads.SUPERVISION, Reads.COMMISSION} <= act.read_by


def test_a_promise_is_offered_beside_itself_only():
    for name, act in ACTS.items():
        if act.on_promise:
            assert "commitment" in {slot.key for slot in EVENTS[name].slots}
            assert act.place is not Place.OWN
    assert DECISIONS
