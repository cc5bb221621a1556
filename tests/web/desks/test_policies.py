"""Policies by date: two people, a reason, a day, the log; what began before keeps the number of its day."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from shencha.cli.main import main
from shencha.errors import BadInput, NotAllowed
from shencha.law.measures.policies import POLICIES, Choice, value_on
from shencha.records import policies as kept
from shencha.records.acts import policies, reports
from shencha.records.acts.record import folded
from shencha.records.acts.reminders import remind_before
from shencha.records.clock import today
from shencha.records.log.views import rows_of_acts, views
from shencha.records.models import CaseFile, LoggedAct, Person, PolicyChoice, SpentCode, Todo
from shencha.records.workdays import workdays
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, HEAD, OFFICER, SECOND, YUNQI, Story
from shencha.server.sample.page import code as current_code

SignIn = Callable[[str], Client]
FILES = ("haina", "foreign_listing", "海纳赴境外上市")


def in_force(story: Story, policy: str, value: str, since: date | None = None) -> PolicyChoice:
    """A choice that one put forward and another put in force, today."""
    made = policies.propose(policy, value, since or today(), "办理口径", by=story.held[OFFICER])
    return policies.put_in_force(made.pk, by=story.held[HEAD])


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `shencha` in this process; gives exit code, standard output and standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["shencha", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


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
    PolicyChoice.objects.update(value="200")
    assert [one.zh for one in rows_of_acts()] == [f"policy:{choice.pk}：保存的内容与日志中的记载不一致"]
    assert sign_in(YUNQI).get("/work/policies/").status_code == 404


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"policy": "other"}, "没有名为 other 的口径"),
        ({"value": "0"}, "请写 1 至 250"),
        ({"value": ""}, "没有写所选的值"),
        ({"policy": "withdrawal"}, "open_states, before_proposal"),
        ({"policy": "outage"}, "首日..末日"),
        ({"since": date(2020, 1, 1)}, "起始日期"),
        ({"since": None}, "起始日期"),
        ({"why": " "}, "理由"),
    ],
)
def test_what_is_wrong_with_a_choice_is_named(story: Story, change: dict[str, object], says: str) -> None:
    asked = {"policy": "report_reply_days", "value": "20", "since": today(), "why": "理由"} | change
    with pytest.raises(BadInput) as refused:
        policies.propose(**asked, by=story.held[OFFICER])  # type: ignore[arg-type]
    assert any(says in f"{one.wrong.zh}{one.right.zh}" for one in refused.value.faults)


def test_only_another_who_may_sign_decides_and_a_reason_sends_back(story: Story) -> None:
    choice = policies.propose("evidence_age_days", "180", today(), "证据更新快", by=story.held[SECOND])
    same = policies.propose("evidence_age_days", "180", today(), "证据更新快", by=story.held[SECOND])
    assert same.pk == choice.pk
    for who in (SECOND, CLERK, OFFICER):
        with pytest.raises(NotAllowed):
            policies.put_in_force(choice.pk, by=story.held[who])
    with pytest.raises(BadInput):
        policies.send_back(choice.pk, " ", by=story.held[HEAD])
    assert policies.send_back(choice.pk, "理由不足", by=story.held[HEAD]).state == "sent_back"
    assert kept.value_on("evidence_age_days", today()) == 365
    assert list(rows_of_acts()) == []


def test_a_case_of_before_keeps_its_policy_and_one_of_after_has_the_new_one(
    story: Story, sign_in: SignIn
) -> None:
    """By page: the effect on open cases first, then two people; words, acts and to-dos follow the case's day."""
    old = story.consulted(
        story.files("signatory@haina.example", *FILES, 70), 20, "not_affecting", ("cac", "ndrc")
    )
    story.answers(old, 10, "cac", "agree")
    officer, head = sign_in(OFFICER), sign_in(HEAD)
    sent = {
        "policy": "silence_in_consultation",
        "value": "agreement",
        "since": today().isoformat(),
        "why": "逾期未复的单位多",
    }
    compared = officer.post("/work/policies/", sent).content.decode()
    assert old in compared
    assert "还可以办理：通知审查结论" in compared
    assert "您可以查阅的 1 件在办案件中，1 件会有不同" in compared
    assert not PolicyChoice.objects.exists(), "looking changes nothing"
    assert officer.post("/work/policies/", sent | {"step": "propose"}).status_code == 302
    (choice,) = PolicyChoice.objects.all()
    assert head.post(f"/work/policies/{choice.pk}/decide/", {"act": "sign"}).status_code == 302
    page = officer.get(f"/cases/{old}/").content.decode()
    assert "沉默既不算同意也不算不同意" in page
    assert "视为同意" not in page
    new = story.files("signatory@haina.example", "haina", "foreign_listing", "海纳第二次赴境外上市", 0)
    chosen = {one.number: one.holds("silence_in_consultation") for one in folded(CaseFile.objects.all())}
    assert chosen == {old: "waits", new: "agreement"}
    public = sign_in(YUNQI).get("/law/open-points/").content.decode()
    assert "视为同意" in public
    assert list(rows_of_acts()) == []
    assert list(views()) == []


