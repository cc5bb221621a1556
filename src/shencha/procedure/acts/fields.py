"""What a field of an act is called; where one act says it better, its row does."""

from __future__ import annotations

from collections.abc import Mapping

from shencha.text import Text

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
    "begun": Text("何时申报或者提出", "When it began"),
    "ended": Text("何时办结", "When it ended"),
    "outcome": Text("怎样办结", "How it ended"),
    "begins": Text("措施自何日起（不填为通知之日）", "From which day (empty: the day of the notice)"),
    "measures": Text("要求的措施，每行一项", "Measures required, one a line"),
    "officer": Text("承办人", "Officer"),
    "deputy": Text("协办人（不在时代办）", "Who stands in"),
    "restricted": Text("仅限指定人员查阅", "Shown to those named only"),
    "readers": Text("还有谁可以查阅", "Who else may see it"),
    "notice": Text("哪一份通知", "Which notice"),
    "opinion": Text("意见", "Opinion"),
    "party": Text("当事人名称", "Name of the party"),
    "person": Text("回避人员", "Who steps out"),
    "proposal": Text("审查结论建议", "Conclusion proposal"),
    "reason": Text("理由", "Reason"),
    "public_words": Text("向社会公开的文字", "Words that everyone may read"),
    "public_words_en": Text("向社会公开的文字（英文）", "Words that everyone may read (English)"),
    "wording": Text("经修改的通知正文", "The notice’s body as corrected"),
    "paper": Text("文稿摘要", "Digest of the paper"),
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
