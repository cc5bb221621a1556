"""A holiday notice that someone has in hand: read, and every fault of it named.

The first notice of a year must hold every festival of the holiday regulation; a later one for that year changes the
days that it names, and what the year is then must hold them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.law.calendar.festivals import SATURDAY, Block, blocks, festivals
from shencha.law.calendar.notices import HolidayNotice
from shencha.law.calendar.workdays import LAST_YEAR, Workdays
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of, no_day, said_day
from shencha.text.lists import listed

FIELDS = ("year", "notices", "off", "work")
ONE = timedelta(1)
LONGEST_NAME = 60
MOST_WEEKDAYS = 40
"""More weekdays than any notice ever named as off, twice over: what names more is no holiday notice."""
_LIST = Text(
    "请写成 - {name: {zh: 中文名, en: English name}, days: [2027-01-01]}",
    "write - {name: {zh: CHINESE, en: ENGLISH}, days: [2027-01-01]}",
)


class Change(NamedTuple):
    """One day that a notice makes another than it was."""

    day: date
    worked: bool
    """Is it worked from now on?"""
    name: Text
    """The holiday that the notice names with it."""


def read_notice(document: Document, calendar: Workdays) -> HolidayNotice:
    """The notice of one year in the form of `law/calendar/notices/*.yaml`; who published it may be left out.

    Saturdays and Sundays among the days off are taken in without a word, as the notices write them.

    Args:
        calendar: what is known so far; where it has the year's notice, this one amends it.
    Raises:
        BadInput: every fault: the year, a day outside it, a weekday that is worked anyway, a day named twice, a
            festival of the regulation that is worked or has too few days off.
    """
    data = document.data if isinstance(document.data, dict) else {}
    faults: list[Fault] = []
    year = data.get("year")
    if type(year) is not int or not calendar.covered_from.year <= year <= LAST_YEAR:
        first = calendar.covered_from.year
        right = Text(f"请写 {first} 至 {LAST_YEAR} 的年份", f"write a year from {first} to {LAST_YEAR}")
        faults.append(document.fault("year", Text(f"年份为 {year!r}", f"the year is {year!r}"), right))
        raise BadInput(faults)
    for key in sorted(set(map(str, data)) - set(FIELDS)):
        wrong = Text(f"没有名为 {key} 的字段", f"there is no field {key}")
        right = Text("可用的字段：{fields}", "the fields are {fields}").fill(fields=", ".join(FIELDS))
        faults.append(document.fault(key, wrong, right))
    days: dict[str, dict[date, Text]] = {"off": {}, "work": {}}
    for kind, found in days.items():
        for path, name, written in _written(document, data.get(kind, []), kind, faults):
            day = day_of(written)
            fault = _fault(document, path, kind, written, year, days, calendar)
            if fault is not None or day is None:
                faults += [fault] if fault else []
            else:
                found[day] = name
    if not faults and not days["off"] and not days["work"]:
        faults.append(document.fault("off", Text("没有放假的日子", "no day is off"), _LIST))
    amends = calendar.has_notice(year)
    off = {day: name for day, name in days["off"].items() if amends or day.weekday() < SATURDAY}
    notice = HolidayNotice(year, (), off, days["work"], amends)
    weekdays = sum(day.weekday() < SATURDAY for day in notice.off)
    if weekdays > MOST_WEEKDAYS:
        wrong = Text(f"放假的平日有 {weekdays} 天", f"{weekdays} weekdays are off")
        right = Text(f"一份通知至多 {MOST_WEEKDAYS} 天", f"a notice names at most {MOST_WEEKDAYS}")
        faults.append(document.fault("off", wrong, right))
    if not isinstance(data.get("notices", []), list):
        faults.append(
            document.fault("notices", Text("不是列表", "it is no list"), Text("可以删去", "leave it out"))
        )
    if not faults:
        faults += _lacking(document, notice, calendar)
    if faults:
        raise BadInput(faults)
    return notice


def changes(notice: HolidayNotice, calendar: Workdays) -> tuple[Change, ...]:
    """The days that become another than they are by the calendar so far, in order."""
    after = calendar.with_notice(notice)
    named = sorted({**notice.off, **notice.work}.items())
    return tuple(
        Change(day, after.is_workday(day), name)
        for day, name in named
        if day >= calendar.covered_from and after.is_workday(day) != calendar.is_workday(day)
    )


def _written(
    document: Document, groups: Any, kind: str, faults: list[Fault]
) -> Iterator[tuple[str, Text, str]]:
    """Each day as written, with its place and its holiday's name."""
    if not isinstance(groups, list):
        faults.append(document.fault(kind, Text("不是列表", "it is no list"), _LIST))
        return
    for at, group in enumerate(groups):
        path = f"{kind}.{at}"
        name = group.get("name") if isinstance(group, dict) else None
        days = group.get("days") if isinstance(group, dict) else None
        named = isinstance(name, dict) and all(isinstance(name.get(lang), str) for lang in ("zh", "en"))
        if not named or not isinstance(days, list):
            faults.append(document.fault(path, Text("没有名称或者日子", "name or days are missing"), _LIST))
            continue
        assert isinstance(name, dict)
        if any(
            not 0 < len(words.strip()) <= LONGEST_NAME or not words.isprintable() for words in name.values()
        ):
            wrong = Text(
                "节日名称是空的、太长，或者有看不见的字符",
                "a name is empty, too long, or has unseen characters",
            )
            right = Text(
                f"请写 1 至 {LONGEST_NAME} 字的名称", f"write a name of 1 to {LONGEST_NAME} characters"
            )
            faults.append(document.fault(f"{path}.name", wrong, right))
            continue
        for number, written in enumerate(days):
            yield f"{path}.days.{number}", Text(name["zh"], name["en"]), str(written)


