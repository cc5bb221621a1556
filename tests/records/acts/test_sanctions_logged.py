"""Sanctions and reported changes on both engines: every step in the log, rows that are what the log makes, papers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.instances import PEOPLED, instance

from shencha.documents.formats import FORMS
from shencha.errors import BadInput, NotAllowed
from shencha.ledger.receipt import check, read
from shencha.records import log
from shencha.records.acts import registers, sanctions
from shencha.records.acts.remaking import make_rows_anew
from shencha.records.clock import now, today
from shencha.records.log import auditing
from shencha.records.models import CaseFile, LoggedAct, Person, ReportedChange, SanctionDraft
from shencha.records.reads import sanctions as standing
from shencha.server.sample import instance as sample

OFFICER, SECOND, HEAD = sample.OFFICER, sample.SECOND, sample.HEAD
FACTS = {
    "actor": {"name": "示例电力公司", "ciio": "yes", "state_organ": "no"},
    "acts": [
        {
            "conduct": ["uses_unreviewed_product"],
            "from": "2026-01-05",
            "until": "2026-02-10",
            "purchase_amount": 2_000_000,
            "may_affect_national_security": "yes",
        }
    ],
    "procedure": {"opened_on": "2026-09-01"},
}


def drafted(house: Any, **more: Any) -> int:
    given = {"title": "甲", "proposed": "乙", "fine": 3_000_000, "key": house.key()} | more
    return sanctions.draft(FACTS, today(), by=house.held(OFFICER), **given).pk


def acts(house: Any, number: int, who: str, name: str, **given: Any) -> SanctionDraft:
    return sanctions.act(number, name, given, by=house.held(who), key=house.key())


def decided(house: Any) -> int:
    number = drafted(house)
    acts(house, number, SECOND, "sanction_countersigned")
    acts(house, number, OFFICER, "rights_notified", on=today())
    acts(house, number, OFFICER, "defence_heard", on=today(), words="已停止使用；已复核")
    acts(house, number, OFFICER, "hearing_waived", on=today())
    acts(house, number, OFFICER, "decision_drafted", words="罚款", fine=2_500_000)
    acts(house, number, HEAD, "decision_signed")
    return number


def test_a_sanction_goes_its_way_and_the_log_holds_each_step(house: Any) -> None:
    number = decided(house)
    row = acts(house, number, OFFICER, "decision_served", on=today())
    assert row.state == "served"
    assert row.due is None
    said = standing.acts_of(number)
    assert [one.name for one in said][-1] == "decision_served"
    for one in said:
        proved = check(read(log.receipt(one)), log.verifier())
        assert proved.size == one.log_index + 1
    assert auditing.audit_everything().faults == ()


def test_its_next_day_is_that_of_the_decision_and_then_of_service(house: Any) -> None:
    number = drafted(house)
    assert SanctionDraft.objects.get().due == (today().replace(month=9, day=1) + timedelta(90))
    assert SanctionDraft.objects.get(pk=number).due is not None
    served = decided(house)
    due = SanctionDraft.objects.get(pk=served).due
    assert due is not None
    assert due > today()


def test_each_paper_is_there_once_its_step_was_taken_in_both_languages_and_forms(house: Any) -> None:
    number = drafted(house)
    row = SanctionDraft.objects.get(pk=number)
    for kind in ("rights", "decision", "none"):
        with pytest.raises(Exception, match="no such paper"):
            standing.paper_of(row, kind)
    row = SanctionDraft.objects.get(pk=decided(house))
    rights, decision = (standing.paper_of(row, kind) for kind in ("rights", "decision"))
    told = "".join(rights.said("zh"))
    assert "可以要求听证" in told
    assert "3,000,000 元" in told
    assert "第四十四条" in told
    told = "".join(decision.said("zh"))
    for words in ("罚款 2,500,000 元", "书面放弃听证", "申请行政复议", "每日按罚款数额的百分之三"):
        assert words in told, words
    assert "under the Administrative Penalty Law" in "".join(decision.said("en"))
    assert decision.log is not None
    for form in FORMS.values():
        assert len(form.write(decision, "zh")) > 1000
        assert len(form.write(rights, "en")) > 1000


def test_a_retry_is_one_act_and_a_faulty_one_changes_nothing(house: Any) -> None:
    number = drafted(house)
    for _ in range(2):
        sanctions.act(number, "sanction_countersigned", {}, by=house.held(SECOND), key="once")
    assert LoggedAct.objects.count() == PEOPLED + 2
    with pytest.raises(BadInput):
        acts(house, number, OFFICER, "rights_notified", on="soon")
    with pytest.raises(NotAllowed):
        acts(house, number, SECOND, "sanction_countersigned")
    acts(house, number, OFFICER, "rights_notified", on=today())
    for wrong in ({"words": ""}, {"words": "w", "fine": 10**11}, {"words": "w", "outcome": "other"}):
        with pytest.raises(BadInput):
            acts(house, number, OFFICER, "decision_drafted", **wrong)
    with pytest.raises(NotAllowed):
        acts(house, number, OFFICER, "decision_drafted", words="w", fine=3_000_000)
    assert LoggedAct.objects.count() == PEOPLED + 3


def test_what_was_said_cannot_be_changed_through_the_models(house: Any) -> None:
    drafted(house)
    one = LoggedAct.objects.get(name="sanction_drafted")
    for attempt in (one.save, one.delete, LoggedAct.objects.all().delete):
        with pytest.raises(NotAllowed):
            attempt()
    with pytest.raises(NotAllowed):
        LoggedAct.objects.update(role="x")


def test_a_reported_change_is_an_entry_with_its_receipt(house: Any) -> None:
    sample._ended(house.story)
    case = CaseFile.objects.get(title="变电站安全网关采购")
    made = registers.report_change(
        case,
        {"actor": {"platform_operator": "yes", "users_with_personal_information": 1_200_000},
         "listing": {"planned": "yes", "venue": "US"}},
        "用户增长",
        today(),
        key="change",
        by=house.held("owner@beifang.example"),
    )  # fmt: skip
    assert made.act is not None
    assert check(read(log.receipt(made.act)), log.verifier()).size == made.act.log_index + 1
    assert [one["ground"] for one in made.newly] == ["foreign_listing"]


def test_rows_of_before_the_log_enter_it_when_the_tables_are_brought_up_to_date(
    tmp_path: Path, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "old"):
        with connection.cursor() as cursor:  # as before the log held who may do what
            cursor.execute("DELETE FROM records_loggedact")
            cursor.execute("DELETE FROM records_loghead")
        (tmp_path / "old" / "log.signed").unlink()
        sample._ended(sample.Story(today()))
        call_command("migrate", "records", "0014", verbosity=0)
        apps = MigrationExecutor(connection).loader.project_state([("records", "0014_reminders")]).apps
        people = {one.email: one.pk for one in Person.objects.all()}
        answer = {"total": {"unit": {}}, "acts": [], "hearing": None}
        for at, state in enumerate(("drafted", "sent_back", "countersigned")):
            done = state != "drafted"
            apps.get_model("records", "SanctionDraft").objects.create(
                key=f"old-{at}", title="旧", on=today(), facts=FACTS, answer=answer, proposed="p", fine=5,
                state=state, drafted_by_id=people[OFFICER], drafted_role="case_officer", drafted_at=now(),
                decided_by_id=people[SECOND] if done else None, decided_role="second_officer" if done else "",
                decided_at=now() if done else None, reason="r" if state == "sent_back" else "",
            )  # fmt: skip
        apps.get_model("records", "ReportedChange").objects.create(
            case_id=CaseFile.objects.values_list("pk", flat=True)[0], key="old", facts={}, said="s",
            outcome="need_not_file", answer={"grounds": []}, on=today(), by_id=people["owner@beifang.example"], at=now(),
        )  # fmt: skip
        call_command("migrate", "records", verbosity=0)
        assert ReportedChange.objects.get().act is not None
        names = ("sanction_drafted", "sanction_countersigned", "sanction_sent_back", "change_reported")
        assert LoggedAct.objects.filter(name__in=names).count() == 6
        make_rows_anew()  # as every start does after it
        assert auditing.audit_everything().faults == ()
