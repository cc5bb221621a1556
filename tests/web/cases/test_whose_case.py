"""Whose case it is: taken from the queue, handed over with a reason, shown on desks, and kept from others by the head."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shencha.records import access
from shencha.records.acts import absences
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import CaseFile, Membership, Recusal, StoredEvent
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, SECOND, YUNQI, Story

SignIn = Callable[[str], Client]


@pytest.fixture
def number(settled: None) -> str:
    story = Story(today())
    return story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 3), 2)


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def desk(browser: Client, whose: str = "") -> str:
    """What the desk has to do, without its list of the latest cases."""
    return (
        page(browser, f"/work/{whose and '?whose=' + whose}")
        .partition('id="fresh"')[0]
        .partition('id="all"')[0]
    )


def gives(browser: Client, number: str, officer: str, **more: object) -> int:
    sequence = CaseFile.objects.get(number=number).sequence
    given = {"key": f"a-{sequence}-{officer}", "expected": sequence, "officer": officer} | more
    return browser.post(f"/cases/{number}/assign/", given).status_code


def test_an_officer_takes_a_case_from_the_queue_and_hands_it_over_with_a_reason(
    number: str, sign_in: SignIn
) -> None:
    officer, second, head = sign_in(OFFICER), sign_in(SECOND), sign_in(HEAD)
    assert "/work/queue/" in page(officer, "/work/")
    assert f"/cases/{number}/assign/" in page(officer, "/work/queue/")
    assert number not in desk(officer, "mine")
    assert gives(officer, number, SECOND) == 422, "one takes it oneself"
    assert gives(officer, number, OFFICER, next="queue") == 302
    assert number not in page(officer, "/work/queue/")
    assert number in desk(officer, "mine")
    assert number not in desk(second, "mine")
    assert number in desk(second, "unit")
    assert gives(officer, number, SECOND) == 422, "why is not said"
    assert gives(officer, number, SECOND, reason="休假", deputy=OFFICER) == 302
    shown = page(head, f"/cases/{number}/")
    assert "承办人：" in shown
    assert "休假" in shown
    assert "承办人：" not in page(sign_in(YUNQI), f"/party/cases/{number}/")
    assert number in desk(officer), "the desk stays as chosen, and a deputy has it too"
    assert audit_everything().faults == ()


def test_whoever_stands_in_for_an_absent_colleague_has_the_colleagues_cases(
    number: str, sign_in: SignIn
) -> None:
    held = {one.person.email: one for one in Membership.objects.select_related("person")}
    assert gives(sign_in(HEAD), number, SECOND) == 302
    officer = sign_in(OFFICER)
    assert number not in desk(officer, "mine")
    second = held[SECOND]
    second.role, second_role = held[OFFICER].role, second.role
    Membership.objects.filter(pk=second.pk).update(role=second.role)
    absences.note(second, held[OFFICER].pk, today(), today(), by=second)
    Membership.objects.filter(pk=second.pk).update(role=second_role)
    assert number in desk(officer, "mine")


def test_the_head_keeps_a_case_from_others_of_the_office(number: str, sign_in: SignIn) -> None:
    officer, second, clerk, head = (sign_in(one) for one in (OFFICER, SECOND, CLERK, HEAD))
    assert gives(head, number, OFFICER, restricted="yes", readers=[CLERK]) == 302
    seen = {
        who: browser.get(f"/cases/{number}/").status_code
        for who, browser in (("officer", officer), ("second", second), ("clerk", clerk), ("head", head))
    }
    assert seen == {"officer": 200, "second": 404, "clerk": 200, "head": 200}
    assert number not in page(second, "/work/")
    assert f"/cases/{number}/" not in page(second, f"/search/?q={number}")
    file = CaseFile.objects.get(number=number)
    kept = Membership.objects.filter(access.withheld(file)).values_list("person__email", flat=True)
    assert list(kept) == [SECOND]
    assert gives(officer, number, SECOND, reason="休假") == 302, "an officer hands it on as it was kept"
    assert StoredEvent.objects.filter(name="case_assigned").latest("id").payload["restricted"] == "yes"
    assert second.get(f"/cases/{number}/").status_code == 200
    assert officer.get(f"/cases/{number}/").status_code == 404
    assert gives(head, number, YUNQI, reason="x") == 422
    CaseFile.objects.filter(number=number).update(restricted=False)
    assert any("查阅范围" in one.zh for one in audit_everything().faults)
    assert not Recusal.objects.exists()
