"""A round of consultation: who was asked, who answered what, and whether opinions agree.

Opinions are consistent (意见一致) only when every consultee has agreed: silence is neither consent nor
dissent (open point O1). An opinion once given stands, so one disagreement ends the hope of agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shencha.law.measures.members import is_consultee, member_ids
from shencha.procedure.acts import (
    ConcernRaised,
    Event,
    OpinionReceived,
    OpinionsHeard,
    ProposalDelivered,
    ProposalSent,
    SecondProposalSent,
)
from shencha.procedure.changing import replace
from shencha.procedure.names import listed
from shencha.procedure.refusals import Refusal
from shencha.text import Text

HEARD_TOO = ("party", "supplier", "expert")
"""Who can be heard in the special procedure beside consultees; others are written `unit:NAME`."""


@dataclass(frozen=True)
class Round:
    """One proposal, the consultees it was put to, and their opinions in the order of arrival."""

    proposal: str
    sent: date
    to: tuple[str, ...]
    second: bool = False
    """Is it the new proposal of the special procedure?"""
    delivered: tuple[str, ...] = ()
    """Consultees whose own day of receipt is on record."""
    opinions: tuple[OpinionReceived, ...] = ()
    reason: str | None = None
    factors: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    """What the conclusion is proposed to be bound to."""
    enclosed: tuple[str, ...] = ()

    @classmethod
    def of(cls, sent: ProposalSent | SecondProposalSent) -> Round:
        """The round that a proposal begins."""
        second = isinstance(sent, SecondProposalSent)
        words = (sent.reason, sent.factors, sent.conditions, sent.enclosed)
        return cls(sent.proposal, sent.on, sent.to, second, (), (), *words)

    @property
    def silent(self) -> tuple[str, ...]:
        """Consultees who were asked and have not answered, in the order asked."""
        answered = {opinion.consultee for opinion in self.opinions}
        return tuple(consultee for consultee in self.to if consultee not in answered)

    @property
    def disagreed(self) -> bool:
        """Has anyone disagreed?"""
        return any(opinion.opinion == "disagree" for opinion in self.opinions)

    @property
    def agreed(self) -> bool:
        """Has everyone answered, and agreed?"""
        return not self.disagreed and not self.silent

    def with_opinion(self, opinion: OpinionReceived) -> Round:
        """The round after one more opinion."""
        return replace(self, opinions=(*self.opinions, opinion))

    def with_delivery(self, to: tuple[str, ...]) -> Round:
        """The round after these consultees' days of receipt are known."""
        return replace(self, delivered=(*self.delivered, *to))


def strangers(event: Event, instrument: str) -> tuple[tuple[str, str], ...]:
    """Units that the event names but that cannot act in it on its day: pairs of field and id."""
    match event:
        case ProposalSent() | SecondProposalSent() | ProposalDelivered():
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
                f"{listed(ids, 'zh')} 在 {event.on} 不是审查工作机制的成员单位",
                f"{listed(ids, 'en')} was not a member of the review mechanism on {event.on}",
            ),
            Text(
                f"请用当日成员单位的代号：{listed(known, 'zh')}",
                f"use the id of a member on that day: {listed(known, 'en')}",
            ),
        )
    return Refusal(
        Text(
            f"{listed(ids, 'zh')} 在 {event.on} 不是审查工作机制的成员单位或者可征求意见的部门",
            f"{listed(ids, 'en')} was not, on {event.on}, a member of the review mechanism "
            f"or a department that can be consulted",
        ),
        Text(
            f"请用当日成员单位的代号：{listed(known, 'zh')}；其他部门写 consulted_department（仅2022年版）或 "
            "protection_department",
            f"use the id of a member on that day: {listed(known, 'en')}; other departments are "
            "consulted_department (2022 version only) and protection_department",
        ),
    )
