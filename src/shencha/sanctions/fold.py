"""A sanction on its way: what each act makes of it, what may follow, and why something may not yet.

The steps are those of the Administrative Penalty Law (2021): the intended penalty is countersigned, the party is told
it with its rights (Article 44), states its case (45), may ask for a hearing within five working days (64), and only
then is it decided, by two people, and served (61). It is no case: its acts stand in the log beside the events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from shencha.law.calendar.workdays import Workdays
from shencha.law.sanctions.steps import hearing_from, hearing_until, not_heavier
from shencha.procedure.changing import replace
from shencha.procedure.roles import COUNTERSIGNERS, OFFICERS, Actor
from shencha.text import Text

PENALTY, NONE = "penalty", "none"
"""What a decision can be; without a penalty is one too (Administrative Penalty Law, Article 57)."""


class Stage(StrEnum):
    """How far it has come."""

    DRAFTED = "drafted"
    SENT_BACK = "sent_back"
    COUNTERSIGNED = "countersigned"
    NOTIFIED = "notified"
    DECISION_DRAFTED = "decision_drafted"
    DECIDED = "decided"
    SERVED = "served"


@dataclass(frozen=True)
class Decision:
    """What is to be decided, or was."""

    outcome: str
    words: str
    fine: int | None
    by: str


@dataclass(frozen=True)
class Penalty:
    """One sanction as its acts make it."""

    stage: Stage | None = None
    title: str = ""
    on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    answer: Mapping[str, Any] = field(default_factory=dict)
    proposed: str = ""
    fine: int | None = None
    """Intended for the unit, in yuan."""
    drafted_by: str = ""
    decided_by: str = ""
    """Who countersigned the draft or sent it back."""
    reason: str = ""
    """Why the draft, or the last draft of the decision, was sent back."""
    days: Mapping[str, date] = field(default_factory=dict)
    """Days of the steps by the names of `sanction_facts.STEPS`, and of the hearing."""
    defences: tuple[tuple[date, str], ...] = ()
    hearing_waived: bool = False
    hearing_held: date | None = None
    record: str = ""
    """What the hearing's record says."""
    decision: Decision | None = None

    @property
    def hearing(self) -> str:
        """May the party ask for one: `yes`, `unknown` (offered all the same), or empty."""
        told = self.answer.get("hearing")
        return str(told["holds"]) if told else ""


OPEN: dict[Stage, tuple[str, ...]] = {
    Stage.DRAFTED: ("sanction_countersigned", "sanction_sent_back"),
    Stage.SENT_BACK: (),
    Stage.COUNTERSIGNED: ("rights_notified",),
    Stage.NOTIFIED: (
        "defence_heard",
        "hearing_requested",
        "hearing_waived",
        "hearing_held",
        "decision_drafted",
    ),
    Stage.DECISION_DRAFTED: ("decision_signed", "decision_sent_back"),
    Stage.DECIDED: ("decision_served",),
    Stage.SERVED: (),
}
SECOND = frozenset({"sanction_countersigned", "sanction_sent_back", "decision_signed", "decision_sent_back"})
"""Acts of the second person."""
_LEADS = {
    "sanction_countersigned": Stage.COUNTERSIGNED,
    "sanction_sent_back": Stage.SENT_BACK,
    "rights_notified": Stage.NOTIFIED,
    "decision_drafted": Stage.DECISION_DRAFTED,
    "decision_sent_back": Stage.NOTIFIED,
    "decision_signed": Stage.DECIDED,
    "decision_served": Stage.SERVED,
}
_DAYS = {
    "rights_notified": "notice_served_on",
    "hearing_requested": "hearing_requested_on",
    "decision_signed": "decided_on",
    "decision_served": "served_on",
}


