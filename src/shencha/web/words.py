"""What pages say where a name is not enough: buttons, lines of the history, labels, states in full.

Names of events, clocks and roles are in `shencha.procedure.names`.
"""

from __future__ import annotations

from collections.abc import Mapping

from shencha.text import Text

ACTS: Mapping[str, Text] = {
    "filed": Text("提交申报", "File"),
    "supplement_requested": Text("发出补正通知", "Ask for supplements"),
    "supplement_received": Text("登记补充材料", "Record the supplements received"),
    "materials_accepted": Text("确认材料齐备", "Accept the materials"),
    "determination_notified": Text("通知是否需要审查", "Notify whether review is needed"),
    "preliminary_extended": Text("延长初步审查", "Extend the preliminary review"),
    "proposal_sent": Text("送出审查结论建议征求意见", "Send the conclusion proposal for opinions"),
    "proposal_delivered": Text("登记送达日期", "Record the day of delivery"),
    "opinion_received": Text("书面答复意见", "Give the written opinion"),
    "special_procedure_notified": Text("通知转入特别审查程序", "Notify the special procedure"),
    "opinions_heard": Text("登记听取意见", "Record who was heard"),
    "analysis_recorded": Text("登记深入分析评估", "Record the analysis in depth"),
    "special_extended": Text("延长特别审查程序", "Extend the special procedure"),
    "second_proposal_sent": Text("再次送出审查结论建议", "Send the second proposal"),
    "submitted_to_commission": Text("报中央网信委批准", "Submit to the Commission"),
    "commission_decided": Text("登记委员会的决定", "Record the Commission's decision"),
    "conclusion_notified": Text("通知审查结论", "Notify the conclusion"),
    "concern_raised": Text("提出审查建议", "Raise a concern"),
    "review_opened": Text("通知启动审查", "Notify that the review is opened"),
    "interim_measures_required": Text("要求采取风险防范措施", "Require measures against risk"),
    "withdrawn": Text("撤回申报", "Withdraw the filing"),
    "commitment_recorded": Text("登记承诺", "Record a promise"),
    "supervision_recorded": Text("登记监督情况", "Record a finding of supervision"),
    "report_received": Text("登记举报", "Record a report"),
    "commitment_proposed": Text("提出承诺或者条件", "Propose a promise or condition"),
    "commitment_agreed": Text("同意承诺或者条件", "Agree to a promise or condition"),
    "evidence_received": Text("提交履行证明", "Hand in evidence"),
    "evidence_decided": Text("复核履行证明", "Decide on the evidence"),
    "commitment_reviewed": Text("复查是否仍有必要", "Review whether it is still needed"),
    "commitment_released": Text("解除承诺或者条件", "Release a promise or condition"),
    "conclusion_published": Text("公布审查结论", "Publish the conclusion"),
    "factor_judged": Text("研判一项评估因素", "Judge a factor"),
    "decision_drafted": Text("拟定决定，交第二人审核", "Draft a decision for a second person"),
    "decision_sent_back": Text("退回草拟的决定", "Send the draft back"),
    "recused": Text("回避", "Step out of the case"),
    "notice_delivered": Text("登记通知送达", "Record the delivery of a notice"),
}
"""What a button says."""
OWED_BY_OTHERS: Mapping[str, Text] = {
    "supplement_received": Text("提交补充材料", "Hand in the supplements"),
    "commission_decided": Text("作出决定", "Decide"),
    "opinion_received": Text("书面答复意见", "Answer in writing"),
}
"""What others are to do, where the office's own button would say it otherwise."""

