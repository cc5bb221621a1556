"""A holiday notice that someone has in hand: read, and every fault of it named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.law.calendar.notices import HolidayNotice
from shencha.law.calendar.workdays import LAST_YEAR
from shencha.text import Text

SATURDAY = 5
_LIST = Text(
    "请写成 - {name: {zh: 中文名, en: English name}, days: [2027-01-01]}",
    "write - {name: {zh: CHINESE, en: ENGLISH}, days: [2027-01-01]}",
)


def read_notice(document: Document) -> HolidayNotice:
    """The notice of one year in the form of `law/notices/*.yaml`; who published it may be left out.

    Raises:
        BadInput: every fault: the year, a day outside it, a day off that is no weekday, a day worked that is none of
            a weekend, a day named twice.
    """
    data = document.data if isinstance(document.data, dict) else {}
    faults = []
    year = data.get("year")
    if type(year) is not int or not 2020 <= year <= LAST_YEAR:
        right = Text(f"请写 2020 至 {LAST_YEAR} 的年份", f"write a year from 2020 to {LAST_YEAR}")
        faults.append(document.fault("year", Text(f"年份为 {year!r}", f"the year is {year!r}"), right))
        raise BadInput(faults)
    for key in sorted(set(data) - {"year", "notices", "off", "work"}):
        wrong = Text(f"没有名为 {key} 的字段", f"there is no field {key}")
        right = Text("可用的字段：year、notices、off、work", "the fields are year, notices, off, work")
        faults.append(document.fault(str(key), wrong, right))
    days: dict[str, dict[date, Text]] = {"off": {}, "work": {}}
    for kind, found in days.items():
        for path, name, written in _written(document, data.get(kind, []), kind, faults):
            fault = _fault(document, path, kind, written, year, days)
            if fault is not None:
                faults.append(fault)
            else:
                found[date.fromisoformat(written)] = name
    if not faults and not days["off"]:
        faults.append(document.fault("off", Text("没有放假的日子", "no day is off"), _LIST))
    if faults:
        raise BadInput(faults)
    return HolidayNotice(year, (), days["off"], days["work"])


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
        for number, written in enumerate(days):
            yield f"{path}.days.{number}", Text(name["zh"], name["en"]), str(written)


def _fault(
    document: Document, path: str, kind: str, written: str, year: int, days: dict[str, dict[date, Text]]
) -> Fault | None:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        right = Text("请写成 2027-01-01", "write it as 2027-01-01")
        return document.fault(path, Text(f"{written} 不是日期", f"{written} is no day"), right)
    if day.year != year:
        wrong = Text(f"{day} 不在 {year} 年", f"{day} is not in {year}")
        return document.fault(path, wrong, Text("一份通知只写一年", "a notice is of one year"))
    if day in days["off"] or day in days["work"]:
        wrong = Text(f"{day} 写了两次", f"{day} is named twice")
        return document.fault(path, wrong, Text("请只写一次", "name it once"))
    weekend = day.weekday() >= SATURDAY
    if kind == "off" and weekend:
        wrong = Text(f"{day} 是周末，本来就不上班", f"{day} is of a weekend and off anyway")
        return document.fault(path, wrong, Text("off 只写平日", "off names weekdays only"))
    if kind == "work" and not weekend:
        wrong = Text(f"{day} 是平日，本来就上班", f"{day} is a weekday and worked anyway")
        return document.fault(path, wrong, Text("work 只写周末", "work names days of weekends only"))
    return None
