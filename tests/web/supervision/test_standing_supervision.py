"""Standing supervision: the register screened whole again, and changes that a party reports."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shencha.records.clock import today
from shencha.records.models import CaseFile, PartyRegister, ReportedChange
from shencha.registers.moved_rows import rescreen_register
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
HEAD = "name,actor.platform_operator,actor.users_with_personal_information,listing.planned,listing.venue\n"
SMALL = HEAD + "甲,yes,900000,yes,US\n乙,no,5,no,\n"
GROWN = HEAD + "甲,yes,1200000,yes,US\n乙,no,5,no,\n丙,yes,3000000,yes,US\n"
BEIFANG = "owner@beifang.example"


def sent(text: str, name: str = "parties.csv", **more: str) -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, text.encode()), "on": "2026-06-01", **more}


def test_who_newly_falls_under_a_duty_is_named_with_the_reason(sign_in: SignIn, tmp_path: Path) -> None:
    officer = sign_in(sample.OFFICER)
    assert officer.post("/register/", sent(SMALL)).status_code == 302
    assert officer.post("/register/", sent(GROWN, column="name")).status_code == 302
    last = PartyRegister.objects.first()
    assert last is not None
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(SMALL)
    new.write_text(GROWN)
    day = date(2026, 6, 1)
    done = rescreen_register(str(new), str(tmp_path / "o.csv"), day, before=day, old=str(old), key="name")
    assert last.answer["newly"] == done.as_dict()["newly"]
    assert [one["key"] for one in last.answer["newly"]] == ["甲", "丙"]
    page = officer.get("/register/").content.decode()
    assert last.answer["newly"][0]["text"]["zh"] in page.replace("&quot;", '"')
    download = officer.get(f"/register/{last.pk}/answered/")
    answered = b"".join(download.streaming_content)
    assert answered.removeprefix(codecs.BOM_UTF8) == (tmp_path / "o.csv").read_bytes()


def test_the_latest_register_is_asked_as_of_another_day_of_the_law(sign_in: SignIn) -> None:
    officer = sign_in(sample.OFFICER)
    big = HEAD + "甲,yes,1200000,yes,US\n"
    assert officer.post("/register/", sent(big) | {"on": "2022-02-01"}).status_code == 302
    assert officer.post("/register/", {"on": "2022-03-01"}).status_code == 302
    last = PartyRegister.objects.first()
    assert last is not None
    assert last.answer["newly_total"] == 1
    assert last.answer["newly"][0]["article"] == "7"
    assert last.answer["newly"][0]["facts_changed"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"on": "2026-06-01"},
        sent("name,no.such.fact\na,b\n"),
        sent(SMALL, name="parties.txt"),
        sent(SMALL.replace("900000", "many")),
        sent(SMALL) | {"on": "soon"},
        sent("\x00"),
    ],
)
def test_a_faulty_register_is_refused_and_no_path_is_shown(sign_in: SignIn, given: dict[str, object]) -> None:
    page = sign_in(sample.OFFICER).post("/register/", given)
    assert page.status_code == 422
    assert "/tmp" not in page.content.decode()
    assert not PartyRegister.objects.exists()


def test_a_column_is_needed_to_compare_two_registers(sign_in: SignIn) -> None:
    officer = sign_in(sample.OFFICER)
    assert officer.post("/register/", sent(SMALL)).status_code == 302
    assert officer.post("/register/", sent(GROWN)).status_code == 422


def test_a_column_that_tells_parties_apart_is_looked_at_from_the_first_register_on(sign_in: SignIn) -> None:
    officer = sign_in(sample.OFFICER)
    twice = SimpleUploadedFile("甲.csv", "name,actor.ciio\n甲,yes\n甲,no\n".encode())
    page = officer.post("/register/", {"file": twice, "column": "name"})
    assert page.status_code == 422
    assert "甲.csv 第 2 行，name 列：甲 出现了不止一次" in page.content.decode()
    assert not PartyRegister.objects.exists()


def test_a_register_can_be_compared_with_none_before_it(sign_in: SignIn) -> None:
    officer = sign_in(sample.OFFICER)
    for key, name, more in (("1", "一.csv", {}), ("2", "二.csv", {"afresh": "yes"})):
        file = SimpleUploadedFile(name, b"name,actor.ciio\na,yes\n")
        assert officer.post("/register/", {"file": file, "key": key, **more}).status_code == 302
    last = PartyRegister.objects.first()
    assert last is not None
    assert last.name == "二.csv"
    assert last.earlier is None
    file = SimpleUploadedFile("三.csv", b"name,actor.ciio\na,yes\n")
    page = officer.post("/register/", {"file": file}).content.decode()
    assert page.count("没有写明以哪一列辨认当事人") == 1
    assert "--key" not in page


def test_a_cell_that_is_wrong_is_named_by_its_row_and_column(sign_in: SignIn) -> None:
    file = SimpleUploadedFile("表.csv", b"name,actor.ciio\na,yes\nb,maybe\n")
    page = sign_in(sample.OFFICER).post("/register/", {"file": file}).content.decode()
    assert "表.csv 第 2 行，actor.ciio 列：" in page


def test_only_officers_hand_in_and_supervision_reads(sign_in: SignIn) -> None:
    assert sign_in("supervisor@supervision.example").get("/register/").status_code == 200
    assert sign_in("supervisor@supervision.example").post("/register/", sent(SMALL)).status_code == 409
    assert sign_in(sample.YUNQI).get("/register/").status_code == 404


@pytest.fixture
def concluded(settled: None) -> str:
    sample._ended(sample.Story(today()))
    return CaseFile.objects.get(title="变电站安全网关采购").number


def test_a_reported_change_is_screened_at_once_and_both_sides_read_it(
    sign_in: SignIn, concluded: str
) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{concluded}/changes/"
    given = {
        "users": "120万",
        "venue": "us",
        "listing.planned": "yes",
        "actor.platform_operator": "yes",
        "ownership": "控股股东变更为某基金",
        "key": "change-1",
    }
    for _ in range(2):
        assert party.post(address, given).status_code == 302
    made = ReportedChange.objects.get()
    assert made.outcome == "must_file"
    assert made.facts["actor"]["users_with_personal_information"] == 1_200_000
    for email in (BEIFANG, sample.OFFICER, "supervisor@supervision.example"):
        page = sign_in(email).get(address).content.decode()
        assert "控股股东变更为某基金" in page
        assert "第七条" in page or made.answer["grounds"][0]["ground"] in str(made.answer)
    assert sign_in("liaison@ndrc.example").get(address).status_code == 404
    assert sign_in(sample.YUNQI).get(address).status_code == 404


def test_what_was_reported_before_still_counts(sign_in: SignIn, concluded: str) -> None:
    party, address = sign_in(BEIFANG), f"/cases/{concluded}/changes/"
    party.post(address, {"users": "1200000", "actor.platform_operator": "yes", "key": "a"})
    party.post(address, {"venue": "US", "listing.planned": "yes", "key": "b"})
    first, second = ReportedChange.objects.order_by("id")
    assert "foreign_listing" not in _grounds(first)
    assert "foreign_listing" in _grounds(second)


def _grounds(change: ReportedChange) -> list[str]:
    return [one["ground"] for one in change.answer["grounds"] if one["holds"] == "yes"]


@pytest.mark.parametrize("given", [{}, {"users": "many"}, {"venue": "??", "listing.planned": "yes"}])
def test_a_faulty_report_is_named_and_not_kept(
    sign_in: SignIn, concluded: str, given: dict[str, str]
) -> None:
    assert sign_in(BEIFANG).post(f"/cases/{concluded}/changes/", given).status_code == 422
    assert not ReportedChange.objects.exists()


def test_it_is_told_while_the_review_runs_too_but_not_by_the_office_nor_once_withdrawn(
    sign_in: SignIn, concluded: str
) -> None:
    assert sign_in(sample.OFFICER).post(f"/cases/{concluded}/changes/", {"users": "1"}).status_code == 409
    story = sample.Story(today(), told=500)
    number = story.files(sample.HAINA, "haina", "foreign_listing", "赴国外上市", 10)
    assert (
        sign_in(sample.HAINA).post(f"/cases/{number}/changes/", {"users": "1", "key": "r"}).status_code == 302
    )
    gone = CaseFile.objects.get(title="海纳互动赴伦敦上市").number
    assert sign_in(sample.HAINA).post(f"/cases/{gone}/changes/", {"users": "1"}).status_code == 409
    assert ReportedChange.objects.count() == 1
