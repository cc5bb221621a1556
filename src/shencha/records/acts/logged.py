"""The door through which what is said beside the events of a case enters the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from shencha.errors import NotAllowed
from shencha.records import log
from shencha.records.clock import now
from shencha.records.models import LoggedAct, Membership, StoredEvent
from shencha.text import Text

LONGEST_KEY = 64


def enter(
    about: str,
    name: str,
    said: dict[str, Any],
    *,
    by: Membership | None,
    key: str,
    papers: Sequence[dict[str, Any]] = (),
    at: datetime | None = None,
) -> LoggedAct:
    """Write one act with its entry in the log; inside the caller's transaction, which decided that it may be.

    Args:
        said: JSON-ready; the log holds all of it.
        by: None where the program does it by itself, or whoever holds the machine's shell.
        papers: name, size and sha256 of each.
    Raises:
        NotAllowed: the key made another act. OldCopy: as `log.append`.
    """
    act = LoggedAct(
        about=about,
        name=name,
        said=said,
        by=by.person if by else None,
        role=by.role if by else log.PROGRAM,
        unit=by.organisation.unit or by.organisation.key if by else "",
        recorded_at=at or now(),
        key=key[:LONGEST_KEY],
        papers=list(papers),
    )
    write(act, log.record_of_act(act), act.save)
    return act


def write(entry: StoredEvent | LoggedAct, record: dict[str, Any], save: Callable[[], object]) -> None:
    """Add a record to the log and write its row with its place there; events and acts take this one door.

    Raises:
        NotAllowed: the key made another act. OldCopy: as `log.append`.
    """
    logged = log.append(record)
    entry.log_index, entry.salt, entry.nodes, entry.note = (
        logged.index,
        logged.salt,
        logged.nodes,
        logged.note,
    )
    try:
        save()
    except IntegrityError:
        raise NotAllowed(
            Text("这个幂等键已用于另一项操作", "this key was used for another act already")
        ) from None