DONE: Mapping[str, Text] = {
    "filed": Text("当事人提交申报", "The party filed"),
    "supplement_requested": Text("审查办公室要求补充材料", "The review office asked for supplements"),
    "supplement_received": Text("收到补充材料", "Supplements were received"),
    "materials_accepted": Text("审查办公室确认材料齐备", "The review office accepted the materials"),
    "determination_notified": Text("已书面通知是否需要审查", "Notice was given whether review is needed"),
    "preliminary_extended": Text("初步审查延长", "The preliminary review was extended"),
    "proposal_sent": Text("审查结论建议已送出征求意见", "The conclusion proposal went out for opinions"),
    "proposal_delivered": Text("审查结论建议已送达", "The conclusion proposal was delivered"),
    "opinion_received": Text("收到书面意见", "A written opinion was received"),
    "special_procedure_notified": Text("已通知转入特别审查程序", "The special procedure was notified"),
    "opinions_heard": Text("已听取有关单位和部门意见", "Units and departments were heard"),
    "analysis_recorded": Text("已完成深入分析评估", "The analysis in depth was recorded"),
    "special_extended": Text("特别审查程序延长", "The special procedure was extended"),
    "second_proposal_sent": Text("审查结论建议再次送出征求意见", "The second proposal went out for opinions"),
    "submitted_to_commission": Text("已报中央网信委", "The matter was submitted to the Commission"),
    "commission_decided": Text("委员会作出决定", "The Commission decided"),
    "conclusion_notified": Text("已书面通知审查结论", "The conclusion was notified in writing"),
    "concern_raised": Text("成员单位提出审查建议", "A member unit raised a concern"),
    "review_opened": Text("已通知启动审查", "The review was opened"),
    "interim_measures_required": Text("已要求采取风险防范措施", "Measures against risk were required"),
    "withdrawn": Text("申报已撤回", "The filing was withdrawn"),
    "commitment_recorded": Text("承诺已登记", "A promise was recorded"),
    "supervision_recorded": Text("监督情况已登记", "A finding of supervision was recorded"),
    "report_received": Text("举报已登记", "A report was recorded"),
    "commitment_proposed": Text("提出了承诺或者条件", "A promise or condition was proposed"),
    "commitment_agreed": Text("当事人同意了承诺或者条件", "The party agreed to a promise or condition"),
    "evidence_received": Text("收到履行证明", "Evidence was handed in"),
    "evidence_decided": Text("履行证明已复核", "The evidence was decided on"),
    "commitment_reviewed": Text("已复查是否仍有必要", "It was reviewed whether it is still needed"),
    "commitment_released": Text("承诺或者条件已解除", "A promise or condition was released"),
    "conclusion_published": Text("审查结论已公布", "The conclusion was published"),
    "factor_judged": Text("研判了一项评估因素", "A factor was judged"),
    "decision_drafted": Text(
        "决定已草拟，待第二人审核", "A decision was drafted and waits for a second person"
    ),
    "decision_sent_back": Text("草拟的决定被退回", "A drafted decision was sent back"),
    "recused": Text("一名工作人员回避", "A person stepped out of the case"),
    "notice_delivered": Text("通知已送达", "A notice was delivered"),
}
"""What a line of the history says."""

