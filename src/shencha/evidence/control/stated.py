"""What a share stated for a whole chain says of its links.

A statement that someone holds 50 per cent of a company through another, who holds 50 per cent of it, says that he
holds all of that other. It is read so where one chain alone leads from the holder to the company, without circles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from shencha.evidence.control.interests import Range
from shencha.evidence.control.parties import Claimed, Tie

LONGEST = 50
_NEAR = 1e-9


def narrow(ties: Iterable[Tie], claimed: Iterable[Claimed]) -> None:
    """Narrow the first link of each chain by what is stated for the chain; links that cannot make it stay."""
    above: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        above[tie.subject].append(tie)
    for claim in claimed:
        share = claim.interest.share
        chain = _only_chain(above, claim.holder, claim.subject) if share is not None else None
        if chain is None or share is None:
            continue
        votes = claim.interest.type == "votingRights"
        for what in ("votes",) if votes else ("share", "votes"):
            first, *rest = (getattr(tie, what) for tie in chain)
            if what == "votes" and not votes and chain[0].votes != chain[0].share:
                continue
            narrowed = _first(share, first, rest)
            if narrowed is not None:
                setattr(chain[0], what, narrowed)


def _first(stated: Range, first: Range, rest: Sequence[Range]) -> Range | None:
    low = high = 1.0
    for range_ in rest:
        low, high = low * range_.at_least, high * range_.at_most
    if high <= 0:
        return None
    least = max(first.at_least, min(stated.at_least / high, 1.0))
    most = min(first.at_most, stated.at_most / low) if low > 0 else first.at_most
    if stated.at_least / high > 1 + _NEAR or least > most + _NEAR:
        return None
    return Range(least, max(least, most), first.above and least == first.at_least)


def _only_chain(above: dict[str, list[Tie]], holder: str, subject: str) -> list[Tie] | None:
    """The one chain of two or more links from holder to subject, the holder's link first."""
    reach = _that_reach(above, holder, subject)
    chain: list[Tie] = []
    at, seen = subject, {subject}
    while at != holder:
        ups = [
            t for t in above.get(at, ()) if t.holder in reach and not (at == subject and t.holder == holder)
        ]
        if len(ups) != 1 or ups[0].holder in seen or len(chain) > LONGEST:
            return None
        chain.append(ups[0])
        at = ups[0].holder
        seen.add(at)
    return chain[::-1] if len(chain) > 1 else None


def _that_reach(above: dict[str, list[Tie]], holder: str, subject: str) -> set[str]:
    """Those above the subject below whom the holder stands, and the holder."""
    order, seen = [subject], {subject}
    for at in order:
        for tie in above.get(at, ()):
            if tie.holder not in seen:
                seen.add(tie.holder)
                order.append(tie.holder)
    below: dict[str, list[str]] = defaultdict(list)
    for at in order:
        for tie in above.get(at, ()):
            below[tie.holder].append(at)
    found, waiting = {holder}, [holder]
    while waiting:
        for at in below.get(waiting.pop(), ()):
            if at not in found:
                found.add(at)
                waiting.append(at)
    return found
