"""A receipt recorded later than it happened: the consultee's own clock runs from the day of receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.procedure.stories import asked, day, filed, stands, tell

from shencha.inputs import Document
from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.allowed import refusal
from shencha.procedure.case import ClockName
from shencha.procedure.history import load_history
from shencha.procedure.roles import Actor, Role

SENT, RECEIVED, RECORDED = day("03-02"), day("03-05"), day("03-12")
ARRIVED = e.ProposalDelivered(RECORDED, ("ndrc",), RECEIVED)
OFFICER = Actor("wang", Role.CASE_OFFICER, "office")


def opinions(case, at):
    return {one.consultee: one for one in stands(case, at).clocks if one.clock is ClockName.CONSULTATION}


def test_that_consultees_clock_alone_starts_on_the_receipt():
    case = tell(*asked(), ARRIVED)
    found = opinions(case, RECORDED)
    assert {name: one.started for name, one in found.items()} == {"cac": SENT, "ndrc": RECEIVED, "miit": SENT}
    assert found["ndrc"].due == due(RECEIVED, 15, published()).due
    assert found["cac"].due == due(SENT, 15, published()).due
    assert found["ndrc"].counted == 5
    assert case.last == RECORDED
    assert case.round.delivered == ("ndrc",)


def test_before_it_was_recorded_the_answer_is_what_was_known_then():
    told = [e.event_to(one) for one in (*asked(), ARRIVED)]
    history = load_history(Document("case.yaml", {"case": "1", "ground": "procurement", "events": told}))
    earlier = history.stands(day("03-11"), published()).clocks
    later = history.stands(RECORDED, published()).clocks
    assert [one.started for one in earlier if one.consultee == "ndrc"] == [SENT]
    assert [one.started for one in later if one.consultee == "ndrc"] == [RECEIVED]


def test_a_pause_that_began_before_the_receipt_takes_out_only_what_lies_after_it():
    paused = (
        *asked(),
        e.SupplementRequested(day("03-03"), ("chart",)),
        e.SupplementReceived(day("03-10"), ("chart",)),
        ARRIVED,
    )
    clock = opinions(tell(*paused), RECORDED)["ndrc"]
    assert [(one.start, one.end) for one in clock.paused] == [(RECEIVED, day("03-10"))]
    assert clock.counted == 2
    after = opinions(tell(*paused[:-1], replace(ARRIVED, received=day("03-11"))), RECORDED)["ndrc"]
    assert after.paused == ()


def test_a_late_answer_is_late_by_the_days_since_the_receipt():
    answered = date(2026, 3, 26)
    late = opinions(tell(*asked(), e.OpinionReceived(answered, "ndrc", "agree")), answered)
    on_time = opinions(tell(*asked(), ARRIVED, e.OpinionReceived(answered, "ndrc", "agree")), answered)
    assert due(SENT, 15, published()).due < answered <= due(RECEIVED, 15, published()).due
    assert (late["ndrc"].status, on_time["ndrc"].status) == ("missed", "met")


@pytest.mark.parametrize("received", [day("03-01"), day("03-13")])
def test_not_before_it_was_sent_and_not_after_it_was_recorded(received):
    refused = refusal(tell(*asked()), replace(ARRIVED, received=received))
    assert "2026-03-02" in refused.right.en
    assert "2026-03-12" in refused.right.en


def test_not_after_that_units_answer_on_paper():
    paper = e.DecisionDrafted(day("03-04"), e.OpinionReceived(day("03-04"), "ndrc", "agree"), "chen")
    case = tell(*asked(), paper)
    assert "2026-03-04" in refusal(case, ARRIVED).right.en
    assert refusal(case, replace(ARRIVED, received=day("03-03"))) is None
    assert refusal(case, replace(ARRIVED, to=("cac",))) is None


def test_units_are_named_in_words():
    refused = refusal(tell(*asked()), replace(ARRIVED, to=("mof",)), by=OFFICER)
    assert "财政部" in refused.wrong.zh
    assert "Ministry of Finance" in refused.wrong.en
    assert "国家发展和改革委员会" in refused.right.zh


def test_a_notice_was_received_between_its_issue_and_the_recording():
    story = (*filed(day("03-02")), e.SupplementRequested(day("03-04"), ("chart",)))
    told = e.NoticeDelivered(day("03-10"), "supplement_requested", day("03-06"))
    (notice,) = tell(*story, told).notices
    assert (notice.issued, notice.delivered) == (day("03-04"), day("03-06"))
    for received in (day("03-03"), day("03-11")):
        assert refusal(tell(*story), replace(told, received=received))


@pytest.mark.parametrize(
    "event", [e.ProposalDelivered(SENT, ("ndrc",)), e.NoticeDelivered(SENT, "review_opened")]
)
def test_the_old_form_is_read_for_ever(event):
    old = e.event_to(event)
    assert old.pop("version") == 2
    assert e.event_from(old) == event
    assert event.receipt == SENT
    received = replace(event, received=SENT)
    assert e.event_from(e.event_to(received)) == received
