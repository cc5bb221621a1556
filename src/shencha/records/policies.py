"""The office's policies by date, and what the log holds of each choice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shencha.law.measures import policies
from shencha.law.measures.policies import POLICIES, Choice
from shencha.records.models import LoggedAct, PolicyChoice
from shencha.text import Text

PROPOSED, IN_FORCE, SENT_BACK = "policy_proposed", "policy_in_force", "policy_sent_back"
ABOUT = "policy:"


def choices() -> list[Choice]:
    """What the office put in force here, in the order in which it did."""
    rows = PolicyChoice.objects.filter(state=PolicyChoice.State.IN_FORCE).order_by("decided_at", "pk")
    return [Choice(one.policy, one.value, one.since) for one in rows]


def value_on(policy: str, on: date) -> int:
    """The number that holds for what begins on that day."""
    return policies.value_on(policy, on, choices())


def reply_policy(on: date) -> Text:
    """By when a report that arrives on that day is answered, in words."""
    return POLICIES["report_reply_days"].said(value_on("report_reply_days", on))


def about(number: int) -> str:
    """What the acts of a choice are about."""
    return f"{ABOUT}{number}"


def acts_of(number: int) -> list[LoggedAct]:
    """What was done with a choice, in order."""
    return list(LoggedAct.objects.filter(about=about(number)).order_by("log_index"))


def choice_columns(acts: Sequence[LoggedAct]) -> dict[str, Any]:
    """The columns of a choice that its acts make.

    Raises:
        KeyError: the first act does not put it forward.
    """
    said, last = acts[0].said, acts[-1]
    state = {PROPOSED: "proposed", IN_FORCE: "in_force", SENT_BACK: "sent_back"}[last.name]
    return {
        "policy": said["policy"],
        "value": said["value"],
        "since": date.fromisoformat(said["since"]),
        "why": said["why"],
        "state": state,
        "reason": last.said.get("reason", ""),
    }
