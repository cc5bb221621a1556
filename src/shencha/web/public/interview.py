"""The interview: must we file? Answers stay in a signed cookie of the reader; nothing is kept here."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.documents.answers import shown as words_of
from shencha.documents.memo import memo_docx, memo_of, memo_pdf
from shencha.errors import NotFound
from shencha.law.counsel.procedures import procedures
from shencha.law.counsel.questions import asked_by, name_of
from shencha.law.logic.fact_values import Unfit
from shencha.law.logic.facts import FACT
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.procedure.roles import PARTY_SIDE
from shencha.records.access import role_of
from shencha.records.clock import now, today
from shencha.text import Text
from shencha.web import asking
from shencha.web.interview import Answers, facts_of, following, ruled, screened, settled
from shencha.web.questions import BY_FACT, BY_SLUG
from shencha.web.templatetags.say import reading

COOKIE = "answers"
KEPT_SECONDS = 8 * 3600


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """Why it is asked, how long it takes, and where to begin or go on."""
    answers = answers_of(request)
    upcoming = following(answers, today())
    shown = {"section": "interview", "upcoming": upcoming, "answers": settled(answers)}
    return render(request, "public/interview.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """One question a page; an answer leads to the next question, the last one to the answer."""
    asked = BY_SLUG.get(slug)
    if asked is None:
        raise NotFound(Text("没有这个问题", "There is no such question"))
    answers, on = answers_of(request), today()
    page = asking.asked(asked, answers, on)
    status = 200
    if request.method == "POST":
        try:
            answers[asked.fact] = asking.read(asked, request.POST)
        except Unfit as unfit:
            page, status = asking.asked_again(asked, request.POST, unfit, on), 422
        else:
            upcoming = following(answers, on)
            address = (
                reverse("public:question", args=[upcoming.slug]) if upcoming else reverse("public:answer")
            )
            return keep(redirect(address), answers)
    shown = {"section": "interview", "page": page, "answers": settled(answers), "ruled": ruled(answers, on)}
    return render(request, "interview/question.html", shown, status=status)


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """The answer in a sentence, the reasons, what is missing, what would change it, what comes next."""
    answers, on = answers_of(request), today()
    if not answers:
        return redirect("public:interview")
    found = screened(answers, on)
    membership = getattr(request, "acting", None)
    shown = {
        "section": "interview",
        "found": found,
        "answers": settled(answers),
        "missing": [(BY_FACT[fact], FACT[fact].label) for fact in found.missing if fact in BY_FACT],
        "assumed": [
            (BY_FACT[fact], FACT[fact].label, words_of(fact, found.facts.written(fact)))
            for fact in found.leaning_on
        ],
        "points": [OPEN_POINTS[point] for point in found.open_points],
        "procedures": [(one, name_of(one.instrument)) for one in procedures(found)],
        "questions": asked_by(found),
        "upcoming": following(answers, on),
        "may_draft": membership is not None and role_of(membership) in PARTY_SIDE,
    }
    return render(request, "public/answer.html", shown)


@require_safe
def memo(request: HttpRequest, kind: str) -> HttpResponse:
    """The answer and its sources as a memo, `.docx` or PDF."""
    answers = answers_of(request)
    writer = {"docx": memo_docx, "pdf": memo_pdf}.get(kind)
    if writer is None:
        raise NotFound(Text("没有这种格式", "There is no such format"))
    if not answers:
        return redirect("public:interview")
    made = writer(memo_of(screened(answers, today()), now()), reading())
    response = HttpResponse(made, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="memo.{kind}"'
    return response


_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@require_safe
def facts_file(request: HttpRequest) -> HttpResponse:
    """The answers as a facts file, for `shencha screen`."""
    response = JsonResponse(
        facts_of(answers_of(request)).as_dict(), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="facts.json"'
    return response


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Forget every answer and begin again."""
    response = redirect("public:interview")
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def answers_of(request: HttpRequest) -> Answers:
    """The reader's answers so far; a cookie that was changed or is too old counts as none."""
    try:
        found: Answers = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return {}
    return found


def keep(response: HttpResponse, answers: Answers) -> HttpResponse:
    """Hand the answers back to the reader; this browser alone holds them."""
    held = signing.dumps(answers, salt=COOKIE, compress=True)
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, held, KEPT_SECONDS, httponly=True, samesite="Lax", secure=secure)
    return response
