"""From statements to a structure as of a day: parties, who holds what in whom, what is hidden, what contradicts.

The latest statement of each record counts; a closed record is gone. A statement about an indirect interest sums up
the chain below it: where the chain is in the files too, it is not added again but narrows the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from shencha.evidence.control.bods import (
    NONE_DECLARED,
    PartyDetails,
    RelationshipDetails,
    Statement,
    Statements,
)
from shencha.evidence.control.bods_fields import Unspecified
from shencha.evidence.control.gaps import Contradiction, Gap, two_statements
from shencha.evidence.control.interests import Bears
from shencha.evidence.control.own_shares import without_votes
from shencha.evidence.control.parties import UNSPECIFIED, Claimed, Party, Structure, Tie
from shencha.evidence.control.stated import narrow
from shencha.evidence.control.weighing import nominees, public_bodies, tighten, weigh
from shencha.evidence.finding import Unread
from shencha.law.control import yardstick
from shencha.text import Text

_COUNTED = (Bears.SHARE, Bears.VOTES, Bears.EITHER)


def structure(read: Statements, on: date) -> Structure:
    """The structure as of that day."""
    current, contradictions, unread = _current(read, on)
    parties = {s.record: _party(s) for s in current if isinstance(s.about, PartyDetails)}
    everyone = {s.record: s for s in read.statements if isinstance(s.about, PartyDetails)}
    gaps: list[Gap] = []
    ties: dict[tuple[str, str], Tie] = {}
    claimed: list[Claimed] = []
    for s in current:
        if not isinstance(s.about, RelationshipDetails):
            continue
        if not isinstance(s.about.subject, str):
            why = Text(
                "关系的主体未指明，不能归入结构",
                "the relationship names no subject and has no place in the structure",
            )
            unread.append(Unread(s.file, s.where, why))
            continue
        holder = _holder(s, s.about, parties, gaps)
        for end in (s.about.subject, holder):
            if end is not None and end not in parties:
                parties[end] = _absent(end, everyone.get(end), s, gaps)
        if holder is None:
            continue
        active = [
            interest
            for interest, since, until in s.about.interests
            if (since is None or since <= on) and (until is None or on < until)
        ]
        for interest in active:
            if interest.direct == "indirect" and interest.meaning.bears in _COUNTED:
                claimed.append(Claimed(holder, s.about.subject, interest, s.id))
            else:
                tie = ties.setdefault((holder, s.about.subject), Tie(holder, s.about.subject))
                tie.interests.append((interest, s.id))
    claimed = list(_placed(claimed, ties))
    above = _above(ties)
    stated = {t.subject for t in ties.values() for i, _ in t.interests if i.type == "votingRights"}
    for tie in ties.values():
        indirect = any(i.direct == "indirect" for i, _ in tie.interests)
        known = indirect and any(tie.holder in _all_above(h, above) for h in above[tie.subject])
        contradictions += weigh(tie, tie.subject in stated, chain_known=known)
    held = defaultdict(list)
    for tie in ties.values():
        held[tie.subject].append(tie)
    for subject, group in held.items():
        public_bodies(parties[subject], group, parties)
        gaps += nominees(parties[subject], group, parties)
    narrow(ties.values(), claimed)
    for subject, group in held.items():
        contradictions += tighten(parties[subject], group)
    follow = frozenset(held) - stated
    whole = tuple(ties.values())
    return Structure(
        on,
        parties,
        whole,
        tuple(claimed),
        follow,
        without_votes(parties, whole, follow, yardstick(on)),
        (*gaps, *_said_beside(whole, parties)),
        tuple(contradictions),
        (*read.unread, *unread),
        tuple(dict.fromkeys(s.declares for s in current if s.declares)),
    )


def _said_beside(ties: Iterable[Tie], parties: Mapping[str, Party]) -> Iterator[Gap]:
    """What the words beside interests speak of and no field says."""
    for tie in ties:
        words = {"name": parties[tie.holder].shown, "subject": parties[tie.subject].shown}
        if tie.has("nominee") or tie.has("nominator"):
            continue
        for interest, statement in tie.interests:
            if interest.speaks_of_another:
                yield Gap.of("may_hold_for_another", statement, tie.holder, **words)


def _current(read: Statements, on: date) -> tuple[list[Statement], list[Contradiction], list[Unread]]:
    """The statement that counts for each record, closed ones left out."""
    latest: dict[str, tuple[tuple[date, date], Statement]] = {}
    contradictions: list[Contradiction] = []
    later: dict[str, Unread] = {}
    for s in read.statements:
        if s.on is not None and s.on > on:
            why = Text(f"声明的日期晚于 {on}", f"statements dated after {on}")
            known = later.get(s.file)
            later[s.file] = Unread(
                s.file, known.where if known else s.where or s.id, why, (known.count if known else 0) + 1
            )
            continue
        order = (s.on or date.min, s.published or date.min)
        before = latest.get(s.record)
        if before is not None:
            if before[0] > order:
                continue
            if before[0] == order and before[1].status == s.status and before[1].about != s.about:
                contradictions.append(two_statements(s.record, before[1].id, s.id))
        latest[s.record] = (order, s)
    return [s for _, s in latest.values() if s.status != "closed"], contradictions, list(later.values())


_KINDS = {
    "registeredEntity": "company",
    "legalEntity": "company",
    "arrangement": "arrangement",
    "state": "state",
    "stateBody": "state_body",
    "knownPerson": "person",
}


def _party(s: Statement) -> Party:
    about = s.about
    assert isinstance(about, PartyDetails)
    kind = _KINDS.get(about.kind, "unspecified")
    unspecified = about.unspecified
    if kind == "unspecified" and unspecified is None:
        unspecified = Unspecified("unknown", "")
    return Party(
        s.record,
        kind,
        about.name,
        about.jurisdictions,
        s.id,
        about.identifiers,
        about.subtype,
        about.listed,
        about.exposed,
        unspecified,
        about.places_unread,
    )


def _absent(id_: str, described: Statement | None, s: Statement, gaps: list[Gap]) -> Party:
    """A party whose record is closed, dated later, or nowhere: it keeps its place in the structure."""
    if described is not None:
        gaps.append(Gap.of("record_closed", s.id, id_))
        return _party(described)
    gaps.append(Gap.of("party_not_described", s.id, id_))
    return Party(
        id_, "unspecified", None, (), None, unspecified=Unspecified("informationUnknownToPublisher", "")
    )


def _holder(
    s: Statement, about: RelationshipDetails, parties: dict[str, Party], gaps: list[Gap]
) -> str | None:
    """The id of who holds; someone unspecified gets one of his own, who is declared not to exist none."""
    if isinstance(about.holder, str):
        return about.holder
    subject = about.subject if isinstance(about.subject, str) else None
    gaps.append(Gap.unspecified(about.holder, s.id, subject))
    if about.holder.reason == NONE_DECLARED:
        return None
    id_ = f"{UNSPECIFIED}{s.record}"
    parties[id_] = Party(id_, "unspecified", None, (), s.id, unspecified=about.holder)
    return id_


def _placed(claimed: Iterable[Claimed], ties: dict[tuple[str, str], Tie]) -> Iterator[Claimed]:
    """A claim on a chain that the files do not hold becomes a link of its own; the others are kept apart."""
    above = _above(ties)
    reach: dict[str, set[str]] = {}
    fresh = []
    for claim in claimed:
        if claim.subject not in reach:
            reach[claim.subject] = _all_above(claim.subject, above)
        direct_only = (claim.holder, claim.subject) in ties and not any(
            claim.holder in reach.setdefault(h, _all_above(h, above))
            for h in above[claim.subject]
            if h != claim.holder
        )
        if claim.holder in reach[claim.subject] and not direct_only:
            yield claim
        else:
            fresh.append(claim)
    for claim in fresh:
        tie = ties.setdefault((claim.holder, claim.subject), Tie(claim.holder, claim.subject))
        tie.interests.append((claim.interest, claim.statement))


def _above(ties: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    above: dict[str, set[str]] = defaultdict(set)
    for holder, subject in ties:
        above[subject].add(holder)
    return above


def _all_above(subject: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [subject]
    while waiting:
        for holder in above.get(waiting.pop(), ()):
            if holder not in found:
                found.add(holder)
                waiting.append(holder)
    return found
