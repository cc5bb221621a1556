"""The interview: it asks what can still matter, keeps what was typed, and keeps nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from shencha.records.models import Draft
from shencha.web.interview import following, screened
from shencha.web.questions import BY_SLUG, QUESTIONS

ON = date(2026, 3, 2)
START = "/must-we-file/"


def answer(client: Client, slug: str, **typed: object) -> str:
    """Answer one question; the address that comes next."""
    response = client.post(f"{START}{slug}/", typed)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def listing_of(client: Client, users: str) -> str:
    """A platform lists in New York with so many users; what the answer page says."""
    for slug, said in [
        ("secrets", "no"),
        ("critical", "no"),
        ("listing", "yes"),
        ("venue", "US"),
        ("platform", "yes"),
    ]:
        answer(client, slug, answer=said)
    if answer(client, "users", answer="number", number=users).endswith("listing-step/"):
        answer(client, "listing-step", answer="first")
    answer(client, "submission", answer="none")
    answer(client, "data-risk", answer="no")
    return client.get(f"{START}answer/").content.decode()


def test_a_million_users_and_one_must_file(reader: Client) -> None:
    page = listing_of(reader, "1000001")
    assert "贵单位必须申报网络安全审查" in page
    assert "第七条" in page


def test_a_million_users_need_not_file_and_one_more_would_change_it(reader: Client) -> None:
    page = listing_of(reader, "100万")
    assert "无需申报" in page
    assert "目前还差 1 名" in page
    assert "仍可依职权启动审查" in page


def test_state_secrets_end_the_interview_and_nothing_is_analysed(reader: Client) -> None:
    assert answer(reader, "secrets", answer="yes") == f"{START}answer/"
    page = reader.get(f"{START}answer/").content.decode()
    assert "不在此处分析" in page
    assert "/party/drafts/new/" not in page


def test_what_cannot_matter_any_more_is_not_asked() -> None:
    answers = {"involves_state_secrets": "no", "actor.ciio": "no"}
    asked = []
    while (question := following(answers, ON)) is not None:
        asked.append(question.slug)
        answers[question.fact] = "no"
    assert asked == ["listing", "data-risk"]


def asked_with(answers: dict[str, object], replies: dict[str, object]) -> list[str]:
    """The questions that follow when these are the replies."""
    asked = []
    while (question := following(answers, ON)) is not None:
        asked.append(question.slug)
        answers[question.fact] = replies.get(question.fact, "no")
    return asked


LISTS = {
    "listing.planned": "yes",
    "listing.venue": "US",
    "actor.platform_operator": "yes",
    "actor.users_with_personal_information": 5_000_000,
    "listing.listed_there_since": "2021-06-10",
    "listing.application_submitted_on": None,
}


def test_the_kind_of_listing_is_asked_only_where_all_else_holds_and_the_day_only_of_a_later_step() -> None:
    known = {"involves_state_secrets": "no", "actor.ciio": "no", "procurement.planned": "no"}
    few = asked_with(dict(known), LISTS | {"actor.users_with_personal_information": 5})
    assert few == ["listing", "venue", "platform", "users", "data-risk"]
    first = asked_with(dict(known), LISTS | {"listing.kind": "first"})
    assert first == ["listing", "venue", "platform", "users", "listing-step", "submission", "data-risk"]
    later = asked_with(dict(known), LISTS | {"listing.kind": "same_market_later"})
    assert later[4:] == ["listing-step", "listed-since", "submission", "data-risk"]


def test_whether_one_is_a_handler_is_asked_only_where_the_processing_may_matter() -> None:
    known = {
        "involves_state_secrets": "no",
        "actor.ciio": "no",
        "procurement.planned": "no",
        "listing.planned": "no",
    }
    risk = {"data_processing.may_affect_national_security": "yes"}
    assert asked_with(dict(known), {}) == ["data-risk"]
    assert asked_with(dict(known), risk | {"actor.data_handler": "yes"}) == ["data-risk", "handler"]
    assert asked_with(dict(known), risk) == ["data-risk", "handler", "platform"]
    assert asked_with(known | {"actor.platform_operator": "yes"}, risk) == ["data-risk"]


def test_no_duty_is_told_as_such_while_only_the_review_is_open(reader: Client) -> None:
    for slug, said in [("secrets", "no"), ("critical", "no"), ("listing", "yes"), ("venue", "HK")]:
        answer(reader, slug, answer=said)
    page = reader.get(f"{START}answer/").content.decode()
    assert "贵单位没有申报义务；数据处理活动是否属于审查范围，尚不能确定。" in page
    assert "没有申报义务，不等于不受审查" in page


def test_the_interview_ends_when_everything_is_unknown() -> None:
    answers: dict[str, object] = {}
    for _ in range(len(QUESTIONS) + 1):
        question = following(answers, ON)
        if question is None:
            break
        answers[question.fact] = None if question.slug in ("submission", "listed-since") else "unknown"
    assert following(answers, ON) is None
    assert screened(answers, ON).outcome == "undetermined"


def test_every_fact_that_can_be_missing_has_a_question() -> None:
    everything = {"involves_state_secrets": "no"}
    assert set(screened(everything, ON).missing) <= {question.fact for question in QUESTIONS}


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_no_answer_is_refused_beside_the_question(reader: Client, slug: str) -> None:
    response = reader.post(f"{START}{slug}/", {})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_an_error_keeps_what_was_typed(reader: Client) -> None:
    response = reader.post(f"{START}users/", {"answer": "range", "at_least": "90万", "at_most": "许多"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="90万"' in page
    assert 'value="许多"' in page
    assert "“许多”不是整数" in page


def test_a_changed_cookie_counts_as_no_answers(reader: Client) -> None:
    answer(reader, "secrets", answer="no")
    reader.cookies["answers"] = reader.cookies["answers"].value + "x"
    assert "已回答" not in reader.get(START).content.decode()


def test_nothing_of_an_interview_is_kept(reader: Client) -> None:
    listing_of(reader, "1200000")
    assert not Draft.objects.exists()


def test_beginning_again_forgets_every_answer(reader: Client) -> None:
    answer(reader, "secrets", answer="no")
    reader.post(f"{START}again/")
    assert reader.get(f"{START}answer/").status_code == 302