def after(so_far: Penalty, act: str, said: Mapping[str, Any], by: str) -> Penalty:
    """The sanction after one more act; never refuses."""
    on = date.fromisoformat(said["on"])
    out = replace(so_far, stage=_LEADS.get(act, so_far.stage))
    if act in _DAYS:
        out = replace(out, days={**so_far.days, _DAYS[act]: on})
    match act:
        case "sanction_drafted":
            opened = (said["facts"].get("procedure") or {}).get("opened_on")
            return replace(
                out,
                stage=Stage.DRAFTED,
                title=said["title"],
                on=on,
                facts=said["facts"],
                answer=said["answer"],
                proposed=said["proposed"],
                fine=said["fine"],
                drafted_by=by,
                days={"opened_on": date.fromisoformat(str(opened))} if opened else {},
            )
        case "sanction_countersigned":
            return replace(out, decided_by=by)
        case "sanction_sent_back":
            return replace(out, decided_by=by, reason=said["reason"])
        case "defence_heard":
            return replace(out, defences=(*so_far.defences, (on, said["words"])))
        case "hearing_waived":
            return replace(out, hearing_waived=True)
        case "hearing_held":
            return replace(out, hearing_held=on, record=said["words"])
        case "decision_drafted":
            decision = Decision(said["outcome"], said["words"], said["fine"], by)
            return replace(out, decision=decision, reason="")
        case "decision_sent_back":
            return replace(out, decision=None, reason=said["reason"])
        case _:
            return out


def may(penalty: Penalty, by: Actor) -> tuple[str, ...]:
    """The acts that this person may take next, as far as the state and the person say."""
    if penalty.stage is None:
        return ()
    drafter = penalty.decision.by if penalty.decision else penalty.drafted_by
    second = by.role in COUNTERSIGNERS and by.person != drafter
    return tuple(
        act
        for act in OPEN[penalty.stage]
        if (second if act in SECOND else by.role in OFFICERS)
        and not (
            act == "hearing_requested" and ("hearing_requested_on" in penalty.days or not penalty.hearing)
        )
        and not (act == "hearing_waived" and ("hearing_requested_on" in penalty.days or not penalty.hearing))
        and not (act == "hearing_waived" and penalty.hearing_waived)
        and not (act == "hearing_held" and "hearing_requested_on" not in penalty.days)
        and not (act == "hearing_held" and penalty.hearing_held)
    )


def refusal(
    penalty: Penalty, act: str, said: Mapping[str, Any], *, by: Actor, today: date, calendar: Workdays
) -> Text | None:
    """Why an act may not follow; None if it may.

    Args:
        said: with its day `on`; of a hearing also `told_on`; of a decision `outcome` and `fine`.
    """
    if act not in may(penalty, by):
        return Text("现在不能办理，或者不由您办理", "it is not open now, or not to you")
    on = date.fromisoformat(said["on"])
    if on > today:
        return Text("所记日期晚于今天", "its day lies after today")
    earlier = max((day for day in penalty.days.values()), default=None)
    if earlier is not None and on < earlier:
        return Text(
            f"所记日期早于前一步骤（{earlier}）", f"its day lies before the step before it ({earlier})"
        )
    match act:
        case "hearing_held":
            first, rule = hearing_from(date.fromisoformat(said["told_on"]), calendar)
            if on < first:
                return Text(f"{rule.text.zh}最早为 {first}。", f"{rule.text.en} The earliest day is {first}.")
        case "decision_drafted":
            return _undecidable(penalty, said, today, calendar)
    return None


def _undecidable(penalty: Penalty, said: Mapping[str, Any], today: date, calendar: Workdays) -> Text | None:
    if penalty.hearing:
        asked, told = penalty.days.get("hearing_requested_on"), penalty.days["notice_served_on"]
        if asked is not None and penalty.hearing_held is None:
            return Text("当事人已要求听证，须先举行听证", "the party asked for a hearing, which comes first")
        last = hearing_until(told, calendar).due
        if asked is None and not penalty.hearing_waived and today <= last:
            return Text(
                f"当事人可以在 {last} 之前要求听证，并且没有书面放弃；其后才能拟定决定",
                f"the party may ask for a hearing until {last} and has not waived it in writing; decide after that",
            )
    intended, fine = penalty.fine or 0, said["fine"] or 0
    if said["outcome"] == PENALTY and fine > intended:
        rule = not_heavier()
        return Text(
            f"高于已告知的数额 {intended:,} 元：{rule.text.zh}如有新的事实，请另行拟稿并重新告知。",
            f"it is more than the {intended:,} yuan of which the party was told: {rule.text.en} "
            "New facts call for a new draft and a new notice.",
        )
    return None
