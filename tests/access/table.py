"""Who may reach what: every address of the pages and every operation of the API, by role and by kind of case.

Read it as a jurist would: KNOWS says who may know of which case, PAGES and OPERATIONS say what each address asks
for. An address that does not stand here fails the test; so does an answer that is not the one expected here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.procedure.roles import Role

ANONYMOUS = "anonymous"
PEOPLE = {
    "party_owner": "owner@yunqi.example",
    "party_editor": "editor@yunqi.example",
    "party_signatory": "signatory@haina.example",
    "counsel": "counsel@zhengde.example",  # for yunqi and haina
    "supplier": "supplier@xinyuan.example",
    "office_clerk": "clerk@office.example",
    "case_officer": "officer@office.example",  # recused from the case `recused`
    "second_officer": "second@office.example",
    "office_head": "head@office.example",
    "member_liaison": "liaison@ndrc.example",
    "consulted_liaison": "liaison@transport.example",
    "commission_secretary": "secretary@commission.example",
    "protection_department": "liaison@energy.example",
    "supervisor": "supervisor@supervision.example",
    "auditor": "auditor@audit.example",
    "system_admin": "system@operation.example",
    "security_admin": "security@operation.example",
    "audit_admin": "auditadmin@operation.example",
}
"""One person for each role; what is asked of the table is asked of each, and of a reader without an account."""
assert set(PEOPLE) == {role.value for role in Role}

OFFICE = {"office_clerk", "case_officer", "second_officer", "office_head"}
PARTY = {"party_owner", "party_editor", "party_signatory", "counsel"}
ADMINISTRATORS = {"system_admin", "security_admin", "audit_admin"}
CONSULTED = {"member_liaison", "consulted_liaison", "protection_department"}
WORKING = OFFICE | CONSULTED | {"commission_secretary", "supervisor", "auditor"}
EVERYONE = set(PEOPLE)

YUNQI = {"party_owner", "party_editor", "counsel"}
HAINA = {"party_signatory", "counsel"}
ALL_OF_IT = OFFICE | {"auditor"}
KNOWS = {
    # kind of case: (title in the sample, who may know of it)
    "filed": ("云栖出行赴纽约上市", ALL_OF_IT | YUNQI),
    "asked for a supplement": ("海纳互动赴新加坡上市", ALL_OF_IT | HAINA),
    "recused": ("调度系统存储设备采购", ALL_OF_IT - {"case_officer"}),
    "preliminary": ("云栖出行地图数据处理", ALL_OF_IT | YUNQI),
    "preliminary, paused": ("海纳互动赴法兰克福第二上市", ALL_OF_IT | HAINA),
    "consultation": ("调度云平台采购", ALL_OF_IT | {"member_liaison", "protection_department"}),
    "consultation, silent": (
        "云栖出行赴东京上市",
        ALL_OF_IT | YUNQI | {"member_liaison", "consulted_liaison"},
    ),
    "special": ("海纳互动赴纽约上市", ALL_OF_IT | HAINA | {"member_liaison"}),
    "awaiting the Commission": (
        "云栖出行分拆地图业务赴国外上市",
        ALL_OF_IT | YUNQI | {"member_liaison", "commission_secretary"},
    ),
    "no review": ("车载终端采购", ALL_OF_IT | YUNQI),
    "concluded": ("变电站安全网关采购", ALL_OF_IT | {"member_liaison", "supervisor"}),
    "concluded, affecting": (
        "海纳互动直播业务赴国外上市",
        ALL_OF_IT | HAINA | {"member_liaison", "supervisor"},
    ),
    "withdrawn": ("海纳互动赴伦敦上市", ALL_OF_IT | HAINA),
    "ex officio, proposed": ("某境外路由器产品的远程维护通道", ALL_OF_IT),
    "ex officio, not opened": ("某开源组件的供应中断风险", ALL_OF_IT | {"commission_secretary"}),
    "ex officio, opened": (
        # the head restricted it to its officer
        "海纳互动的位置数据处理活动",
        (ALL_OF_IT - {"office_clerk", "second_officer"}) | HAINA | {"commission_secretary"},
    ),
    "filed, with evidence": ("附评估结果的采购", ALL_OF_IT | YUNQI),
}
DRAFT = YUNQI
"""The draft is yunqi's; nobody else sees it, the office included."""
NOTICE = YUNQI
"""So is the notice that is asked for."""
PART = {"supplier"}
"""The part in that draft which xinyuan is asked for; yunqi reads it at the draft's own addresses."""

