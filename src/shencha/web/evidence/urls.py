"""Addresses of evidence."""

from __future__ import annotations

from django.urls import path

from shencha.web.evidence import detail, draft, filed, report

app_name = "evidence"
urlpatterns = [
    path("party/drafts/<int:draft_id>/evidence/", draft.board, name="draft"),
    path("party/drafts/<int:draft_id>/evidence/add/<slug:kind>/", draft.add, name="add"),
    path("party/drafts/<int:draft_id>/evidence/<int:run_id>/remove/", draft.remove, name="remove"),
    path("party/drafts/<int:draft_id>/evidence/<int:run_id>/", detail.of_draft, name="draft_run"),
    path(
        "party/drafts/<int:draft_id>/evidence/<int:run_id>/picture.svg",
        detail.picture_of_draft,
        name="draft_picture",
    ),
    path("party/drafts/<int:draft_id>/evidence/factors/<slug:factor>/", draft.judge, name="judge"),
    path("party/drafts/<int:draft_id>/report/", report.report, name="report"),
    path("party/drafts/<int:draft_id>/report/paper.pdf", report.paper, name="report_paper"),
    path("party/drafts/<int:draft_id>/report/new/", report.add, name="statement_new"),
    path("party/drafts/<int:draft_id>/report/<slug:statement>/", report.change, name="statement"),
    path(
        "party/drafts/<int:draft_id>/report/<slug:statement>/remove/", report.remove, name="statement_remove"
    ),
    path("cases/<str:number>/board/", filed.board, name="board"),
    path("cases/<str:number>/board/runs/<int:run_id>/", detail.of_case, name="case_run"),
    path(
        "cases/<str:number>/board/runs/<int:run_id>/picture.svg", detail.picture_of_case, name="case_picture"
    ),
    path("cases/<str:number>/report/<slug:statement>/<int:reference>/", filed.place, name="place"),
    path("cases/<str:number>/board/<str:filed_id>/repeat/", filed.repeat, name="repeat"),
    path("cases/<str:number>/board/<str:filed_id>/recount/", filed.count_again, name="recount"),
]
