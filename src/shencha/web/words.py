"""What pages say where a name is not enough: buttons, lines of the history, labels, states in full.

Names of events, clocks and roles are in `shencha.procedure.names`.
"""

from __future__ import annotations

from collections.abc import Mapping

from shencha.law.measures.factors import FACTORS as LAW_FACTORS
from shencha.procedure.names import GROUND_NAMES
from shencha.text import Text

CHOICES: Mapping[str, Text] = {
    "supplier_part": Text("产品和服务提供者的部分", "the supplier’s part"),
    "yes": Text("是", "Yes"),
    "no": Text("否", "No"),
    "agree": Text("同意", "Agree"),
    "disagree": Text("不同意", "Disagree"),
    "not_affecting": Text("不影响国家安全", "Does not affect national security"),
    "affecting": Text("影响国家安全", "Affects national security"),
    "withdrawal_request": Text("当事人书面撤回申请扫描件", "Scan of the party’s request to withdraw"),
    "paper_opinion": Text("书面意见扫描件", "Scan of the written opinion"),
    "no_review": Text("无需审查", "No review needed"),
    "declaration": Text("申报书", "Declaration"),
    "analysis_report": Text("关于影响或者可能影响国家安全的分析报告", "Analysis report on national security"),
    "procurement_documents": Text(
        "采购文件、协议或者拟签订的合同", "Procurement documents or draft contract"
    ),
    "listing_documents": Text("拟提交的上市申请文件", "Listing application documents to be submitted"),
    "other": Text("其他材料", "Other material"),
    "promise": Text("承诺（第六条）", "Promise (Article 6)"),
    "condition": Text("条件（条文未规定，属实践做法）", "Condition (practice; no article)"),
    "month": Text("每月", "Every month"),
    "quarter": Text("每季度", "Every quarter"),
    "half_year": Text("每半年", "Every half year"),
    "year": Text("每年", "Every year"),
}
"""What a value that the code chooses from is called."""

SUBJECTS: Mapping[str, Text] = {
    "products_services": Text("网络产品和服务", "Network products and services"),
    "data_processing": Text("数据处理活动", "Data processing"),
}
"""What a concern can be about, where it is not said in words."""

STATES: Mapping[str, Text] = {
    "filed": Text("已申报，审查办公室正在核对材料", "Filed; the review office is checking the materials"),
    "intake": Text(
        "审查办公室正在确定是否需要审查", "The review office is deciding whether review is needed"
    ),
    "no_review": Text("无需审查", "No review needed"),
    "preliminary": Text("初步审查", "Preliminary review"),
    "consultation": Text("征求成员单位和相关部门意见", "Opinions of members and departments are awaited"),
    "special": Text("特别审查程序", "Special procedure"),
    "awaiting_commission": Text("等待中央网信委决定", "The Commission's decision is awaited"),
    "concluded": Text("审查已作出结论", "Concluded"),
    "proposed": Text("成员单位已提出，等待依程序报批", "Raised by a member; approval is awaited"),
    "not_opened": Text("未启动审查", "Not opened"),
    "withdrawn": Text("已撤回", "Withdrawn"),
}

GROUNDS: Mapping[str, Text] = {ground: name.begun for ground, name in GROUND_NAMES.items()}

STATUSES: Mapping[str, Text] = {
    "running": Text("计时中", "Running"),
    "paused": Text("暂停", "Paused"),
    "met": Text("按期完成", "Met"),
    "missed": Text("逾期完成", "Ended late"),
    "overdue": Text("逾期", "Overdue"),
    "stopped": Text("已终止", "Stopped"),
    "unknown": Text("记录不全，不详", "Not on record"),
}

OWERS: Mapping[str, Text] = {
    "office": Text("审查办公室", "the review office"),
    "party": Text("当事人", "the party"),
    "commission": Text("中央网信委", "the Commission"),
}
"""Who owes something, where it is no consultee."""
HEARD: Mapping[str, Text] = {
    "party": Text("当事人", "the party"),
    "supplier": Text("产品和服务提供者", "the supplier"),
    "expert": Text("专家", "experts"),
}
"""Who is heard in the special procedure beside consultees."""

FACTORS: Mapping[str, Text] = {one.id: one.short.begun for one in LAW_FACTORS.values()}
"""Each factor in a few words, as the law's own data has it."""

FIGURES: Mapping[str, Text] = {
    "users": Text("用户数的界线（超过才适用）", "Line of users (only more than this counts)"),
    "intake_days": Text("决定是否审查的工作日", "Working days to decide whether to review"),
    "preliminary_days": Text("初步审查的工作日", "Working days of the preliminary review"),
    "preliminary_extension_days": Text(
        "情况复杂时可延长的工作日", "Working days that may be added if complex"
    ),
    "preliminary_extensions": Text("可延长的次数", "How often it may be extended"),
    "opinion_days": Text("书面回复意见的工作日", "Working days for a written opinion"),
    "special_days": Text("特别审查程序的工作日", "Working days of the special procedure"),
}
"""What the numbers of the Measures are called."""

CONFIDENCES: Mapping[str, Text] = {
    "reread": Text("已对照条文文本", "Checked against the wording"),
    "text": Text("凭记忆写成，没有对照条文", "Written from memory, not checked against the wording"),
    "secondary": Text(
        "只见于他人的介绍，没有见到条文", "Known from what others say; the wording was not seen"
    ),
    "unverified": Text("没有可以查阅的出处", "No place where it could be looked up"),
}
"""How well the wording behind a statement is known."""

RESULTS: Mapping[str, Text] = {
    "no_review": Text("无需审查", "No review needed"),
    "not_affecting": Text(
        "不影响国家安全，可以继续", "National security is not affected; the matter may go on"
    ),
    "affecting": Text("影响国家安全，不得继续", "National security is affected; the matter may not go on"),
}
"""The three ends of a review, as a party reads them."""
