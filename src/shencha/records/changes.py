"""What a party reported after its filing, as the log has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shencha.records.models import LoggedAct

CHANGE_REPORTED = "change_reported"
"""The act's name in the log."""


def change_columns(act: LoggedAct) -> dict[str, Any]:
    """The columns of a reported change, as its act makes them."""
    said = act.said
    return {
        "facts": said["facts"],
        "said": said["said"],
        "outcome": said["outcome"],
        "answer": said["answer"],
        "newly": said["newly"],
        "on": date.fromisoformat(said["on"]),
        "by_id": act.by_id,
        "at": act.recorded_at,
    }
