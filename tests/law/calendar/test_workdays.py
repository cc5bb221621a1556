"""Working days: the published notices, and the day by whose end a period runs out."""

import itertools
import tomllib
from datetime import date, timedelta

import chinese_calendar
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places import SHARED

from shencha.law.calendar.columns import due_many
from shencha.law.calendar.notices import HolidayNotice, exceptions
from shencha.law.calendar.periods import Due, Waiting, due, period
from shencha.law.calendar.workdays import WORKED, Pause, counted, published
from shencha.text import Text, same

CALENDAR = published()
SHARED = SHARED / "law" / "calendar.toml"
WORKING_DAYS = {2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
ONE = timedelta(1)

days_of_the_calendar = st.dates(date(2020, 1, 1), date(2028, 12, 31))
lengths = st.integers(1, 120)


@st.composite
def paused_periods(draw):
    """A period, and pauses that touch it, overlap each other, lie before or after it."""
    start = draw(days_of_the_calendar)
    pauses = []
    for _ in range(draw(st.integers(0, 4))):
        begin = start + timedelta(draw(st.integers(-30, 150)))
        pauses.append(
            Pause(
                max(begin, date(2020, 1, 1)),
                max(begin, date(2020, 1, 1)) + timedelta(draw(st.integers(0, 40))),
            )
        )
    return start, draw(lengths), pauses


def walked(start, days, pauses):
    """The due day found by walking day by day, with nothing but `is_workday`."""
    day, left = start, days
    while left:
        day += ONE
        out = any(pause.start < day and (pause.end is None or day <= pause.end) for pause in pauses)
        left -= CALENDAR.is_workday(day) and not out
    return day


def every_day(first, last):
    return (first + timedelta(n) for n in range((last - first).days + 1))


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_the_calendar_agrees_with_chinesecalendar_on_every_day_it_knows(year):
    for day in every_day(date(year, 1, 1), date(year, 12, 31)):
        assert CALENDAR.is_workday(day) == chinese_calendar.is_workday(day), day


@pytest.mark.parametrize(("year", "days"), WORKING_DAYS.items())
def test_a_year_has_its_number_of_working_days(year, days):
    assert counted(date(year, 1, 1), date(year, 12, 31), CALENDAR) == days


@pytest.mark.parametrize("notice", CALENDAR.notices, ids=lambda notice: str(notice.year))
def test_a_notice_lists_exceptions_only_and_says_where_it_was_published(notice):
    assert notice.amends or all(day.weekday() < 5 for day in notice.off)
    assert all(day.weekday() >= 5 for day in notice.work)
    assert all(name.zh and name.en for name in [*notice.off.values(), *notice.work.values()])
    for publication in notice.publications:
        assert publication.number.startswith("国办发明电")
        assert publication.published.year in (notice.year - 1, notice.year)
        assert publication.url.split("/")[2] == "www.gov.cn"


@pytest.mark.skipif(not SHARED.exists(), reason="the project's law files are not beside this checkout")
def test_the_notices_together_are_those_of_the_law_files():
    for year in tomllib.loads(SHARED.read_text("utf-8"))["year"]:
        mine = [notice for notice in CALENDAR.notices if notice.year == year["year"]]
        found = exceptions(mine)
        assert {d["date"]: d["holiday"] for d in year["off"]} == {d: n.zh for d, n in found.off.items()}
        assert {d["date"]: d["holiday"] for d in year["work"]} == {d: n.zh for d, n in found.work.items()}
        assert [(n["number"], n["date"], n["url"]) for n in year["notices"]] == [
            (one.number, one.published, one.url) for notice in mine for one in notice.publications
        ]


def test_the_starting_day_is_not_counted_and_the_tenth_working_day_is_due():
    found = due(date(2026, 2, 9), 10, CALENDAR)
    assert (found.due, found.provisional, found.missing_notice) == (date(2026, 2, 28), False, None)
    assert [day.as_dict() for day in found.ledger][3:8] == [
        {"date": "2026-02-13", "counted": 4, "why": "workday"},
        {
            "date": "2026-02-14",
            "counted": 5,
            "why": "makeup_workday",
            "name": {"zh": "春节", "en": "Spring Festival"},
        },
        {"date": "2026-02-15", "counted": None, "why": "weekend"},
        {
            "date": "2026-02-16",
            "counted": None,
            "why": "holiday",
            "name": {"zh": "春节", "en": "Spring Festival"},
        },
        {
            "date": "2026-02-17",
            "counted": None,
            "why": "holiday",
            "name": {"zh": "春节", "en": "Spring Festival"},
        },
    ]


def test_a_pause_leaves_its_first_day_in_and_takes_its_last_day_out():
    start, pause = (
        date(2026, 3, 2),
        Pause(date(2026, 3, 4), date(2026, 3, 6), Text("等待补充材料", "supplements awaited")),
    )
    found = due(start, 5, CALENDAR, [pause])
    assert [(day.date.day, day.counted, day.why) for day in found.ledger] == [
        (3, 1, "workday"), (4, 2, "workday"), (5, None, "paused"), (6, None, "paused"),
        (7, None, "weekend"), (8, None, "weekend"), (9, 3, "workday"), (10, 4, "workday"), (11, 5, "workday"),
    ]  # fmt: skip
    assert {day.name for day in found.ledger if day.why == "paused"} == {pause.reason}


def test_overlapping_pauses_take_each_day_out_once():
    start = date(2026, 3, 2)
    apart = due(start, 10, CALENDAR, [Pause(date(2026, 3, 4), date(2026, 3, 13))])
    assert (
        due(
            start,
            10,
            CALENDAR,
            [Pause(date(2026, 3, 9), date(2026, 3, 13)), Pause(date(2026, 3, 4), date(2026, 3, 10))],
        ).due
        == apart.due
    )


def test_a_pause_after_the_last_day_changes_nothing():
    start = date(2026, 3, 2)
    assert due(start, 5, CALENDAR, [Pause(date(2026, 3, 9), None)]).due == date(2026, 3, 9)


def test_an_open_pause_leaves_a_period_without_a_last_day():
    start, pause = date(2026, 3, 2), Pause(date(2026, 3, 6), None)
    found = period(start, 5, CALENDAR, [pause])
    assert isinstance(found, Waiting)
    assert (found.since, found.counted) == (date(2026, 3, 6), 4)
    assert found.ledger[-1].date == found.since
    assert found.as_dict() | {"ledger": []} == {
        "from": "2026-03-02", "days": 5, "due": None, "paused_since": "2026-03-06", "counted": 4,
        "earliest": None, "latest": None, "certain": False, "provisional": False, "ledger": [],
    }  # fmt: skip
    with pytest.raises(ValueError, match="still open"):
        due(start, 5, CALENDAR, [pause])


def test_what_waits_runs_out_as_if_what_is_awaited_came_that_day():
    found = period(date(2026, 3, 2), 5, CALENDAR, [Pause(date(2026, 3, 6), None)])
    assert found.if_ended(date(2026, 3, 11)).due == date(2026, 3, 12)
    assert found.if_ended(date(2026, 3, 1)).due == date(2026, 3, 9)


def test_without_its_notice_a_year_has_the_days_of_the_regulation_off():
    found = due(date(2026, 12, 30), 5, CALENDAR)
    assert (found.due, found.provisional, found.missing_notice) == (date(2027, 1, 7), True, 2027)
    assert (found.earliest, found.latest, found.certain) == (date(2027, 1, 6), date(2027, 1, 11), False)
    off = {day.date.isoformat(): day.name.zh for day in found.ledger if day.why == "holiday"}
    assert off == {"2027-01-01": "元旦"}
    assert [day.provisional for day in found.ledger[:2]] == [False, True]


def test_a_notice_may_reach_into_the_december_before_it():
    early = due(date(2026, 11, 30), 10, CALENDAR)
    assert (early.due, early.certain, early.provisional) == (date(2026, 12, 14), True, False)
    late = due(date(2026, 11, 30), 15, CALENDAR)
    assert (late.earliest, late.due, late.latest) == (
        date(2026, 12, 19),
        date(2026, 12, 21),
        date(2026, 12, 21),
    )
    assert (late.provisional, late.missing_notice) == (True, 2027)


def test_ninety_working_days_from_the_end_of_november_2026():
    found = due(date(2026, 11, 30), 90, CALENDAR)
    assert (found.earliest, found.due, found.latest) == (
        date(2027, 4, 13),
        date(2027, 4, 13),
        date(2027, 4, 15),
    )
    assert found.as_dict()["model"]["zh"].startswith("放假通知公布前")


def test_years_without_tabled_lunar_days_have_no_range():
    found = due(date(2051, 1, 3), 5, CALENDAR)
    assert (found.earliest, found.latest, found.certain, found.provisional) == (None, None, False, True)


def test_a_new_notice_moves_the_due_day_and_makes_it_certain():
    off = same("off")
    notice = HolidayNotice(2027, (), {date(2027, 1, 1): off, date(2027, 1, 4): off}, {date(2027, 1, 9): off})
    before = due(date(2026, 12, 30), 2, CALENDAR)
    after = before.under(CALENDAR.with_notice(notice))
    assert (before.due, after.due) == (date(2027, 1, 4), date(2027, 1, 5))
    assert (after.provisional, after.certain) == (False, True)
    assert CALENDAR.covered_to == date(2026, 12, 31)


def test_a_later_notice_for_a_year_changes_the_days_that_it_names_and_no_others():
    name = same("春节")
    later = HolidayNotice(
        2026, (), {date(2026, 2, 24): name, date(2026, 2, 28): name}, {date(2026, 2, 20): name}
    )
    after = CALENDAR.with_notice(later)
    assert not after.is_workday(date(2026, 2, 24))
    assert not after.is_workday(date(2026, 2, 28))
    assert after.is_workday(date(2026, 2, 20))
    changed = {date(2026, 2, 20), date(2026, 2, 24), date(2026, 2, 28)}
    for day in every_day(date(2026, 1, 1), date(2026, 12, 31)):
        assert (after.is_workday(day) != CALENDAR.is_workday(day)) == (day in changed)


def test_a_year_between_two_notices_is_provisional():
    later = CALENDAR.with_notice(HolidayNotice(2028, (), {}, {}))
    assert later.covered_to == date(2026, 12, 31)
    assert due(date(2027, 12, 1), 40, later).missing_notice == 2027
    assert not due(date(2028, 2, 1), 40, later).provisional


@pytest.mark.parametrize(
    ("start", "days", "pauses"),
    [
        (date(2026, 3, 2), 0, []),
        (date(2019, 12, 31), 5, []),
        (date(2200, 12, 1), 60, []),
        (date(2026, 3, 2), 5, [Pause(date(2026, 3, 3), date(2201, 1, 1))]),
    ],
)
def test_what_cannot_be_counted_is_refused(start, days, pauses):
    with pytest.raises(ValueError):
        due(start, days, CALENDAR, pauses)
    spans = (
        tuple(
            np.array([[day] for day in ends], "M8[D]").reshape(1, -1)
            for ends in zip(*((p.start, p.end) for p in pauses), strict=True)
        )
        or None
    )
    with pytest.raises(ValueError, match="row 0"):
        due_many(np.array([start], "M8[D]"), np.array([days]), CALENDAR, spans)


def test_a_pause_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end"):
        Pause(date(2026, 3, 2), date(2026, 3, 1))


@given(paused_periods())
def test_the_table_agrees_with_walking_day_by_day(asked):
    start, days, pauses = asked
    found = due(start, days, CALENDAR, pauses)
    assert found.due == walked(start, days, pauses)
    assert found.provisional == (found.due > CALENDAR.covered_to or not found.certain)
    assert found.earliest <= found.due <= found.latest


@given(paused_periods())
def test_a_due_day_is_a_working_day_that_no_pause_takes_out_and_as_many_are_counted(asked):
    start, days, pauses = asked
    found = due(start, days, CALENDAR, pauses)
    assert CALENDAR.is_workday(found.due)
    assert not any(pause.start < found.due <= pause.end for pause in pauses)
    assert counted(start, found.due, CALENDAR, pauses) == days
    assert counted(start, found.due - ONE, CALENDAR, pauses) == days - 1


@given(paused_periods())
def test_the_ledger_numbers_every_counted_day_and_says_why_of_every_other(asked):
    start, days, pauses = asked
    found = due(start, days, CALENDAR, pauses)
    assert [day.date for day in found.ledger] == list(every_day(start + ONE, found.due))
    assert [day.counted for day in found.ledger if day.counted] == list(range(1, days + 1))
    for day in found.ledger:
        paused = any(pause.start < day.date <= pause.end for pause in pauses)
        assert (
            (day.why in WORKED) == (CALENDAR.is_workday(day.date) and not paused) == (day.counted is not None)
        )
        assert (day.why == "paused") == (CALENDAR.is_workday(day.date) and paused)


@given(paused_periods(), days_of_the_calendar)
def test_an_open_pause_holds_up_what_is_not_yet_due(asked, since):
    start, days, pauses = asked
    found = period(start, days, CALENDAR, [*pauses, Pause(since, None)])
    if isinstance(found, Due):
        assert found.due == walked(start, days, [*pauses, Pause(since, None)])
    else:
        assert walked(start, days, pauses) > since
        assert found.counted == counted(start, since, CALENDAR, pauses) < days
        assert found.if_ended(since).due == walked(start, days, pauses)


@given(st.lists(paused_periods(), min_size=1, max_size=20), st.booleans())
def test_a_column_of_periods_agrees_with_each_alone(asked, open_too):
    rows = [
        (start, days, [*pauses, *([Pause(start + timedelta(20), None)] * open_too)])
        for start, days, pauses in asked
    ]
    width = max(len(pauses) for _, _, pauses in rows)
    begins, ends = (
        np.array([[*(getattr(p, end) for p in pauses), *itertools.repeat(None, width - len(pauses))] for _, _, pauses in rows], "M8[D]").reshape(len(rows), width)
        for end in ("start", "end")
    )  # fmt: skip
    found = due_many(
        np.array([start for start, _, _ in rows], "M8[D]"),
        np.array([days for _, days, _ in rows]),
        CALENDAR,
        (begins, ends),
    )
    alone = [period(start, days, CALENDAR, pauses) for start, days, pauses in rows]
    assert found.tolist() == [one.due if isinstance(one, Due) else None for one in alone]


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="one row for each period"):
        due_many(np.array(["2026-03-02"], "M8[D]"), np.array([5, 6]), CALENDAR)