READS = {
    # kind of report: who may read it. The office reads none, and nobody reads one that concerns them.
    "on a party": {"supervisor"},
    "on the review": {"auditor"},
    "on a party, concerning the supervisor": set(),
    "on the review, concerning the auditor": set(),
}

# What an address asks for. For whoever may not reach it, it is not there: 404 with the very words of what is not
# there, and nothing is written; a reader without an account is led to sign in (pages) or asked for a token (API).
PUBLIC = "public"  # everyone
SIGNED_IN = "signed in"  # whoever has an account, whatever the role
CASE = "case"  # whoever KNOWS the case
A_DRAFT, A_NOTICE, A_PART, A_REPORT = "draft", "notice", "part", "report"
NOBODY = "nobody"  # it hangs on a code that was given in this browser
NONE: set[str] = set()  # there is nothing there that anyone could be shown
OWN_MATTERS = "account"  # a person's own account, by django-allauth; knows no case

Answers = int | Mapping[str, int]
"""A status, or one for each role; `else` for the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """What an address asks for, of whoever may know of the case only some roles, and what they are answered.

    The statuses are those of a case that is filed; a program or a person who knows of the case and may not do this
    in it is told why (409). 405: the address takes no such request from anyone.
    """

    asks: str | set[str]
    get: Answers = 200
    post: Answers = 405
    of: frozenset[str] = frozenset(EVERYONE)


def only(asks: str, roles: set[str], get: Answers = 200, post: Answers = 405) -> Row:
    """Of those who may know of the case these roles only."""
    return Row(asks, get, post, frozenset(roles))


OFFICERS = {"case_officer", "second_officer", "office_head"}
SIGNS = {"party_owner", "counsel"}
"""Of yunqi's side those who sign; the editor does not."""


