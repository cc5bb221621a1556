"""`shencha clock`: the contract's JSON, a page for a person, and every bad argument named."""

import json
import shlex
from functools import partial

import pytest
from tests.places import BAD_INPUT

BAD = BAD_INPUT / "clock"
FAULTS = {
    "day_before_the_calendar.args": ["--from"],
    "day_in_words.args": ["--from"],
    "day_that_is_none.args": ["--from"],
    "day_too_late.args": ["--from"],
    "days_in_fullwidth_digits.args": ["--days"],
    "days_in_words.args": ["--days"],
    "days_negative.args": ["--days"],
    "days_none.args": ["--days"],
    "days_too_many.args": ["--days"],
    "pause_of_one_day.args": ["--pause"],
    "pause_upside_down.args": ["--pause"],
    "pause_without_start.args": ["--pause"],
    "several_faults.args": ["--from", "--days", "--pause", "--pause", "--pause"],
}


@pytest.fixture
def shencha(shencha):
    """Runs this command."""
    return partial(shencha, "clock")


def test_the_answer_is_the_contracts(shencha):
    code, out, err = shencha("--from", "2026-02-09", "--days", "10", "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found | {"ledger": None} == {
        "from": "2026-02-09", "days": 10, "due": "2026-02-28", "earliest": "2026-02-28", "latest": "2026-02-28",
        "certain": True, "provisional": False, "ledger": None,
    }  # fmt: skip
    ledger = {day["date"]: (day["counted"], day["why"]) for day in found["ledger"]}
    assert len(ledger) == 19
    assert ledger["2026-02-10"] == (1, "workday")
    assert ledger["2026-02-14"] == (5, "makeup_workday")
    assert ledger["2026-02-16"] == (None, "holiday")
    assert ledger["2026-02-28"] == (10, "makeup_workday")


def test_pauses_are_taken_out_once_and_named(shencha):
    asked = ("--from", "2026-03-02", "--days", "5", "--json")
    once = json.loads(shencha(*asked, "--pause", "2026-03-04..2026-03-13")[1])
    twice = json.loads(
        shencha(*asked, "--pause", "2026-03-09..2026-03-13", "--pause", "2026-03-04..2026-03-10")[1]
    )
    assert once == twice
    assert once["due"] == "2026-03-18"
    assert [day["date"] for day in once["ledger"] if day["why"] == "paused"][::6] == [
        "2026-03-05",
        "2026-03-13",
    ]


def test_an_open_pause_leaves_no_due_day(shencha):
    found = json.loads(shencha("--from", "2026-03-02", "--days", "5", "--pause", "2026-03-04..", "--json")[1])
    assert (found["due"], found["paused_since"], found["counted"]) == (None, "2026-03-04", 2)


def test_a_day_past_the_last_notice_is_provisional_and_the_missing_notice_named(shencha):
    asked = ("--from", "2026-12-21", "--days", "15")
    found = json.loads(shencha(*asked, "--json")[1])
    assert (found["due"], found["provisional"], found["missing_notice"]) == ("2027-01-12", True, 2027)
    assert (found["earliest"], found["latest"], found["certain"]) == ("2027-01-12", "2027-01-14", False)
    assert next(day["date"] for day in found["ledger"] if day.get("provisional")) == "2027-01-01"
    said = shencha(*asked, "--lang", "zh")[1]
    assert "不早于2027年1月12日，至迟1月14日；2027年的放假通知发布后确定" in said
    assert found["model"]["zh"] in said


def test_a_person_reads_the_day_the_sum_and_the_months(shencha):
    asked = ("--from", "2026-02-25", "--days", "45", "--pause", "2026-03-10..2026-03-31")
    zh, en = (shencha(*asked, "--lang", lang)[1] for lang in ("zh", "en"))
    assert zh.startswith(
        "自2026年2月25日起的第 45 个工作日：2026年5月22日（星期五），至当日结束（北京时间）。\n"
        "共 86 个自然日：45 个计入，15 个暂停，22 个周末，4 个节假日。\n"
    )
    assert en.startswith(
        "Working day 45 after 25 February 2026 is Friday, 22 May 2026, to its end in Asia/Shanghai.\n"
    )
    assert "  18 41     19 42     20 43     21 44     22 45<\n" in zh
    assert "2026-05-01..2026-05-05  劳动节" in zh
    assert "2026-05-01..2026-05-05  Labour Day" in en
    assert "\x1b" not in zh + en


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_argument_is_refused_with_every_fault_named(path, shencha):
    words = shlex.split(path.read_text("utf-8"))
    for lang in ("zh", "en"):
        code, out, err = shencha(*words, "--lang", lang, "--json")
        assert (code, out) == (2, "")
        lines = [line.removeprefix("shencha clock: ").partition(": ") for line in err.splitlines()]
        assert [where for where, _, _ in lines] == FAULTS[path.name]
        assert all(wrong and right for wrong, _, right in (said.partition("; ") for _, _, said in lines))
