"""The first questions of counsel: what the texts say and do not, and a guide where an answer follows from facts."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.errors import NotFound
from shencha.law.counsel.listing_steps import line, listing_steps
from shencha.law.counsel.products import CATCH_ALL, KINDS, WAYS, Asked, product_answer
from shencha.law.counsel.questions import name_of, question, questions
from shencha.law.logic.holds import NO, SAID, UNKNOWN, YES
from shencha.records.clock import today
from shencha.records.policies import points
from shencha.records.workdays import workdays
from shencha.studies.listing_days import OPEN, STEPS, backwards
from shencha.studies.listing_days import WAYS as REVIEW_WAYS
from shencha.text import Text
from shencha.text.days import day_of

ANSWERS = {"yes": YES, "no": NO, "unknown": UNKNOWN}
DUTY = {
    YES: Text("须申报", "must file"),
    NO: Text("不须申报", "need not file"),
    UNKNOWN: Text("条文没有写明", "open by the text"),
}


@require_safe
def all_questions(request: HttpRequest) -> HttpResponse:
    """The first questions of counsel."""
    return render(request, "public/questions.html", {"section": "law", "questions": questions()})


@require_safe
def one_question(request: HttpRequest, question_id: str) -> HttpResponse:
    """One question: what the texts say and what they do not, and the guide that belongs to it."""
    try:
        found = question(question_id.replace("-", "_"))
    except KeyError:
        raise NotFound(Text("没有这个问题", "There is no such question")) from None
    shown: dict[str, object] = {"section": "law", "one": found}
    guide = {
        "securities_regulator": _days,
        "listing_step": _listing,
        "what_is_a_product": _product,
    }.get(found.id)
    status = 200
    if guide is not None:
        told = guide(request)
        shown |= told
        status = 422 if told.get("wrong") else 200
    return render(request, "public/question.html", shown, status=status)


def _days(request: HttpRequest) -> dict[str, object]:
    """The days backwards from the wanted listing."""
    wanted = request.GET.get("listing", "")
    day = day_of(wanted)
    if not wanted:
        return {"wanted": wanted}
    if day is None or not 2024 <= day.year <= 2150:
        return {
            "wanted": wanted,
            "wrong": Text("请写 2024 至 2150 年的日期", "Write a day from 2024 to 2150"),
        }
    told = [
        (REVIEW_WAYS[way], [(mark, STEPS[mark.step], name_of(mark.instrument)) for mark in marks])
        for way, marks in backwards(day, workdays()).ways.items()
    ]
    return {"wanted": wanted, "ways": told, "open": OPEN}


def _listing(request: HttpRequest) -> dict[str, object]:
    """Every kind of step, with the duty of whoever was listed there before, and of whoever was not."""
    on = max(today(), date(2022, 2, 15))
    return {
        "line": line(on),
        "kinds_of_step": [
            (one, DUTY[one.before], DUTY[one.since], points(one.open_points, on)) for one in listing_steps(on)
        ],
    }


def _product(request: HttpRequest) -> dict[str, object]:
    """Three questions, and whether what is bought counts."""
    given = {name: request.GET.get(name, "") for name in ("kind", "way", "change", "influence")}
    shown: dict[str, object] = {
        "given": given,
        "kinds": KINDS,
        "got": WAYS,
        "three": SAID,
        "catch_all": CATCH_ALL,
    }
    if not (given["kind"] or given["way"]):
        return shown
    if given["kind"] not in KINDS or given["way"] not in WAYS:
        return shown | {"wrong": Text("请选择种类和取得的方式", "Choose a kind and a way of getting it")}
    change, influence = (ANSWERS.get(given[name], UNKNOWN) for name in ("change", "influence"))
    answer = product_answer(Asked(given["kind"], given["way"], change, influence), today())
    return shown | {"answer": answer, "said": {"yes": "算", "no": "不算"}.get(answer.counts.word, "")}
