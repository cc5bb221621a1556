"""If we file on that day: when is each step due, is the draft whole, and what was asked of others?"""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.errors import BadInput, Fault
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.procedure.names import GROUND_NAMES
from shencha.records import access
from shencha.records.acts.drafts import incomplete
from shencha.records.clock import today
from shencha.records.models import Draft
from shencha.records.reads.asked_for import asked_for
from shencha.records.workdays import workdays
from shencha.studies.rehearsal import MOST_ROUNDS, Plan, Rehearsal, rehearse
from shencha.text import Text
from shencha.text.days import AS_WRITTEN, day_of
from shencha.web.acting import acting
from shencha.web.numbers import number_in
from shencha.web.party.ours import party_page
from shencha.web.words import CHOICES

WAYS = {
    "both": Text("两种程序", "Both ways"),
    "ordinary": Text("意见一致", "All agree"),
    "special": Text("特别审查程序", "Special procedure"),
}
DRAFTS_SHOWN = 50
OWN_WORDS = Text("用文字提出的其他要求", "Something asked for in words")
NUMBERS = {
    "rounds": (0, MOST_ROUNDS, 1, Text("可能要求补充几次", "Supplement rounds to reckon with")),
    "reply": (1, 500, 10, Text("每次补充最多需要几个工作日", "Working days for one supplement, at most")),
}


@party_page
@require_safe
def rehearsal(request: HttpRequest) -> HttpResponse:
    """The form and, once a day and a ground are given, the answer; nothing is kept."""
    membership, given = acting(request), request.GET
    faults: tuple[Fault, ...] = ()
    found: Rehearsal | None = None
    draft = _draft(request)
    ground = draft.ground if draft else given.get("ground", GROUNDS_FILED[-1])
    if "on" in given:
        try:
            found = _rehearsed(request, ground)
        except BadInput as refused:
            faults = refused.faults
    asked = asked_for(ground, today()) if found else None
    shown = {
        "section": "desk",
        "grounds": [(one, GROUND_NAMES[one].begun) for one in GROUNDS_FILED],
        "ground": ground,
        "drafts": access.drafts_of(membership).filter(case=None)[:DRAFTS_SHOWN],
        "draft": draft,
        "given": given,
        "numbers": [
            (name, text, given.get(name, str(usual))) for name, (_, _, usual, text) in NUMBERS.items()
        ],
        "on": given.get("on", today().isoformat()),
        "faults": faults,
        "found": found,
        "steps": [(step, WAYS[step.way]) for step in found.steps] if found else [],
        "points": [OPEN_POINTS[point] for point in found.open_points] if found else [],
        "open": incomplete(draft) if draft and found else None,
        "asked": asked,
        "items": [(CHOICES.get(one, OWN_WORDS), n) for one, n in asked.items] if asked else [],
    }
    return render(request, "party/rehearsal.html", shown, status=422 if faults else 200)


def _draft(request: HttpRequest) -> Draft | None:
    asked = number_in(request.GET.get("draft", ""))
    return None if asked is None else access.draft_for(acting(request), asked)


def _rehearsed(request: HttpRequest, ground: str) -> Rehearsal:
    faults: list[Fault] = []
    on = day_of(request.GET["on"]) or date.min
    if not 2020 <= on.year <= 2150:
        wrong = Text("没有写明哪一天申报", "no day of filing is given")
        faults.append(Fault("form", "on", wrong, AS_WRITTEN))
    if ground not in GROUNDS_FILED:
        wrong, right = Text("没有这一事由", "there is no such ground"), Text("请选择一项", "choose one")
        faults.append(Fault("form", "ground", wrong, right))
    numbers = {name: _number(request, name, faults) for name in NUMBERS}
    if faults:
        raise BadInput(faults)
    plan = Plan(ground, on, (0, numbers["rounds"]), (1, numbers["reply"]), extended=True)
    try:
        return rehearse(plan, workdays())
    except ValueError:
        wrong = Text("那一天施行的办法没有这一事由", "the version of that day does not know this ground")
        right = Text("请写 2022-02-15 以后的日期", "write a day from 2022-02-15")
        raise BadInput([Fault("form", "on", wrong, right)]) from None


def _number(request: HttpRequest, name: str, faults: list[Fault]) -> int:
    least, most, usual, text = NUMBERS[name]
    written = request.GET.get(name, "").strip() or str(usual)
    if written.isascii() and written.isdecimal() and len(written) < 6 and least <= int(written) <= most:
        return int(written)
    wrong = Text("{what}：{n} 不合适", "{what}: {n} does not fit").fill(what=text, n=written[:20])
    right = Text(f"请写 {least} 至 {most} 的整数", f"write a whole number from {least} to {most}")
    faults.append(Fault("form", name, wrong, right))
    return usual
