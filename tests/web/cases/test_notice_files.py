"""The papers of events as files: for whoever may see the event, the same each time, and nothing for anyone else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from shencha.law.measures.members import consultee_name
from shencha.procedure import acts as e
from shencha.procedure.acts import PAPERS, PROPOSALS
from shencha.records.acts.accounts import token
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import Membership, Notice, Seen, StoredEvent
from shencha.records.reads.papers import paper_of
from shencha.server.sample import instance as sample
from shencha.web.units import registered, unit_name

SignIn = Callable[[str], Client]
OWNER, RIVAL = "owner@yunqi.example", "signatory@haina.example"
OFFICER, NDRC, MOF = "officer@office.example", "liaison@ndrc.example", "liaison@mof.example"
AUDIT, SYSTEM = "auditor@audit.example", "system@operation.example"


@pytest.fixture(scope="module")
def _once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample's people and cases, told once and rolled back in the end."""
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    with django_db_blocker.unblock(), transaction.atomic():
        sample.settle(today())
        sample.tell(today())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def settled(_once: None, db: None) -> None:
    """People of the sample; in place of the fixture that makes them anew."""


@pytest.fixture
def told(settled: None) -> None:
    """The sample's cases."""


def held(email: str) -> Membership:
    """That person's membership."""
    return Membership.objects.select_related("person", "organisation").get(person__email=email)


def address(stored: StoredEvent, copy: str = "zh", form: str = "pdf") -> str:
    """Where its paper is."""
    return f"/cases/{stored.case.number}/events/{stored.sequence}/notice-{copy}.{form}"


def first(name: str, **known: object) -> StoredEvent:
    """The first event of that name."""
    return StoredEvent.objects.select_related("case").filter(name=name, **known).order_by("log_index")[0]


def words(raw: bytes) -> str:
    """The text of a PDF, without spaces."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(raw)).pages)


def test_every_event_that_calls_for_a_paper_has_one_and_each_has_a_number_of_its_own(told: None) -> None:
    office = held(OFFICER)
    seen: set[str] = set()
    papers = StoredEvent.objects.select_related("case").filter(name__in=PAPERS)
    for stored in papers:
        _, notice = paper_of(office, stored.case.number, stored.sequence)
        assert notice.log.size == stored.log_index + 1
        assert all(hand.name for hand in notice.hands)
        seen.add(notice.number.zh)
    assert len(seen) == papers.count() > 30


def test_a_decision_names_whoever_drafted_and_whoever_signed_on_the_office_copy_only(told: None) -> None:
    stored = first("determination_notified", case__party__key="yunqi")
    _, theirs = paper_of(held(OWNER), stored.case.number, stored.sequence)
    _, ours = paper_of(held(OFFICER), stored.case.number, stored.sequence)
    assert theirs.people.zh == ""
    assert ours.people.zh == "拟稿：承办人 王宁　签发：复核人 李静"


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("copy", ["zh", "en"])
def test_a_party_has_its_notice_in_every_form_and_the_first_reading_is_kept(
    told: None, sign_in: SignIn, form: str, copy: str
) -> None:
    stored = first("conclusion_notified", case__party__key="beifang")
    client = sign_in("owner@beifang.example")
    answer = client.get(address(stored, copy, form))
    assert answer.status_code == 200
    assert answer.content[:2] == {"pdf": b"%P", "docx": b"PK"}[form]
    assert Notice.objects.get(event=stored).received_on == today()
    assert answer.content == client.get(address(stored, copy, form)).content


def test_the_office_looking_is_written_down_and_is_no_receipt(told: None, sign_in: SignIn) -> None:
    stored = first("conclusion_notified")
    assert sign_in(OFFICER).get(address(stored)).status_code == 200
    assert Notice.objects.get(event=stored).received_on is None
    assert Seen.objects.filter(what=f"notice {stored.sequence}", case=stored.case).count() == 1


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("filed", RIVAL),
        ("conclusion_notified", RIVAL),
        ("filed", SYSTEM),
        ("proposal_sent", "owner@yunqi.example"),
    ],
)
def test_whoever_may_not_see_the_event_finds_nothing(
    told: None, sign_in: SignIn, name: str, who: str
) -> None:
    stored = first(name, case__party__key="yunqi" if name != "conclusion_notified" else "beifang")
    assert sign_in(who).get(address(stored)).status_code == 404


@pytest.mark.parametrize(("copy", "form"), [("fr", "pdf"), ("zh", "exe"), ("ZH", "pdf")])
def test_a_form_that_does_not_exist_is_not_there(told: None, sign_in: SignIn, copy: str, form: str) -> None:
    assert sign_in(OFFICER).get(address(first("filed"), copy, form)).status_code == 404


def test_an_event_without_a_paper_has_none(told: None, sign_in: SignIn) -> None:
    assert sign_in(OFFICER).get(address(first("materials_accepted"))).status_code == 404


def test_a_member_reads_its_own_name_and_not_who_else_was_asked(told: None, sign_in: SignIn) -> None:
    stored = first("proposal_sent")
    ours = words(sign_in(OFFICER).get(address(stored)).content)
    theirs = words(sign_in(NDRC).get(address(stored)).content)
    known = registered()
    others = [unit_name(unit, known).zh for unit in stored.payload["to"] if unit != "ndrc"]
    assert consultee_name("ndrc").zh in theirs
    for other in others:
        assert other in ours
        assert f"{other}：" not in theirs
        assert f"、{other}" not in theirs
    assert sign_in(MOF).get(address(stored)).status_code == 404


def test_what_happens_later_does_not_change_a_paper(told: None) -> None:
    stored = first("supplement_requested")
    asked = (held(OFFICER), stored.case.number, stored.sequence)
    _, before = paper_of(*asked)
    other = first("filed", case__state="filed")
    record(
        other.case.number,
        e.SupplementRequested(today(), ("说明",)),
        by=held("clerk@office.example"),
        key="later",
    )
    assert paper_of(*asked)[1] == before


def test_the_page_of_a_receipt_and_of_a_notice_lead_to_the_paper(told: None, sign_in: SignIn) -> None:
    stored = first("filed", case__party__key="yunqi")
    client = sign_in(OWNER)
    assert address(stored) in client.get(f"/cases/{stored.case.number}/events/1/").content.decode()
    notice = Notice.objects.filter(to__key="yunqi")[0]
    assert address(notice.event) in client.get(f"/party/notices/{notice.pk}/").content.decode()
    plain = first("materials_accepted", case__party__key="yunqi")
    page = client.get(f"/cases/{plain.case.number}/events/{plain.sequence}/").content.decode()
    assert "notice-zh.pdf" not in page


def test_a_program_gets_the_same_bytes_as_the_page(told: None, sign_in: SignIn) -> None:
    stored = first("determination_notified", case__party__key="yunqi")
    bearer = {"Authorization": f"Bearer {token(held(OWNER), 'test')}"}
    at = f"/api/cases/{stored.case.number}/events/{stored.sequence}/paper"
    program = Client(headers=bearer, HTTP_HOST="127.0.0.1")
    for copy, form in (("zh", "pdf"), ("en", "docx")):
        answer = program.get(at, {"lang": copy, "form": form})
        assert answer.status_code == 200
        assert answer.content == sign_in(OWNER).get(address(stored, copy, form)).content
    assert program.get(at, {"form": "exe"}).status_code == 422
    assert set(PROPOSALS) <= set(PAPERS)
