"""How old an item of evidence is, by the days that it gives; no text sets a limit, so the office's policy does."""

from __future__ import annotations

from datetime import date, timedelta

from shencha.law.measures.policies import POLICIES
from shencha.text import Text


def age(
    name: str, made_on: date | None, covers_to: date | None, on: date, most_days: int | None = None
) -> Text | None:
    """What stands out about an item's age, or None: no day is given, or the last one lies too far back.

    Args:
        most_days: the office's policy on the age of evidence; left out, the one that is shipped.
    """
    until = covers_to or made_on
    most = int(POLICIES["evidence_age_days"].value) if most_days is None else most_days
    if until is None:
        return Text(
            f"{name}：没有写明制作和涵盖的日期", f"{name}: it does not say when it was made or what it covers"
        )
    if until < on - timedelta(days=most):
        return Text(
            f"{name}：截止 {until.isoformat()}，可能已经过时",
            f"{name}: it ends on {until.isoformat()} and may be stale",
        )
    return None
