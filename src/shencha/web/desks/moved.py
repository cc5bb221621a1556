"""What holiday notices moved, as its readers see it until they have taken note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shencha.procedure.case import ClockName
from shencha.procedure.names import CLOCK_NAMES
from shencha.records import access
from shencha.records.acts import holidays
from shencha.records.models import CaseFile, Membership, MovedDay, TakenNotice
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.units import registered, unit_name

SHOWN = 50
"""Rows read for a desk at most; the pages of the notice and of the calendar have all."""
OFFICE_NAME = Text("审查办公室", "the review office")
"""A party is told the office, not the person."""


@dataclass(frozen=True, slots=True)
class Line:
    """One due day, before and after."""

    row: MovedDay
    title: Text
    later: int
    """Calendar days; negative when it ends earlier."""


@dataclass(frozen=True, slots=True)
class News:
    """What one notice moved, not yet taken note of."""

    notice: TakenNotice
    lines: list[Line]
    more: bool = False
    """Are there more than these?"""


def told(rows: Iterable[MovedDay], known: Mapping[str, Text]) -> list[Line]:
    """Each moved day with the name of its clock."""
    return [Line(row, _title(row, known), (row.after - row.before).days) for row in rows]


def news(membership: Membership) -> list[News]:
    """What a reader has not taken note of, notice by notice, the first lines of all."""
    rows = list(access.newly_moved(membership)[: SHOWN + 1])
    return _by_notice(rows[:SHOWN], registered() if rows else {}, more=len(rows) > SHOWN)


def _by_notice(rows: list[MovedDay], known: Mapping[str, Text], *, more: bool = False) -> list[News]:
    notices = {row.notice_id: row.notice for row in rows}
    return [
        News(notice, _together([row for row in rows if row.notice_id == pk], known), more)
        for pk, notice in notices.items()
    ]


def _together(rows: list[MovedDay], known: Mapping[str, Text]) -> list[Line]:
    """One line for all units of a case whose day moved alike."""
    alike: dict[tuple[int, str, date, date], list[MovedDay]] = {}
    for row in rows:
        alike.setdefault((row.case_id, row.clock, row.before, row.after), []).append(row)
    found = []
    for group in alike.values():
        (line,) = told(group[:1], known)
        if len(group) > 1:
            name, count = _clock(group[0]), len(group)
            line = replace(line, title=Text(f"{name.zh}（{count} 家）", f"{name.en} ({count} units)"))
        found.append(line)
    return found


def of_case(membership: Membership, file: CaseFile, known: Mapping[str, Text]) -> dict[str, object]:
    """What moved in one case and was not yet taken note of, and where its clocks ended before."""
    rows = list(access.newly_moved(membership).filter(case=file))
    return {
        "alone": True,
        "news": _by_notice(rows, known),
        "old_ends": {(row.clock, row.consultee): row.before for row in reversed(rows)},
    }


@require_POST
@only_for()
def take_note(request: HttpRequest, taken_id: int) -> HttpResponse:
    """The reader has seen it; back to where it was said."""
    holidays.take_note(taken_id, by=acting(request))
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "desk")


def _title(row: MovedDay, known: Mapping[str, Text]) -> Text:
    name = _clock(row)
    if not row.consultee:
        return name
    unit = unit_name(row.consultee, known)
    return Text(f"{name.zh} · {unit.zh}", f"{name.en} · {unit.en}")


def _clock(row: MovedDay) -> Text:
    name = CLOCK_NAMES[ClockName(row.clock)]
    return name.begun