FIELDS: Mapping[str, Text] = {
    "accepted": Text("是否认可", "Is it accepted?"),
    "due": Text("首次提交证明的日期", "First day by which evidence is owed"),
    "every": Text("以后每隔多久提交一次", "How often after that"),
    "enclosed": Text("随附哪些材料，每行一项", "Which papers are enclosed, one a line"),
    "evidence": Text("什么可以证明已经履行", "What shows that it is kept"),
    "needed": Text("是否仍有必要", "Is it still needed?"),
    "received": Text("收到的日期", "Day of receipt"),
    "release": Text("什么情况下解除", "What releases it"),
    "review_on": Text("何时复查是否仍有必要", "When to ask whether it is still needed"),
    "source": Text("承诺还是条件", "Promise or condition?"),
    "summary": Text("公布的内容", "What is made public"),
    "summary_en": Text("公布的内容（英文）", "What is made public (English)"),
    "title": Text("标题", "Title"),
    "verifier": Text("由谁核实", "Who verifies it"),
    "answers": Text("回答", "Answers"),
    "answers_digest": Text("回答的摘要", "Digest of the answers"),
    "declaration": Text("申报书各项", "Fields of the declaration"),
    "ground": Text("事由", "Ground"),
    "instrument": Text("适用版本", "Version of the Measures"),
    "party_name": Text("当事人名称", "Name of the party"),
    "analysis": Text("分析评估要点", "The analysis in short"),
    "approved": Text("是否批准", "Approved?"),
    "by": Text("由谁", "By whom"),
    "commitment": Text("哪一项承诺", "Which promise"),
    "conditions": Text(
        "条件，每行一项（条文未规定，属实践做法）", "Conditions, one a line (practice; no article)"
    ),
    "days": Text("延长几个工作日", "By how many working days"),
    "decision": Text("哪一项决定", "Which decision"),
    "factors": Text("涉及哪些评估因素", "Which factors it concerns"),
    "finding": Text("监督发现", "What was found"),
    "from": Text("哪些单位", "Which units"),
    "items": Text("需要补充哪些材料，每行一项", "What is asked for, one item a line"),
    "judgement": Text("研判意见", "Judgement"),
    "kept": Text("承诺是否履行", "Was the promise kept?"),
    "materials": Text("提交了哪些材料", "Which materials are filed"),
    "reach": Text(
        "措施的范围（产品、服务、数据或者地区）", "How far they reach (products, services, data, places)"
    ),
    "begins": Text("措施自何日起（不填为通知之日）", "From which day (empty: the day of the notice)"),
    "measures": Text("要求的措施，每行一项", "Measures required, one a line"),
    "notice": Text("哪一份通知", "Which notice"),
    "opinion": Text("意见", "Opinion"),
    "party": Text("当事人名称", "Name of the party"),
    "person": Text("回避人员", "Who steps out"),
    "proposal": Text("审查结论建议", "Conclusion proposal"),
    "reason": Text("理由", "Reason"),
    "replies": Text("文字答复", "What was said in answer"),
    "report": Text("举报内容", "What was reported"),
    "requested": Text("当事人书面申请的日期", "Day of the party’s request in writing"),
    "result": Text("审查结论", "Conclusion"),
    "review": Text("是否需要审查", "Is review needed?"),
    "subject": Text(
        "涉及的产品、服务或者数据处理活动", "The product, service or data processing it concerns"
    ),
    "to": Text("征求哪些单位的意见", "Whose opinions are asked"),
    "until": Text("履行到哪一天", "Until which day"),
    "what": Text("报批事项", "What is submitted"),
}
"""What a field of an event is called beside its box."""
_PROPOSED: Mapping[str, Text] = {
    "reason": Text(
        "提出这一结论建议的理由，可以按评估因素分段写", "Why this is proposed; by factor, if you like"
    ),
    "factors": Text("理由涉及哪些评估因素", "Which factors the reasons concern"),
    "conditions": Text(
        "拟附条件，每行一项（条文未规定，属实践做法）",
        "Proposed conditions, one a line (practice; no article)",
    ),
}
FIELDS_OF: Mapping[tuple[str, str], Text] = {
    **{
        (act, key): said
        for act in ("proposal_sent", "second_proposal_sent")
        for key, said in _PROPOSED.items()
    },
    ("proposal_delivered", "to"): Text("哪些单位收到了", "Which units received it"),
    ("commission_decided", "reason"): Text("理由（不批准的，须写明）", "Reason (needed for a refusal)"),
    ("supervision_recorded", "kept"): Text(
        "承诺是否履行（选了承诺的，须填）", "Was the promise kept? (needed where one is chosen)"
    ),
}
"""What it is called in one act, where that says it better or it is needed only with what else is said."""

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

GROUNDS: Mapping[str, Text] = {
    "procurement": Text("采购网络产品和服务", "Procurement of network products and services"),
    "data_processing": Text("数据处理活动", "Data processing"),
    "foreign_listing": Text("赴国外上市", "Listing abroad"),
    "ex_officio": Text("依职权审查", "Ex officio review"),
}

STATUSES: Mapping[str, Text] = {
    "running": Text("计时中", "Running"),
    "paused": Text("暂停", "Paused"),
    "met": Text("按期完成", "Met"),
    "missed": Text("逾期完成", "Ended late"),
    "overdue": Text("逾期", "Overdue"),
    "stopped": Text("已终止", "Stopped"),
    "unknown": Text("记录不全，不详", "Not on record"),
}

