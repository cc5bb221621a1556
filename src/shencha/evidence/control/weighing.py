"""Puts interests together into shares and votes: one tie, then all ties of one company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from shencha.evidence.control.gaps import Contradiction, Gap
from shencha.evidence.control.interests import ALL, ANY, NOTHING, Bears, Interest, Range
from shencha.evidence.control.parties import Party, Tie
from shencha.law.logic.holds import YES


def weigh(tie: Tie, votes_stated: bool, *, chain_known: bool) -> Iterator[Contradiction]:
    """Put a tie's interests together: share and votes as ranges.

    Who controls and of whose shares nothing is said may hold none or all.

    Args:
        votes_stated: some statement speaks of the votes of this company.
        chain_known: the holder reaches the company through others too, so that an indirect right is that chain's.
    """
    shares = [(i, s) for i, s in tie.interests if i.meaning.bears in (Bears.SHARE, Bears.EITHER)]
    votes = [(i, s) for i, s in tie.interests if i.meaning.bears is Bears.VOTES]
    rights = [
        i
        for i, _ in tie.interests
        if i.meaning.bears is Bears.CONTROL and not (chain_known and i.direct == "indirect")
    ]
    tie.share, twice = _together(shares)
    yield from twice
    if not shares and (votes or rights):
        tie.share = ANY
    if votes:
        tie.votes, twice = _together(votes)
        yield from twice
    elif votes_stated:
        holds = rights or any(i.type != "beneficiaryOfLegalArrangement" for i, _ in shares)
        tie.votes = ANY if holds else NOTHING
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


def public_bodies(subject: Party, ties: list[Tie], parties: Mapping[str, Party]) -> None:
    """A state body has no shares: it holds for its state, or for the one body above it."""
    if subject.is_public_body is not YES:
        return
    above = [t for t in ties if parties[t.holder].is_public_body is YES and not t.tells_share]
    if len(above) == 1:
        above[0].share = above[0].votes = ALL


def nominees(subject: Party, ties: list[Tie], parties: Mapping[str, Party]) -> Iterator[Gap]:
    """What a nominee holds, it holds for its nominator; for which of several is not said."""
    holding = [t for t in ties if t.has("nominee") and t.tells_share]
    named = [t for t in ties if t.has("nominator")]
    untold = [t for t in named if all(i.share is None for i, _ in t.interests if i.type == "nominator")]
    if not holding:
        if subject.is_arrangement and len(untold) == 1:
            untold[0].share = untold[0].votes = ALL
        return
    for what in ("share", "votes"):
        lent = _sum(_lent(t, getattr(t, what)) for t in holding)
        rest = lent.less(_sum(getattr(t, what) for t in named if t not in untold))
        for tie in untold:
            setattr(tie, what, rest if len(untold) == 1 else Range(0.0, rest.at_most))
        for tie in holding:
            held: Range = getattr(tie, what)
            own = held.less(_lent(tie, held))
            if named and not untold:
                own = Range(own.at_least, min(held.at_most, own.at_most + rest.at_most))
            setattr(tie, what, own)
    if not named:
        for tie in holding:
            words = {"name": parties[tie.holder].shown, "subject": subject.shown}
            yield Gap.of("nominator_not_named", tie.statements[0], tie.holder, **words)


def _lent(tie: Tie, held: Range) -> Range:
    """The part of what a nominee holds that is another's: what the statement gives, else all."""
    told = [i.share for i, _ in tie.interests if i.type == "nominee" and i.share is not None]
    return told[0] if told else held


def _sum(ranges: Iterable[Range]) -> Range:
    found = list(ranges)
    return Range(min(sum(r.at_least for r in found), 1.0), min(sum(r.at_most for r in found), 1.0))


def tighten(subject: Party, ties: list[Tie]) -> Iterator[Contradiction]:
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
