"""The words for states, events, clocks and roles, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shencha.procedure.case import ClockName, State
from shencha.procedure.roles import Role
from shencha.text import Lang, Text

STATE_NAMES: Mapping[State, Text] = {
    State.FILED: Text("已申报，待确认材料", "filed, materials not yet accepted"),
    State.INTAKE: Text("决定是否审查", "deciding whether review is needed"),
    State.NO_REVIEW: Text("无需审查", "no review needed"),
    State.PRELIMINARY: Text("初步审查", "preliminary review"),
    State.CONSULTATION: Text("征求意见", "consultation"),
    State.SPECIAL: Text("特别审查程序", "special procedure"),
    State.AWAITING_COMMISSION: Text("报请批准", "awaiting the Commission"),
    State.CONCLUDED: Text("已作出结论", "concluded"),
    State.PROPOSED: Text("成员单位提出，审查尚未启动", "raised by a member, review not yet opened"),
    State.NOT_OPENED: Text("未启动审查", "review not opened"),
    State.WITHDRAWN: Text("已撤回", "withdrawn"),
}
CLOCK_NAMES: Mapping[ClockName, Text] = {
    ClockName.INTAKE: Text("决定是否审查", "decision whether review is needed"),
    ClockName.PRELIMINARY: Text("初步审查", "preliminary review"),
    ClockName.CONSULTATION: Text("回复意见", "opinion"),
    ClockName.SPECIAL: Text("特别审查", "special review"),
}
EVENT_NAMES: Mapping[str, Text] = {
    "filed": Text("提交申报", "the filing"),
    "supplement_requested": Text("要求补充材料", "request for a supplement"),
    "supplement_received": Text("收到补充材料", "receipt of a supplement"),
    "materials_accepted": Text("确认材料符合要求", "acceptance of the materials"),
    "determination_notified": Text("通知是否需要审查", "notice whether review is needed"),
    "preliminary_extended": Text("延长初步审查", "extension of the preliminary review"),
    "proposal_sent": Text("发出结论建议", "sending of the conclusion proposal"),
    "proposal_delivered": Text("收到结论建议", "receipt of the proposal"),
    "opinion_received": Text("回复书面意见", "written opinion"),
    "special_procedure_notified": Text("通知进入特别审查程序", "notice of the special procedure"),
    "opinions_heard": Text("听取意见", "hearing of units and departments"),
    "analysis_recorded": Text("深入分析评估", "analysis in depth"),
    "special_extended": Text("延长特别审查", "extension of the special review"),
    "second_proposal_sent": Text("发出第二次结论建议", "sending of the second proposal"),
    "submitted_to_commission": Text("报中央网络安全和信息化委员会", "submission to the Commission"),
    "commission_decided": Text("委员会作出决定", "decision of the Commission"),
    "conclusion_notified": Text("通知审查结论", "notice of the conclusion"),
    "concern_raised": Text("成员单位提出", "concern of a member"),
    "review_opened": Text("启动审查", "opening of the review"),
    "interim_measures_required": Text("要求采取预防和消减风险的措施", "interim measures"),
    "withdrawn": Text("撤回", "withdrawal"),
    "commitment_recorded": Text("登记承诺", "recording of a commitment"),
    "supervision_recorded": Text("监督检查", "record of supervision"),
    "report_received": Text("收到举报", "report of a breach"),
    "commitment_proposed": Text("提出承诺或者条件", "proposal of a promise or condition"),
    "commitment_agreed": Text("同意承诺或者条件", "agreement to a promise or condition"),
    "evidence_received": Text("提交履行证明", "evidence that a promise is kept"),
    "evidence_decided": Text("复核履行证明", "second look at the evidence"),
    "commitment_reviewed": Text("复查是否仍有必要", "review whether it is still needed"),
    "commitment_released": Text("解除承诺或者条件", "release of a promise or condition"),
    "conclusion_published": Text("公布审查结论", "publication of the conclusion"),
    "factor_judged": Text("研判评估因素", "judgement of a factor"),
    "decision_drafted": Text("拟稿", "draft of a decision"),
    "decision_sent_back": Text("退回拟稿", "return of a draft"),
    "recused": Text("回避", "recusal"),
    "notice_delivered": Text("通知送达", "delivery of a notice"),
}
ROLE_NAMES: Mapping[Role, Text] = {
    Role.PARTY_OWNER: Text("当事人负责人", "party owner"),
    Role.PARTY_EDITOR: Text("当事人编辑", "party editor"),
    Role.PARTY_SIGNATORY: Text("当事人签署人", "party signatory"),
    Role.COUNSEL: Text("代理人", "counsel"),
    Role.SUPPLIER: Text("产品和服务提供者", "supplier"),
    Role.OFFICE_CLERK: Text("审查办公室收件人员", "office clerk"),
    Role.CASE_OFFICER: Text("承办人", "case officer"),
    Role.SECOND_OFFICER: Text("复核人", "second officer"),
    Role.OFFICE_HEAD: Text("审查办公室负责人", "office head"),
    Role.MEMBER_LIAISON: Text("成员单位联络员", "member liaison"),
    Role.CONSULTED_LIAISON: Text("相关部门联络员", "consulted department's liaison"),
    Role.COMMISSION_SECRETARY: Text("委员会秘书", "commission secretary"),
    Role.PROTECTION_DEPARTMENT: Text("保护工作部门联络员", "protection department's liaison"),
    Role.SUPERVISOR: Text("监督人员", "supervisor"),
    Role.AUDITOR: Text("审计人员", "auditor"),
    Role.SYSTEM_ADMIN: Text("系统管理员", "system administrator"),
    Role.SECURITY_ADMIN: Text("安全管理员", "security administrator"),
    Role.AUDIT_ADMIN: Text("审计管理员", "audit administrator"),
}
GROUND_NAMES: Mapping[str, Text] = {
    "procurement": Text("采购网络产品和服务", "procurement of network products and services"),
    "data_processing": Text("数据处理活动", "data processing"),
    "foreign_listing": Text("赴国外上市", "listing abroad"),
    "ex_officio": Text("依职权审查", "ex officio review"),
}
RESULT_NAMES: Mapping[str, Text] = {
    "no_review": Text("无需审查", "no review needed"),
    "not_affecting": Text("不影响国家安全", "does not affect national security"),
    "affecting": Text("影响国家安全", "affects national security"),
}
ACTOR_NAMES: Mapping[str, Text] = {
    "office": Text("审查办公室", "the review office"),
    "party": Text("当事人", "the party"),
    "commission": Text("中央网络安全和信息化委员会", "the Commission"),
}


def listed(names: Iterable[str | Text], lang: Lang) -> str:
    """Names after one another, as that language joins them."""
    said = [name.said(lang) if isinstance(name, Text) else name for name in names]
    return ("、" if lang == "zh" else ", ").join(said)
