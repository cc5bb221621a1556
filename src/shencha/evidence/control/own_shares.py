"""Shares that a company holds in itself, or a subsidiary in it, have no votes there; the others' votes weigh more.

Source: Company Law 2023, Article 116 (a company's own shares), Article 141 (a subsidiary's shares in its parent).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from shencha.evidence.control.controllers import Controllers
from shencha.evidence.control.integrated import circles
from shencha.evidence.control.interests import NOTHING, Range
from shencha.evidence.control.parties import Party, Tie
from shencha.law.control import Yardstick

ARTICLES = "116, 141"


def without_votes(
    parties: Mapping[str, Party], ties: Sequence[Tie], follow: frozenset[str], stick: Yardstick
) -> frozenset[str]:
    """Take the votes from such shares, and give the companies of which it is true.

    Where statements speak of a company's votes only the votes of these shares go; where votes follow the shares, the
    others' votes are counted against what is left.
    """
    held: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        held[tie.subject].append(tie)
    who = Controllers(parties, ties, "", stick)
    changed = {
        company: (own, votes)
        for company, inside in _in_circles(parties, ties, stick)
        if (own := _own(company, inside, who))
        and (votes := _counted(held[company], own, company in follow)) is not None
    }
    for own, votes in changed.values():
        for tie, range_ in votes:
            tie.votes = range_
        for tie in own:
            tie.votes = NOTHING
    return frozenset(changed)


def _in_circles(
    parties: Mapping[str, Party], ties: Sequence[Tie], stick: Yardstick
) -> Iterator[tuple[str, list[tuple[Tie, bool]]]]:
    """Companies of whose holders some lie in a circle with them: these ties, and is it a circle of majorities?"""
    number = {id_: at for at, id_ in enumerate(parties)}
    holder = np.array([number[t.holder] for t in ties], np.int64)
    subject = np.array([number[t.subject] for t in ties], np.int64)
    groups = circles(len(number), holder, subject)
    inside = np.flatnonzero(groups[holder] == groups[subject])
    if not len(inside):
        return
    whole = np.array([stick.reached(t.votes.at_least, more=t.votes.above) for t in ties], np.bool_)
    majority = circles(len(number), holder[whole], subject[whole])
    found: dict[str, list[tuple[Tie, bool]]] = defaultdict(list)
    for at in inside.tolist():
        tie = ties[at]
        found[tie.subject].append((tie, bool(majority[holder[at]] == majority[subject[at]])))
    yield from found.items()


def _own(company: str, inside: Sequence[tuple[Tie, bool]], who: Controllers) -> list[Tie]:
    """The ties of the company itself and of those it controls with certainty."""
    below = None
    own = []
    for tie, by_majorities in inside:
        if not by_majorities and below is None:
            below = who.held_for_certain(company)
        if (by_majorities or (below is not None and tie.holder in below)) and tie.votes.at_most > 0:
            own.append(tie)
    return own


def _counted(held: Sequence[Tie], own: Sequence[Tie], follows: bool) -> list[tuple[Tie, Range]] | None:
    """The others' votes; None where nothing may be left to count them against."""
    low, high = (min(sum(getattr(t.votes, end) for t in own), 1.0) for end in ("at_least", "at_most"))
    if high >= 1:
        return None
    others = [t for t in held if t not in own]
    if not follows:
        return [(t, t.votes) for t in others]
    return [
        (
            t,
            Range(
                t.votes.at_least / (1 - low),
                min(t.votes.at_most / (1 - high), 1.0),
                t.votes.above,
                t.votes.below and t.votes.at_most / (1 - high) <= 1,
            ),
        )
        for t in others
    ]
