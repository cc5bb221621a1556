"""Addresses of the party's pages."""

from __future__ import annotations

from django.urls import path

from shencha.web.desks import party as desk
from shencha.web.party import (
    begin,
    carried,
    case,
    check,
    declaration,
    draft,
    fact,
    notice,
    notices,
    papers,
    parts,
    rehearsal,
    sign,
    supplement,
    version,
    withdraw,
)

app_name = "party"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("rehearsal/", rehearsal.rehearsal, name="rehearsal"),
    path("dossiers/new/", carried.carry_in, name="carry_in"),
    path("drafts/<int:draft_id>/dossier/", carried.carry_out, name="carry_out"),
    path("drafts/new/", begin.begin, name="begin"),
    path("drafts/<int:draft_id>/", draft.draft, name="draft"),
    path("drafts/<int:draft_id>/discard/", draft.discard, name="discard"),
    path("drafts/<int:draft_id>/facts/", fact.facts, name="facts"),
    path("drafts/<int:draft_id>/facts/<slug:slug>/", fact.fact, name="fact"),
    path("drafts/<int:draft_id>/declaration/", declaration.declaration, name="declaration"),
    path("drafts/<int:draft_id>/declaration/form.docx", declaration.form, name="declaration_form"),
    path("drafts/<int:draft_id>/declaration/form.pdf", declaration.form_to_print, name="declaration_print"),
    path("drafts/<int:draft_id>/declaration/paper.pdf", declaration.paper, name="declaration_paper"),
    path("drafts/<int:draft_id>/papers/<slug:material>/", papers.papers, name="papers"),
    path("drafts/<int:draft_id>/files/<int:paper_id>/", papers.download, name="paper"),
    path("drafts/<int:draft_id>/files/<int:paper_id>/remove/", papers.remove, name="remove"),
    path("drafts/<int:draft_id>/check/", check.check, name="check"),
    path("drafts/<int:draft_id>/sign/", sign.sign, name="sign"),
    path("drafts/<int:draft_id>/suppliers/", parts.suppliers, name="suppliers"),
    path("drafts/<int:draft_id>/suppliers/<int:part_id>/", parts.supplier, name="supplier"),
    path(
        "drafts/<int:draft_id>/suppliers/<int:part_id>/files/<int:paper_id>/",
        parts.download,
        name="supplier_paper",
    ),
    path("drafts/<int:draft_id>/version/", version.version, name="version"),
    path("cases/<str:number>/", case.case, name="case"),
    path("cases/<str:number>/supplement/", supplement.supplement, name="supplement"),
    path("cases/<str:number>/supplement/files/<int:paper_id>/", supplement.prepared, name="prepared"),
    path("cases/<str:number>/supplement/supplement.yaml", supplement.sheet, name="supplement_sheet"),
    path("cases/<str:number>/withdraw/", withdraw.withdraw, name="withdraw"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<int:notice_id>/", notice.notice, name="notice"),
]
