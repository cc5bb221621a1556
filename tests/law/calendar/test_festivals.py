"""The days that the holiday regulation takes off, and the table of lunar days behind them."""

import math
from datetime import UTC, date, datetime, timedelta

import holidays
import pytest

from shencha.law.calendar.festivals import blocks, days_off, festivals, lunar_years, regulation
from shencha.law.calendar.notices import exceptions, shipped

NAMES = {"spring": "春节", "dragon_boat": "端午节", "mid_autumn": "中秋节"}
OTHERS = holidays.country_holidays("CN", years=range(2014, 2051), language="zh_CN")


def sun(at):
    """The sun's apparent longitude in degrees (Meeus, chapter 25, low accuracy: good to 0.01°, a quarter of an hour)."""
    century = (at - datetime(2000, 1, 1, 12, tzinfo=UTC)) / timedelta(36525)
    mean = 280.46646 + 36000.76983 * century
    anomaly = math.radians(357.52911 + 35999.05029 * century)
    centre = (1.914602 - 0.004817 * century) * math.sin(anomaly)
    centre += 0.019993 * math.sin(2 * anomaly) + 0.000289 * math.sin(3 * anomaly)
    node = math.radians(125.04 - 1934.136 * century)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


@pytest.mark.parametrize("year", lunar_years())
def test_the_lunar_days_agree_with_another_library(year):
    for festival in festivals(year):
        if festival.id in NAMES:
            first = festival.days[-3] if festival.id == "spring" else festival.days[0]
            assert NAMES[festival.id] in OTHERS.get(first, ""), (festival.id, first)


@pytest.mark.parametrize("year", lunar_years())
def test_qingming_is_the_day_on_which_the_sun_reaches_fifteen_degrees(year):
    day = next(one.days[0] for one in festivals(year) if one.id == "qingming")
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)
    assert sun(midnight) < 15.01
    assert sun(midnight + timedelta(1)) > 14.99


@pytest.mark.parametrize(("year", "days"), [(2015, 11), (2024, 11), (2025, 13), (2027, 13), (2050, 13)])
def test_a_year_has_as_many_festival_days_as_its_regulation_says(year, days):
    assert regulation(year)["days"] == days == sum(len(one.days) for one in festivals(year))
    assert len(days_off(year)) == days
    assert all(day.weekday() < 5 for day in days_off(year))


def test_the_days_of_2027_are_off_and_what_falls_on_a_weekend_is_made_good_by_the_weekdays_after():
    assert [day.isoformat()[5:] for day in sorted(days_off(2027))] == [
        "01-01", "02-05", "02-08", "02-09", "02-10", "04-05", "05-03", "05-04", "06-09", "09-15",
        "10-01", "10-04", "10-05",
    ]  # fmt: skip


def test_a_festival_on_another_is_made_good_too():
    (national,) = [one for one in blocks(2028) if date(2028, 10, 3) in one.days]
    assert (len(national.days), national.owed) == (3, 2)
    assert date(2028, 10, 4) in days_off(2028)
    assert national.name.zh == "国庆节、中秋节"


@pytest.mark.parametrize(
    "notice", [one for one in shipped() if not one.amends], ids=lambda one: str(one.year)
)
def test_each_published_notice_keeps_the_regulation(notice):
    off = exceptions([notice]).off
    stays = {day for festival in festivals(notice.year) for day in festival.days if day.weekday() < 5}
    assert stays <= set(off)
