"""Papers that belong to no case: those of a sanction, the office's annual report.

They are set by the same writers as the notices; where what they tell is no entry of the log, the digest of the data
that they were made of stands in its place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from shencha.documents.sheet import INVENTED_CODE, SAMPLE_CODE, Block, Hand, Letterhead, LogPlace, Notice
from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Given:
    """What the records know of such a paper."""

    number: int
    """Its number in its year."""
    issued: date
    recorded: datetime
    """Aware, and shown in its own zone."""
    hands: tuple[Hand, ...]
    letterhead: Letterhead = field(default_factory=Letterhead)
    specimen: bool = False
    log: LogPlace | None = None
    """Where the act that it tells of stands in the log."""


def paper(
    kind: str,
    about: str,
    title: Text,
    to: Text,
    blocks: list[Block],
    given: Given,
    data: Any,
    remarks: Any = (),
) -> Notice:
    """One paper.

    Args:
        about: what its file is called by, in the place of a case's number.
        data: what it was made of, JSON-ready; its digest stands at the foot.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    invented = (INVENTED_CODE,) if given.letterhead.code == SAMPLE_CODE else ()
    return Notice(
        kind=kind,
        form="document",
        number=Text(
            f"{given.letterhead.code}〔{given.issued.year}〕{given.number}号",
            f"{given.letterhead.code} [{given.issued.year}] No. {given.number}",
        ),
        to=to,
        title=title,
        blocks=tuple(blocks),
        closing=None,
        issued=given.issued,
        recorded=given.recorded,
        case=about,
        hands=given.hands,
        letterhead=given.letterhead,
        log=given.log,
        remarks=(*remarks, *invented),
        specimen=given.specimen,
        digest=sha256(text.encode()).hexdigest(),
    )
