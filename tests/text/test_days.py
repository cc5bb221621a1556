"""One reader of typed days, and days, lists and counts as each language says them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shencha.text import Text, same
from shencha.text.counts import agreeing, counted, counted_in_both, working_days
from shencha.text.days import day_of, no_day, said_day, said_range, short_day, weekday
from shencha.text.lists import SEMICOLON, listed


@given(st.dates(date(1000, 1, 1)))
def test_a_day_written_in_full_is_read(day):
    assert day_of(day.isoformat()) == day_of(day) == day


@pytest.mark.parametrize(
    "written",
    ["2026-2-3", "20260203", "2026-W05-1", "2026-02-30", " 2026-02-03", "2026-02-03 ", "2026/02/03", "２０２６-02-03",
     "", "x", None, 20260203, datetime(2026, 2, 3, tzinfo=UTC), ["2026-02-03"]],
)  # fmt: skip
def test_anything_else_is_no_day(written):
    assert day_of(written) is None


def test_what_is_no_day_is_shown_and_cut():
    assert no_day("2026-2-3") == Text("2026-2-3 不是日期", "'2026-2-3' is not a day")
    assert len(no_day("x" * 1_000).zh) < 60


def test_days_are_said_in_both_languages():
    day = date(2027, 4, 13)
    assert said_day(day) == Text("2027年4月13日", "13 April 2027")
    assert short_day(day, date(2027, 1, 1)) == Text("4月13日", "13 Apr")
    assert short_day(day, date(2026, 1, 1)) == Text("2027年4月13日", "13 Apr 2027")
    assert weekday(day) == Text("星期二", "Tuesday")
    assert said_range(day, date(2027, 4, 20)) == Text(
        "不早于2027年4月13日，至迟4月20日", "not before 13 April, at the latest 20 April 2027"
    )
    assert said_range(date(2026, 12, 31), day).zh == "不早于2026年12月31日，至迟2027年4月13日"


def test_names_stand_in_a_row_as_each_language_joins_them():
    assert listed([same("A"), "B", Text("丙", "C")]) == Text("A、B、丙", "A, B, C")
    assert listed(["A", "B"], SEMICOLON) == Text("A；B", "A; B")
    assert listed([]) == same("")


def test_english_counts_agree_with_their_noun():
    assert [counted(n, "service") for n in (0, 1, 1_200)] == ["0 services", "1 service", "1,200 services"]
    assert counted(2, "party", "parties") == "2 parties"
    assert counted_in_both(1, "day") == Text("1", "1 day")
    assert (working_days(1), working_days(15)) == ("1 working day", "15 working days")
    assert agreeing(2, "stops", "stop") == "stop"


def test_a_sentence_begins_with_a_capital():
    assert Text("期限", "a clock").begun == Text("期限", "A clock")
    assert same("").begun == same("")
