"""The paper of an event as a file: PDF/A or .docx, the Chinese original or the English courtesy copy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from shencha.documents.formats import FORMS
from shencha.errors import NotFound
from shencha.records import access
from shencha.records.acts.notices import opened
from shencha.records.reads.papers import NO_PAPER, file_of, paper_of
from shencha.text import LANGS, Lang
from shencha.web.acting import acting, only_for


@only_for()
@require_safe
def notice_file(request: HttpRequest, number: str, sequence: int, copy: str, form: str) -> HttpResponse:
    """The paper, for whoever may see the event; the party's first reading is kept as its receipt."""
    membership = acting(request)
    lang: Lang | None = next((one for one in LANGS if one == copy), None)
    if lang is None or form not in FORMS:
        raise NotFound(NO_PAPER)
    stored, notice = paper_of(membership, number, sequence)
    if request.method == "GET":
        opened(stored, by=membership)
        access.saw(membership, stored.case, f"notice {sequence}")
    made, name = file_of(stored, notice, lang, form)
    response = HttpResponse(made, content_type=FORMS[form].media_type)
    response.headers["Content-Disposition"] = content_disposition_header(form != "pdf", name) or ""
    return response
