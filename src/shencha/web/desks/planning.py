"""Planning for the office: the load under a stream of filings, and what a changed number would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, Fault
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import governing
from shencha.law.measures.members import consultee_name
from shencha.law.screening.sentences import said
from shencha.procedure.names import CLOCK_NAMES
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.reads.changed_line import Moves, cases_with_line, moves_of, stored_with_line
from shencha.records.workdays import workdays
from shencha.studies.changed_figure import FIGURES, Effect, effect
from shencha.studies.load import Load
from shencha.studies.load import load as simulated
from shencha.studies.load_chart import load_picture, members_picture
from shencha.studies.load_model import load_model
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.desks.load_fields import filled, model_of
from shencha.web.templatetags.say import reading

MOST_WEEKS, MOST_RUNS = 104, 50
MOST_DAYS = 2_000
SHOWN = 200
USERS = Text("赴国外上市的用户数界线（第七条）", "the line of users for listing abroad (Article 7)")
MOST_USERS = 10**12 - 1


@only_for(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """The office's and the members' weeks, drawn from many runs of a model that is not kept."""
    faults: tuple[Fault, ...] = ()
    found: Load | None = None
    given = request.POST
    if request.method == "POST":
        try:
            found = _loaded(given.dict())
        except BadInput as refused:
            faults = refused.faults
    shown: dict[str, Any] = {
        "section": "desk",
        "blocks": filled({name: str(value) for name, value in given.dict().items()}),
        "weeks": given.get("weeks", "26"),
        "runs": given.get("runs", "30"),
        "faults": faults,
        "found": found,
    }
    if found is not None:
        told = found.as_dict()
        means = [found.member_mean(one) for one in found.model.members]
        shown |= {
            "told": told,
            "picture": mark_safe(load_picture(found, reading())),  # noqa: S308  (every word in it is escaped)
            "members_picture": mark_safe(members_picture(found, reading())),  # noqa: S308  (as above)
            "by_week": zip(found.mondays, zip(*means, strict=True), strict=True),
            "rows": [
                (monday, week["office_days"], week["open_cases"][1])
                for monday, week in zip(found.mondays, told["weeks"], strict=True)
            ],
            "members": [
                (consultee_name(one), sum(mean), told["member_days"][one])
                for one, mean in zip(found.model.members, means, strict=True)
            ],
            "late": [(CLOCK_NAMES[one], share) for one, share in _late(told)],
        }
    return render(request, "cases/load.html", shown, status=422 if faults else 200)


@only_for(*OFFICE)
@require_safe
def change(request: HttpRequest) -> HttpResponse:
    """Every recorded case that the reader may know of, and the register, under another number."""
    faults: tuple[Fault, ...] = ()
    given = request.GET
    shown: dict[str, Any] = {
        "section": "desk",
        "figures": [*((name, CLOCK_NAMES[clock]) for name, clock in FIGURES.items()), ("users", USERS)],
        "figure": given.get("figure", "intake_days"),
        "value": given.get("value", "15"),
        "shown": SHOWN,
        "now": f"{line.value:,}" if (line := figures(governing(None, today())).users) else "–",
    }
    if "figure" in given:
        try:
            shown |= _line(request) if given["figure"] == "users" else _days(request)
        except BadInput as refused:
            faults = refused.faults
    return render(request, "cases/change.html", shown | {"faults": faults}, status=422 if faults else 200)


def _days(request: HttpRequest) -> dict[str, Any]:
    """Each clock of the recorded cases under another number of days."""
    found = _changed(request)
    told = found.as_dict()
    most = max(told["late_before"], told["late_after"], 1)
    return {
        "found": found,
        "told": told,
        "rows": sorted(found.moved, key=lambda one: one.was_late == one.would_be_late)[:SHOWN],
        "bars": [
            (name, told[late], 100 * told[late] / most)
            for name, late in (
                (Text("按现在的天数逾期", "Late as it is"), "late_before"),
                (Text("按改变后的天数逾期", "Late if changed"), "late_after"),
            )
        ],
    }


def _line(request: HttpRequest) -> dict[str, Any]:
    """Recorded cases and the latest register under another line of users."""
    faults: list[Fault] = []
    line = _whole("value", request.GET.get("value", ""), MOST_USERS, faults)
    if faults:
        raise BadInput(faults)
    membership, on = acting(request), today()
    cases = cases_with_line(access.cases_of(membership).filter(sequence__gt=0).order_by("id"), line, on)
    register = access.registers_of(membership).first()
    return {
        "line": line,
        "asked": len(cases),
        "case_moves": _bars(moves_of(cases)),
        "cases_moved": [
            (one.number, said("names", one.was), said("names", one.would_be))
            for one in cases
            if one.was != one.would_be
        ][:SHOWN],
        "register": register,
        "register_moves": _bars(stored_with_line(register, line, on)) if register else [],
    }


def _bars(moves: Moves) -> list[tuple[Text, Text, bool, int, float]]:
    """Outcome before and after, whether it is another, how many, and the width of its bar in hundredths."""
    most = max([*moves.values(), 1])
    ordered = sorted(moves.items(), key=lambda move: (move[0][0] == move[0][1], -move[1]))
    return [
        (said("names", was), said("names", now), was != now, rows, 100 * rows / most)
        for (was, now), rows in ordered
    ]


def _late(told: dict[str, Any]) -> list[tuple[str, float | None]]:
    return [(step, None if share is None else 100 * share) for step, share in told["late_share"].items()]


def _loaded(given: Mapping[str, Any]) -> Load:
    faults: list[Fault] = []
    typed = {name: str(value) for name, value in given.items()}
    wanted = {
        "weeks": _whole("weeks", typed.get("weeks", ""), MOST_WEEKS, faults),
        "runs": _whole("runs", typed.get("runs", ""), MOST_RUNS, faults),
    }
    try:
        document = model_of(typed)
    except BadInput as refused:
        raise BadInput([*faults, *refused.faults]) from None
    if faults:
        raise BadInput(faults)
    read = load_model(document, today())
    if sum(read.filings_a_year.values()) > 2_000:
        wrong = Text("申报太多，页面上无法模拟", "too many filings to simulate on a page")
        right = Text("每年合计请不超过 2,000 件", "keep to 2,000 a year in all")
        raise BadInput([Fault("form", "filings_a_year", wrong, right)])
    return simulated(read, today(), wanted["weeks"], wanted["runs"], 1, workdays())


def _changed(request: HttpRequest) -> Effect:
    faults: list[Fault] = []
    figure = request.GET["figure"]
    if figure not in FIGURES:
        wrong, right = Text("没有这个数字", "there is no such number"), Text("请选择一项", "choose one")
        faults.append(Fault("form", "figure", wrong, right))
    days = _whole("value", request.GET.get("value", ""), MOST_DAYS, faults)
    if faults:
        raise BadInput(faults)
    on: date = today()
    files = access.cases_of(acting(request)).filter(sequence__gt=0).prefetch_related("events").order_by("id")
    cases = (
        fold(one, sorted(one.events.all(), key=lambda event: event.sequence))
        for one in files.iterator(chunk_size=500)
    )
    return effect((case for case in cases if case.periods), figure, days, on, workdays())


def _whole(where: str, written: str, most: int, faults: list[Fault]) -> int:
    if written.isascii() and written.isdecimal() and len(written) < 13 and 1 <= int(written) <= most:
        return int(written)
    wrong = Text(f"{written[:20]} 不合适", f"{written[:20]} does not fit")
    right = Text(f"请写 1 至 {most} 的整数", f"write a whole number from 1 to {most}")
    faults.append(Fault("form", where, wrong, right))
    return 1
