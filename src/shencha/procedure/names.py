"""What states, clocks, grounds, results and whoever acts are called: the one table of each.

Pages that begin a line with such a name take its `begun`. What acts and their fields are called stands on their rows.
"""

from __future__ import annotations

from collections.abc import Mapping

from shencha.law.measures.read import part, versions
from shencha.law.screening.sentences import said
from shencha.procedure.case import ClockName, State
from shencha.procedure.clocks import Status
from shencha.procedure.kinds import GROUNDS
from shencha.procedure.roles import Side
from shencha.text import Text

STATE_NAMES: Mapping[str, Text] = {
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
CLOCK_NAMES: Mapping[str, Text] = {
    ClockName.INTAKE: Text("决定是否审查", "decision whether review is needed"),
    ClockName.PRELIMINARY: Text("初步审查", "preliminary review"),
    ClockName.CONSULTATION: Text("回复意见", "opinion"),
    ClockName.SPECIAL: Text("特别审查", "special review"),
}
STATUS_NAMES: Mapping[str, Text] = {
    Status.RUNNING: Text("计时中", "running"),
    Status.PAUSED: Text("暂停", "paused"),
    Status.MET: Text("按期完成", "done in time"),
    Status.MISSED: Text("逾期完成", "done late"),
    Status.OVERDUE: Text("逾期", "overdue"),
    Status.STOPPED: Text("已终止", "stopped"),
    Status.UNKNOWN: Text("没有公开记录", "not on public record"),
}
GROUND_NAMES: Mapping[str, Text] = {ground: said("grounds", ground) for ground in GROUNDS}
IN_SHORT: Mapping[str, Text] = {ground: said("grounds_in_short", ground) for ground in GROUNDS}
"""Grounds as the head of a column."""
SUBJECT_NAMES: Mapping[str, Text] = {
    "products_services": Text("网络产品和服务", "network products and services"),
    "data_processing": Text("数据处理活动", "data processing"),
}
"""What a concern can be about, where it is not said in words."""
RESULT_NAMES: Mapping[str, Text] = {
    "no_review": Text("无需审查", "no review needed"),
    "not_affecting": Text("不影响国家安全", "does not affect national security"),
    "affecting": Text("影响国家安全", "affects national security"),
}
OPINION_NAMES: Mapping[str, Text] = {
    "agree": Text("同意", "agrees"),
    "condition": Text("有条件同意", "agrees on conditions"),
    "disagree": Text("不同意", "disagrees"),
}
ACTOR_NAMES: Mapping[str, Text] = {
    "office": Side.OFFICE.value,
    "party": Side.PARTY.value,
    "commission": Side.COMMISSION.value,
    "supplier": Side.SUPPLIER.value,
    "expert": Text("专家", "experts"),
}
"""Who owes something, or is heard, where it is no consultee."""
MATERIAL_NAMES: Mapping[str, Text] = {
    **{one["material"]: Text.of(one["name"]) for version in versions() for one in part(version, "materials")},
    "business_licence": Text("营业执照", "business licence"),
    "power_of_attorney": Text("授权委托书", "power of attorney"),
    "other": Text("其他材料", "other material"),
    "completeness": Text("提交前的核对结果", "check of completeness before filing"),
    "supplier_part": Text("产品和服务提供者的部分", "the supplier’s part"),
    "findings": Text("证据与判断", "findings and judgements"),
    "evidence_input": Text("分析的原始输入", "raw inputs of an analysis"),
    "withdrawal_request": Text("当事人书面撤回申请扫描件", "scan of the party’s request to withdraw"),
    "notice": Text("发出的文书", "the paper that went out"),
    "paper_opinion": Text("书面意见扫描件", "scan of the written opinion"),
}
"""Kinds of paper: those of Article 8 as the latest version names them, and the others."""
