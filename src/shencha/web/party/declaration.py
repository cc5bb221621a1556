"""The declaration as a form that is kept as one goes; an own paper may stand in its place."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from shencha.documents.declaration import NOT_PUBLIC, Field, Part, missing, parts
from shencha.documents.declaration_paper import TITLE, Particulars, declaration_pdf, empty_form, empty_pdf
from shencha.errors import Fault
from shencha.law.measures.materials import required
from shencha.records.acts import drafts
from shencha.records.acts.changes import Overtaken, version_of
from shencha.records.clock import SHANGHAI, now
from shencha.records.models import Draft
from shencha.text import Text
from shencha.web.done import done
from shencha.web.party.ours import our_draft, party_page, seen_in
from shencha.web.templatetags.say import reading

KEPT = Text("申报书已保存。", "The declaration is kept.")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Box:
    """One field as it stands on the page."""

    key: str
    field: Field
    value: str
    fault: Fault | None


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, draft_id: int) -> HttpResponse:
    """All fields on one page; what is filled in is kept, complete or not, and what cannot stand is marked."""
    membership, draft = our_draft(request, draft_id)
    faults: dict[str, Fault] = {}
    overtaken, typed, status = None, None, 200
    if request.method == "POST":
        typed = {key: request.POST.get(key, "") for key in _keys(draft)}
        try:
            faults = drafts.declare(draft, by=membership, written=typed, seen=seen_in(request.POST))
        except Overtaken as refused:
            overtaken, status = refused, 409
        else:
            if not faults:
                done(request, KEPT)
                draft.refresh_from_db()
                lacking = missing(draft.ground, draft.declaration, by_paper=_by_paper(draft))
                return redirect("party:declaration" if lacking else "party:draft", draft.pk)
            status = 422
    wanted = next(one for one in required(draft.ground, draft.instrument) if one.material == "declaration")
    shown = {
        "section": "desk",
        "draft": draft,
        "wanted": wanted,
        "parts": [(part, _boxes(draft, part, typed, faults)) for part in parts(draft.ground)],
        "faults": faults,
        "lacking": missing(draft.ground, draft.declaration, by_paper=_by_paper(draft))
        if typed is None
        else [],
        "begun": bool(draft.declaration),
        "by_paper": draft.papers.select_related("file").filter(material="declaration"),
        "seen": overtaken.version if overtaken else version_of(draft, "declaration"),
        "overtaken": overtaken,
        "not_public": NOT_PUBLIC,
    }
    return render(request, "party/declaration.html", shown, status=status)


@party_page
@require_safe
def form(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The empty form as a Word document."""
    _, draft = our_draft(request, draft_id)
    lang = reading()
    return _file(empty_form(draft.ground, lang), WORD, f"{TITLE.said(lang)}.docx")


@party_page
@require_safe
def form_to_print(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The empty form as a PDF, to be filled in by hand."""
    _, draft = our_draft(request, draft_id)
    lang = reading()
    return _file(empty_pdf(_particulars(draft), lang), "application/pdf", f"{TITLE.said(lang)}.pdf")


@party_page
@require_safe
def paper(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The declaration as it would be filed now."""
    _, draft = our_draft(request, draft_id)
    lang = reading()
    made = declaration_pdf(draft.declaration, _particulars(draft), lang)
    return _file(made, "application/pdf", f"{TITLE.said(lang)}.pdf")


def _particulars(draft: Draft) -> Particulars:
    party = Text(draft.party.name_zh, draft.party.name_en)
    return Particulars(draft.title, party, draft.ground, draft.instrument, now().astimezone(SHANGHAI))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _keys(draft: Draft) -> list[str]:
    return [f"{part.name}.{field.name}" for part in parts(draft.ground) for field in part.fields]


def _by_paper(draft: Draft) -> bool:
    return draft.papers.filter(material="declaration").exists()


def _boxes(draft: Draft, part: Part, typed: dict[str, str] | None, faults: dict[str, Fault]) -> list[Box]:
    kept = draft.declaration.get(part.name, {})
    return [
        Box(key, field, typed[key] if typed is not None else kept.get(field.name, ""), faults.get(key))
        for field in part.fields
        for key in [f"{part.name}.{field.name}"]
    ]
