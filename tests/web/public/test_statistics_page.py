"""The public statistics: the same numbers as the fold of every case, small ones withheld on the page and in files."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from shencha.law.calendar.workdays import published
from shencha.procedure.names import IN_SHORT
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.records.reads import figures
from shencha.records.reads.annual import report_of
from shencha.server.sample import instance as sample
from shencha.studies.statistics import STANDINGS, figures_of, publish, tally

SignIn = Callable[[str], Client]


@pytest.fixture
def told(settled: None) -> None:
    sample.tell(today())


def _folded(year: int) -> object:
    cases = (fold(one, one.events.order_by("sequence")) for one in CaseFile.objects.all())
    of_year = [case for case in cases if case.opened and case.opened.year == year]
    return tally(figures_of(case, today(), published()) for case in of_year)


def test_the_database_adds_up_what_the_folds_do(told: None) -> None:
    assert figures.catch_up(published()) == CaseFile.objects.count()
    assert figures.catch_up(published()) == 0
    for year in figures.years():
        ours, theirs = figures.tally(year, today()), _folded(year)
        for name in ("standings", "marks", "statuses", "used", "waited"):
            assert +getattr(ours, name) == +getattr(theirs, name), name
        assert sum(ours.standings.values()) > 0


def test_a_case_that_moved_is_folded_again(told: None) -> None:
    figures.catch_up(published())
    case = CaseFile.objects.filter(state="filed").first()
    assert case is not None
    case.figure.made_of = "0 old"
    case.figure.standing = "withdrawn"
    case.figure.save()
    assert figures.catch_up(published()) == 1
    case.refresh_from_db()
    assert case.figure.standing == "filed"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_small_number_is_on_the_page_or_in_the_files(told: None, reader: Client, language: str) -> None:
    year = figures.years()[0]
    reader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = reader.get("/statistics/")
    assert page.status_code == 200
    written = reader.get("/statistics/statistics.csv").content
    assert written.startswith(b"\xef\xbb\xbf")
    heads, *lines = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert heads[0] == ("表" if language == "zh-hans" else "Table")
    sheet = reader.get("/statistics/statistics.xlsx")
    assert sheet.content.startswith(b"PK")
    answer = json.loads(reader.get("/statistics/statistics.json").content)
    counted = [line for line in lines if line[0] in ("按事由和状态", "by ground and standing") and line[3]]
    assert counted
    assert {int(line[3]) for line in counted}.isdisjoint(range(1, 5))
    assert any(line[4] and not line[3] for line in lines)
    assert answer == publish(figures.tally(year, today()), today()).as_dict()
    shown = [cell for row in answer["standings"]["cells"] for cell in row]
    assert len(shown) == len(IN_SHORT) * len(STANDINGS)
    text = re.sub(r"<(script|svg).*?</\1>", "", page.content.decode(), flags=re.S).partition("<main")[2]
    assert "<td>·" not in text
    assert "<dd>·" not in text
    assert ("小于 5 的数" if language == "zh-hans" else "Numbers below 5") in text


def test_the_offices_own_people_see_their_numbers_whole_and_nobody_else(
    told: None, sign_in: SignIn, reader: Client
) -> None:
    year = figures.years()[0]
    whole = figures.whole(year, today())
    assert not whole.published.withheld
    page = sign_in("head@office.example").get("/statistics/").content.decode()
    assert "完整数字" in page
    assert f"撤回 {whole.published['all/withdrawn']} 件" in re.sub(r"已撤回|申报已撤回", "撤回", page)
    for browser in (reader, sign_in("owner@yunqi.example"), sign_in("auditor@audit.example")):
        assert "完整数字" not in browser.get("/statistics/").content.decode()
    public = sign_in("head@office.example").get("/statistics/?public=1").content.decode()
    assert "这是公众看到的数字" in public


def test_no_median_stands_where_its_count_is_withheld(told: None) -> None:
    for step in figures.statistics(figures.years()[0], today()).as_dict()["steps"]:
        if step["all"] is None:
            assert step["median_days_used"] is None
            assert step["median_days_waited"] is None


def test_what_was_told_today_is_told_again_today(told: None, reader: Client) -> None:
    before = reader.get("/statistics/statistics.json").content
    CaseFile.objects.filter(state="filed").update(sequence=99)
    assert reader.get("/statistics/statistics.json").content == before
    caches["here"].clear()


@pytest.mark.parametrize(
    ("copy", "form", "begins"), [("zh", "pdf", b"%PDF"), ("en", "pdf", b"%PDF"), ("zh", "docx", b"PK")]
)
def test_the_annual_report_has_the_same_numbers(
    told: None, sign_in: SignIn, copy: str, form: str, begins: bytes
) -> None:
    year, head = figures.years()[0], sign_in("head@office.example")
    assert f"{year}-{copy}.{form}" in head.get("/work/annual/").content.decode()
    made = head.get(f"/work/annual/{year}-{copy}.{form}")
    assert made.status_code == 200
    assert made.content.startswith(begins)
    words = " ".join(report_of(Membership.objects.get(person__email="head@office.example"), year).said("en"))
    assert "withheld" in words
    digits = {int(n) for n in re.findall(r": (\d+)[;.]", words)}
    assert digits.isdisjoint(range(1, 5))
    assert head.get(f"/work/annual/1999-{copy}.{form}").status_code == 404


def test_without_a_case_the_page_says_so(reader: Client) -> None:
    page = reader.get("/statistics/")
    assert page.status_code == 200
    assert "还没有案件" in page.content.decode()
    assert reader.get("/statistics/?year=1999").status_code == 404
