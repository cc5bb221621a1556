"""The annual report as a file, for the office's head."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shencha.documents.formats import FORMS, file_name
from shencha.errors import NotFound
from shencha.procedure.roles import Role
from shencha.records.reads import figures
from shencha.records.reads.annual import report_of
from shencha.records.reads.papers import NO_PAPER
from shencha.text import LANGS, Lang
from shencha.web.acting import acting, only_for


@only_for(Role.OFFICE_HEAD)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The years of which there is a report, each in its forms, and how often the office chased what was late."""
    years = [(year, figures.times_chased(year)) for year in figures.years()]
    return render(request, "cases/annual.html", {"section": "desk", "years": years})


@only_for(Role.OFFICE_HEAD)
@require_safe
def report(request: HttpRequest, year: int, copy: str, form: str) -> HttpResponse:
    """The report of a year, in PDF or as an editable document."""
    lang: Lang | None = next((one for one in LANGS if one == copy), None)
    if lang is None or form not in FORMS:
        raise NotFound(NO_PAPER)
    notice = report_of(acting(request), year)
    response = HttpResponse(FORMS[form].write(notice, lang), content_type=FORMS[form].media_type)
    name = file_name(notice, lang, form)
    response.headers["Content-Disposition"] = content_disposition_header(form != "pdf", name) or ""
    return response
