"""What suppliers and parties say before a filing, as the log has it: that it was said, by whom, and its digest.

The words themselves stand in the draft until it is filed. A draft may be given up with all that it holds; then its
digests remain, and nothing that it said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from shencha.canonical import digest_of
from shencha.records.models import Judgement, LoggedAct, SupplierPart

ASKED, HANDED_IN, SENT_BACK, CLOSED = "part_asked", "part_handed_in", "part_sent_back", "part_closed"
PART_CARRIED = "part_carried"
"""A part that was asked for before such acts were entries, as it stood when they began to be."""
JUDGED, TAKEN_BACK = "factor_judged", "judgement_taken_back"
DISCARDED = "draft_discarded"
_STATES = {ASKED: "asked", HANDED_IN: "handed_in", SENT_BACK: "sent_back", CLOSED: "closed"}
DRAFT, PART = "draft:", "part:"


@dataclass(slots=True)
class Said:
    """All that the log makes of drafts: parts by their number, judgements by draft and factor, drafts given up."""

    parts: dict[int, dict[str, Any]]
    judgements: dict[tuple[int, str], dict[str, str]]
    given_up: set[int]


def asked_of(part: SupplierPart) -> dict[str, Any]:
    """What a request for a part says of it."""
    return {
        "draft": part.draft_id,
        "supplier": part.supplier.key,
        "product": part.product,
        "wanted_by": part.wanted_by.isoformat(),
        "note": digest_of(part.note),
        "asked_by": part.asked_by.key,
        "asked_at": part.asked_at.isoformat(),
    }


def handed_in_of(part: SupplierPart) -> dict[str, Any]:
    """What a part that is handed in says of itself; its papers stand beside it."""
    moment = part.handed_in_at.isoformat() if part.handed_in_at else ""
    return {"content": digest_of([part.statements, part.description]), "handed_in_at": moment}


def papers_of(part: SupplierPart) -> list[dict[str, Any]]:
    """The papers of a part as the log names them."""
    papers = part.papers.select_related("file")
    told = [{"name": one.name, "size": one.file.size, "sha256": one.file.digest} for one in papers]
    return sorted(told, key=lambda one: (one["sha256"], one["name"]))


def stands(part: SupplierPart) -> dict[str, Any]:
    """A part as its row and papers stand, in the form in which `made` makes it."""
    found = asked_of(part) | {"state": part.state, "reason": digest_of(part.reason)}
    locked = handed_in_of(part)
    if part.state != "handed_in":
        locked["content"] = ""
    return found | locked | {"papers": papers_of(part) if part.state == "handed_in" else []}


def judged_of(judgement: Judgement) -> dict[str, str]:
    """What an entry says of a judgement."""
    words = [judgement.text, judgement.measures, judgement.source]
    return {"words": digest_of(words), "by": judgement.by.key, "at": judgement.at.isoformat()}


def made(acts: Iterable[LoggedAct]) -> Said:
    """The fold of all such acts, in the order of the log."""
    found = Said({}, {}, set())
    for act in acts:
        kind, _, number = act.about.partition(":")
        if f"{kind}:" == PART:
            _part(found.parts, int(number), act)
        elif act.name == JUDGED:
            said = {name: act.said[name] for name in ("words", "by", "at")}
            found.judgements[int(number), act.said["factor"]] = said
        elif act.name == TAKEN_BACK:
            found.judgements.pop((int(number), act.said["factor"]), None)
        elif act.name == DISCARDED:
            found.given_up.add(int(number))
    return found


def _part(parts: dict[int, dict[str, Any]], number: int, act: LoggedAct) -> None:
    said = {name: value for name, value in act.said.items() if name != "on"}
    if act.name == PART_CARRIED:
        parts[number] = said
        return
    nothing = {"reason": digest_of(""), "content": "", "handed_in_at": "", "papers": []}
    before = parts.get(number) or nothing
    after = (
        before | said | {"state": _STATES[act.name], "content": said.get("content", ""), "papers": act.papers}
    )
    if act.name == HANDED_IN:
        after["reason"] = digest_of("")
    parts[number] = after
