"""Where a case lies, since when, and what happens next: said to its party in whole sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shencha.procedure.case import State
from shencha.procedure.clocks import Clock, Status
from shencha.procedure.standing import Standing
from shencha.text import LANGS, Text
from shencha.web.templatetags.say import day_in


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the case and what is awaited of them; the running clock, if one runs."""

    text: Text
    clock: Clock | None


def holder(stands: Standing) -> Holder:
    """Who has the case on that day."""
    running = [one for one in stands.clocks if one.status in (Status.RUNNING, Status.PAUSED, Status.OVERDUE)]
    clock = running[-1] if running else None
    case = stands.case
    if case.open and case.papers.asked and case.papers.since is not None:
        return Holder(
            _since(
                "自 {day} 起等待贵单位补充材料；补齐之前，审查期限暂停计算。",
                "Since {day} the case waits for your supplements; until all of them are in, the clocks stand still.",
                case.papers.since,
            ),
            clock,
        )
    passed = [one.ended for one in stands.clocks if one.ended]
    since = clock.started if clock else max(passed, default=case.opened or stands.at)
    if case.withdrawal and case.withdrawal.requested:
        return Holder(_since(*_ON_REQUEST, case.ended or since), clock)
    zh, en = _SENTENCES[case.state] if case.state else _SENTENCES[State.FILED]
    return Holder(_since(zh, en, case.ended or since), clock)


def _since(zh: str, en: str, day: date) -> Text:
    both = Text(*(day_in(day, lang) for lang in LANGS))
    return Text(zh, en).fill(day=both)


_ON_REQUEST = (
    "{day}，审查办公室依贵单位的书面申请登记撤回申报。",
    "On {day} the review office recorded the withdrawal of the filing, at your request in writing.",
)
_SENTENCES = {
    State.FILED: (
        "审查办公室自 {day} 起核对申报材料是否齐备。",
        "Since {day} the review office has been checking whether the materials are complete.",
    ),
    State.INTAKE: (
        "审查办公室自 {day} 收到符合要求的材料起，正在决定是否需要审查，将书面通知贵单位。",
        "The review office received complete materials on {day}; it is deciding whether review is needed and will "
        "tell you in writing.",
    ),
    State.PRELIMINARY: (
        "审查办公室自 {day} 书面通知起，正在进行初步审查。",
        "The review office has been carrying out the preliminary review since its notice of {day}.",
    ),
    State.CONSULTATION: (
        "初步审查已完成；自 {day} 起，成员单位和相关部门正在对审查结论建议书面回复意见。",
        "The preliminary review is done; since {day} members and departments have been answering the conclusion "
        "proposal in writing.",
    ),
    State.SPECIAL: (
        "意见不一致，自 {day} 通知起按特别审查程序处理：听取意见、深入分析评估，再报批准。",
        "Opinions differ; since the notice of {day} the special procedure runs: hearing, analysis in depth, approval.",
    ),
    State.AWAITING_COMMISSION: (
        "审查办公室已按程序报请批准，等待中央网信委决定。",
        "The review office has submitted the matter; the Commission’s decision is awaited.",
    ),
    State.NO_REVIEW: ("{day} 书面通知：无需审查。", "By the notice of {day} no review is needed."),
    State.CONCLUDED: ("审查已于 {day} 作出结论。", "The review was concluded on {day}."),
    State.PROPOSED: (
        "成员单位已提出，审查尚未启动（{day}）。",
        "A member raised it; no review is open ({day}).",
    ),
    State.NOT_OPENED: ("{day} 决定不启动审查。", "It was decided on {day} not to open a review."),
    State.WITHDRAWN: ("申报已于 {day} 撤回。", "The filing was withdrawn on {day}."),
}
