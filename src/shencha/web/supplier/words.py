"""In whose hands a supplier's part is, in words for both sides."""

from __future__ import annotations

from shencha.records.acts.parts import State
from shencha.records.models import SupplierPart
from shencha.text import Text

STATES = {
    "asked": Text("等待提供者填写", "The supplier is to fill it in"),
    "handed_in": Text("已交给申报单位", "Handed in to the party"),
    "sent_back": Text("已退回，等待提供者改正", "Sent back; the supplier is to correct it"),
    "closed": Text("申报单位不再需要", "The party does without it"),
    "filed": Text("已随申报提交", "Filed with the party’s filing"),
    "left_out": Text(
        "申报时尚未提交，未随申报提交", "Not handed in when the party filed; not part of the filing"
    ),
}


def standing_of(part: SupplierPart) -> str:
    """The state of a part, the filing of its draft included."""
    if part.draft.case_id is None or part.state == State.CLOSED:
        return part.state
    return "filed" if part.state == State.HANDED_IN else "left_out"
