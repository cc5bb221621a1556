"""From statements to a structure as of a day: parties, who holds what in whom, what is hidden, what contradicts.

The latest statement of each record counts; a closed record is gone. A statement about an indirect interest sums up
the chain below it: where the chain is in the files too, it is not added again but narrows the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from shencha.evidence.bods import (
    NONE_DECLARED,
    PartyDetails,
    RelationshipDetails,
    Statement,
    Statements,
    Unspecified,
)
from shencha.evidence.finding import Unread
from shencha.evidence.gaps import Contradiction, Gap, two_statements
from shencha.evidence.interests import ALL, ANY, NOTHING, Bears, Interest, Range
from shencha.law.holds import NO, UNKNOWN, YES, Holds
from shencha.text import Text

_COUNTED = (Bears.SHARE, Bears.VOTES, Bears.EITHER)


@dataclass(frozen=True, slots=True)
class Party:
    """A company, person, state or arrangement; or someone who is not named."""

    id: str
    kind: str
    """`person`, `company`, `arrangement`, `state`, `state_body`, `unspecified`."""
    name: str | None
    jurisdictions: tuple[str, ...]
    statement: str | None
    identifiers: tuple[str, ...] = ()
    subtype: str | None = None
    listed: bool = False
    exposed: str | None = None
    unspecified: Unspecified | None = None

    @property
    def shown(self) -> Text:
        """The name; who is not named is called so."""
        if self.name:
            return Text(self.name, self.name)
        if self.unspecified is not None or self.kind == "unspecified":
            return Text(f"未披露者（{self.id}）", f"someone not disclosed ({self.id})")
        return Text(f"未具名者（{self.id}）", f"someone without a name ({self.id})")

    @property
    def is_public_body(self) -> Holds:
        """A state or one of its bodies?"""
        if self.kind in ("state", "state_body"):
            return YES
        return UNKNOWN if self.kind == "unspecified" else NO

    @property
    def is_arrangement(self) -> bool:
        """Something without votes of its own: a trust, a nomination, joint ownership."""
        return self.kind == "arrangement"


@dataclass(slots=True)
class Tie:
    """All that one party holds in one company."""

    holder: str
    subject: str
    share: Range = NOTHING
    votes: Range = NOTHING
    interests: list[tuple[Interest, str]] = field(default_factory=list)
    """Each with the statement that says so."""

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements on which the tie rests."""
        return tuple(dict.fromkeys(statement for _, statement in self.interests))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A share that a statement gives for a whole chain, not for one link."""

    holder: str
    subject: str
    interest: Interest
    statement: str


@dataclass(frozen=True, slots=True)
class Structure:
    """Ownership as of a day."""

    on: date
    parties: dict[str, Party]
    ties: tuple[Tie, ...]
    claimed: tuple[Claimed, ...]
    votes_follow_shares: frozenset[str]
    """Companies of which no statement speaks of votes: the votes are taken to follow the shares."""
    gaps: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    unread: tuple[Unread, ...]
    subjects: tuple[str, ...]
    """Those about whom declarations are made, as the files say."""


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
    stated = {t.subject for t in ties.values() for i, _ in t.interests if i.type == "votingRights"}
    for tie in ties.values():
        contradictions += _weigh(tie, tie.subject in stated)
    held = defaultdict(list)
    for tie in ties.values():
        held[tie.subject].append(tie)
    for subject, group in held.items():
        _nominators(group)
        contradictions += _tighten(parties[subject], group)
    return Structure(
        on,
        parties,
        tuple(ties.values()),
        tuple(claimed),
        frozenset(held) - stated,
        tuple(gaps),
        tuple(contradictions),
        (*read.unread, *unread),
        tuple(dict.fromkeys(s.declares for s in current if s.declares)),
    )


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
    id_ = f"unspecified:{s.record}"
    parties[id_] = Party(id_, "unspecified", None, (), s.id, unspecified=about.holder)
    return id_


def _placed(claimed: Iterable[Claimed], ties: dict[tuple[str, str], Tie]) -> Iterator[Claimed]:
    """A claim on a chain that the files do not hold becomes a link of its own; the others are kept apart."""
    above: dict[str, set[str]] = defaultdict(set)
    for holder, subject in ties:
        above[subject].add(holder)
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


def _all_above(subject: str, above: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [subject]
    while waiting:
        for holder in above.get(waiting.pop(), ()):
            if holder not in found:
                found.add(holder)
                waiting.append(holder)
    return found


def _weigh(tie: Tie, votes_stated: bool) -> Iterator[Contradiction]:
    """Put a tie's interests together: share and votes as ranges."""
    shares = [(i, s) for i, s in tie.interests if i.meaning.bears in (Bears.SHARE, Bears.EITHER)]
    votes = [(i, s) for i, s in tie.interests if i.meaning.bears is Bears.VOTES]
    tie.share, twice = _together(shares)
    yield from twice
    if votes:
        tie.votes, twice = _together(votes)
        yield from twice
    elif votes_stated:
        tie.votes = ANY if any(i.type != "beneficiaryOfLegalArrangement" for i, _ in shares) else NOTHING
    else:
        tie.votes = tie.share
    if not votes and any(i.type in ("trustee", "settlor", "protector") for i, _ in tie.interests):
        tie.votes = ANY


def _together(found: list[tuple[Interest, str]]) -> tuple[Range, list[Contradiction]]:
    """Interests of one relationship add up; the same told by two records is one interest."""
    by_statement: dict[str, Range] = {}
    for interest, statement in found:
        share = interest.share or ANY
        so_far = by_statement.get(statement)
        by_statement[statement] = (
            share
            if so_far is None
            else Range(
                min(so_far.at_least + share.at_least, 1.0),
                min(so_far.at_most + share.at_most, 1.0),
                so_far.above or share.above,
            )
        )
    ranges = list(by_statement.values())
    if not ranges:
        return NOTHING, []
    if len(ranges) == 1:
        return ranges[0], []
    low = max(ranges, key=lambda r: r.at_least)
    told = [r for r in ranges if r != ANY]
    alike = len({(r.at_least, r.at_most) for r in told}) <= 1
    most = low.at_most if alike else min(sum(r.at_most for r in ranges), 1.0)
    if len(told) < 2:
        return (told[0] if told else ANY), []
    return Range(low.at_least, most, low.above), [Contradiction.twice(tuple(by_statement))]


def _nominators(ties: list[Tie]) -> None:
    """What a nomination holds, it holds for its nominator; for which of several is not said."""
    nominators = [t for t in ties if any(i.type == "nominator" and i.share is None for i, _ in t.interests)]
    if len(nominators) == 1:
        nominators[0].share = nominators[0].votes = ALL


def _tighten(subject: Party, ties: list[Tie]) -> Iterator[Contradiction]:
    """No one can hold more than the others leave; lower bounds above 100 per cent contradict each other."""
    for what in ("share", "votes"):
        ranges: list[Range] = [getattr(t, what) for t in ties]
        low = sum(r.at_least for r in ranges)
        if low > 1 + 1e-9:
            named = tuple(dict.fromkeys(s for t in ties for s in t.statements))
            yield Contradiction.over(what, subject.id, subject.shown, low, named)
            high = sum(r.at_most for r in ranges)
            ranges = [replace(r, at_least=max(0.0, 1 - (high - r.at_most)), above=False) for r in ranges]
        else:
            ranges = [r.within(1 - (low - r.at_least)) for r in ranges]
        for tie, range_ in zip(ties, ranges, strict=True):
            setattr(tie, what, range_)
