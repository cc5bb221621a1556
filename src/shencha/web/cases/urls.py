"""Addresses of cases and of the desks of those who work on them."""

from __future__ import annotations

from django.urls import path

from shencha.web.cases.act import act
from shencha.web.cases.assigning import assign, queue
from shencha.web.cases.bundle import bundle
from shencha.web.cases.case import case
from shencha.web.cases.changes import changes
from shencha.web.cases.chasing import chase
from shencha.web.cases.concern import raise_concern
from shencha.web.cases.filing import filing
from shencha.web.cases.leaves import leaf_picture, leaves
from shencha.web.cases.opinion import give, opinion, ours, send_back_opinion
from shencha.web.cases.paper_opinion import paper_opinion
from shencha.web.cases.paper_withdrawal import paper_withdrawal
from shencha.web.cases.past import earlier
from shencha.web.cases.receipt import paper, receipt, receipt_file
from shencha.web.cases.remarks import resolve_remark, write_remark
from shencha.web.cases.sent import sent
from shencha.web.cases.side_by_side import side_by_side
from shencha.web.cases.sign import send_back, sign
from shencha.web.cases.supplements import supplements
from shencha.web.cases.whole import papers_pdf, papers_zip
from shencha.web.desks import overview
from shencha.web.desks.annual import report, reports
from shencha.web.desks.audit import audit, audit_now, checkpoint, looks
from shencha.web.desks.listing import cases, cases_file, view_kept
from shencha.web.desks.notice_arrival import decide_notice, notice_arrival, notice_moved
from shencha.web.desks.notice_file import notice_file
from shencha.web.desks.office import desk, part
from shencha.web.desks.organisations import organisations
from shencha.web.desks.people import end, people
from shencha.web.desks.person import person
from shencha.web.desks.planning import change, load
from shencha.web.desks.policies import choices, decide_policy
from shencha.web.desks.rights import account_acts, waiting
from shencha.web.desks.tables import log_entries, notices, opinions, promises
from shencha.web.desks.week import week

app_name = "cases"
urlpatterns = [
    path("work/", desk, name="desk"),
    path("work/due/<slug:named>/", part, name="part"),
    path("work/queue/", queue, name="queue"),
    path("work/week/", week, name="week"),
    path("work/overview/", overview.page, name="overview"),
    path("work/load/", load, name="load"),
    path("work/change/", change, name="change"),
    path("work/annual/", reports, name="annual"),
    path("work/annual/<int:year>-<slug:copy>.<slug:form>", report, name="annual_report"),
    path("work/concern/", raise_concern, name="concern"),
    path("work/opinions/", ours, name="opinions"),
    path("audit/", audit, name="audit"),
    path("audit/looks.csv", looks, {"form": "csv"}, name="looks_csv"),
    path("audit/looks.xlsx", looks, {"form": "xlsx"}, name="looks_xlsx"),
    path("audit/now/", audit_now, name="audit_now"),
    path("work/policies/", choices, name="policies"),
    path("work/policies/<int:choice_id>/decide/", decide_policy, name="decide_policy"),
    path("work/holidays/", notice_arrival, name="notice_arrival"),
    path("work/holidays/<int:taken_id>/", notice_moved, name="notice_moved"),
    path("work/holidays/<int:taken_id>/decide/", decide_notice, name="decide_notice"),
    path("people/", people, name="people"),
    path("people/end/", end, name="end"),
    path("people/<int:person_id>/", person, name="person"),
    path("people/organisations/", organisations, name="organisations"),
    path("people/waiting/", waiting, name="waiting"),
    path("people/acts/", account_acts, name="account_acts"),
    path("log/checkpoint", checkpoint, name="checkpoint"),
    *(
        path(f"{address}.{form}", view, {"form": form}, name=f"{name}_{form}")
        for form in ("csv", "xlsx")
        for address, view, name in (
            ("cases/list", cases_file, "list"),
            ("obligations/list", promises, "promises"),
            ("work/opinions/list", opinions, "opinions"),
            ("party/notices/list", notices, "notices"),
            ("audit/log", log_entries, "log"),
        )
    ),
    path("cases/", cases, name="list"),
    path("work/views/", view_kept, name="view_kept"),
    path("cases/<str:number>/", case, name="case"),
    path("cases/<str:number>/bundle/", bundle, name="bundle"),
    path("cases/<str:number>/filing/", filing, name="filing"),
    path("cases/<str:number>/papers.zip", papers_zip, name="papers_zip"),
    path("cases/<str:number>/papers.pdf", papers_pdf, name="papers_pdf"),
    path("cases/<str:number>/earlier/", earlier, name="earlier"),
    path("cases/<str:number>/do/<slug:name>/", act, name="act"),
    path("cases/<str:number>/assign/", assign, name="assign"),
    path("cases/<str:number>/sent/", sent, name="sent"),
    path("cases/<str:number>/chase/<slug:owed>/", chase, name="chase"),
    path("cases/<str:number>/opinion/", opinion, name="opinion"),
    path("cases/<str:number>/opinion/give/", give, name="give"),
    path("cases/<str:number>/opinion/send-back/", send_back_opinion, name="send_back_opinion"),
    path("cases/<str:number>/paper-opinion/", paper_opinion, name="paper_opinion"),
    path("cases/<str:number>/paper-withdrawal/", paper_withdrawal, name="paper_withdrawal"),
    path("cases/<str:number>/sign/<slug:name>/", sign, name="sign"),
    path("cases/<str:number>/send-back/<slug:name>/", send_back, name="send_back"),
    path("cases/<str:number>/events/<int:sequence>/", receipt, name="receipt"),
    path("cases/<str:number>/events/<int:sequence>/receipt.tlog-proof", receipt_file, name="receipt_file"),
    path(
        "cases/<str:number>/events/<int:sequence>/notice-<slug:copy>.<slug:form>",
        notice_file,
        name="notice_file",
    ),
    path("cases/<str:number>/papers/<int:paper_id>/", paper, name="paper"),
    path("cases/<str:number>/papers/<int:paper_id>/changes/", changes, name="changes"),
    path("cases/<str:number>/papers/<int:paper_id>/read/", leaves, name="leaves"),
    path("cases/<str:number>/papers/<int:paper_id>/pages/<int:leaf>.png", leaf_picture, name="leaf"),
    path("cases/<str:number>/supplements/", supplements, name="supplements"),
    path("cases/<str:number>/side-by-side/", side_by_side, name="side_by_side"),
    path("cases/<str:number>/side-by-side/remark/", write_remark, name="remark"),
    path("cases/<str:number>/side-by-side/resolve/", resolve_remark, name="resolve"),
]
