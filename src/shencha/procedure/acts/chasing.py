"""Chasing: the office asks again for what is late, an opinion, a supplement, or evidence of a promise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from shencha.procedure.acts.act import Act, Asked, Dated, Phase, Place
from shencha.procedure.kinds import Consultees, Day, Words
from shencha.procedure.roles import NOBODY_ELSE, OFFICE, TOLD_TO_THE_PARTY
from shencha.text import Text

LETTER: Mapping[str, Asked] = {
    "until": Asked(label=Text("请于何日前办理", "By which day it is asked for")),
    "reason": Asked(label=Text("附言", "A few words besides")),
}
"""What a person is asked of any letter that chases."""


@Act(
    name=Text("催办意见", "chasing of an opinion"),
    button=Text("催办", "Chase the opinion"),
    done=Text("已向逾期未答复的单位催办", "An opinion that is late was asked for again"),
    by=OFFICE,
    read_by=NOBODY_ELSE,
    phase=Phase.REVIEW,
    place=Place.OWN,
    letter=True,
    house=True,
    asks={**LETTER, "to": Asked(label=Text("向哪些单位催办", "Which units are chased"))},
)
class OpinionChased(Dated):
    """The office asks units for an opinion that is late; silence stays silence (open point O1)."""

    name: ClassVar[str] = "opinion_chased"
    to: Consultees
    until: Day | None = None
    reason: Words | None = None


@Act(
    name=Text("催交补充材料", "chasing of supplements"),
    button=Text("催交补充材料", "Chase the supplements"),
    done=Text("已催交补充材料", "Supplements that are late were asked for again"),
    by=OFFICE,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.INTAKE,
    place=Place.OWN,
    notice=Text("关于催交补充材料的通知", "Reminder of the supplements asked for"),
    house=True,
    asks=LETTER,
)
class SupplementChased(Dated):
    """The office asks the party again for papers that it wanted by a day now past; every clock stays paused."""

    name: ClassVar[str] = "supplement_chased"
    until: Day | None = None
    reason: Words | None = None


@Act(
    name=Text("催交履行证明", "chasing of evidence"),
    button=Text("催交履行证明", "Chase the evidence"),
    done=Text("已催交履行证明", "Evidence of a promise that is late was asked for again"),
    by=OFFICE,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    place=Place.OWN,
    notice=Text("关于催交承诺履行证明的通知", "Reminder of the evidence owed"),
    house=True,
    asks=LETTER,
)
class EvidenceChased(Dated):
    """The office asks the party again for evidence of a promise or condition whose day is past."""

    name: ClassVar[str] = "evidence_chased"
    commitment: Words
    until: Day | None = None
    reason: Words | None = None


Chased: TypeAlias = OpinionChased | SupplementChased | EvidenceChased
"""The acts that chase, each what one other act owes."""
OWED: Mapping[str, str] = {
    "opinion_received": OpinionChased.name,
    "supplement_received": SupplementChased.name,
    "evidence_received": EvidenceChased.name,
}
"""By which act what is owed is chased."""
