"""Report without an account: on a party or on the review, with a name or without; come back with the code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from shencha.errors import BadInput, NotFound
from shencha.records.acts import reports
from shencha.records.clock import today
from shencha.records.joined import joined
from shencha.records.models import Report, ReportEntry, ReportFile
from shencha.records.policies import reply_policy
from shencha.text import Text
from shencha.web.downloads import attached
from shencha.web.reports.apart import remember, report_of
from shencha.web.reports.forms import MoreForm, ReportForm
from shencha.web.templatetags.say import reading

STEPS = {"party": "supervision", "review": "complaint"}
"""The step of the Measures under which each kind of report stands."""
TITLES = {
    "party": Text("举报当事人或者产品和服务提供者", "Report on a party or a supplier"),
    "review": Text("举报审查工作或者审查人员", "Report on the review or its staff"),
}
OPEN_TO_REPORTER = (ReportEntry.What.WRITTEN, ReportEntry.What.ASKED, ReportEntry.What.ANSWERED)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What the report is on; the two kinds go to different desks."""
    return render(request, "reports/choose.html", {"policy": reply_policy(today()), "section": "report"})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a report in and show its code once."""
    if kind not in TITLES:
        raise NotFound(Text("没有这个页面", "there is no such page"))
    form, status = ReportForm(request, kind), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                report, code = reports.submit(
                    kind=kind,
                    about=given["about"],
                    text=given["text"],
                    key=given["key"],
                    reporter=reports.Reporter(given["name"].strip(), given["contact"].strip()),
                    uploads=form.uploads(),
                )
            except BadInput as refused:
                form.refuse(refused)
            else:
                shown_once = _thread(request, report, MoreForm(request, sent=False), code=code)
                return remember(shown_once, report)
    shown = {
        "form": form,
        "kind": kind,
        "title": TITLES[kind],
        "step": STEPS[kind],
        "policy": reply_policy(today()),
        "section": "report",
        "elsewhere": getattr(request, "signed_in_elsewhere", False),
    }
    return render(request, "reports/write.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Come back with a receipt code; it never stands in an address."""
    wrong = None
    if request.method == "POST":
        try:
            report = reports.by_code(request.POST.get("code", "")[:100])
        except NotFound:
            wrong = Text(
                "没有这个查询码；请核对四组各五个字母或数字",
                "There is no such code; check the four groups of five",
            )
        else:
            return remember(redirect("reports:thread"), report)
    shown = {"wrong": wrong, "typed": request.POST.get("code", ""), "section": "report"}
    return render(request, "reports/follow.html", shown, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest) -> HttpResponse:
    """The talk between reporter and desk; more can be added."""
    report = report_of(request)
    if report is None:
        return redirect("reports:follow")
    form = MoreForm(request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            reports.write_more(report, text=given["text"], key=given["key"], uploads=form.uploads())
        except BadInput as refused:
            form.refuse(refused)
        else:
            return redirect("reports:thread")
    return _thread(request, report, form, status=422 if form.errors else 200)


def _thread(
    request: HttpRequest, report: Report, form: MoreForm, *, code: str = "", status: int = 200
) -> HttpResponse:
    shown = {
        "report": report,
        "title": TITLES[report.kind],
        "code": code,
        "entries": joined(report.entries.filter(what__in=OPEN_TO_REPORTER), "files", "file"),
        "form": form,
        "answered": report.state == Report.State.ANSWERED,
        "today": today(),
        "section": "report",
    }
    return render(request, "reports/thread.html", shown, status=status)


@require_safe
def file(request: HttpRequest, file_id: int) -> StreamingHttpResponse:
    """A file of the reporter's own thread, as it was kept."""
    found = ReportFile.objects.filter(
        entry__report=report_of(request), entry__what=ReportEntry.What.WRITTEN, pk=file_id
    )
    return download(found.select_related("file").first())


def download(found: ReportFile | None) -> StreamingHttpResponse:
    """Send a file of a report.

    Raises:
        NotFound: there is none.
    """
    if found is None:
        raise NotFound(Text("没有这个文件", "there is no such file"))
    name = found.name if reading() == "zh" else found.name.replace("附件", "attachment-")
    return attached(found.file, name)