EFFECTS: Mapping[str, Text] = {
    "supplement_requested": Text("期限暂停", "Clocks pause"),
    "supplement_received": Text("收齐后恢复计算", "Clocks go on once all is in"),
    "materials_accepted": Text("期限自最后一次收到材料之日起算", "A clock runs, from the last receipt"),
    "determination_notified": Text("一项期限结束，下一项起算", "One clock ends, the next starts"),
    "preliminary_extended": Text("期限延长", "A clock is extended"),
    "proposal_sent": Text("一项期限结束，下一项起算", "One clock ends, the next starts"),
    "proposal_delivered": Text("期限改自送达起算", "A clock starts anew on delivery"),
    "opinion_received": Text("期限结束", "A clock ends"),
    "special_procedure_notified": Text("期限起算", "A clock starts"),
    "special_extended": Text("期限延长", "A clock is extended"),
    "conclusion_notified": Text("期限结束", "Clocks end"),
    "review_opened": Text("期限起算", "A clock starts"),
    "withdrawn": Text("期限终止", "Clocks stop"),
}
"""What an event does to the clocks; the others do nothing to them."""

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

FACTORS: Mapping[str, Text] = {
    "F1": Text(
        "产品和服务被利用，关键信息基础设施被非法控制、干扰或者破坏",
        "Infrastructure controlled, interfered with or destroyed through the product or service",
    ),
    "F2": Text("供应中断危害业务连续性", "Harm to continuity if supply is interrupted"),
    "F3": Text(
        "安全性、开放性、透明性、来源多样性，供应渠道可靠性",
        "Security, openness, transparency, diversity of sources, reliability of supply",
    ),
    "F4": Text("提供者守法情况", "The supplier’s observance of the law"),
    "F5": Text(
        "核心数据、重要数据或者大量个人信息被窃取、泄露、毁损、非法利用、非法出境",
        "Core, important or much personal data stolen, leaked, destroyed, misused or sent abroad unlawfully",
    ),
    "F6": Text(
        "因上市被外国政府影响、控制、恶意利用，以及网络信息安全风险",
        "Foreign influence, control or misuse through the listing; information security",
    ),
    "F7": Text("其他可能危害安全的因素", "Other factors that may endanger security"),
    "P1": Text(
        "关键信息基础设施被非法控制、干扰或者破坏，重要数据被窃取、泄露、毁损",
        "Infrastructure controlled, interfered with or destroyed; important data stolen, leaked or destroyed",
    ),
    "P2": Text("供应中断危害业务连续性", "Harm to continuity if supply is interrupted"),
    "P3": Text(
        "安全性、开放性、透明性、来源多样性，供应渠道可靠性",
        "Security, openness, transparency, diversity of sources, reliability of supply",
    ),
    "P4": Text("提供者守法情况", "The supplier’s observance of the law"),
    "P5": Text("其他可能危害安全的因素", "Other factors that may endanger security"),
}
"""The factors of Article 10 (2020: 9) in short; F are those of 2022, P those of 2020."""

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
    "reread": Text("已对照条文文本复核", "Checked against the text"),
    "text": Text("依据条文撰写，尚未逐字复核", "Written from the text; not read again word by word"),
    "secondary": Text("依据主管部门答问等二手来源", "From a secondary source, such as the agency's answers"),
    "unverified": Text("尚未核实", "Not verified"),
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

NOTICES: Mapping[str, Text] = {
    "determination_notified": Text("是否需要审查通知书", "Notice whether review is needed"),
    "preliminary_extended": Text("延长初步审查通知书", "Notice that the preliminary review is extended"),
    "special_procedure_notified": Text("转入特别审查程序通知书", "Notice of the special procedure"),
    "special_extended": Text("延长特别审查通知书", "Notice that the special review is extended"),
    "review_opened": Text("启动审查通知书", "Notice that a review is opened"),
    "interim_measures_required": Text("采取风险防范措施通知书", "Notice of measures against risk"),
    "conclusion_notified": Text("审查结论通知书", "Notice of the conclusion"),
    "supplement_requested": Text("补正材料通知书", "Request for supplements"),
    "commitment_released": Text("解除承诺或者条件通知书", "Notice of release"),
}
"""What a notice to the party is called."""

SHOWN: Mapping[str, Text] = {
    "enclosed": Text("随附材料", "Enclosed"),
    "conditions": Text("条件", "Conditions"),
    "days": Text("延长的工作日", "Working days added"),
    "items": Text("材料", "Items"),
    "materials": Text("提交的材料", "Materials filed"),
    "measures": Text("要求的措施", "Measures required"),
    "to": Text("征求意见的单位", "Units asked"),
}
"""What a field is called where it is read, if that differs from what its box asks."""
