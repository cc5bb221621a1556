"""The one door: a retry is harmless, and another act never passes for it."""

from __future__ import annotations

import pytest
from tests.instances import PEOPLED

from shencha.errors import BadInput, NotAllowed, NotFound
from shencha.procedure import acts as e
from shencha.records.acts import concern, drafts, filing
from shencha.records.acts.record import record
from shencha.records.clock import now
from shencha.records.models import CaseFile, LogHead, Notice, StoredEvent
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, SECOND, YUNQI, account_of, tell_facts


def test_the_same_act_sent_again_is_the_event_it_made(house):
    number = house.files()
    asked = e.SupplementRequested(house.today, ("股权结构图",))
    first = house.act(number, CLERK, asked, key="once")
    again = [house.act(number, CLERK, asked, key="once") for _ in range(3)]
    assert {one.pk for one in again} == {first.pk}
    assert {one.log_index for one in again} == {first.log_index}
    assert house.count(number) == 2
    assert LogHead.objects.get().size == PEOPLED + 2


def test_a_retry_is_harmless_though_it_had_seen_less(house):
    number = house.files()
    accepted = e.MaterialsAccepted(house.today)
    first = house.act(number, CLERK, accepted, key="once", expected=1)
    assert house.act(number, CLERK, accepted, key="once", expected=1).pk == first.pk


@pytest.mark.parametrize("how", ["another event", "another person", "another case"])
def test_a_key_is_for_one_act_only(house, how):
    number, other = house.files(), house.files()
    asked = e.SupplementRequested(house.today, ("股权结构图",))
    house.act(number, CLERK, asked, key="once")
    sent = {
        "another event": (number, CLERK, e.SupplementRequested(house.today, ("审计底稿",))),
        "another person": (number, OFFICER, asked),
        "another case": (other, CLERK, asked),
    }[how]
    with pytest.raises(NotAllowed, match="key was used for another act"):
        house.act(*sent, key="once")
    assert (house.count(number), house.count(other)) == (2, 1)
    assert LogHead.objects.get().size == PEOPLED + 3


def test_a_notice_goes_out_once_however_often_it_is_sent(house):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    for _ in range(3):
        house.act(number, SECOND, decision, key="signed")
    assert Notice.objects.filter(event__case__number=number).count() == 1


def test_who_recused_themselves_gets_the_same_answer_again(house):
    """The act takes the case out of their sight; its retry is answered, everything else is not there."""
    number = house.files()
    gone = e.Recused(house.today, OFFICER, "曾任职于该公司")
    first = house.act(number, OFFICER, gone, key="out")
    assert house.act(number, OFFICER, gone, key="out").pk == first.pk
    with pytest.raises(NotFound):
        house.act(number, OFFICER, e.MaterialsAccepted(house.today))
    assert house.act(number, HEAD, e.MaterialsAccepted(house.today)).sequence == 3


def test_what_was_handed_in_before_is_that_act_after_midnight_too_though_one_left_the_case(house):
    number, unit, story = house.files(days=90), account_of("mss"), house.story
    story.consulted(number, 30, "not_affecting", ("cac", "mss"))
    story.answers(number, 20, "mss", "agree")
    given = StoredEvent.objects.get(case__number=number, name="opinion_received")
    answer = e.event_from(given.payload)
    again = house.act(number, unit, answer, key=given.key)
    assert again.pk == given.pk
    house.act(number, unit, e.Recused(house.today, house.held(unit).person.key, "利益冲突"))
    assert house.act(number, unit, answer, key=given.key).pk == given.pk
    with pytest.raises(BadInput):
        house.act(number, unit, e.OpinionReceived(answer.on, "mss", "disagree", "范围不明"), key=given.key)


def test_a_filing_sent_twice_is_one_case(house):
    by = house.held(YUNQI)
    draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="采购")
    for material in ("declaration", "analysis_report", "procurement_documents"):
        drafts.attach(draft, by=by, material=material, name="a.txt", chunks=[material.encode()])
    tell_facts(draft, by)
    made = [filing.file_draft(draft, by=by, key="once", confirmed_at=now()) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert CaseFile.objects.count() == 1
    with pytest.raises(NotAllowed, match="filed already"):
        filing.file_draft(draft, by=by, key="twice", confirmed_at=now())


def test_a_concern_raised_twice_is_one_case(house):
    ndrc = house.held(account_of("ndrc"))
    made = [
        concern.raise_concern(by=ndrc, subject="products_services", title="某产品", key="once") for _ in "ab"
    ]
    assert made[0].pk == made[1].pk
    assert CaseFile.objects.count() == StoredEvent.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_an_act_has_a_key_of_a_sensible_length(house, key):
    number = house.files()
    with pytest.raises(BadInput):
        record(number, e.MaterialsAccepted(house.today), by=house.held(CLERK), key=key)
    assert house.count(number) == 1
