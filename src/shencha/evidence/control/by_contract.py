"""What everyone holds where a contract that controls a company counts as all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from shencha.evidence.control.controllers import contracts
from shencha.evidence.control.integrated import summed
from shencha.evidence.control.interests import ALL, ANY, NOTHING, Range
from shencha.evidence.control.parties import Party, Structure, Tie
from shencha.law.logic.holds import YES


def by_contract(
    structure: Structure, number: Mapping[str, int], of: Party, ties: tuple[Tie, ...]
) -> list[Range] | None:
    """Each party's share in the company, contracts counted; None where no contract lies on the way to it.

    One contract that controls gives all of a company; of several, or of one whose weight is not told, each may.

    Args:
        number: the place of each party in the answer. ties: those from which the company can be reached.
    """
    having: dict[str, list[Tie]] = defaultdict(list)
    for tie, _ in contracts(ties):
        if tie not in having[tie.subject]:
            having[tie.subject].append(tie)
    if not having:
        return None
    found = summed([(t, _counted(t, having.get(t.subject, []))) for t in structure.ties], number, of.id)
    return [Range(float(low), float(high)) for low, high in zip(found.at_least, found.at_most, strict=True)]


def _counted(tie: Tie, contracted: list[Tie]) -> Range:
    if not contracted:
        return tie.share
    sure = [
        t for t in contracted if any(i.is_variable_interest and i.controls is YES for i, _ in t.interests)
    ]
    if len(sure) == 1:
        return ALL if tie is sure[0] else NOTHING
    return ANY if tie in contracted else Range(0.0, tie.share.at_most)
