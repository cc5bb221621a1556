"""One's own due days under a secret address: what the person may know, and no more than numbers, acts and days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from icalendar import Calendar

from shencha.records.acts.accounts import revoke, token
from shencha.records.clock import today
from shencha.records.models import CalendarFeed, CaseFile, Membership, Todo
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
OWNER, OFFICER, MIIT, SYSTEM = (
    "owner@yunqi.example",
    "officer@office.example",
    "liaison@miit.example",
    "system@operation.example",
)


@pytest.fixture(scope="module")
def _once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        sample.settle(today())
        sample.tell(today())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def settled(_once: None, db: None) -> None:
    """People and cases of the sample; in place of the fixture that makes people only."""


def address_of(client: Client) -> str:
    """A new address of the person's calendar."""
    page = client.post("/calendar/", {"act": "make"}).content.decode()
    return page.partition('<code class="digest">http://127.0.0.1')[2].partition("<")[0]


def entries(address: str) -> list[Any]:
    """What a calendar program without an account reads there."""
    answer = Client(HTTP_HOST="127.0.0.1").get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    return Calendar.from_ical(answer.content).walk("VEVENT")


@pytest.mark.parametrize("who", [OWNER, OFFICER, MIIT])
def test_a_calendar_holds_the_due_days_that_the_person_may_know_of_and_no_titles(
    sign_in: SignIn, who: str
) -> None:
    found = entries(address_of(sign_in(who)))
    wanted = Todo.objects.filter(due__isnull=False)
    if who == OWNER:
        wanted = wanted.filter(case__party__key="yunqi", who__in=("office", "party"))
    else:
        wanted = wanted.filter(who="office" if who == OFFICER else "miit")
    assert sorted((str(one["uid"]).split(".")[0], one.decoded("dtstart")) for one in found) == sorted(
        (todo.case.number, todo.due) for todo in wanted.select_related("case")
    )
    assert found
    whole = "".join(one.to_ical().decode() for one in found)
    assert not [case.title for case in CaseFile.objects.all() if case.title in whole]


def test_an_address_ends_when_it_is_replaced_or_ended_or_the_role_is(sign_in: SignIn) -> None:
    client, anyone = sign_in(MIIT), Client(HTTP_HOST="127.0.0.1")
    first = address_of(client)
    second = address_of(client)
    assert anyone.get(first).status_code == 404
    assert anyone.get(second).status_code == 200
    revoke(Membership.objects.get(person__email=MIIT))
    assert anyone.get(second).status_code == 404
    Membership.objects.filter(person__email=MIIT).update(active=True)
    client.post("/calendar/", {"act": "end"})
    assert anyone.get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_only_the_digest_is_kept_and_a_guess_finds_nothing(sign_in: SignIn) -> None:
    address = address_of(sign_in(OWNER))
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in CalendarFeed.objects.get().digest
    assert Client(HTTP_HOST="127.0.0.1").get("/calendar/guess.ics").status_code == 404
    assert Client(HTTP_HOST="127.0.0.1").get("/calendar/").status_code == 302


def test_who_owes_nothing_reads_an_empty_calendar(sign_in: SignIn) -> None:
    assert entries(address_of(sign_in(SYSTEM))) == []


def test_a_program_reads_the_same_days(sign_in: SignIn) -> None:
    held = Membership.objects.get(person__email=OWNER)
    program = Client(headers={"Authorization": f"Bearer {token(held, 't')}"}, HTTP_HOST="127.0.0.1")
    assert (
        program.get("/api/calendar").content
        == Client(HTTP_HOST="127.0.0.1").get(address_of(sign_in(OWNER))).content
    )
    assert b"Article" in program.get("/api/calendar", {"lang": "en"}).content
