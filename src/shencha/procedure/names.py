"""The words for states, events, clocks and roles, as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shencha.law.screening.sentences import said
from shencha.procedure.case import ClockName, State
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
GROUND_NAMES: Mapping[str, Text] = {
    ground: said("grounds", ground)
    for ground in ("procurement", "data_processing", "foreign_listing", "ex_officio")
}
RESULT_NAMES: Mapping[str, Text] = {
    "no_review": Text("无需审查", "no review needed"),
    "not_affecting": Text("不影响国家安全", "does not affect national security"),
    "affecting": Text("影响国家安全", "affects national security"),
}
ACTOR_NAMES: Mapping[str, Text] = {
    "office": Text("审查办公室", "the review office"),
    "party": Text("当事人", "the party"),
    "commission": Text("中央网信委", "the Commission"),
}


def listed(names: Iterable[str | Text], lang: Lang) -> str:
    """Names after one another, as that language joins them."""
    said = [name.said(lang) if isinstance(name, Text) else name for name in names]
    return ("、" if lang == "zh" else ", ").join(said)
