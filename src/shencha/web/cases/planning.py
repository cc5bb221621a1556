"""Planning for the office: the load under a stream of filings, and what a changed number would do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from shencha import inputs
from shencha.errors import BadInput, Fault
from shencha.law.members import consultee_name
from shencha.procedure.changed_figure import FIGURES, Effect, effect
from shencha.procedure.chart import chart
from shencha.procedure.load import Load
from shencha.procedure.load import load as simulated
from shencha.procedure.load_model import load_model
from shencha.procedure.names import CLOCK_NAMES
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.workdays import workdays
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.templatetags.say import reading

MOST_WEEKS, MOST_RUNS, MOST_MODEL = 104, 50, 20_000
MOST_DAYS = 2_000
SHOWN = 200
BEGIN = """\
filings_a_year: {procurement: 24, foreign_listing: 12, data_processing: 2, ex_officio: 1}
officers: 4
effort: {intake: 2, preliminary: 12, special: 25, opinion: 1.5}
share: {review: 0.6, supplement: 0.5, extension: 0.2, dissent: 0.05}
reply: [3, 15]
answer: [5, 15]
"""
TITLE = Text("审查办公室每周工作量（人日）", "Load of the office by week (officer-days)")


@only_for(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """The office's and the members' weeks, drawn from many runs of a model that is not kept."""
    faults: tuple[Fault, ...] = ()
    found: Load | None = None
    given = request.POST
    if request.method == "POST":
        try:
            found = _loaded(given.get("model", ""), given.get("weeks", ""), given.get("runs", ""))
        except BadInput as refused:
            faults = refused.faults
    shown: dict[str, Any] = {
        "section": "desk",
        "model": given.get("model", BEGIN),
        "weeks": given.get("weeks", "26"),
        "runs": given.get("runs", "30"),
        "faults": faults,
        "found": found,
    }
    if found is not None:
        told = found.as_dict()
        days = [monday.isoformat() for monday in found.mondays]
        picture = chart(TITLE, days, found.office(), float(found.model.officers * 5), reading())
        shown |= {
            "told": told,
            "picture": mark_safe(picture),  # noqa: S308  (every word in it is escaped)
            "rows": [
                (monday, week["office_days"], week["open_cases"][1])
                for monday, week in zip(found.mondays, told["weeks"], strict=True)
            ],
            "members": [(consultee_name(one), days) for one, days in told["member_days"].items()],
            "late": [(CLOCK_NAMES[one], share) for one, share in _late(told)],  # type: ignore[index]
        }
    return render(request, "cases/load.html", shown, status=422 if faults else 200)


@only_for(*OFFICE)
@require_safe
def change(request: HttpRequest) -> HttpResponse:
    """Every recorded case that the reader may know of, under another number of days."""
    faults: tuple[Fault, ...] = ()
    found: Effect | None = None
    given = request.GET
    if "figure" in given:
        try:
            found = _changed(request)
        except BadInput as refused:
            faults = refused.faults
    shown: dict[str, Any] = {
        "section": "desk",
        "figures": [(name, CLOCK_NAMES[clock]) for name, clock in FIGURES.items()],
        "figure": given.get("figure", "intake_days"),
        "days": given.get("days", "15"),
        "faults": faults,
        "found": found,
        "shown": SHOWN,
    }
    if found is not None:
        told = found.as_dict()
        most = max(told["late_before"], told["late_after"], 1)
        shown |= {
            "told": told,
            "rows": sorted(found.moved, key=lambda one: one.was_late == one.would_be_late)[:SHOWN],
            "bars": [
                (
                    Text("按现在的天数逾期", "Late as it is"),
                    told["late_before"],
                    100 * told["late_before"] / most,
                ),
                (
                    Text("按改变后的天数逾期", "Late if changed"),
                    told["late_after"],
                    100 * told["late_after"] / most,
                ),
            ],
        }
    return render(request, "cases/change.html", shown, status=422 if faults else 200)


def _late(told: dict[str, Any]) -> list[tuple[str, float | None]]:
    return [(step, None if share is None else 100 * share) for step, share in told["late_share"].items()]


def _loaded(model: str, weeks: str, runs: str) -> Load:
    faults: list[Fault] = []
    wanted = {
        "weeks": _whole("weeks", weeks, MOST_WEEKS, faults),
        "runs": _whole("runs", runs, MOST_RUNS, faults),
    }
    if len(model) > MOST_MODEL:
        wrong = Text("模型太长", "the model is too long")
        faults.append(Fault("form", "model", wrong, Text("请缩短", "shorten it")))
    if faults:
        raise BadInput(faults)
    read = load_model(inputs.parse_yaml(model, "model"), today())
    if sum(read.filings_a_year.values()) > 2_000:
        wrong = Text("申报太多，页面上无法模拟", "too many filings to simulate on a page")
        right = Text("请用命令 shencha rehearse load", "use the command shencha rehearse load")
        raise BadInput([Fault("form", "filings_a_year", wrong, right)])
    return simulated(read, today(), wanted["weeks"], wanted["runs"], 1, workdays())


def _changed(request: HttpRequest) -> Effect:
    faults: list[Fault] = []
    figure = request.GET["figure"]
    if figure not in FIGURES:
        wrong, right = Text("没有这个数字", "there is no such number"), Text("请选择一项", "choose one")
        faults.append(Fault("form", "figure", wrong, right))
    days = _whole("days", request.GET.get("days", ""), MOST_DAYS, faults)
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
    if written.isascii() and written.isdecimal() and len(written) < 8 and 1 <= int(written) <= most:
        return int(written)
    wrong = Text(f"{written[:20]} 不合适", f"{written[:20]} does not fit")
    right = Text(f"请写 1 至 {most} 的整数", f"write a whole number from 1 to {most}")
    faults.append(Fault("form", where, wrong, right))
    return 1
