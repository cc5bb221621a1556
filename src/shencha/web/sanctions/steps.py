"""The steps of a sanction on its page: each with its chip and strip, what was done, and the form of the next act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.documents.sanction_words import place_of
from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.calendar.periods import due
from shencha.law.calendar.strip import Strip, strip, strip_of_calendar_days
from shencha.law.sanctions.steps import Step
from shencha.procedure.roles import ROLES, Role, Shelf, reads_of
from shencha.records import access, log
from shencha.records.acts import sanctions as acts
from shencha.records.clock import today
from shencha.records.models import LoggedAct
from shencha.records.reads import sanctions as standing
from shencha.records.workdays import workdays
from shencha.sanctions.acts import (
    NONE,
    PENALTY,
    SANCTION_EVENTS,
    HearingHeld,
    SanctionAct,
    SanctionDecisionDrafted,
    SanctionDrafted,
    class_of,
)
from shencha.sanctions.fold import Sanction
from shencha.text import Text
from shencha.text.days import said_day
from shencha.web.acting import acting, only_for
from shencha.web.chips import Chip, chip_of
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.rare_signs import asks_first

READERS = reads_of(Shelf.SANCTIONS)
STEPS = {
    "decision": Text("作出决定", "Decision"),
    "notice_of_rights": Text("告知拟作出的处罚和权利", "Notice of the intended penalty and of rights"),
    "hearing_request": Text("当事人要求听证", "Request for a hearing"),
    "service": Text("送达决定", "Service of the decision"),
    "reconsideration": Text("申请行政复议", "Administrative reconsideration"),
    "litigation": Text("提起行政诉讼", "Action in court"),
}
OUTCOMES = {PENALTY: Text("给予处罚", "A penalty"), NONE: Text("不予处罚", "No penalty")}


@dataclass(frozen=True, slots=True)
class Timed:
    """One step with its chip, and its strip where days run."""

    name: Text
    chip: Chip
    strip: Strip | None
    text: Text
    place: Text


@dataclass(frozen=True, slots=True)
class Acted:
    """One act as the page tells it."""

    entry: int
    name: Text
    on: date
    who: str
    role: Text
    words: str


def timed(sanction: Sanction, on: date) -> list[Timed]:
    """The procedure's steps as of a day."""
    return [
        Timed(
            STEPS[one.id],
            _chip(one, on),
            _strip(one),
            one.cited.text,
            place_of(one.cited.instrument, one.cited.article),
        )
        for one in standing.clocks(sanction, on)
    ]


def history(done: list[LoggedAct]) -> list[Acted]:
    """What was done, in order."""
    return [
        Acted(
            one.log_index,
            standing.row_of(one).done,
            one.recorded_at.date()
            if standing.row_of(one) is SanctionDrafted.act
            else date.fromisoformat(one.said["on"]),
            one.by.name if one.by else "",
            ROLES[Role(one.role)].name,
            _told(one),
        )
        for one in done
    ]


def next_acts(open_to: tuple[str, ...]) -> list[tuple[str, Text, bool]]:
    """What this person may do next: its name, its button, and whether the button does it at once."""
    return [(name, row.button, not row.asks) for name in open_to if (row := SANCTION_EVENTS[name].act)]


