"""Policies by date: two people, a reason, a day, the log; what began before keeps the number of its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from shencha.errors import BadInput, NotAllowed
from shencha.law.measures.policies import POLICIES, Choice, value_on
from shencha.records import policies as kept
from shencha.records.acts import policies, reports
from shencha.records.clock import today
from shencha.records.log.views import rows_of_acts
from shencha.records.models import LoggedAct, PolicyChoice
from shencha.records.workdays import workdays
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, SECOND, YUNQI, Story

SignIn = Callable[[str], Client]


@pytest.fixture
def story(settled: None) -> Story:
    """Everyone who may act."""
    return Story(today())


def reported(key: str) -> reports.Report:
    """A report that arrives today."""
    report, _ = reports.submit(
        kind="party",
        about="云栖出行",
        text="未履行承诺",
        key=key,
        reporter=reports.Reporter("", ""),
        uploads=[],
    )
    return report


def test_the_last_choice_in_force_by_a_day_holds() -> None:
    chosen = [
        Choice("report_reply_days", 20, date(2027, 3, 1)),
        Choice("report_reply_days", 25, date(2027, 1, 1)),
        Choice("report_reply_days", 15, date(2027, 3, 1)),
        Choice("evidence_age_days", 90, date(2027, 1, 1)),
    ]
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1))
    assert [value_on("report_reply_days", day, chosen) for day in days] == [30, 25, 25, 15]
    assert value_on("evidence_age_days", date(2027, 6, 1), chosen) == 90
    assert POLICIES["report_reply_days"].said(20).zh.endswith("20 个工作日内答复。")


def test_two_people_a_reason_and_a_day_and_what_began_before_keeps_its_number(
    story: Story, sign_in: SignIn
) -> None:
    before = reported("before")
    assert before.due == workdays().nth(workdays().total(today()) + 30)
    officer, head = sign_in(OFFICER), sign_in(HEAD)
    sent = {"policy": "report_reply_days", "value": "20", "since": today().isoformat(), "why": "答复应当更快"}
    compared = officer.post("/work/policies/", sent).content.decode()
    assert before.number in compared
    assert not PolicyChoice.objects.exists(), "looking changes nothing"
    assert officer.post("/work/policies/", sent | {"step": "propose"}).status_code == 302
    (choice,) = PolicyChoice.objects.all()
    decide = f"/work/policies/{choice.pk}/decide/"
    assert kept.value_on("report_reply_days", today()) == 30
    assert officer.post(decide, {"act": "sign"}).status_code == 409
    assert head.post(decide, {"act": "sign"}).status_code == 302
    assert kept.value_on("report_reply_days", today()) == 20
    assert kept.value_on("report_reply_days", today() - timedelta(1)) == 30
    after = reported("after")
    assert after.due == workdays().nth(workdays().total(today()) + 20)
    before.refresh_from_db()
    assert before.due > after.due
    page = officer.get("/work/policies/").content.decode()
    assert "20 个工作日内答复" in page
    assert "答复应当更快" in page
    assert [one.name for one in LoggedAct.objects.filter(about=f"policy:{choice.pk}")] == [
        "policy_proposed",
        "policy_in_force",
    ]
    assert list(rows_of_acts()) == []
    PolicyChoice.objects.update(value=200)
    assert [one.zh for one in rows_of_acts()] == [f"policy:{choice.pk}：保存的内容与日志中的记载不一致"]
    assert sign_in(YUNQI).get("/work/policies/").status_code == 404


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"policy": "other"}, "没有名为 other 的口径"),
        ({"value": 0}, "请写 1 至 250"),
        ({"value": None}, "没有写数值"),
        ({"since": date(2020, 1, 1)}, "起始日期"),
        ({"since": None}, "起始日期"),
        ({"why": " "}, "理由"),
    ],
)
def test_what_is_wrong_with_a_choice_is_named(story: Story, change: dict[str, object], says: str) -> None:
    asked = {"policy": "report_reply_days", "value": 20, "since": today(), "why": "理由"} | change
    with pytest.raises(BadInput) as refused:
        policies.propose(**asked, by=story.held[OFFICER])  # type: ignore[arg-type]
    assert any(says in f"{one.wrong.zh}{one.right.zh}" for one in refused.value.faults)


def test_only_another_who_may_sign_decides_and_a_reason_sends_back(story: Story) -> None:
    choice = policies.propose("evidence_age_days", 180, today(), "证据更新快", by=story.held[SECOND])
    same = policies.propose("evidence_age_days", 180, today(), "证据更新快", by=story.held[SECOND])
    assert same.pk == choice.pk
    for who in (SECOND, CLERK, OFFICER):
        with pytest.raises(NotAllowed):
            policies.put_in_force(choice.pk, by=story.held[who])
    with pytest.raises(BadInput):
        policies.send_back(choice.pk, " ", by=story.held[HEAD])
    assert policies.send_back(choice.pk, "理由不足", by=story.held[HEAD]).state == "sent_back"
    assert kept.value_on("evidence_age_days", today()) == 365
    assert list(rows_of_acts()) == []
