"""A round of consultation: who was asked, who answered what, and whether opinions agree.

Opinions are consistent (意见一致) only when every consultee has agreed: silence is neither consent nor
dissent (open point O1). An opinion once given stands, so one disagreement ends the hope of agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shencha.procedure.acts import (
    OpinionReceived,
    ProposalSent,
    SecondProposalSent,
)
from shencha.procedure.changing import replace


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
