"""The strip of days: every square says why, and the sum says the same."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shencha.law.calendar.notices import HolidayNotice
from shencha.law.calendar.periods import due, period
from shencha.law.calendar.strip import Kind, strip, strip_of_calendar_days, sum_of
from shencha.law.calendar.workdays import Pause, published
from shencha.text import LANGS, Text, same

CALENDAR = published()
WAITING = Text("等待补充材料", "supplements awaited")
PAUSE = Pause(date(2026, 3, 10), date(2026, 3, 31), WAITING)
PRELIMINARY = due(date(2026, 2, 25), 45, CALENDAR, [PAUSE])


def square(drawn, month, day):
    return next(one for one in drawn.squares if (one.day.month, one.day.day) == (month, day))


def test_the_sum_is_said_in_a_sentence():
    assert strip(PRELIMINARY).sum == Text(
        "共 86 个自然日：45 个计入，15 个暂停，22 个周末，4 个节假日。",
        "86 calendar days: 45 counted, 15 paused, 22 at weekends, 4 holidays.",
    )


def test_one_day_is_said_in_the_singular():
    assert sum_of(due(date(2026, 3, 2), 1, CALENDAR).ledger).en == "1 calendar day: 1 counted."


def test_what_does_not_occur_is_left_out_of_the_sum():
    assert sum_of(due(date(2026, 3, 2), 3, CALENDAR).ledger).zh == "共 3 个自然日：3 个计入。"


def test_each_kind_of_day_says_its_reason():
    drawn = strip(PRELIMINARY)
    said = {
        (2, 25): (Kind.START, "起算当日，不计入", "starting day, not counted"),
        (2, 26): (Kind.COUNTED, "第 1 个工作日", "working day 1"),
        (2, 28): (Kind.MAKEUP, "调休上班（春节），第 3 个工作日", "make-up workday (Spring Festival), working day 3"),
        (3, 1): (Kind.WEEKEND, "周末，不计入", "weekend, not counted"),
        (3, 11): (Kind.PAUSED, "暂停：等待补充材料，不计入", "paused: supplements awaited, not counted"),
        (4, 6): (Kind.HOLIDAY, "清明节，不计入", "Qingming Festival, not counted"),
        (5, 22): (Kind.COUNTED, "第 45 个工作日，截止日", "working day 45, the last day"),
    }  # fmt: skip
    for day, (kind, zh, en) in said.items():
        found = square(drawn, *day)
        assert (found.kind, found.reason) == (kind, Text(zh, en))
    assert [one.day for one in drawn.squares if one.last] == [drawn.last] == [date(2026, 5, 22)]


def test_months_are_rows_of_weeks_from_monday():
    march = strip(PRELIMINARY).months[1]
    assert march.name == Text("2026年3月", "March 2026")
    assert [len(week) for week in march.weeks] == [7] * 6
    assert [one and one.day.day for one in march.weeks[0]] == [None] * 6 + [1]
    assert [one and one.day.day for one in march.weeks[-1]] == [30, 31] + [None] * 5


def test_what_stands_out_is_told_as_runs_that_reach_over_weekends():
    runs = [(run.first.isoformat(), run.last.isoformat(), run.text.zh) for run in strip(PRELIMINARY).runs]
    assert runs == [
        ("2026-02-28", "2026-02-28", "调休上班（春节）"),
        ("2026-03-11", "2026-03-31", "暂停：等待补充材料"),
        ("2026-04-06", "2026-04-06", "清明节"),
        ("2026-05-01", "2026-05-05", "劳动节"),
        ("2026-05-09", "2026-05-09", "调休上班（劳动节）"),
    ]


def test_a_provisional_strip_says_between_which_days_it_ends():
    drawn = strip(due(date(2026, 11, 30), 90, CALENDAR))
    assert drawn.notes == (
        Text(
            "暂定：不早于2027年4月13日，至迟4月15日；2027年的放假通知发布后确定。",
            "Provisional: not before 13 April, at the latest 15 April 2027; certain when the notice for 2027 is out.",
        ),
    )
    assert square(drawn, 4, 12).reason == Text("第 89 个工作日（暂定）", "working day 89 (provisional)")
    assert not square(drawn, 12, 31).provisional
    after = [one for one in drawn.squares if one.kind is Kind.AFTER]
    assert [one.day.day for one in after] == [14, 15]
    assert all(one.possible and one.number is None for one in [square(drawn, 4, 14), square(drawn, 4, 15)])


def test_a_range_of_one_day_is_that_day_whatever_the_notice():
    found = due(date(2027, 7, 1), 5, CALENDAR)
    assert found.certain
    assert "无论如何调休均为该日" in strip(found).notes[0].zh
    assert not any(one.possible for one in strip(found).squares)


def test_a_period_of_calendar_days_counts_every_day():
    drawn = strip_of_calendar_days(same("rule"), date(2026, 2, 27), date(2026, 3, 2))
    assert [one.number for one in drawn.squares] == [None, 1, 2, 3]
    assert drawn.sum == Text("共 3 个自然日，全部计入。", "3 calendar days, all of them counted.")
    assert [one.day for one in drawn.squares if one.last] == [drawn.last] == [date(2026, 3, 2)]


def test_a_period_held_up_has_no_last_day_and_says_what_is_left():
    drawn = strip(
        period(date(2026, 3, 2), 30, CALENDAR, [Pause(date(2026, 3, 6), None, WAITING)]),
        until=date(2026, 3, 11),
    )
    assert drawn.last is None
    assert not any(one.last for one in drawn.squares)
    assert [one.kind for one in drawn.squares[-3:]] == [Kind.PAUSED] * 3
    assert drawn.notes == (
        Text(
            "自2026年3月6日起暂停，暂停结束前没有截止日；已计入 4 个工作日，还剩 26 个。",
            "Paused since 6 March 2026: there is no last day until the pause ends. Working days counted: 4; left: 26.",
        ),
    )


def test_a_new_notice_shows_the_old_and_the_new_last_day():
    before = due(date(2026, 12, 30), 2, CALENDAR)
    notice = HolidayNotice(2027, (), {date(2027, 1, 1): same("元旦"), date(2027, 1, 4): same("元旦")}, {})
    drawn = strip(before.under(CALENDAR.with_notice(notice)), was=before.due)
    assert drawn.notes[-1] == Text(
        "放假通知公布后，截止日由2027年1月4日变为2027年1月5日。",
        "With the holiday notice the last day moves from 4 January 2027 to 5 January 2027.",
    )
    assert square(drawn, 1, 4).reason == Text(
        "元旦，不计入；通知公布前的截止日", "元旦, not counted; the last day before the notice"
    )


def test_an_old_last_day_after_the_new_one_is_still_shown():
    before = due(date(2026, 12, 30), 3, CALENDAR)
    notice = HolidayNotice(2027, (), {date(2027, 1, 1): same("元旦")}, {date(2027, 1, 2): same("元旦")})
    drawn = strip(before.under(CALENDAR.with_notice(notice)), was=before.due)
    assert (drawn.last, drawn.squares[-1].day) == (date(2027, 1, 4), date(2027, 1, 5))
    assert (drawn.squares[-1].kind, drawn.squares[-1].was) == (Kind.AFTER, True)


@given(
    st.dates(date(2020, 1, 1), date(2027, 6, 30)),
    st.integers(1, 90),
    st.integers(-10, 60),
    st.integers(0, 40),
)
def test_a_strip_shows_each_day_once_with_a_reason_in_both_languages(start, days, after, length):
    begin = max(start + timedelta(after), CALENDAR.covered_from)
    found = due(start, days, CALENDAR, [Pause(begin, begin + timedelta(length), WAITING)])
    drawn = strip(found)
    shown = [one for one in drawn.squares if one.kind is not Kind.AFTER]
    assert [one.day for one in shown] == [start, *(day.date for day in found.ledger)]
    assert [one.number for one in shown[1:]] == [day.counted for day in found.ledger]
    assert drawn.squares[-1].day == max(found.due, found.latest)
    assert sum(len([one for one in week if one]) for month in drawn.months for week in month.weeks) == len(
        drawn.squares
    )
    assert all(one.reason.said(lang) for one in drawn.squares for lang in LANGS)
    assert all(run.first <= run.last for run in drawn.runs)
