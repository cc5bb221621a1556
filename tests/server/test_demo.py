"""The demo: its history runs forward, its filings are whole, its walk leads to pages that are there, and only there."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from tests.instances import PEOPLED, instance

from shencha.cli.commands.demo import welcome
from shencha.records.acts.analyses import filed_evidence
from shencha.records.clock import SHANGHAI, now, today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import CaseFile, Draft, LoggedAct, Membership, StoredEvent
from shencha.server.sample import chronicle, evidenced, walk
from shencha.server.sample import instance as sample

pytestmark = pytest.mark.xdist_group("demo")  # one history is told once


@pytest.fixture(scope="module")
def told(tmp_path_factory, django_db_blocker):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path_factory.mktemp("demo")) as made:
        chronicle.tell(today())
        yield made


def test_nothing_in_the_log_is_older_than_what_stands_before_it(told) -> None:
    events = StoredEvent.objects.values_list("log_index", "recorded_at")
    acts = LoggedAct.objects.values_list("log_index", "recorded_at")
    moments = [at for _, at in sorted([*events, *acts])][PEOPLED:]
    assert len(moments) > 80
    assert moments == sorted(moments)
    assert moments[-1] <= now()


def test_case_numbers_follow_the_days(told) -> None:
    opened = [one.opened_on for one in CaseFile.objects.order_by("number")]
    assert opened == sorted(opened)


def test_the_audit_finds_nothing(told) -> None:
    assert audit_everything().faults == ()


@pytest.mark.parametrize(
    ("title", "kinds"),
    [(evidenced.GRID, {"supply"}), (evidenced.LISTING, {"people", "control", "flows"})],
)
def test_a_whole_filing_carries_findings_judgements_and_papers_of_real_length(told, title, kinds) -> None:
    case = CaseFile.objects.get(title=title)
    officer = Membership.objects.get(person__email=sample.OFFICER)
    evidence = filed_evidence(officer, case.number)
    assert {one["kind"] for one in evidence["analyses"]} == kinds
    assert all(one["findings"] for one in evidence["analyses"])
    assert evidence["judgements"]
    sizes = {one.name.rpartition(".")[2]: one.file.size for one in case.papers.select_related("file")}
    assert sizes["pdf"] > 20_000


def test_the_walk_has_five_steps_and_each_leads_its_person_to_a_page(told) -> None:
    steps = list(walk.steps())
    assert len(steps) == 5
    for step in steps:
        browser = Client(HTTP_HOST="127.0.0.1")
        came = browser.post("/demo/as/", {"email": step.email, "to": step.address}, follow=True)
        assert came.redirect_chain == [(step.address, 302)]
        assert came.status_code == 200, step
        assert "演示" in came.content.decode()


def test_the_draft_of_the_walk_lacks_nothing_but_the_signature(told) -> None:
    from shencha.records.acts.drafts import incomplete

    assert incomplete(Draft.objects.get(title=evidenced.READY)) == []


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_the_switch_leads_nowhere_else(told, to) -> None:
    came = Client(HTTP_HOST="127.0.0.1").post("/demo/as/", {"email": sample.CLERK, "to": to})
    assert came["Location"] == "/desk/"


def test_the_switch_knows_the_sample_s_people_only(told) -> None:
    browser = Client(HTTP_HOST="127.0.0.1")
    assert browser.post("/demo/as/", {"email": "nobody@office.example"})["Location"] == "/demo/"
    assert "_auth_user_id" not in browser.session


def test_no_other_instance_has_the_switch() -> None:
    assert settings.DEMO, "the tests run as a demo does"
    source = (evidenced.examples().parent / "src/shencha/server/urls.py").read_text()
    assert source.index("if settings.DEMO:") < source.index("demo/as/")


def test_one_screen_says_what_to_open_first() -> None:
    said = welcome("http://127.0.0.1:8080")
    lines = said.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    assert said.index("/demo/") < said.index("/help/")


def test_days_are_told_in_shanghai(told) -> None:
    case = CaseFile.objects.get(title=evidenced.GRID)
    first = case.events.order_by("sequence")[0]
    assert first.recorded_at.astimezone(SHANGHAI).date() == case.opened_on
