"""What pages say where a name is not enough: buttons, lines of the history, labels.

What states, clocks, grounds and results are called stands in `shencha.procedure.names`.
"""

from __future__ import annotations

from collections.abc import Mapping

from shencha.law.logic.holds import SAID
from shencha.law.measures.factors import FACTORS as LAW_FACTORS
from shencha.procedure.names import MATERIAL_NAMES, OPINION_NAMES, RESULT_NAMES
from shencha.text import Text

_NAMES = (SAID, OPINION_NAMES, RESULT_NAMES, MATERIAL_NAMES)
CHOICES: Mapping[str, Text] = {
    **{key: name.begun for names in _NAMES for key, name in names.items()},
    "promise": Text("承诺（第六条）", "Promise (Article 6)"),
    "condition": Text("条件（条文未规定，属实践做法）", "Condition (practice; no article)"),
    "month": Text("每月", "Every month"),
    "quarter": Text("每季度", "Every quarter"),
    "half_year": Text("每半年", "Every half year"),
    "year": Text("每年", "Every year"),
}
"""What a value that the code chooses from is called."""

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
