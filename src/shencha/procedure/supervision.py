"""After the conclusion: promises and conditions as obligations, with their evidence, their days and their end.

An obligation is known by its words. It comes from a promise recorded, from a proposal that the party agreed to
before the conclusion, or from a condition of the conclusion itself (which then lacks evidence, verifier and
review until someone adds them, and says so).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from shencha.procedure import acts as e
from shencha.procedure.changing import replace
from shencha.text import Text

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
PARTY = "party"

SupervisionEvent: TypeAlias = (
    e.CommitmentRecorded
    | e.SupervisionRecorded
    | e.ReportReceived
    | e.CommitmentProposed
    | e.CommitmentAgreed
    | e.EvidenceReceived
    | e.EvidenceDecided
    | e.CommitmentReviewed
    | e.CommitmentReleased
    | e.CommitmentOpened
    | e.CommitmentPublished
    | e.ConclusionPublished
)


@dataclass(frozen=True)
class Handed:
    """Evidence that was handed in once, and what became of it."""

    on: date
    evidence: str
    kept: bool | None = None
    """What the first person found."""
    finding: str | None = None
    checked_by: str | None = None
    checked_on: date | None = None
    accepted: bool | None = None
    """What the second person decided."""
    reason: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Obligation:
    """One promise or condition, as it stands."""

    commitment: str
    source: str
    """`promise` or `condition`."""
    owes: str
    """`party`, or a supplier by name."""
    since: date
    agreed: date | None = None
    standing: bool = True
    """False while it is only proposed."""
    until: date | None = None
    evidence: str | None = None
    first_due: date | None = None
    every: str | None = None
    verifier: str | None = None
    review_on: date | None = None
    release: str | None = None
    handed: tuple[Handed, ...] = ()
    released: date | None = None
    public: tuple[str, str] | None = None
    """The words in which its party agreed that everyone may read it, in both languages."""
    published: date | None = None

    @property
    def may_be_published(self) -> bool:
        """Did its party agree, and has the office not made it public?"""
        return self.active and self.public is not None and self.published is None

    @property
    def active(self) -> bool:
        """Is it owed?"""
        return self.standing and self.released is None

    @property
    def due(self) -> date | None:
        """The next day by which evidence is owed: accepted evidence settles one period.

        Calendar days: neither the Measures nor another text speaks of these.
        """
        if not self.active or self.first_due is None:
            return None
        accepted = sum(one.accepted is True for one in self.handed)
        if self.every is None:
            return None if accepted else self.first_due
        following = months_after(self.first_due, accepted * MONTHS[self.every])
        return None if self.until is not None and following > self.until else following

    @property
    def waiting(self) -> Handed | None:
        """Evidence on which nobody has decided; the newest."""
        last = self.handed[-1] if self.handed else None
        return last if last is not None and last.accepted is None else None

    @property
    def to_check(self) -> bool:
        """Has evidence arrived that the first person has not looked at?"""
        return self.active and self.waiting is not None and self.waiting.checked_on is None

    @property
    def to_decide(self) -> bool:
        """Has the first person looked, and the second not decided? With a release nobody need decide any more."""
        return self.active and self.waiting is not None and self.waiting.checked_on is not None

    @property
    def stale(self) -> tuple[Text, ...]:
        """What nobody has said of it, so that it could be forgotten."""
        if not self.active:
            return ()
        return tuple(
            text
            for said, text in (
                (
                    self.evidence,
                    Text("没有写明什么可以证明已经履行", "nothing says what shows that it is kept"),
                ),
                (self.first_due, Text("没有提交证明的日期", "no day is set for evidence")),
                (self.verifier, Text("没有核实人", "nobody is named who verifies it")),
                (self.review_on, Text("没有复查日期", "no day is set to ask whether it is still needed")),
            )
            if not said
        )


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def concluded(
    obligations: tuple[Obligation, ...], conditions: tuple[str, ...], on: date
) -> tuple[Obligation, ...]:
    """The obligations that stand when a conclusion is notified: those agreed, and its conditions."""
    agreed = tuple(replace(one, standing=True) for one in obligations if one.agreed)
    known = {one.commitment for one in agreed}
    fresh = dict.fromkeys(condition for condition in conditions if condition not in known)
    return agreed + tuple(Obligation(condition, "condition", PARTY, on) for condition in fresh)


def after(obligations: tuple[Obligation, ...], event: SupervisionEvent) -> tuple[Obligation, ...]:
    """The obligations after one more event; never refuses."""
    match event:
        case e.CommitmentRecorded(commitment=str(commitment)):
            return _put(obligations, _described(obligations, event, commitment, standing=True))
        case e.CommitmentProposed(commitment=commitment):
            return _put(obligations, _described(obligations, event, commitment, standing=False))
        case e.CommitmentAgreed(on=on, commitment=commitment):
            return _changed(obligations, commitment, lambda one: replace(one, agreed=on))
        case e.EvidenceReceived(on=on, commitment=commitment, evidence=evidence):
            fresh = Handed(on, evidence)
            return _changed(obligations, commitment, lambda one: replace(one, handed=(*one.handed, fresh)))
        case e.SupervisionRecorded(commitment=str(commitment)):
            return _changed(obligations, commitment, lambda one: _checked(one, event))
        case e.EvidenceDecided(commitment=commitment):
            return _changed(obligations, commitment, lambda one: _decided(one, event))
        case e.CommitmentReviewed(commitment=commitment, review_on=review_on):
            return _changed(obligations, commitment, lambda one: replace(one, review_on=review_on))
        case e.CommitmentOpened(commitment=commitment, public_words=zh, public_words_en=en):
            return _changed(obligations, commitment, lambda one: replace(one, public=(zh, en)))
        case e.CommitmentPublished(on=on, commitment=commitment):
            return _changed(obligations, commitment, lambda one: replace(one, published=on))
        case e.CommitmentReleased(on=on, commitment=commitment):
            return _changed(obligations, commitment, lambda one: replace(one, released=on))
        case _:
            return obligations


def named(obligations: tuple[Obligation, ...], commitment: str) -> Obligation | None:
    """The obligation of these words."""
    return next((one for one in obligations if one.commitment == commitment), None)


def _described(
    obligations: tuple[Obligation, ...],
    event: e.CommitmentRecorded | e.CommitmentProposed,
    commitment: str,
    *,
    standing: bool,
) -> Obligation:
    """Recorded again under the same words, it keeps what was handed in and takes on what is newly said."""
    before = named(obligations, commitment)
    found = before or Obligation(commitment, "promise", PARTY, event.on, standing=standing)
    return replace(
        found,
        standing=standing or (before is not None and before.standing),
        source=event.source or found.source,
        owes=event.by or found.owes,
        until=event.until or found.until,
        evidence=event.evidence or found.evidence,
        first_due=event.due or found.first_due,
        every=event.every or found.every,
        verifier=event.verifier or found.verifier,
        review_on=event.review_on or found.review_on,
        release=event.release or found.release,
    )


def _checked(one: Obligation, event: e.SupervisionRecorded) -> Obligation:
    if one.waiting is None:
        return one
    looked = replace(
        one.handed[-1], kept=event.kept, finding=event.finding, checked_by=event.by, checked_on=event.on
    )
    return replace(one, handed=(*one.handed[:-1], looked))


def _decided(one: Obligation, event: e.EvidenceDecided) -> Obligation:
    if one.waiting is None:
        return one
    done = replace(one.handed[-1], accepted=event.accepted, reason=event.reason, decided_on=event.on)
    return replace(one, handed=(*one.handed[:-1], done))


def _put(obligations: tuple[Obligation, ...], new: Obligation) -> tuple[Obligation, ...]:
    others = [one for one in obligations if one.commitment != new.commitment]
    return (*others, new)


def _changed(
    obligations: tuple[Obligation, ...], commitment: str, change: Callable[[Obligation], Obligation]
) -> tuple[Obligation, ...]:
    return tuple(change(one) if one.commitment == commitment else one for one in obligations)


def open_acts(obligations: tuple[Obligation, ...], *, under_review: bool, ended: bool) -> Iterator[str]:
    """Names of the acts on obligations that are open, before and after the conclusion."""
    if under_review:
        yield "commitment_proposed"
        if any(not one.agreed for one in obligations if not one.standing):
            yield "commitment_agreed"
    if not ended:
        return
    if any(one.active for one in obligations):
        yield from ("evidence_received", "commitment_reviewed", "commitment_released")
    if any(one.active and one.public is None for one in obligations):
        yield "commitment_opened"
    if any(one.may_be_published for one in obligations):
        yield "commitment_published"
    if any(one.to_decide for one in obligations):
        yield "evidence_decided"
