"""A notice in hand: every wrong kind is refused by name, weekends are taken in quietly, a later one amends."""

from datetime import date, timedelta

import pytest
from tests.notices import written
from tests.places import BAD_INPUT

from shencha import inputs
from shencha.errors import BadInput
from shencha.inputs import Document
from shencha.law.calendar.awaited_notice import changes, read_notice
from shencha.law.calendar.extraordinary import extraordinary
from shencha.law.calendar.periods import due
from shencha.law.calendar.workdays import published

CALENDAR = published()
ONE = timedelta(1)
FAULTS = {
    "amendment_takes_a_day_made_good": [("off", "国庆节逢周末或其他节日，工作日只放 2 天")],
    "amendment_works_a_festival": [("work.0.days.0", "2026-10-01 是国庆节")],
    "day_named_twice": [("off.7.days.0", "2027-10-01 写了两次")],
    "day_of_an_earlier_month": [("off.7.days.0", "2026-11-30 不在 2027 年")],
    "day_of_another_year": [("off.7.days.0", "2028-01-03 不在 2027 年")],
    "day_that_does_not_exist": [("off.7.days.0", "2027-02-30 不是日期")],
    "day_without_zeros": [("off.7.days.0", "2027-1-4 不是日期")],
    "festival_lacking": [("off", "缺少国庆节：2027年10月1日")],
    "festival_worked": [("work.0.days.0", "2027-10-02 是国庆节")],
    "group_without_a_name": [("off.7", "没有名称或者日子")],
    "is_a_list": [("year", "年份为 None")],
    "is_a_picture": [("line 1", "第 1 个字节不是 UTF-8 文本")],
    "is_a_sentence": [("year", "年份为 None")],
    "is_empty": [("year", "年份为 None")],
    "no_day_off": [("off", "没有放假的日子")],
    "name_is_empty": [("off.7.name", "节日名称是空的、太长，或者有看不见的字符")],
    "name_turns_the_line": [("off.7.name", "节日名称是空的、太长，或者有看不见的字符")],
    "no_mapping": [("year", "年份为 None")],
    "notices_is_a_word": [("notices", "不是列表")],
    "nothing_made_good": [("off", "劳动节逢周末或其他节日，工作日只放 1 天")],
    "off_is_a_word": [("off", "不是列表")],
    "too_many_days_off": [("off", "放假的平日有 57 天")],
    "two_festivals_lacking": [("off", "缺少清明节：2027年4月5日"), ("off", "缺少中秋节：2027年9月15日")],
    "unknown_field": [("rest", "没有名为 rest 的字段")],
    "weekday_worked": [("work.0.days.0", "2027-01-06 是平日，本来就上班")],
    "year_before_the_calendar": [("year", "年份为 1999")],
    "year_is_a_word": [("year", "年份为 'soon'")],
}


@pytest.mark.parametrize("path", sorted((BAD_INPUT / "notice").iterdir()), ids=lambda path: path.stem)
def test_a_notice_of_a_wrong_kind_is_refused_by_name(path):
    with pytest.raises(BadInput) as refused:
        read_notice(inputs.read(path), CALENDAR)
    found = [(fault.where.partition(" (")[0], fault.wrong.zh) for fault in refused.value.faults]
    assert found == FAULTS[path.stem]
    assert all(fault.wrong.en and fault.right.zh and fault.right.en for fault in refused.value.faults)


def of(data):
    return read_notice(Document("notice", data), CALENDAR)


def test_saturdays_and_sundays_among_the_days_off_are_taken_in_quietly():
    spring = [date(2027, 2, 5) + n * ONE for n in range(8)]
    work = [date(2027, 1, 31), date(2027, 2, 14)]
    with_weekends = of(written(2027, off=spring, work=work))
    without = of(written(2027, off=[day for day in spring if day.weekday() < 5], work=work))
    assert with_weekends == without
    assert all(day.weekday() < 5 for day in with_weekends.off)


def test_a_notice_may_take_days_of_the_december_before():
    notice = of(written(2027, off=[date(2026, 12, 31)], work=[date(2026, 12, 26)]))
    after = CALENDAR.with_notice(notice)
    assert not after.is_workday(date(2026, 12, 31))
    assert after.is_workday(date(2026, 12, 26))
    asked = (date(2026, 12, 14), 14)
    before = due(*asked, CALENDAR)
    assert before.earliest <= due(*asked, after).due <= before.latest


def test_a_later_notice_of_a_year_changes_the_days_it_names_and_says_which():
    whole = CALENDAR.with_notice(of(written(2027, off=[date(2027, 2, 11)], work=[date(2027, 2, 14)])))
    later = read_notice(
        Document("n", {"year": 2027, "off": [{"name": {"zh": "春节", "en": "S"}, "days": ["2027-02-12", "2027-02-14"]}],
                       "work": [{"name": {"zh": "春节", "en": "S"}, "days": ["2027-02-11"]}]}), whole
    )  # fmt: skip
    assert later.amends
    assert [(one.day, one.worked) for one in changes(later, whole)] == [
        (date(2027, 2, 11), True),
        (date(2027, 2, 12), False),
        (date(2027, 2, 14), False),
    ]
    after = whole.with_notice(later)
    assert not after.is_workday(date(2027, 10, 1)), "what it does not name stays"


def test_a_first_notice_says_what_it_changes_of_the_days_by_the_regulation_alone():
    found = changes(of(written(2027, off=[date(2027, 1, 4)], work=[date(2027, 1, 9)])), CALENDAR)
    assert [(one.day, one.worked) for one in found] == [(date(2027, 1, 4), False), (date(2027, 1, 9), True)]


@pytest.mark.parametrize(
    "path", sorted((BAD_INPUT.parents[1] / "src/shencha/law/calendar/notices").glob("20??.yaml"))
)
def test_each_notice_that_is_shipped_would_be_taken_in(path):
    year = int(path.stem)
    others = [one for one in CALENDAR.notices if one.year != year]
    hidden = type(CALENDAR)(others, 2020)
    notice = read_notice(inputs.read(path), hidden)
    mine = next(one for one in CALENDAR.notices if one.year == year and not one.amends)
    assert (dict(notice.off), dict(notice.work)) == (dict(mine.off), dict(mine.work))
    assert not extraordinary(hidden.with_notice(notice), date(year, 1, 1), date(year, 12, 31))


def test_an_extraordinary_notice_is_told_as_one():
    extra = CALENDAR.with_notice(of(written(2027, off=[date(2027, 9, 3)], work=[date(2027, 9, 5)])))
    (told,) = extraordinary(extra, date(2027, 8, 30), date(2027, 9, 6))
    assert told.zh == "2027年有特别通知：2027年9月3日起放假，不属于任何法定节日。"
    assert not extraordinary(extra, date(2027, 3, 1), date(2027, 3, 31))
    (longer,) = due(date(2020, 1, 20), 10, CALENDAR).extraordinary
    assert "连休超过常规天数" in longer.zh
    assert not due(date(2020, 3, 2), 10, CALENDAR).extraordinary


def test_worked_days_that_match_no_day_off_are_told_too():
    odd = CALENDAR.with_notice(of(written(2027, work=[date(2027, 3, 6)])))
    (told,) = extraordinary(odd, date(2027, 1, 1), date(2027, 12, 31))
    assert "不等" in told.zh
