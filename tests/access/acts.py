"""Every act that a page has, and the operation of the API by which a program does it.

A page that takes a POST stands here: with the operation, which is tried by role in `table`, or with the reason why a
program has none.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Without:
    """Why no operation does it."""

    why: str


NOT_SIGNED_IN = Without("a person without an account does it, on the page; a token always acts for someone")
SESSION = Without("it changes only what this browser shows; each request of a program says it itself")
ASKS = Without(
    "it computes an answer and changes nothing; the command line gives the same answer to a program"
)
PIECES = Without("pieces of an upload that a browser takes up again; a program sends its file whole")

EVENT = "POST /api/cases/{number}/events"
"""The one door through which a case's events go: assignment, chasing, judging, sending back among them."""

ACTS: dict[str, str | tuple[str, ...] | Without] = {
    "must-we-file/again/": SESSION,
    "must-we-file/<slug:slug>/": "POST /api/screen",
    "language/": SESSION,
    "demo/as/": SESSION,
    "acting/": SESSION,
    "desk/": SESSION,
    "report/follow/": NOT_SIGNED_IN,
    "report/thread/": NOT_SIGNED_IN,
    "report/<slug:kind>/": NOT_SIGNED_IN,
    "reports/<str:number>/reply/": "POST /api/reports/{report}/reply",
    "reports/<str:number>/link/": "POST /api/reports/{report}/link",
    "reports/<str:number>/refer/": "POST /api/reports/{report}/refer",
    "reports/<str:number>/concerns/": "POST /api/reports/{report}/concerns",
    "reports/<str:number>/identity/": (
        "POST /api/reports/{report}/identity/ask",
        "POST /api/reports/{report}/identity/decide",
        "POST /api/reports/{report}/identity/see",
    ),
    "calendar/": ("POST /api/calendar/feed", "DELETE /api/calendar/feed"),
    "calendar/moved/<int:taken_id>/noted/": "POST /api/holiday-notices/{taken_id}/noted",
    "party/dossiers/new/": "POST /api/dossiers",
    "party/drafts/new/": "POST /api/drafts",
    "party/drafts/<int:draft_id>/discard/": "DELETE /api/drafts/{draft_id}",
    "party/drafts/<int:draft_id>/facts/<slug:slug>/": "PATCH /api/drafts/{draft_id}",
    "party/drafts/<int:draft_id>/declaration/": "PATCH /api/drafts/{draft_id}",
    "party/drafts/<int:draft_id>/papers/<slug:material>/": "POST /api/drafts/{draft_id}/papers",
    "party/drafts/<int:draft_id>/files/<int:paper_id>/remove/": (
        "DELETE /api/drafts/{draft_id}/papers/{paper_id}"
    ),
    "party/drafts/<int:draft_id>/check/": "POST /api/drafts/{draft_id}/check",
    "party/drafts/<int:draft_id>/sign/": "POST /api/drafts/{draft_id}/file",
    "party/drafts/<int:draft_id>/version/": "POST /api/drafts/{draft_id}/version",
    "party/drafts/<int:draft_id>/evidence/add/<slug:kind>/": "POST /api/drafts/{draft_id}/analyses",
    "party/drafts/<int:draft_id>/evidence/<int:run_id>/remove/": (
        "DELETE /api/drafts/{draft_id}/analyses/{run_id}"
    ),
    "party/drafts/<int:draft_id>/evidence/factors/<slug:factor>/": (
        "PUT /api/drafts/{draft_id}/judgements/{factor}"
    ),
    "party/drafts/<int:draft_id>/report/new/": "POST /api/drafts/{draft_id}/statements",
    "party/drafts/<int:draft_id>/report/<slug:statement>/": (
        "PUT /api/drafts/{draft_id}/statements/{statement}"
    ),
    "party/drafts/<int:draft_id>/report/<slug:statement>/remove/": (
        "DELETE /api/drafts/{draft_id}/statements/{statement}"
    ),
    "party/drafts/<int:draft_id>/suppliers/": "POST /api/drafts/{draft_id}/parts",
    "party/drafts/<int:draft_id>/suppliers/<int:part_id>/": (
        "POST /api/drafts/{draft_id}/parts/{part_id}/sent-back",
        "POST /api/drafts/{draft_id}/parts/{part_id}/close",
    ),
    "party/cases/<str:number>/supplement/": "POST /api/cases/{number}/supplements",
    "party/cases/<str:number>/withdraw/": EVENT,
    "supplies/<int:part_id>/": "PUT /api/parts/{part_id}",
    "supplies/<int:part_id>/hand-in/": "POST /api/parts/{part_id}/hand-in",
    "supplies/<int:part_id>/files/": "POST /api/parts/{part_id}/papers",
    "supplies/<int:part_id>/files/<int:paper_id>/remove/": "DELETE /api/parts/{part_id}/papers/{paper_id}",
    "uploads/": PIECES,
    "work/concern/": "POST /api/concerns",
    "work/views/": ("POST /api/case-views", "DELETE /api/case-views/{view_id}"),
    "work/policies/": ("POST /api/policy-choices", "POST /api/policy-choices/effect"),
    "work/policies/<int:choice_id>/decide/": (
        "POST /api/policy-choices/{taken_id}/in-force",
        "POST /api/policy-choices/{taken_id}/sent-back",
    ),
    "work/holidays/": "POST /api/holiday-notices",
    "work/holidays/<int:taken_id>/decide/": (
        "POST /api/holiday-notices/{taken_id}/in-force",
        "POST /api/holiday-notices/{taken_id}/sent-back",
    ),
    "work/load/": ASKS,
    "people/": "POST /api/people",
    "people/<int:person_id>/": (
        "POST /api/people/{person_id}/acts",
        "POST /api/absences",
        "DELETE /api/absences/{absence_id}",
    ),
    "people/end/": (
        "POST /api/people/{person_id}/acts",
        "DELETE /api/tokens/{token_id}",
        "POST /api/mandates/end",
    ),
    "people/organisations/": ("POST /api/organisations", "POST /api/mandates"),
    "people/waiting/": ("POST /api/rights/{key}/confirm", "POST /api/rights/{key}/refuse"),
    "cases/<str:number>/do/<slug:name>/": EVENT,
    "cases/<str:number>/assign/": EVENT,
    "cases/<str:number>/chase/<slug:owed>/": EVENT,
    "cases/<str:number>/sign/<slug:name>/": "POST /api/cases/{number}/drafts/{name}/sign",
    "cases/<str:number>/send-back/<slug:name>/": EVENT,
    "cases/<str:number>/bundle/": "POST /api/cases/{number}/bundle",
    "cases/<str:number>/obligations/evidence/": "POST /api/cases/{number}/evidence",
    "cases/<str:number>/board/<str:filed_id>/repeat/": "POST /api/cases/{number}/analyses/{filed_id}/repeat",
    "cases/<str:number>/board/<str:filed_id>/recount/": (
        "POST /api/cases/{number}/analyses/{filed_id}/recount"
    ),
    "cases/<str:number>/changes/": "POST /api/cases/{number}/changes",
    "cases/<str:number>/opinion/": "POST /api/cases/{number}/opinion-drafts",
    "cases/<str:number>/opinion/give/": (
        "POST /api/cases/{number}/opinion",
        "POST /api/cases/{number}/opinion-drafts",
        "POST /api/cases/{number}/opinion-drafts/{draft_id}/give",
    ),
    "cases/<str:number>/opinion/send-back/": "POST /api/cases/{number}/opinion-drafts/{draft_id}/sent-back",
    "cases/<str:number>/paper-opinion/": "POST /api/cases/{number}/on-paper",
    "cases/<str:number>/paper-withdrawal/": "POST /api/cases/{number}/on-paper",
    "cases/<str:number>/side-by-side/remark/": "POST /api/cases/{number}/papers/{paper_id}/remarks",
    "cases/<str:number>/side-by-side/resolve/": "POST /api/cases/{number}/remarks/{remark_id}/resolve",
    "audit/now/": "POST /api/audits",
    "register/": "POST /api/registers",
    "sanctions/new/": "POST /api/sanctions",
    "sanctions/<int:sanction_id>/do/<slug:act>/": "POST /api/sanctions/{sanction_id}/acts",
}