def test_what_is_owed_in_cases_of_that_day_is_made_anew(story: Story) -> None:
    number = story.files("signatory@haina.example", *FILES, 0)
    first = Todo.objects.get(case__number=number, act="materials_accepted").due
    in_force(story, "papers_check_days", "2")
    due = Todo.objects.get(case__number=number, act="materials_accepted").due
    calendar = workdays()
    assert (first, due) == (
        calendar.nth(calendar.total(today()) + 10),
        calendar.nth(calendar.total(today()) + 2),
    )
    assert list(views()) == []


def test_an_outage_announced_later_moves_the_receipt_and_what_is_owed(story: Story) -> None:
    number = story.files("signatory@haina.example", *FILES, 0)
    in_force(story, "outage_effect", "first_day")
    first = story.ago(2)
    in_force(story, "outage", f"{first}..{today()}")
    (case,) = folded(CaseFile.objects.all())
    assert case.papers.received == first
    calendar = workdays()
    due = Todo.objects.get(case__number=number, act="materials_accepted").due
    assert due == calendar.nth(calendar.total(first) + 10)
    assert list(views()) == []


def test_the_first_reminder_follows_the_office_and_the_settings_without_it(
    story: Story, settings: object
) -> None:
    settings.REMIND_BEFORE = (7, 2)  # type: ignore[attr-defined]
    assert remind_before(today()) == (7, 2)
    in_force(story, "first_reminder_days", "4")
    assert remind_before(today()) == (4, 2)
    assert remind_before(today() - timedelta(1)) == (7, 2)


def by(who: str) -> tuple[str, ...]:
    """Named and confirmed; the code of this half minute is good for each act of the test."""
    SpentCode.objects.all().delete()
    return "--by", who, "--code", current_code()


def test_the_command_lists_puts_forward_with_the_effect_and_decides(story: Story, command: Run) -> None:
    old = story.consulted(story.files("signatory@haina.example", *FILES, 70), 20, "not_affecting", ("cac",))
    code, out, _ = command("admin", "policy", "--json")
    held = {one["policy"]: one["value"] for one in json.loads(out)["policies"]}
    assert (code, held["withdrawal"], held["report_reply_days"]) == (0, "open_states", 30)
    for who in (OFFICER, HEAD):
        Authenticator.objects.filter(user__email=who).delete()
        TOTP.activate(Person.objects.get(email=who), sample.TOTP_SECRET)
    asked = [
        "admin",
        "policy",
        "withdrawal",
        "--value",
        "before_proposal",
        "--since",
        today(),
        "--why",
        "稳定",
    ]
    assert command(*asked, "--by", OFFICER)[0] == 2
    assert command(*asked, "--by", OFFICER, "--code", "000000")[0] == 2, "nobody acts in another's name"
    assert not PolicyChoice.objects.exists()
    code, out, err = command(*asked, *by(OFFICER), "--json")
    assert err == ""
    told = json.loads(out)
    assert code == 0
    assert told["effect"]["cases"][0] == {
        "case": old,
        "clocks": [],
        "todos": [],
        "may_next": {"more": [], "fewer": ["withdrawn"]},
        "evidence": {"marked": [], "unmarked": []},
        "reminders": [],
    }
    assert command("admin", "policy", "--sign", told["choice"], *by(OFFICER))[0] != 0
    assert kept.value_on("withdrawal", today()) == "open_states"
    code, out, _ = command("admin", "policy", "--sign", told["choice"], *by(HEAD), "--json")
    assert (code, json.loads(out)["state"]) == (0, "in_force")
    assert kept.value_on("withdrawal", today()) == "before_proposal"
    code, _, err = command("admin", "policy", "withdrawal", "--value", "never", *by(OFFICER), "--lang", "zh")
    assert (code, "open_states, before_proposal" in err) == (2, True)
    assert command("admin", "policy", "withdrawal", "--by", OFFICER)[0] == 2
    assert command("admin", "policy", *asked[2:], "--lang", "zh")[0] == 2