def _fault(
    document: Document,
    path: str,
    kind: str,
    written: str,
    year: int,
    days: dict[str, dict[date, Text]],
    calendar: Workdays,
) -> Fault | None:
    day = day_of(written)
    if day is None:
        return document.fault(path, no_day(written), AS_WRITTEN)
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        wrong = Text(f"{day} 不在 {year} 年", f"{day} is not in {year}")
        right = Text("一份通知只写一年，以及上一年的12月", "a notice is of one year, and the December before")
        return document.fault(path, wrong, right)
    if day in days["off"] or day in days["work"]:
        wrong = Text(f"{day} 写了两次", f"{day} is named twice")
        return document.fault(path, wrong, Text("请只写一次", "name it once"))
    if kind == "work":
        festival = next((one.name for one in festivals(day.year) if day in one.days), None)
        if festival is not None:
            wrong = Text(f"{day} 是{festival.zh}", f"{day} is {festival.en}")
            right = Text("法定节假日当日不能安排上班", "a day of the festival itself is not worked")
            return document.fault(path, wrong, right)
        if day.weekday() < SATURDAY and (day < calendar.covered_from or calendar.is_workday(day)):
            wrong = Text(f"{day} 是平日，本来就上班", f"{day} is a weekday and worked anyway")
            right = Text("work 只写上班的周末", "work names days of weekends only")
            return document.fault(path, wrong, right)
    return None


def _lacking(document: Document, notice: HolidayNotice, calendar: Workdays) -> Iterator[Fault]:
    """The festivals of the regulation that have too few days off once this notice is in force."""
    after = calendar.with_notice(notice)
    for block in blocks(notice.year):
        missing = [day for day in block.days if day.weekday() < SATURDAY and after.is_workday(day)]
        wanted = sum(day.weekday() < SATURDAY for day in block.days) + block.owed
        off = _weekdays_off(after, block)
        if missing:
            wrong = Text("缺少{name}：{days}", "{name} is lacking: {days}").fill(
                name=block.name,
                days=listed(map(said_day, missing)),
            )
        elif off < wanted:
            wrong = Text(
                f"{block.name.zh}逢周末或其他节日，工作日只放 {off} 天",
                f"{block.name.en} falls on a weekend or another festival and has {off} weekdays off",
            )
        else:
            continue
        right = Text(
            f"按放假规定，{block.name.zh}应有 {wanted} 个工作日放假",
            f"by the regulation {block.name.en} has {wanted} weekdays off",
        )
        yield document.fault("off", wrong, right)


def _weekdays_off(calendar: Workdays, block: Block) -> int:
    """Weekdays in the run of days off around a festival."""
    found = sum(day.weekday() < SATURDAY for day in block.days)
    for step, edge in ((-1, block.days[0]), (1, block.days[-1])):
        day = edge + step * ONE
        while day >= calendar.covered_from and not calendar.is_workday(day):
            found += day.weekday() < SATURDAY
            day += step * ONE
    return found
