"""Several people at one draft: who changed what last, who was faster, and moving it to the version in force."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.party.test_party_pages import EDITOR, OTHER, OWNER, begun, paper

from shencha.records.acts.analyses import evidence_papers, judge
from shencha.records.models import Draft, Judgement, Membership

SignIn = Callable[[str], Client]


def test_each_task_says_who_changed_it_last(sign_in: SignIn) -> None:
    owner, editor = sign_in(OWNER), sign_in(EDITOR)
    address = begun(owner)
    editor.post(f"{address}papers/declaration/", {"file": paper()})
    assert "周敏 最后修改" in owner.get(address).content.decode()
    assert "林晓 最后修改" not in owner.get(address).content.decode()
    owner.post(f"{address}facts/critical/", {"answer": "no", "seen": "0"})
    assert "林晓 最后修改" in owner.get(address).content.decode()


def test_two_answers_to_different_questions_both_stay(sign_in: SignIn) -> None:
    owner, editor = sign_in(OWNER), sign_in(EDITOR)
    address = begun(owner)
    owner.post(f"{address}facts/critical/", {"answer": "no", "seen": "0"})
    editor.post(f"{address}facts/venue/", {"answer": "US", "seen": "0"})
    facts = Draft.objects.get().facts
    assert facts == {"actor": {"ciio": "no"}, "listing": {"venue": "US"}}


def test_the_second_answer_to_one_question_is_told_who_was_faster(sign_in: SignIn) -> None:
    owner, editor = sign_in(OWNER), sign_in(EDITOR)
    address = begun(owner)
    owner.post(f"{address}facts/critical/", {"answer": "no", "seen": "0"})
    late = editor.post(f"{address}facts/critical/", {"answer": "yes", "seen": "0"})
    assert late.status_code == 409
    page = late.content.decode()
    assert "林晓" in page
    assert 'value="yes" id="first" checked' in page
    assert Draft.objects.get().facts["actor"]["ciio"] == "no"
    assert editor.post(f"{address}facts/critical/", {"answer": "yes", "seen": "1"}).status_code == 302
    assert Draft.objects.get().facts["actor"]["ciio"] == "yes"


def test_the_same_answer_twice_is_no_quarrel(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = begun(owner)
    for _ in range(2):
        assert owner.post(f"{address}facts/critical/", {"answer": "no", "seen": "0"}).status_code == 302


def test_the_second_judgement_keeps_what_was_typed_and_shows_the_first(sign_in: SignIn) -> None:
    owner, editor = sign_in(OWNER), sign_in(EDITOR)
    begun(owner)
    address = reverse("evidence:judge", args=[Draft.objects.get().pk, "F1"])
    owner.post(address, {"text": "风险可控", "seen": "0"})
    late = editor.post(address, {"text": "风险较高", "measures": "分区部署", "seen": "0"})
    assert late.status_code == 409
    words = late.content.decode()
    assert ">风险较高</textarea>" in words
    assert ">分区部署</textarea>" in words
    assert "风险可控" in words
    assert Judgement.objects.get().text == "风险可控"
    assert editor.post(address, {"text": "风险较高", "seen": "1"}).status_code == 302
    assert Judgement.objects.get().text == "风险较高"


@pytest.fixture
def old_draft(sign_in: SignIn) -> str:
    """A draft that was begun under the 2020 version; its address."""
    address = begun(sign_in(OWNER))
    Draft.objects.update(instrument="measures-2020", ground="procurement")
    return address


def test_a_draft_of_another_version_shows_the_difference_and_moves_over(
    sign_in: SignIn, old_draft: str
) -> None:
    owner = sign_in(OWNER)
    owner.post(f"{old_draft}papers/declaration/", {"file": paper()})
    owner.post(f"{old_draft}facts/critical/", {"answer": "yes", "seen": "0"})
    assert f"{old_draft}version/" in owner.get(old_draft).content.decode()
    page = owner.get(f"{old_draft}version/").content.decode()
    assert "F1 " in page
    assert "九十个工作日" in page
    assert "赴国外上市的申报义务" in page
    assert "目的和依据" not in page
    assert owner.post(f"{old_draft}version/", {"to": "measures-2022"})["Location"] == old_draft
    moved = Draft.objects.get()
    assert moved.instrument == "measures-2022"
    assert moved.facts == {"actor": {"ciio": "yes"}}
    assert moved.papers.count() == 1
    assert moved.checked_at is None
    assert owner.get(f"{old_draft}version/")["Location"] == old_draft


def test_a_version_that_is_not_in_force_is_not_moved_to(sign_in: SignIn, old_draft: str) -> None:
    assert sign_in(OWNER).post(f"{old_draft}version/", {"to": "measures-2020"}).status_code == 409
    assert sign_in(OTHER).get(f"{old_draft}version/").status_code == 404
    assert Draft.objects.get().instrument == "measures-2020"


def test_a_judgement_of_an_old_factor_stays_and_is_not_filed(sign_in: SignIn, old_draft: str) -> None:
    draft = Draft.objects.get()
    by = Membership.objects.get(person__email=OWNER)
    judge(draft, by=by, factor="P1", text="旧因素的判断")
    owner = sign_in(OWNER)
    assert "不随申报提交" in owner.get(f"{old_draft}version/").content.decode()
    owner.post(f"{old_draft}version/", {"to": "measures-2022"})
    assert draft.judgements.count() == 1
    assert evidence_papers(Draft.objects.get()) == []


def test_ones_own_second_window_is_no_colleague(sign_in: SignIn) -> None:
    owner, editor = sign_in(OWNER), sign_in(EDITOR)
    address = begun(owner)
    owner.post(f"{address}declaration/", {"party.contact": "林晓", "seen": "0"})
    own = owner.post(f"{address}declaration/", {"party.contact": "周敏", "seen": "0"}).content.decode()
    assert "您在另一个窗口先保存了" in own
    assert "同事" not in own.partition("<main")[2].partition("</main>")[0]
    theirs = editor.post(f"{address}declaration/", {"party.contact": "周敏", "seen": "0"}).content.decode()
    assert "同事先保存了" in theirs
    assert "林晓已经先保存" in theirs
