"""Units that an event names but that cannot act in it on its day."""

from __future__ import annotations

from shencha.law.measures.members import is_consultee, member_ids
from shencha.procedure.acts import (
    ConcernRaised,
    Event,
    OpinionChased,
    OpinionReceived,
    OpinionsHeard,
    ProposalDelivered,
    ProposalSent,
    SecondProposalSent,
)
from shencha.procedure.refusals import Refusal
from shencha.text import Text
from shencha.text.lists import listed

HEARD_TOO = ("party", "supplier", "expert")
"""Who can be heard in the special procedure beside consultees; others are written `unit:NAME`."""


def strangers(event: Event, instrument: str) -> tuple[tuple[str, str], ...]:
    """Units that the event names but that cannot act in it on its day: pairs of field and id."""
    match event:
        case ProposalSent() | SecondProposalSent() | ProposalDelivered() | OpinionChased():
            return tuple(("to", one) for one in event.to if not is_consultee(one, instrument, event.on))
        case OpinionReceived():
            known = is_consultee(event.consultee, instrument, event.on)
            return () if known else (("from", event.consultee),)
        case OpinionsHeard():
            return tuple(
                ("from", one)
                for one in event.heard
                if one not in HEARD_TOO
                and not one.startswith("unit:")
                and not is_consultee(one, instrument, event.on)
            )
        case ConcernRaised():
            return () if event.by in member_ids(event.on) else (("by", event.by),)
        case _:
            return ()


def stranger_refusal(unknown: tuple[tuple[str, str], ...], event: Event) -> Refusal:
    """The refusal of units that cannot act in the event on its day."""
    ids, known = [one for _, one in unknown], member_ids(event.on)
    if isinstance(event, ConcernRaised):
        return Refusal(
            Text(
                f"{listed(ids).zh} 在 {event.on} 不是审查工作机制的成员单位",
                f"{listed(ids).en} was not a member of the review mechanism on {event.on}",
            ),
            Text(
                f"请用当日成员单位的代号：{listed(known).zh}",
                f"use the id of a member on that day: {listed(known).en}",
            ),
        )
    return Refusal(
        Text(
            f"{listed(ids).zh} 在 {event.on} 不是审查工作机制的成员单位或者可征求意见的部门",
            f"{listed(ids).en} was not, on {event.on}, a member of the review mechanism "
            f"or a department that can be consulted",
        ),
        Text(
            f"请用当日成员单位的代号：{listed(known).zh}；其他部门写 consulted_department（仅2022年版）或 "
            "protection_department",
            f"use the id of a member on that day: {listed(known).en}; other departments are "
            "consulted_department (2022 version only) and protection_department",
        ),
    )
