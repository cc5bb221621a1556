"""What the statements leave open on the way to a company's holders, each by the statement that leaves it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from shencha.evidence.control.bods import NONE_DECLARED
from shencha.evidence.control.gaps import Gap
from shencha.evidence.control.interests import Range, said_percent
from shencha.evidence.control.parties import UNSPECIFIED, Party, Structure, Tie
from shencha.law.logic.holds import YES


def disclosure(
    structure: Structure,
    of: Party,
    ties: tuple[Tie, ...],
    ends: Sequence[Party],
    near: set[str],
    circle: list[str],
) -> list[Gap]:
    """The gaps in what is disclosed of a company, in the order of its chains.

    Args:
        ends: those who hold in the end. near: all from whom the company can be reached. circle: those who belong to
            nobody outside their circle.
    """
    parties = structure.parties
    gaps = [g for g in structure.gaps if g.party is None or g.party in near]
    by_subject: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        by_subject[tie.subject].append(tie)
        for interest, statement in tie.interests:
            if interest.direct == "indirect" and interest.share is not None:
                words = {"name": parties[tie.holder].shown, "subject": parties[tie.subject].shown}
                gaps.append(Gap.of("intermediaries_not_named", statement, tie.holder, **words))
    for id_ in (of.id, *(t for t in by_subject if t != of.id)):
        party, held = parties[id_], by_subject.get(id_, [])
        if id_ in circle:
            gaps.append(Gap.of("circle_owns_itself", party.statement, id_, name=party.shown))
        elif not held or (party.is_public_body is YES and id_ != of.id):
            if not held:
                gaps.append(_nobody(party))
        elif not party.is_arrangement:
            low = sum(t.share.at_least for t in held)
            if low < 1 - 1e-6:
                told = said_percent(Range(low, min(1.0, sum(t.share.at_most for t in held))))
                gaps.append(Gap.of("share_undisclosed", party.statement, id_, name=party.shown, told=told))
    for party in ends:
        if party.unspecified is not None and party.unspecified.reason != NONE_DECLARED:
            if party.statement is None or not party.id.startswith(UNSPECIFIED):
                gaps.append(Gap.anonymous(party.unspecified, party.statement, party.id, party.shown))
        elif party.kind in ("company", "arrangement"):
            gaps.append(_nobody(party))
        if party.places_unread:
            told = ", ".join(party.places_unread)
            gap = "jurisdiction_not_recognised"
            gaps.append(Gap.of(gap, party.statement, party.id, name=party.shown, told=told))
        elif not party.jurisdictions and party.kind != "unspecified":
            gaps.append(Gap.of("jurisdiction_unknown", party.statement, party.id, name=party.shown))
    return list(dict.fromkeys(gaps))


def _nobody(party: Party) -> Gap:
    gap = "listed_holders" if party.listed else "holders_not_disclosed"
    return Gap.of(gap, party.statement, party.id, name=party.shown)
