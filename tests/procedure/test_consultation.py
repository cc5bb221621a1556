"""A round of consultation: who is silent, whether opinions agree, and who can be asked on which day."""

import pytest
from tests.procedure.stories import IN_2021, MONDAY, asked, day, tell

from shencha.procedure import acts as e
from shencha.procedure.allowed import refusal
from shencha.procedure.consultation import Round
from shencha.procedure.following import undelivered
from shencha.procedure.strangers import strangers

SENT = Round("not_affecting", MONDAY, ("cac", "ndrc"))


def reply(unit, opinion="agree"):
    return e.OpinionReceived(MONDAY, unit, opinion)


def test_silence_is_neither_agreement_nor_dissent():
    one = SENT.with_opinion(reply("ndrc"))
    assert (one.silent, one.agreed, one.disagreed) == (("cac",), False, False)


def test_all_must_agree():
    both = SENT.with_opinion(reply("ndrc")).with_opinion(reply("cac"))
    assert (both.silent, both.agreed, both.disagreed) == ((), True, False)


def test_one_dissent_ends_the_hope_of_agreement():
    both = SENT.with_opinion(reply("ndrc", "disagree")).with_opinion(reply("cac"))
    assert (both.agreed, both.disagreed) == (False, True)


def test_a_receipt_is_recorded_once_and_only_of_those_who_have_not_answered():
    case = tell(*asked(), reply("ndrc"), e.ProposalDelivered(day("03-03"), ("cac",)))
    assert undelivered(case) == ("miit",)
    for unit in ("cac", "ndrc", "mps"):
        assert refusal(case, e.ProposalDelivered(day("03-04"), (unit,))), unit


@pytest.mark.parametrize(
    ("unit", "on", "version", "known"),
    [
        ("csrc", IN_2021, "measures-2020", False),
        ("csrc", MONDAY, "measures-2022", True),
        ("cac", IN_2021, "measures-2020", True),
        ("consulted_department", IN_2021, "measures-2020", False),
        ("consulted_department", MONDAY, "measures-2022", True),
        ("consulted_department:transport", MONDAY, "measures-2022", True),
        ("protection_department:energy", IN_2021, "measures-2020", True),
        ("transport", MONDAY, "measures-2022", False),
        ("party", MONDAY, "measures-2022", False),
    ],
)
def test_who_can_be_asked(unit, on, version, known):
    for event in (
        e.ProposalSent(on, "affecting", (unit,)),
        e.SecondProposalSent(on, "affecting", (unit,)),
        e.ProposalDelivered(on, (unit,)),
        e.OpinionReceived(on, unit, "agree"),
    ):
        assert (strangers(event, version) == ()) is known, event.name


@pytest.mark.parametrize(
    ("unit", "known"), [("party", True), ("supplier", True), ("unit:a lab", True), ("lab", False)]
)
def test_who_can_be_heard(unit, known):
    assert (strangers(e.OpinionsHeard(MONDAY, (unit,)), "measures-2022") == ()) is known


def test_only_a_member_raises_a_concern():
    assert strangers(e.ConcernRaised(MONDAY, "protection_department", "x"), "measures-2022")
    assert not strangers(e.ConcernRaised(MONDAY, "sca", "x"), "measures-2022")
