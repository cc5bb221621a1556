"""One report: what was written, the answer, its links, whom it concerns, and who reported."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shencha.errors import BadInput, NotAllowed, NotFound
from shencha.law.measures.members import members
from shencha.records import access
from shencha.records.acts import reports
from shencha.records.clock import today
from shencha.records.joined import joined
from shencha.records.models import Membership, Report, ReporterIdentity, ReportFile
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.desks.reports import READERS, STATES
from shencha.web.done import SAVED, done
from shencha.web.keys import fresh_key
from shencha.web.reports.public import TITLES, download
from shencha.web.templatetags.say import reading

STEPS = {
    "written": Text("举报人", "The reporter"),
    "asked": Text("向举报人询问", "Asked of the reporter"),
    "answered": Text("答复举报人", "Answer to the reporter"),
    "linked": Text("关联", "Linked"),
    "referred": Text("转交成员单位", "Put before a member unit"),
    "concerned": Text(
        "登记被举报人员，该人员不能再查阅", "Noted whom it concerns; that person sees it no more"
    ),
    "identity_asked": Text("申请查看举报人身份", "Asked to see who reported"),
    "identity_approved": Text("批准查看举报人身份", "Allowed to see who reported"),
    "identity_refused": Text("不批准查看举报人身份", "Refused to show who reported"),
    "identity_seen": Text("查看了举报人身份", "Saw who reported"),
    "seen": Text("查阅", "Looked at it"),
}
REPLIED = Text(
    "答复已发送，举报人凭查询码可以看到。", "The answer is sent; whoever reported reads it with the code."
)


@only_for(*READERS)
@require_safe
def report(request: HttpRequest, number: str) -> HttpResponse:
    """A report with all its steps."""
    membership = acting(request)
    found = _found(membership, number)
    reports.saw(found, membership)
    return _page(request, membership, found)


@require_POST
@only_for(*READERS)
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """Write to the reporter, or answer."""
    membership, given = acting(request), request.POST
    try:
        reports.reply(
            number,
            by=membership,
            text=given.get("text", ""),
            key=given.get("key", "") or fresh_key(),
            final=given.get("final") == "yes",
        )
    except BadInput as refused:
        return _page(request, membership, _found(membership, number), refused=refused)
    done(request, REPLIED)
    return redirect("reports:report", number)


@require_POST
@only_for(*READERS)
def link(request: HttpRequest, number: str) -> HttpResponse:
    """Link the report to a case and a promise or condition in it."""
    given, membership = request.POST, acting(request)
    try:
        reports.link(
            number, by=membership, case_number=given.get("case", ""), obligation=given.get("obligation", "")
        )
    except NotFound as refused:
        _found(membership, number)
        messages.error(request, refused.text.said(reading()))
    else:
        done(request, SAVED)
    return redirect("reports:report", number)


@require_POST
@only_for(*READERS)
def refer(request: HttpRequest, number: str) -> HttpResponse:
    """Put the matter before a member unit, in the desk's own words."""
    membership, given = acting(request), request.POST
    try:
        reports.refer(number, by=membership, unit=given.get("unit", ""), words=given.get("words", ""))
    except BadInput as refused:
        return _page(request, membership, _found(membership, number), unreferred=refused)
    except NotAllowed as refused:
        messages.error(request, refused.text.said(reading()))
    else:
        done(request, SAVED)
    return redirect("reports:report", number)


@require_POST
@only_for(*READERS)
def concerns(request: HttpRequest, number: str) -> HttpResponse:
    """Note whom it concerns; if that is the reader, the report is gone for them."""
    membership = acting(request)
    try:
        reports.concerns(number, by=membership, email=request.POST.get("email", ""))
    except NotFound as refused:
        _found(membership, number)
        messages.error(request, refused.text.said(reading()))
        return redirect("reports:report", number)
    if not access.reports_of(membership).filter(number=number).exists():
        return redirect("reports:desk")
    return redirect("reports:report", number)


@require_http_methods(["POST"])
@only_for(*READERS)
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """Ask to see who reported, decide a colleague's request, or, once allowed, see it."""
    membership, step = acting(request), request.POST.get("step", "")
    try:
        match step:
            case "ask":
                reports.ask_identity(number, by=membership, reason=request.POST.get("reason", ""))
            case "approve" | "refuse":
                reports.decide_identity(number, by=membership, approve=step == "approve")
            case "see":
                who = reports.identity(number, by=membership)
                return _page(request, membership, _found(membership, number), who=who)
            case _:
                raise NotFound(Text("没有这个页面", "there is no such page"))
    except (BadInput, NotAllowed) as refused:
        messages.error(request, refused.text.said(reading()))
    else:
        done(request, SAVED)
    return redirect("reports:report", number)


@only_for(*READERS)
@require_safe
def file(request: HttpRequest, number: str, file_id: int) -> StreamingHttpResponse:
    """A file of the report."""
    found = _found(acting(request), number)
    return download(ReportFile.objects.filter(entry__report=found, pk=file_id).select_related("file").first())


def _found(membership: Membership, number: str) -> Report:
    found = access.reports_of(membership).select_related("case").filter(number=number).first()
    if found is None:
        raise NotFound(Text(f"没有编号为 {number} 的举报", f"there is no report {number}"))
    return found


def _page(
    request: HttpRequest,
    membership: Membership,
    found: Report,
    *,
    refused: BadInput | None = None,
    unreferred: BadInput | None = None,
    who: reports.Reporter | None = None,
) -> HttpResponse:
    asked = reports.pending(found)
    entries = joined(found.entries.exclude(what="seen").select_related("by"), "files", "file")
    shown = {
        "report": found,
        "title": TITLES[found.kind],
        "state": STATES[found.state],
        "entries": [(one, STEPS[one.what]) for one in entries],
        "today": today(),
        "key": fresh_key(),
        "typed": request.POST.get("text", "") if refused else "",
        "faults": refused.faults if refused else (),
        "case_seen": found.case is not None and access.cases_of(membership).filter(pk=found.case.pk).exists(),
        "units": [(one.id, one.name) for one in members(today())] if found.kind == "party" else [],
        "unit": request.POST.get("unit", "") if unreferred else found.referred_to,
        "words": request.POST.get("words", "") if unreferred else "",
        "unreferred": unreferred.faults if unreferred else (),
        "has_identity": ReporterIdentity.objects.filter(report=found).exists(),
        "asked": asked,
        "may_decide": asked is not None and asked.by_id != membership.person_id,
        "may_see": reports.may_see_identity(found, membership),
        "who": who,
    }
    return render(request, "reports/report.html", shown, status=422 if refused or unreferred else 200)
