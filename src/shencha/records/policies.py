"""The office's policies by date, and what the log holds of each choice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from shencha.law.measures import policies
from shencha.law.measures.open_points import OpenPoint, points_on
from shencha.law.measures.policies import POLICIES, Choice, Value
from shencha.records.models import LoggedAct, PolicyChoice
from shencha.records.prepared import Select
from shencha.text import Text

PROPOSED, IN_FORCE, SENT_BACK = "policy_proposed", "policy_in_force", "policy_sent_back"
ABOUT = "policy:"


_IN_FORCE = Select(
    lambda state: (
        PolicyChoice.objects.filter(state=state).order_by("decided_at", "pk").values_list("pk", "decided_at")
    )
)


def choices() -> tuple[Choice, ...]:
    """What the office put in force here, in the order in which it did."""
    return _made(tuple(_IN_FORCE.rows(PolicyChoice.State.IN_FORCE.value)))


def value_on(policy: str, on: date) -> Value:
    """What holds for what begins on that day."""
    return policies.value_on(policy, on, choices())


def number_on(policy: str, on: date) -> int:
    """The number that holds for what begins on that day."""
    return policies.number_on(policy, on, choices())


def reply_policy(on: date) -> Text:
    """By when a report that arrives on that day is answered, in words."""
    return POLICIES["report_reply_days"].said(value_on("report_reply_days", on))


def points(names: Iterable[str], on: date) -> tuple[OpenPoint, ...]:
    """Open points with the policy that holds here for what begins on that day."""
    return tuple(points_on(names, on, choices()))


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
        "value": str(said["value"]),
        "since": date.fromisoformat(said["since"]),
        "why": said["why"],
        "state": state,
        "reason": last.said.get("reason", ""),
    }


@lru_cache(8)
def _made(decided: tuple[tuple[int, object], ...]) -> tuple[Choice, ...]:
    taken = PolicyChoice.objects.in_bulk([pk for pk, _ in decided])
    return tuple(choice_of(taken[pk]) for pk, _ in decided)


def choice_of(row: PolicyChoice) -> Choice:
    """A choice as the law's policies read it."""
    value = POLICIES[row.policy].fits(row.value)
    return Choice(row.policy, row.value if value is None else value, row.since)
