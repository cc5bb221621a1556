"""Rehearsal: a party's days and what is likely asked; the office's load, and a changed number on stored cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.records.acts import drafts, registers
from shencha.records.clock import today
from shencha.records.models import Draft
from shencha.records.reads.asked_for import IN_WORDS, asked_for
from shencha.server.sample import instance as sample
from shencha.studies.rehearsal import Plan, rehearse
from shencha.web.templatetags.say import day_in

SignIn = Callable[[str], Client]


def test_the_page_gives_the_days_of_the_command(sign_in: SignIn) -> None:
    page = sign_in(sample.YUNQI).get(
        "/party/rehearsal/?on=2026-03-02&ground=foreign_listing&rounds=1&reply=10"
    )
    assert page.status_code == 200
    found = rehearse(Plan("foreign_listing", date(2026, 3, 2), (0, 1), (1, 10)), published())
    text = page.content.decode()
    for step in found.steps:
        assert day_in(step.latest, "zh") in text, step.step


def test_a_draft_shows_what_it_still_lacks_and_anothers_is_not_there(sign_in: SignIn) -> None:
    story = sample.Story(today())
    draft = drafts.begin(by=story.held[sample.YUNQI], party_key="yunqi", ground="procurement", title="采购")
    address = f"/party/rehearsal/?on=2026-03-02&draft={draft.pk}"
    assert "这份草稿还缺" in sign_in(sample.YUNQI).get(address).content.decode()
    assert sign_in(sample.HAINA).get(address).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    ["on=x", "on=2021-03-02&ground=foreign_listing", "on=2026-03-02&rounds=99", "on=2026-03-02&ground=x"],
)
def test_a_fault_of_the_form_is_named(sign_in: SignIn, wrong: str) -> None:
    page = sign_in(sample.YUNQI).get(f"/party/rehearsal/?{wrong}")
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()


def _asked(story: sample.Story, count: int, item: str) -> None:
    for _ in range(count):
        number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
        story.does(number, sample.CLERK, 9, e.SupplementRequested, (item,))


def test_what_was_asked_before_is_told_only_where_many_were_asked(settled: None) -> None:
    story = sample.Story(today())
    _asked(story, 6, "analysis_report")
    _asked(story, 2, "请说明数据出境路径")
    for _ in range(7):
        story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
    found = asked_for("foreign_listing", today())
    told = dict(found.items)
    assert set(told) == {"analysis_report", IN_WORDS}
    assert told[IN_WORDS] is None
    assert told["analysis_report"] is None  # with the number of all, six would give back the two
    assert (found.filed, found.asked) == (15, 8)


def test_the_words_of_a_request_are_on_no_other_partys_page(sign_in: SignIn) -> None:
    story = sample.Story(today())
    _asked(story, 6, "请说明数据出境路径")
    page = sign_in(sample.YUNQI).get("/party/rehearsal/?on=2026-03-02&ground=foreign_listing")
    assert "请说明数据出境路径" not in page.content.decode()
    assert "用文字提出的其他要求" in page.content.decode()


def test_the_office_sees_its_load_as_a_picture_and_a_table(sign_in: SignIn) -> None:
    page = sign_in(sample.OFFICER).post("/work/load/", {"weeks": "8", "runs": "3"})
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("<svg") == 2
    assert text.count("<rect") > 8 * 13
    assert text.count('<th scope="row">') == 2 * 8 + 13


def test_another_line_of_users_falls_on_the_cases_and_on_the_register(sign_in: SignIn, settled: None) -> None:
    story = sample.Story(today())
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
    facts = {
        "actor": {"platform_operator": "yes", "users_with_personal_information": 1_500_000, "ciio": "no"},
        "listing": {"planned": "yes", "venue": "US"},
        "procurement": {"planned": "no"},
        "data_processing": {"may_affect_national_security": "no"},
    }
    assert Draft.objects.filter(case__number=number).update(facts=facts) == 1
    head = "name,actor.platform_operator,actor.users_with_personal_information,listing.planned,listing.venue,"
    head += "actor.ciio,procurement.planned,data_processing.may_affect_national_security\n"
    rows = "a,yes,1500000,yes,US,no,no,no\nb,yes,3000000,yes,US,no,no,no\n"
    officer = sign_in(sample.OFFICER)
    address = "/work/change/?figure=users&value="
    assert "没有您可以查阅的登记表" in officer.get(f"{address}2000000").content.decode()
    registers.take_in([(head + rows).encode()], "r.csv", today(), key="r", by=story.held[sample.OFFICER])
    moved = officer.get(f"{address}2000000").content.decode()
    assert number in moved
    assert moved.count("<strong>无需申报</strong>") == 2
    assert "r.csv" in moved
    same = officer.get(f"{address}1000000").content.decode()
    assert "<strong>" not in same
    assert number not in same
    assert officer.get(f"{address}many").status_code == 422
    assert officer.get(f"{address}{10**12}").status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"weeks": "0"}, {"runs": "500"}, {"officers": "0"}, {"reply.0": "20"}, {"share.review": "许多"}]
)
def test_a_fault_of_the_model_is_named(sign_in: SignIn, wrong: dict[str, str]) -> None:
    given = {"weeks": "8", "runs": "3"} | wrong
    page = sign_in(sample.OFFICER).post("/work/load/", given)
    assert page.status_code == 422
    assert all(f'value="{typed}"' in page.content.decode() for typed in wrong.values())


def test_a_changed_number_falls_on_the_stored_cases(sign_in: SignIn) -> None:
    story = sample.Story(today())
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
    story.accepted(number, 8)
    officer = sign_in(sample.OFFICER)
    late = officer.get("/work/change/?figure=intake_days&value=3").content.decode()
    assert number in late
    assert "tag late" in late
    assert "tag late" not in officer.get("/work/change/?figure=intake_days&value=15").content.decode()
    assert officer.get("/work/change/?figure=secrets&value=3").status_code == 422
    assert officer.get("/work/change/?figure=intake_days&value=0").status_code == 422
    assert sign_in(sample.HAINA).get("/work/change/").status_code == 404
