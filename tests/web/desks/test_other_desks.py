"""The Commission's secretary and a protection department: what they need for their decision, and no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.server.sample.instance import BEIFANG, OFFICER, SECRETARY, Story

SignIn = Callable[[str], Client]
ENERGY, UNIT = "liaison@energy.example", "protection_department:energy"


@pytest.fixture
def story(settled: None) -> Story:
    return Story(today())


@pytest.fixture
def asked(story: Story) -> str:
    filed = story.files(BEIFANG, "beifang", "procurement", "调度云平台采购", 60)
    return story.consulted(filed, 18, "not_affecting", ("cac", UNIT))


@pytest.fixture
def submitted(story: Story, asked: str) -> str:
    story.answers(asked, 15, "cac", "disagree", "供应可能中断")
    story.answers(asked, 15, UNIT, "agree")
    story.decides(asked, 14, e.SpecialProcedureNotified)
    story.does(asked, OFFICER, 12, e.OpinionsHeard, ("party",))
    story.does(asked, OFFICER, 10, e.AnalysisRecorded, "深入分析：替代来源充足")
    story.does(asked, OFFICER, 8, e.SecondProposalSent, "affecting", ("cac", UNIT))
    story.answers(asked, 6, "cac", "agree")
    story.answers(asked, 6, UNIT, "agree")
    story.does(asked, OFFICER, 4, e.SubmittedToCommission, "审查结论建议")
    return asked


def test_the_secretary_finds_proposals_opinions_analysis_and_board(submitted: str, sign_in: SignIn) -> None:
    secretary = sign_in(SECRETARY)
    assert submitted in secretary.get("/work/").content.decode()
    page = secretary.get(f"/cases/{submitted}/").content.decode()
    for needed in (
        "影响国家安全",
        "供应可能中断",
        "深入分析：替代来源充足",
        "申报书.txt",
        "commission_decided",
        "/board/",
    ):
        assert needed in page, needed
    assert "王宁" not in page, "who handles the case in the office is not for the Commission"
    assert secretary.get(f"/cases/{submitted}/board/").status_code == 200
    for other in ("opinion/", "side-by-side/", "paper-opinion/"):
        assert secretary.get(f"/cases/{submitted}/{other}").status_code == 404


def test_a_case_that_was_not_submitted_is_not_there_for_the_secretary(asked: str, sign_in: SignIn) -> None:
    assert sign_in(SECRETARY).get(f"/cases/{asked}/").status_code == 404


def test_the_department_finds_what_it_answers_on(asked: str, sign_in: SignIn) -> None:
    page = sign_in(ENERGY).get(f"/cases/{asked}/opinion/").content.decode()
    for needed in ("不影响国家安全", "申报书.txt", "/board/", "F2"):
        assert needed in page, needed
    assert sign_in(ENERGY).get(f"/cases/{asked}/board/").status_code == 200


@pytest.mark.parametrize("opinion", ["agree", "disagree"])
def test_a_unit_that_has_answered_is_not_told_what_follows_from_others_silence(
    story: Story, asked: str, sign_in: SignIn, opinion: str
) -> None:
    """Its own answer alone would look like agreement of all, or like the special procedure."""
    story.answers(asked, 2, UNIT, opinion)
    page = sign_in(ENERGY).get(f"/cases/{asked}/").content.decode()
    owed = page[page.index('id="todos"') : page.index('id="line"')]
    assert "没有待办事项" in owed
    assert "通知" not in owed


def test_a_unit_that_has_not_answered_is_told_so(asked: str, sign_in: SignIn) -> None:
    page = sign_in(ENERGY).get(f"/cases/{asked}/").content.decode()
    owed = page[page.index('id="todos"') : page.index('id="line"')]
    assert "书面答复意见" in owed
