"""Which of four procedures apply to these facts: they add up, and none replaces another (Measures 2022, Article 22)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from shencha.law.counsel.questions import name_of
from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds
from shencha.law.screening.screen import Outcome, Screening
from shencha.shapes import Key, Shape
from shencha.text import Text

NAMES = {
    "cybersecurity_review": Text("网络安全审查", "cybersecurity review"),
    "data_export_assessment": Text("数据出境安全评估", "assessment of data exports"),
    "foreign_investment_review": Text("外商投资安全审查", "foreign-investment security review"),
    "data_security_review": Text("数据安全审查", "data security review"),
}


@dataclass(frozen=True, slots=True)
class Procedure(Shape):
    """One procedure, and whether it applies."""

    TOLD = "id name applies instrument instrument_name article text"

    id: Annotated[str, Key("procedure")]
    applies: Holds
    instrument: str
    article: str | None
    text: Text

    @property
    def name(self) -> Text:
        """What people call it."""
        return NAMES[self.id]

    @property
    def instrument_name(self) -> Text:
        """What people call the instrument."""
        return name_of(self.instrument)


def procedures(answer: Screening) -> tuple[Procedure, ...]:
    """The four procedures beside each other; none where nothing was analysed."""
    if answer.outcome in (Outcome.REFUSED, Outcome.NOT_COVERED) or answer.instrument is None:
        return ()
    facts = answer.facts
    review = _SUBJECT if answer.outcome is Outcome.SUBJECT_TO_REVIEW else _REVIEW[answer.duty]
    return (
        Procedure("cybersecurity_review", _REVIEWED[answer.outcome], answer.instrument, None, review),
        Procedure(
            "data_export_assessment",
            UNKNOWN,
            "cross-border-2024",
            "7",
            _EXPORT_CIIO if facts.actor.ciio is YES else _EXPORT,
        ),
        Procedure("foreign_investment_review", UNKNOWN, "fisr_2021", None, _INVESTMENT),
        Procedure(
            "data_security_review",
            UNKNOWN if facts.data_processing.may_affect_national_security is not NO else NO,
            "dsl_2021",
            "24",
            _DATA if facts.data_processing.may_affect_national_security is not NO else _NO_DATA,
        ),
    )


_REVIEWED = {
    Outcome.MUST_FILE: YES,
    Outcome.SUBJECT_TO_REVIEW: YES,
    Outcome.UNDETERMINED: UNKNOWN,
    Outcome.NEED_NOT_FILE: NO,
}
_SUBJECT = Text(
    "按本次判断，活动属于审查范围，条文没有规定申报义务；审查办公室可以依职权启动审查（第十六条）。",
    "By this screening the activity falls under the review, and no article puts a duty to file on it; the office may "
    "open a review by itself (Article 16).",
)
_REVIEW = {
    YES: Text("按本次判断，应当申报。", "By this screening a filing is due."),
    NO: Text(
        "按本次判断，没有申报义务；审查办公室仍可依职权启动审查（第十六条）。",
        "By this screening there is no duty to file; the office may still open a review by itself (Article 16).",
    ),
    UNKNOWN: Text(
        "按本次判断，是否应当申报尚不确定。", "By this screening it is open whether a filing is due."
    ),
}
_EXPORT = Text(
    "取决于本年向境外提供多少个人信息、是否含重要数据；本次事实没有涉及，用 shencha flows 另行判断。",
    "It turns on how much personal information, and whether important data, are provided abroad this year; these facts "
    "do not say, ask shencha flows.",
)
_EXPORT_CIIO = Text(
    "关键信息基础设施运营者向境外提供个人信息或者重要数据的，应当申报；是否向境外提供，本次事实没有涉及。",
    "An operator of critical infrastructure that provides personal information or important data abroad files; whether "
    "it does, these facts do not say.",
)
_INVESTMENT = Text(
    "取决于是否有外国投资者取得实际控制权以及所在领域；本次事实没有涉及。",
    "It turns on whether a foreign investor gains actual control, and on the field; these facts do not say.",
)
_DATA = Text(
    "数据处理活动影响或者可能影响国家安全的，适用数据安全审查；没有单独公布的程序。",
    "It applies to processing that affects or may affect national security; no procedure of its own was published.",
)
_NO_DATA = Text(
    "按所述事实，数据处理活动不影响国家安全。",
    "By the facts told, the processing does not affect national security.",
)
