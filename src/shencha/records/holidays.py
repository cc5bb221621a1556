"""What the log holds of a holiday notice: put forward, in force or sent back, each with the notice's digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shencha import canonical
from shencha.records.models import LoggedAct, TakenNotice

PROPOSED, IN_FORCE, SENT_BACK = (
    "holiday_notice_proposed",
    "holiday_notice_in_force",
    "holiday_notice_sent_back",
)
ABOUT = "holiday_notice:"
WRITTEN = ("year", "off", "work", "number", "published", "url")
"""What of a notice its digest is made of."""


def about(number: int) -> str:
    """What its acts are about."""
    return f"{ABOUT}{number}"


def said_of(notice: TakenNotice) -> dict[str, Any]:
    """All that was put forward, with its digest."""
    said = {
        "year": notice.year,
        "off": notice.written.get("off", []),
        "work": notice.written.get("work", []),
        "number": notice.number,
        "published": str(notice.published_on),
        "url": notice.url,
    }
    return said | {"digest": digest_of(said)}


def digest_of(said: dict[str, Any]) -> str:
    """SHA-256 of what was put forward, as canonical JSON."""
    return canonical.digest_of({name: said[name] for name in WRITTEN})


def acts_of(number: int) -> list[LoggedAct]:
    """What was done with a notice, in order."""
    return list(LoggedAct.objects.filter(about=about(number)).order_by("log_index"))


def notice_columns(acts: Sequence[LoggedAct]) -> dict[str, Any]:
    """The columns of a taken notice that its acts make.

    Raises:
        KeyError: the first act does not put it forward. ValueError: a digest is not that of what was put forward.
    """
    said = acts[0].said
    if any(act.said["digest"] != digest_of(said) for act in acts):
        raise ValueError("the digest is of another notice")
    last = acts[-1]
    state = {PROPOSED: "proposed", IN_FORCE: "in_force", SENT_BACK: "sent_back"}[last.name]
    return {
        "year": said["year"],
        "written": {"off": said["off"], "work": said["work"]},
        "number": said["number"],
        "published_on": date.fromisoformat(said["published"]),
        "url": said["url"],
        "state": state,
        "reason": last.said.get("reason", ""),
    }