@only_for(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_first
def do(request: HttpRequest, sanction_id: int, act: str) -> HttpResponse:
    """The form of one step, or the step itself."""
    membership = acting(request)
    draft = access.sanction_for(membership, sanction_id)
    event = class_of(act)
    if event is None or event.act.follows is None:
        raise NotFound(Text("没有这个步骤", "there is no such step"))
    faults, status = tuple[Fault, ...](), 200
    if request.method == "POST":
        try:
            acts.act(draft.pk, act, _given(request), by=membership, key=_key(request))
        except BadInput as refused:
            faults, status = refused.faults, 422
        except NotAllowed as refused:
            right = Text("请返回查看现在可以办理的步骤", "go back and see which steps are open")
            faults, status = (Fault("form", act, refused.text, right),), 409
        else:
            done(request, event.act.done)
            return redirect("sanctions:one", draft.pk)
    elif event.name not in acts.open_to(draft.pk, membership):
        raise NotAllowed(
            Text("这一步骤现在不能办理，或者不由您办理", "this step is not open now, or not to you")
        )
    shown = {
        "section": "desk",
        "draft": draft,
        "act": act,
        "button": event.act.button,
        "second": event.act.second,
        "day": _label(event.act, "on" if event.act.dated else None),
        "told": event is HearingHeld,
        "words": _label(event.act, event.act.worded),
        "field": event.act.worded,
        "deciding": event is SanctionDecisionDrafted,
        "outcomes": list(OUTCOMES.items()),
        "given": request.POST,
        "today": today(),
        "key": _key(request),
        "faults": faults,
        "fine": request.POST.get("fine", draft.fine if draft.fine is not None else ""),
    }
    return render(request, "sanctions/do.html", shown, status=status)


@only_for(*READERS)
@require_safe
def receipt(request: HttpRequest, sanction_id: int, entry: int) -> HttpResponse:
    """The receipt of one act, as a file that verifies offline."""
    found = acts.receipt_for(acting(request), sanction_id, entry)
    response = HttpResponse(log.receipt(found), content_type="text/plain; charset=utf-8")
    name = f"sanction-{sanction_id}-{entry}.tlog-proof"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _label(row: SanctionAct, field: str | None) -> Text | None:
    """What a person is asked in a field; None where it is not asked."""
    return row.asks[field].label if field else None


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "")[:64] or fresh_key()


def _given(request: HttpRequest) -> Mapping[str, Any]:
    given: dict[str, Any] = {
        name: request.POST.get(name, "") for name in ("on", "told_on", "words", "reason")
    }
    given["outcome"] = request.POST.get("outcome", PENALTY)
    written = request.POST.get("fine", "").replace(",", "").replace("，", "").strip()
    if written and not (written.isascii() and written.isdecimal() and len(written) < 16):
        wrong = Text(f"{written} 不是数额", f"{written} is no sum")
        raise BadInput([Fault("form", "fine", wrong, Text("例如 1000000", "such as 1000000"))])
    return given | {"fine": int(written) if written else None}


def _place(step: Step) -> Text:
    return place_of(step.cited.instrument, step.cited.article)


def _chip(step: Step, on: date) -> Chip:
    if step.done is not None:
        done, last = said_day(step.done), said_day(step.due) if step.due else None
        if step.status == "missed" and last:
            return Chip(
                Text(f"{done.zh} 办理，已逾期（期限 {last.zh}）", f"Done late, {done.en} (due {last.en})"),
                "overdue",
            )
        until = Text(f"（期限 {last.zh}）", f" (due {last.en})") if last else Text("", "")
        return Chip(Text(f"{done.zh} 完成{until.zh}", f"Done {done.en}{until.en}"), "ended")
    if step.status == "lapsed":
        return Chip(Text("期限已过，没有提出", "Not used in time"), "ended")
    if step.status == "not_on_record":
        return Chip(Text("没有记载", "Not on record"), "ended")
    if step.due is None:
        before = step.count is None
        return Chip(
            Text("作出决定之前", "Before the decision") if before else Text("尚未起算", "Not begun"), "ended"
        )
    return chip_of(step.due, on, provisional=step.provisional, earliest=step.earliest, latest=step.latest)


def _strip(step: Step) -> Strip | None:
    if step.started is None or step.due is None:
        return None
    place = place_of(step.cited.instrument, step.cited.article)
    rule = Text(
        f"{STEPS[step.id].zh} · {place.zh} · 自 {step.started} 起",
        f"{STEPS[step.id].en} · {place.en} · from {step.started}",
    )
    if step.count != "workdays":
        return strip_of_calendar_days(rule, step.started, step.due)
    calendar = workdays()
    days = calendar.total(step.due) - calendar.total(step.started)
    return strip(due(step.started, days, calendar), rule=rule)


def _told(one: LoggedAct) -> str:
    said = one.said
    words = said.get("reason") or said.get("words") or ""
    fine = said.get("fine")
    return (
        f"{fine:,} 元 / yuan。{words}"
        if standing.row_of(one) is SanctionDecisionDrafted.act and fine is not None
        else str(words)
    )