PAGES: dict[str, Row] = {
    "": Row(PUBLIC),
    "about/": Row(PUBLIC),
    "help/": Row(PUBLIC),
    "help/glossary/": Row(PUBLIC),
    "help/<slug:reader>/": Row(PUBLIC),
    "must-we-file/": Row(PUBLIC),
    "must-we-file/answer/": Row(PUBLIC, 302),  # to the first question, as nothing is answered
    "must-we-file/facts.json": Row(PUBLIC),
    "must-we-file/again/": Row(PUBLIC, 405, 302),
    "must-we-file/<slug:slug>/": Row(PUBLIC, 200, 422),
    "due/": Row(PUBLIC),
    "healthz": Row(PUBLIC),
    "law/": Row(PUBLIC),
    "law/compare/": Row(PUBLIC),
    "law/open-points/": Row(PUBLIC),
    "law/sources/": Row(PUBLIC),
    "law/cases/": Row(PUBLIC),
    "law/questions/": Row(PUBLIC),
    "law/questions/<slug:question_id>/": Row(PUBLIC),
    "must-we-file/answer/memo.<str:kind>": Row(PUBLIC, 302),  # to the first question, as nothing is answered
    "law/<slug:instrument_id>/": Row(PUBLIC),
    "law/<slug:instrument_id>/<slug:number>/": Row(PUBLIC),
    "conclusions/": Row(PUBLIC),
    "conclusions/feed.xml": Row(PUBLIC),
    "log/": Row(PUBLIC),
    "log/verify/": Row(PUBLIC),
    "log/checkpoint": Row(PUBLIC),
    "log/key": Row(PUBLIC),
    "dossier/key": Row(PUBLIC),
    "language/": Row(PUBLIC, 302, 302),
    "demo/as/": Row(PUBLIC, 405, 302),  # likewise
    "demo/": Row(PUBLIC),  # of an instance that is a demo, and of no other
    "report/": Row(PUBLIC),
    "report/follow/": Row(PUBLIC, 200, 422),
    "report/thread/": Row(PUBLIC, 302, 302),  # to where the code is asked for
    "report/file/<int:file_id>/": Row(NOBODY),
    "report/<slug:kind>/": Row(PUBLIC, 200, 200),
    "calendar/<slug:secret>.ics": Row(PUBLIC),  # whoever knows the address; see its own test
    "reports/": Row({"supervisor", "auditor"}),
    "reports/<str:number>/": Row(A_REPORT),
    "reports/<str:number>/reply/": Row(A_REPORT, 405, 302),
    "reports/<str:number>/link/": Row(A_REPORT, 405, 302),
    "reports/<str:number>/refer/": Row(A_REPORT, 405, 302),
    "reports/<str:number>/concerns/": Row(A_REPORT, 405, 302),
    "reports/<str:number>/identity/": Row(A_REPORT, 405, 302),
    "reports/<str:number>/files/<int:file_id>/": Row(A_REPORT),
    "desk/": Row(SIGNED_IN, 302, 302),
    "acting/": Row(SIGNED_IN, 405, 302),
    "calendar/": Row(SIGNED_IN, 200, 200),
    "search/": Row(WORKING | PARTY),
    "obligations/": Row(PARTY | OFFICE | {"supervisor", "auditor"}),
    "party/": Row(PARTY),
    "party/notices/": Row(PARTY),
    "party/dossiers/new/": Row(PARTY, 200, 422),
    "party/drafts/new/": Row(PARTY, 200, {"party_signatory": 422, "else": 302}),  # of haina, not for yunqi
    "party/drafts/<int:draft_id>/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/dossier/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/discard/": Row(A_DRAFT, 200, 302),
    "party/drafts/<int:draft_id>/facts/": Row(A_DRAFT, 302),
    "party/drafts/<int:draft_id>/facts/<slug:slug>/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/declaration/": Row(A_DRAFT, 200, 302),
    "party/drafts/<int:draft_id>/declaration/form.docx": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/declaration/form.pdf": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/declaration/paper.pdf": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/papers/<slug:material>/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/files/<int:paper_id>/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/files/<int:paper_id>/remove/": Row(A_DRAFT, 405, 302),
    "party/drafts/<int:draft_id>/check/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/sign/": Row(A_DRAFT, 302, 302),  # back to what is still open
    "party/drafts/<int:draft_id>/evidence/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/evidence/add/<slug:kind>/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/evidence/<int:run_id>/remove/": Row(A_DRAFT, 405, 302),
    "party/drafts/<int:draft_id>/evidence/<int:run_id>/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/evidence/<int:run_id>/picture.svg": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/evidence/factors/<slug:factor>/": Row(A_DRAFT, 200, 302),
    "party/drafts/<int:draft_id>/report/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/report/paper.pdf": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/report/new/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/report/<slug:statement>/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/report/<slug:statement>/remove/": Row(A_DRAFT, 405, 302),
    "party/cases/<str:number>/": only(CASE, PARTY),
    "party/cases/<str:number>/supplement/": only(CASE, PARTY, 409, 409),  # nothing is asked
    "party/cases/<str:number>/supplement/supplement.yaml": only(CASE, PARTY, 404),  # nothing is asked
    "party/cases/<str:number>/supplement/files/<int:paper_id>/": only(
        CASE, PARTY, 404
    ),  # nothing is prepared
    "party/cases/<str:number>/withdraw/": only(
        CASE, PARTY, dict.fromkeys(SIGNS, 200) | {"else": 409}, dict.fromkeys(SIGNS, 302) | {"else": 409}
    ),
    "party/notices/<int:notice_id>/": Row(A_NOTICE),
    "work/": Row(WORKING),
    "work/queue/": Row(OFFICERS),
    "work/week/": Row(OFFICE | CONSULTED | {"commission_secretary"}),
    "work/due/<slug:named>/": Row(OFFICE | CONSULTED | {"commission_secretary"}),
    "work/concern/": Row({"member_liaison"}, 200, 302),
    "audit/": Row({"auditor"}),
    "audit/looks.csv": Row({"auditor"}),
    "audit/looks.xlsx": Row({"auditor"}),
    "people/": Row(ADMINISTRATORS, 200, {"system_admin": 422, "else": 409}),
    "people/end/": Row({"security_admin"}, 405, 302),
    "people/<int:person_id>/": Row({"system_admin", "security_admin"}, 200, 404),  # 404: nothing is asked
    "people/organisations/": Row(ADMINISTRATORS, 200, 404),
    "people/waiting/": Row(ADMINISTRATORS, 200, 404),
    "people/acts/": Row({"audit_admin"}, 200, 405),
    "cases/": Row(WORKING),
    "cases/list.csv": Row(WORKING),
    "cases/list.xlsx": Row(WORKING),
    "obligations/list.csv": Row(PARTY | OFFICE | {"supervisor", "auditor"}),
    "obligations/list.xlsx": Row(PARTY | OFFICE | {"supervisor", "auditor"}),
    "work/opinions/list.csv": Row(CONSULTED),
    "work/opinions/list.xlsx": Row(CONSULTED),
    "party/notices/list.csv": Row(PARTY),
    "party/notices/list.xlsx": Row(PARTY),
    "audit/log.csv": Row({"auditor"}),
    "audit/log.xlsx": Row({"auditor"}),
    "work/views/": Row(WORKING, 405, 302),
    "cases/<str:number>/": Row(CASE),
    "cases/<str:number>/do/<slug:name>/": Row(
        CASE, dict.fromkeys(OFFICE, 200) | {"else": 409}, dict.fromkeys(OFFICE, 302) | {"else": 409}
    ),
    "cases/<str:number>/sign/<slug:name>/": Row(CASE, 405, 409),  # nothing waits for a signature
    "cases/<str:number>/send-back/<slug:name>/": Row(CASE, 405, 409),
    "cases/<str:number>/filing/": Row(CASE),
    "cases/<str:number>/papers.zip": Row(CASE),
    "cases/<str:number>/papers.pdf": Row(CASE),
    "cases/<str:number>/bundle/": only(CASE, PARTY | {"office_head", "auditor"}, 200, 200),
    "cases/<str:number>/events/<int:sequence>/": Row(CASE),
    "cases/<str:number>/events/<int:sequence>/receipt.tlog-proof": Row(CASE),
    "cases/<str:number>/events/<int:sequence>/notice-<slug:copy>.<slug:form>": Row(CASE),
    "cases/<str:number>/papers/<int:paper_id>/": Row(CASE),
    "cases/<str:number>/supplements/": Row(CASE),
    "cases/<str:number>/obligations/": only(CASE, PARTY | OFFICE | {"supervisor", "auditor"}),
    "cases/<str:number>/obligations/evidence/": only(CASE, PARTY, 409, 409),  # nothing is owed
    "cases/<str:number>/board/": only(CASE, EVERYONE - {"supervisor"}),
    "cases/<str:number>/board/<str:filed_id>/repeat/": only(CASE, OFFICERS, 405, 302),
    "cases/<str:number>/board/<str:filed_id>/recount/": only(CASE, {"auditor"}, 405, 302),
    "cases/<str:number>/report/<slug:statement>/<int:reference>/": only(CASE, EVERYONE - {"supervisor"}, 302),
    "cases/<str:number>/board/runs/<int:run_id>/": only(CASE, ALL_OF_IT),
    "cases/<str:number>/board/runs/<int:run_id>/picture.svg": only(CASE, ALL_OF_IT),
    "statistics/": Row(PUBLIC),
    ".well-known/security.txt": Row(PUBLIC, 404, 405),  # the instance names nobody
    "statistics/statistics.csv": Row(PUBLIC),
    "statistics/statistics.xlsx": Row(PUBLIC),
    "statistics/statistics.json": Row(PUBLIC),
    "supplies/": Row({"supplier"}),
    "supplies/<int:part_id>/": Row(A_PART, 200, 409),  # handed in, so nothing more is written
    "supplies/<int:part_id>/hand-in/": Row(A_PART, 405, 302),
    "supplies/<int:part_id>/files/": Row(A_PART, 405, 422),
    "supplies/<int:part_id>/files/<int:paper_id>/": Row(A_PART),
    "supplies/<int:part_id>/files/<int:paper_id>/remove/": Row(A_PART, 405, 409),
    "uploads/": Row(
        PUBLIC, {ANONYMOUS: 401, "else": 200}, {ANONYMOUS: 401, "else": 422}
    ),  # of nothing there is nothing to announce
    "uploads/<slug:key>/": Row({"party_owner"}, 200, 405),  # whoever began it
    "party/drafts/<int:draft_id>/suppliers/": Row(A_DRAFT, 200, {"party_editor": 409, "else": 422}),
    "party/drafts/<int:draft_id>/suppliers/<int:part_id>/": Row(A_DRAFT, 200, 422),
    "party/drafts/<int:draft_id>/suppliers/<int:part_id>/files/<int:paper_id>/": Row(A_DRAFT),
    "party/drafts/<int:draft_id>/version/": Row(A_DRAFT, 302, 302),
    "party/rehearsal/": Row(PARTY),
    "work/overview/": Row(OFFICE),
    "work/annual/": Row({"office_head"}),
    "work/annual/<int:year>-<slug:copy>.<slug:form>": Row({"office_head"}),
    "work/change/": Row(OFFICE),
    "work/policies/": Row(OFFICE, 200, 422),
    "work/policies/<int:choice_id>/decide/": Row(OFFICE, 405, 404),
    "work/holidays/": Row(OFFICE, 200, 422),
    "work/holidays/<int:taken_id>/": Row(OFFICE),
    "work/holidays/<int:taken_id>/decide/": Row(
        OFFICE, 405, {"office_head": 302, "else": 409}
    ),  # in force by the head already
    "calendar/moved/<int:taken_id>/noted/": Row(
        OFFICE | {"auditor"} | YUNQI, 405, 302
    ),  # a case of theirs moved
    "work/load/": Row(OFFICE, 200, 422),
    "work/opinions/": Row(CONSULTED),
    "audit/now/": Row({"auditor"}, 405, 302),
    "register/": Row(
        OFFICERS | {"auditor", "supervisor"}, 200, dict.fromkeys(OFFICERS, 302) | {"else": 409}
    ),  # without a file the last register is screened again
    "register/<int:register_id>/answered/": Row(OFFICERS | {"auditor", "supervisor"}),
    "sanctions/": Row(OFFICERS | {"auditor"}),
    "sanctions/new/": Row(OFFICERS, 200, 200),
    "sanctions/<int:sanction_id>/": Row(OFFICERS | {"auditor"}),
    "sanctions/<int:sanction_id>/<slug:kind>-<slug:copy>.<slug:form>": Row(OFFICERS | {"auditor"}),
    "sanctions/<int:sanction_id>/receipt/<int:entry>/": Row(OFFICERS | {"auditor"}),
    "sanctions/<int:sanction_id>/do/<slug:act>/": Row(
        OFFICERS | {"auditor"},
        {"second_officer": 200, "office_head": 200, "else": 409},
        {"second_officer": 302, "office_head": 302, "else": 409},
    ),
    "cases/<str:number>/earlier/": Row(CASE, 302),
    "cases/<str:number>/changes/": only(
        CASE, EVERYONE - CONSULTED - {"commission_secretary"}, 200, dict.fromkeys(PARTY, 422) | {"else": 409}
    ),
    "cases/<str:number>/changes/<int:change_id>/receipt/": only(
        CASE, EVERYONE - CONSULTED - {"commission_secretary"}
    ),
    "cases/<str:number>/papers/<int:paper_id>/changes/": Row(CASE),
    "cases/<str:number>/papers/<int:paper_id>/read/": Row(CASE),
    "cases/<str:number>/papers/<int:paper_id>/pages/<int:leaf>.png": Row(
        CASE, 404
    ),  # of plain text nothing is drawn
    "cases/<str:number>/opinion/": only(CASE, CONSULTED, 200, 409),  # those who are asked here have answered
    "cases/<str:number>/opinion/give/": only(CASE, CONSULTED, 405, 422),
    "cases/<str:number>/opinion/send-back/": only(CASE, CONSULTED, 405, 422),
    "cases/<str:number>/paper-opinion/": only(CASE, OFFICE, 409, 409),
    "cases/<str:number>/paper-withdrawal/": only(CASE, OFFICE, 200, 422),
    "cases/<str:number>/assign/": only(CASE, OFFICERS, 200, 422),
    "cases/<str:number>/sent/": only(CASE, ALL_OF_IT),
    "cases/<str:number>/chase/<slug:owed>/": only(CASE, OFFICE, 409, 409),  # nothing is late
    "cases/<str:number>/side-by-side/": only(CASE, OFFICE | CONSULTED),
    "cases/<str:number>/side-by-side/remark/": only(CASE, OFFICE | CONSULTED, 405, 422),
    "cases/<str:number>/side-by-side/resolve/": only(CASE, OFFICE | CONSULTED, 405, 422),
    "accounts/": Row(OWN_MATTERS),
    "api/": Row("see OPERATIONS"),
}
OPERATIONS: dict[str, Row] = {
    "POST /api/screen": Row(PUBLIC, post=200),
    "GET /api/clock": Row(PUBLIC),
    "GET /api/law": Row(PUBLIC),
    "GET /api/law/sources": Row(PUBLIC),
    "GET /api/law/open-points": Row(PUBLIC),
    "GET /api/law/compare/{before}/{after}": Row(PUBLIC),
    "GET /api/law/{instrument}": Row(PUBLIC),
    "GET /api/law/{instrument}/{number}": Row(PUBLIC),
    "GET /api/log": Row(PUBLIC),
    "GET /api/log/checkpoint": Row(PUBLIC),
    "GET /api/log/consistency": Row(PUBLIC),
    "GET /api/me": Row(SIGNED_IN),
    "GET /api/worklist": Row(SIGNED_IN),
    "GET /api/calendar": Row(SIGNED_IN),
    "GET /api/cases": Row(SIGNED_IN),
    "GET /api/cases/{number}": Row(CASE),
    "GET /api/cases/{number}/events": Row(CASE),
    "POST /api/cases/{number}/events": Row(CASE, post=dict.fromkeys(SIGNS, 201) | {"else": 409}),
    "GET /api/cases/{number}/events/{sequence}": Row(CASE),
    "GET /api/cases/{number}/events/{sequence}/receipt": Row(CASE),
    "GET /api/cases/{number}/events/{sequence}/paper": Row(CASE),
    "GET /api/cases/{number}/drafts/{name}/paper": Row(CASE, get=409),
    "POST /api/cases/{number}/drafts/{name}/sign": Row(CASE, post=409),
    "GET /api/cases/{number}/analyses": only(CASE, EVERYONE - {"supervisor"}),
    "POST /api/cases/{number}/analyses/{filed_id}/recount": only(
        CASE, {"auditor"}, post=409
    ),  # no count of persons was filed
    "GET /api/cases/{number}/papers": Row(CASE),
    "GET /api/cases/{number}/papers/{paper_id}": Row(CASE),
    "GET /api/cases/{number}/papers/{paper_id}/pages/{leaf}": Row(CASE),
    "GET /api/cases/{number}/papers/{paper_id}/pages/{leaf}.png": Row(
        CASE, 404
    ),  # of plain text nothing is drawn
    "GET /api/cases/{number}/papers.zip": Row(CASE),
    "GET /api/cases/{number}/papers.pdf": Row(CASE),
    "GET /api/cases/{number}/supplements": Row(CASE),
    "POST /api/cases/{number}/supplements": Row(CASE, post=409),
    "POST /api/cases/{number}/opinion": Row(CASE, post=409),
    "POST /api/concerns": Row({"member_liaison"}, post=201),
    "GET /api/drafts": Row(SIGNED_IN),
    "POST /api/drafts": Row(PARTY, post={"party_signatory": 422, "else": 201}),
    "GET /api/drafts/{draft_id}": Row(A_DRAFT),
    "PATCH /api/drafts/{draft_id}": Row(A_DRAFT, post=200),
    "GET /api/drafts/{draft_id}/dossier": Row(A_DRAFT),
    "POST /api/drafts/{draft_id}/papers": Row(A_DRAFT, post=201),
    "GET /api/drafts/{draft_id}/papers/{paper_id}": Row(A_DRAFT),
    "DELETE /api/drafts/{draft_id}/papers/{paper_id}": Row(A_DRAFT, post=204),
    "GET /api/drafts/{draft_id}/check": Row(A_DRAFT),
    "POST /api/drafts/{draft_id}/check": Row(A_DRAFT, post=422),
    "POST /api/drafts/{draft_id}/file": Row(A_DRAFT, post=409),
    "GET /api/dossiers/key": Row(SIGNED_IN),
    "POST /api/dossiers": Row(PARTY, post=422),
    "GET /api/holiday-notices": Row(OFFICE),
    "POST /api/holiday-notices": Row(OFFICE, post=422),
    "POST /api/holiday-notices/{taken_id}/in-force": Row(OFFICE, post={"office_head": 200, "else": 409}),
    "POST /api/holiday-notices/{taken_id}/sent-back": Row(OFFICE, post=409),
    "GET /api/notices": Row(SIGNED_IN),
    "POST /api/notices/{notice_id}/open": Row(A_NOTICE, post=200),
    "POST /api/calendar/feed": Row(SIGNED_IN, post=201),
    "DELETE /api/calendar/feed": Row(SIGNED_IN, post=204),
    "GET /api/moved-days": Row(SIGNED_IN),
    "POST /api/holiday-notices/{taken_id}/noted": Row(OFFICE | {"auditor"} | YUNQI, post=204),
    "GET /api/case-views": Row(WORKING),
    "POST /api/case-views": Row(WORKING, post=201),
    "DELETE /api/case-views/{view_id}": Row(WORKING, post=204),
    "GET /api/colleagues": Row(OFFICERS),
    "GET /api/cases/{number}/sent": only(CASE, ALL_OF_IT),
    "GET /api/obligations": Row(PARTY | OFFICE | {"supervisor", "auditor"}),
    "POST /api/cases/{number}/evidence": only(CASE, PARTY, post=409),  # nothing is owed
    "POST /api/cases/{number}/on-paper": only(CASE, OFFICE, post=201),
    "GET /api/cases/{number}/remarks": only(CASE, OFFICE | CONSULTED),
    "POST /api/cases/{number}/papers/{paper_id}/remarks": only(CASE, OFFICE | CONSULTED, post=201),
    "POST /api/cases/{number}/remarks/{remark_id}/resolve": only(
        CASE, OFFICE | CONSULTED, post=404
    ),  # none was made
    "POST /api/cases/{number}/analyses/{filed_id}/repeat": only(CASE, OFFICERS, post=202),
    "POST /api/cases/{number}/bundle": only(CASE, PARTY | {"office_head", "auditor"}, post=200),
    "GET /api/cases/{number}/changes": only(CASE, EVERYONE - CONSULTED - {"commission_secretary"}),
    "POST /api/cases/{number}/changes": only(CASE, PARTY, post=201),
    "GET /api/cases/{number}/opinion-drafts": only(CASE, CONSULTED),
    "POST /api/cases/{number}/opinion-drafts": only(CASE, CONSULTED, post=409),
    "POST /api/cases/{number}/opinion-drafts/{draft_id}/give": only(
        CASE, CONSULTED, post=404
    ),  # none was written
    "POST /api/cases/{number}/opinion-drafts/{draft_id}/sent-back": only(CASE, CONSULTED, post=404),
    "DELETE /api/drafts/{draft_id}": Row(A_DRAFT, post=204),
    "POST /api/drafts/{draft_id}/version": Row(A_DRAFT, post=200),  # it is under the one in force
    "GET /api/drafts/{draft_id}/analyses": Row(A_DRAFT),
    "POST /api/drafts/{draft_id}/analyses": Row(A_DRAFT, post=202),
    "DELETE /api/drafts/{draft_id}/analyses/{run_id}": Row(A_DRAFT, post=204),
    "PUT /api/drafts/{draft_id}/judgements/{factor}": Row(A_DRAFT, post=204),
    "GET /api/drafts/{draft_id}/statements": Row(A_DRAFT),
    "POST /api/drafts/{draft_id}/statements": Row(A_DRAFT, post=201),
    "PUT /api/drafts/{draft_id}/statements/{statement}": Row(A_DRAFT, post=200),
    "DELETE /api/drafts/{draft_id}/statements/{statement}": Row(A_DRAFT, post=204),
    "GET /api/drafts/{draft_id}/parts": Row(A_DRAFT),
    "POST /api/drafts/{draft_id}/parts": Row(A_DRAFT, post={"party_editor": 409, "else": 201}),
    "POST /api/drafts/{draft_id}/parts/{part_id}/sent-back": Row(A_DRAFT, post=200),
    "POST /api/drafts/{draft_id}/parts/{part_id}/close": Row(
        A_DRAFT, post={"party_editor": 409, "else": 200}
    ),
    "GET /api/parts": Row({"supplier"}),
    "GET /api/parts/{part_id}": Row(A_PART),
    "PUT /api/parts/{part_id}": Row(A_PART, post=409),  # handed in, so nothing more is written
    "POST /api/parts/{part_id}/papers": Row(A_PART, post=409),
    "GET /api/parts/{part_id}/papers/{paper_id}": Row(A_PART),
    "DELETE /api/parts/{part_id}/papers/{paper_id}": Row(A_PART, post=409),
    "POST /api/parts/{part_id}/hand-in": Row(A_PART, post=200),
    "GET /api/policies": Row(OFFICE),
    "GET /api/policy-choices": Row(OFFICE),
    "POST /api/policy-choices": Row(OFFICE, post=201),
    "POST /api/policy-choices/effect": Row(OFFICE, post=200),
    "POST /api/policy-choices/{taken_id}/in-force": Row(NONE, post=404),  # none was put forward
    "POST /api/policy-choices/{taken_id}/sent-back": Row(NONE, post=404),
    "GET /api/registers": Row(OFFICERS | {"auditor", "supervisor"}),
    "POST /api/registers": Row(OFFICERS, post=201),
    "GET /api/registers/{register_id}/answered": Row(OFFICERS | {"auditor", "supervisor"}),
    "GET /api/sanctions": Row(OFFICERS | {"auditor"}),
    "POST /api/sanctions": Row(OFFICERS, post=201),
    "GET /api/sanctions/{sanction_id}": Row(OFFICERS | {"auditor"}),
    "POST /api/sanctions/{sanction_id}/acts": Row(
        OFFICERS | {"auditor"}, post={"second_officer": 200, "office_head": 200, "else": 409}
    ),
    "GET /api/reports": Row({"supervisor", "auditor"}),
    "GET /api/reports/{report}": Row(A_REPORT),
    "GET /api/reports/{report}/files/{file_id}": Row(A_REPORT),
    "POST /api/reports/{report}/reply": Row(A_REPORT, post=200),
    "POST /api/reports/{report}/link": Row(A_REPORT, post=200),
    "POST /api/reports/{report}/refer": Row(A_REPORT, post={"supervisor": 200, "else": 409}),
    "POST /api/reports/{report}/concerns": Row(A_REPORT, post=200),
    "POST /api/reports/{report}/identity/ask": Row(A_REPORT, post=200),
    "POST /api/reports/{report}/identity/decide": Row(A_REPORT, post=409),  # nobody asked
    "POST /api/reports/{report}/identity/see": Row(A_REPORT, post=409),
    "GET /api/people": Row(ADMINISTRATORS),
    "POST /api/people": Row(ADMINISTRATORS, post={"system_admin": 201, "else": 409}),
    "POST /api/people/{person_id}/acts": Row(
        {"system_admin", "security_admin"}, post={"security_admin": 200, "else": 409}
    ),
    "DELETE /api/tokens/{token_id}": Row(SIGNED_IN, post={"security_admin": 404, "else": 409}),
    "GET /api/organisations": Row(ADMINISTRATORS),
    "POST /api/organisations": Row(ADMINISTRATORS, post={"system_admin": 201, "else": 409}),
    "POST /api/mandates": Row(ADMINISTRATORS, post={"security_admin": 200, "else": 409}),
    "POST /api/mandates/end": Row({"security_admin"}, post=204),
    "GET /api/rights": Row(ADMINISTRATORS),
    "POST /api/rights/{key}/confirm": Row(NONE, post=404),  # nothing is asked
    "POST /api/rights/{key}/refuse": Row(NONE, post=404),
    "POST /api/absences": Row(SIGNED_IN, post=422),  # no such deputy
    "DELETE /api/absences/{absence_id}": Row(NONE, post=404),
    "GET /api/audits": Row({"auditor"}),
    "POST /api/audits": Row({"auditor"}, post=202),
}
