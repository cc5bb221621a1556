"""Mail says that something is waiting and never what; a real server receives it, after the commit, whoever must act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.db import transaction
from tests.mailbox_server import Box, mailbox

from shencha.procedure import acts as e
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.jobs import mail
from shencha.records.models import CaseFile, Membership
from shencha.server.sample import instance as sample

OWNER, EDITOR, COUNSEL = "owner@yunqi.example", "editor@yunqi.example", "counsel@zhengde.example"
OFFICE = {name: f"{name}@office.example" for name in ("clerk", "officer", "second", "head")}
Doing = Callable[..., Any]


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server on this machine, and this instance told to use it."""
    with mailbox(settings) as taken:
        yield taken


@pytest.fixture
def does(settled: None, django_capture_on_commit_callbacks: Any) -> Doing:
    """One act by someone, committed."""

    def act(number: str, who: str, event: e.Event) -> None:
        by = Membership.objects.select_related("person", "organisation").get(person__email=who)
        with django_capture_on_commit_callbacks(execute=True):
            record(
                number, event, by=by, key=f"{who}-{event.name}-{len(event.name)}-{CaseFile.objects.count()}"
            )

    return act


@pytest.fixture
def filed(does: Doing, box: Box, django_capture_on_commit_callbacks: Any) -> str:
    """A filing, just made; its number."""
    with django_capture_on_commit_callbacks(execute=True):
        return sample.Story(today()).files(OWNER, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 0)


def test_a_filing_tells_the_desk_that_takes_it_in_and_not_what_it_is(filed: str, box: Box) -> None:
    mail.SENDER.submit(int).result(15)
    for _, message in list(box.taken):
        body = message.get_payload(decode=True)
        assert isinstance(body, bytes)
        said = str(make_header(decode_header(message["Subject"]))) + body.decode()
        assert "等待您处理" in said
        assert "something is waiting" in said
        assert "https://shencha.example/desk/" in said
        for secret in (filed, "云栖", "Yunqi", "上市", "listing", "filed", "申报", "yunqi"):
            assert secret not in said
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["To"].endswith("@office.example")
        assert "," not in message["To"]
    assert box.emptied() == {OFFICE["clerk"], OFFICE["officer"]}


def test_each_act_tells_whoever_must_act_next_and_not_who_acted(filed: str, box: Box, does: Doing) -> None:
    box.emptied()
    does(filed, OFFICE["clerk"], e.SupplementRequested(today(), ("股权结构图",)))
    assert box.emptied() == {OWNER, EDITOR, COUNSEL}
    does(filed, OWNER, e.SupplementReceived(today(), ("股权结构图",)))
    assert box.emptied() == {OFFICE["clerk"], OFFICE["officer"]}
    does(filed, OFFICE["clerk"], e.MaterialsAccepted(today()))
    assert box.emptied() == {OFFICE["officer"]}
    needed = e.DeterminationNotified(today(), True)
    does(filed, OFFICE["officer"], e.DecisionDrafted(today(), needed, OFFICE["officer"]))
    assert box.emptied() == {OFFICE["second"], OFFICE["head"]}
    does(filed, OFFICE["second"], needed)
    assert box.emptied() == {OWNER, EDITOR, COUNSEL, OFFICE["officer"]}
    does(filed, OFFICE["officer"], e.ProposalSent(today(), "not_affecting", ("ndrc", "miit")))
    assert box.emptied() == {"liaison@ndrc.example", "liaison@miit.example"}


def test_what_is_not_committed_is_not_told(
    filed: str, box: Box, django_capture_on_commit_callbacks: Any
) -> None:
    box.emptied()
    by = Membership.objects.select_related("person", "organisation").get(person__email=OFFICE["clerk"])
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record(filed, e.MaterialsAccepted(today()), by=by, key="k")
        transaction.set_rollback(True)
    assert box.emptied() == set()


def test_whoever_left_or_is_recused_is_not_written_to(filed: str, box: Box, does: Doing) -> None:
    does(filed, OFFICE["officer"], e.Recused(today(), OFFICE["officer"], "亲属"))
    Membership.objects.filter(person__email=EDITOR).update(active=False)
    box.emptied()
    does(filed, OFFICE["clerk"], e.SupplementRequested(today(), ("说明",)))
    assert box.emptied() == {OWNER, COUNSEL}
    does(filed, OWNER, e.SupplementReceived(today(), ("说明",)))
    assert box.emptied() == {OFFICE["clerk"]}


def test_a_relay_that_does_not_answer_undoes_nothing(
    filed: str, box: Box, does: Doing, settings: Any, caplog: Any
) -> None:
    box.emptied()
    settings.EMAIL_PORT = 1
    does(filed, OFFICE["clerk"], e.MaterialsAccepted(today()))
    mail.SENDER.submit(int).result(15)
    assert CaseFile.objects.get().state == "intake"
    assert "did not answer" in caplog.text


def test_without_a_relay_nothing_is_sent(filed: str, box: Box, does: Doing, settings: Any) -> None:
    box.emptied()
    settings.MAIL_WAITING = False
    does(filed, OFFICE["clerk"], e.MaterialsAccepted(today()))
    assert box.emptied() == set()
