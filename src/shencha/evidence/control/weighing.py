"""Puts interests together into shares and votes: one tie, then all ties of one company."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from shencha.evidence.control.gaps import Contradiction
from shencha.evidence.control.interests import ALL, ANY, NOTHING, Bears, Interest, Range
from shencha.evidence.control.parties import Party, Tie


def weigh(tie: Tie, votes_stated: bool) -> Iterator[Contradiction]:
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


def nominators(ties: list[Tie]) -> None:
    """What a nomination holds, it holds for its nominator; for which of several is not said."""
    found = [t for t in ties if any(i.type == "nominator" and i.share is None for i, _ in t.interests)]
    if len(found) == 1:
        found[0].share = found[0].votes = ALL


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
