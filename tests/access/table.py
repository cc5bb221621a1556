"""Who may reach what: every address of the pages and every operation of the API, by role and by kind of case.

Read it as a jurist would: KNOWS says who may know of which case, PAGES and OPERATIONS say what each address asks
for. An address that does not stand here fails the test; so does an answer that is not the one expected here.
"""

from __future__ import annotations

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
    "ex officio, opened": ("海纳互动的位置数据处理活动", ALL_OF_IT | HAINA | {"commission_secretary"}),
}
DRAFT = YUNQI
"""The draft is yunqi's; nobody else sees it, the office included."""
NOTICE = YUNQI
"""So is the notice that is asked for."""

# What an address asks for. For whoever may not reach it, it is not there: 404 with the very words of what is not
# there; a reader without an account is led to sign in (pages) or asked for a token (API).
PUBLIC = "public"  # everyone
SIGNED_IN = "signed in"  # whoever has an account, whatever the role
CASE, PARTY_CASE = "case", "party case"  # whoever KNOWS the case; of them the party's side only
UNIT_CASE = "unit case"  # whoever KNOWS the case; of them the consulted units only
OFFICE_CASE = "office case"  # likewise the office only
READING_CASE = "reading case"  # the office and the consulted units, who read papers side by side
A_DRAFT, A_NOTICE = "draft", "notice"
OWN_MATTERS = "account"  # a person's own account, by django-allauth; knows no case

PAGES: dict[str, str | set[str]] = {
    "": PUBLIC,
    "about/": PUBLIC,
    "must-we-file/": PUBLIC,
    "must-we-file/answer/": PUBLIC,
    "must-we-file/facts.json": PUBLIC,
    "must-we-file/again/": PUBLIC,
    "must-we-file/<slug:slug>/": PUBLIC,
    "due/": PUBLIC,
    "law/": PUBLIC,
    "law/compare/": PUBLIC,
    "law/open-points/": PUBLIC,
    "law/<slug:instrument_id>/": PUBLIC,
    "law/<slug:instrument_id>/<slug:number>/": PUBLIC,
    "log/": PUBLIC,
    "log/checkpoint": PUBLIC,
    "log/key": PUBLIC,
    "dossier/key": PUBLIC,
    "calendar/": SIGNED_IN,
    "calendar/<slug:secret>.ics": PUBLIC,  # whoever knows its secret; nothing else leads there
    "language/": PUBLIC,
    "desk/": SIGNED_IN,
    "acting/": SIGNED_IN,
    "party/": PARTY,
    "party/drafts/new/": PARTY,
    "party/dossiers/new/": PARTY,
    "party/drafts/<int:draft_id>/dossier/": A_DRAFT,
    "party/drafts/<int:draft_id>/": A_DRAFT,
    "party/drafts/<int:draft_id>/facts/": A_DRAFT,
    "party/drafts/<int:draft_id>/facts/<slug:slug>/": A_DRAFT,
    "party/drafts/<int:draft_id>/papers/<slug:material>/": A_DRAFT,
    "party/drafts/<int:draft_id>/files/<int:paper_id>/": A_DRAFT,
    "party/drafts/<int:draft_id>/files/<int:paper_id>/remove/": A_DRAFT,
    "party/drafts/<int:draft_id>/check/": A_DRAFT,
    "party/drafts/<int:draft_id>/sign/": A_DRAFT,
    "party/cases/<str:number>/": PARTY_CASE,
    "party/cases/<str:number>/supplement/": PARTY_CASE,
    "party/cases/<str:number>/withdraw/": PARTY_CASE,
    "party/notices/<int:notice_id>/": A_NOTICE,
    "work/": WORKING,
    "work/concern/": {"member_liaison"},
    "work/opinions/": CONSULTED,
    "audit/": {"auditor"},
    "audit/now/": {"auditor"},
    "work/holidays/": OFFICE,
    "people/": ADMINISTRATORS,
    "cases/<str:number>/": CASE,
    "cases/<str:number>/do/<slug:name>/": CASE,
    "cases/<str:number>/opinion/": UNIT_CASE,
    "cases/<str:number>/opinion/give/": UNIT_CASE,
    "cases/<str:number>/opinion/send-back/": UNIT_CASE,
    "cases/<str:number>/paper-opinion/": OFFICE_CASE,
    "cases/<str:number>/sign/<slug:name>/": CASE,
    "cases/<str:number>/send-back/<slug:name>/": CASE,
    "cases/<str:number>/events/<int:sequence>/": CASE,
    "cases/<str:number>/events/<int:sequence>/receipt.tlog-proof": CASE,
    "cases/<str:number>/events/<int:sequence>/notice-<slug:copy>.<slug:form>": CASE,
    "cases/<str:number>/papers/<int:paper_id>/": CASE,
    "cases/<str:number>/papers/<int:paper_id>/changes/": CASE,
    "cases/<str:number>/side-by-side/": READING_CASE,
    "cases/<str:number>/side-by-side/remark/": READING_CASE,
    "cases/<str:number>/side-by-side/resolve/": READING_CASE,
    "accounts/": OWN_MATTERS,
    "api/": "see OPERATIONS",
}
OPERATIONS: dict[str, str | set[str]] = {
    "POST /api/screen": PUBLIC,
    "GET /api/clock": PUBLIC,
    "GET /api/law": PUBLIC,
    "GET /api/law/open-points": PUBLIC,
    "GET /api/law/compare/{before}/{after}": PUBLIC,
    "GET /api/law/{instrument}": PUBLIC,
    "GET /api/law/{instrument}/{number}": PUBLIC,
    "GET /api/log": PUBLIC,
    "GET /api/log/checkpoint": PUBLIC,
    "GET /api/log/consistency": PUBLIC,
    "GET /api/me": SIGNED_IN,
    "GET /api/worklist": SIGNED_IN,
    "GET /api/calendar": SIGNED_IN,
    "GET /api/cases": SIGNED_IN,
    "GET /api/cases/{number}": CASE,
    "GET /api/cases/{number}/events": CASE,
    "POST /api/cases/{number}/events": CASE,
    "GET /api/cases/{number}/events/{sequence}": CASE,
    "GET /api/cases/{number}/events/{sequence}/receipt": CASE,
    "GET /api/cases/{number}/events/{sequence}/paper": CASE,
    "GET /api/cases/{number}/papers": CASE,
    "GET /api/cases/{number}/papers/{paper_id}": CASE,
    "POST /api/cases/{number}/supplements": CASE,
    "POST /api/cases/{number}/opinion": CASE,
    "POST /api/concerns": SIGNED_IN,
    "GET /api/drafts": SIGNED_IN,
    "POST /api/drafts": SIGNED_IN,
    "GET /api/drafts/{draft_id}": A_DRAFT,
    "PATCH /api/drafts/{draft_id}": A_DRAFT,
    "POST /api/drafts/{draft_id}/papers": A_DRAFT,
    "GET /api/drafts/{draft_id}/papers/{paper_id}": A_DRAFT,
    "DELETE /api/drafts/{draft_id}/papers/{paper_id}": A_DRAFT,
    "GET /api/drafts/{draft_id}/check": A_DRAFT,
    "POST /api/drafts/{draft_id}/check": A_DRAFT,
    "POST /api/drafts/{draft_id}/file": A_DRAFT,
    "GET /api/drafts/{draft_id}/dossier": A_DRAFT,
    "POST /api/dossiers": SIGNED_IN,
    "GET /api/dossiers/key": SIGNED_IN,
    "GET /api/notices": SIGNED_IN,
    "POST /api/notices/{notice_id}/open": A_NOTICE,
}
