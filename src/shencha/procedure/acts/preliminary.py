"""The preliminary review: what the office judges, and its extension."""

from __future__ import annotations

from typing import ClassVar

from shencha.procedure.acts.act import Act, Dated, Phase, Place, Signed
from shencha.procedure.kinds import Days, Factors, ListOfWords, Words
from shencha.procedure.roles import COUNTERSIGNERS, NOBODY_ELSE, OFFICERS, TOLD_TO_THE_PARTY
from shencha.text import Text


@Act(
    name=Text("延长初步审查", "extension of the preliminary review"),
    button=Text("延长初步审查", "Extend the preliminary review"),
    done=Text("初步审查延长", "The preliminary review was extended"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.REVIEW,
    steps=("preliminary",),
    signed=Signed.DECISION,
    notice=Text("延长初步审查通知书", "Notice that the preliminary review is extended"),
    effect=Text("期限延长", "A clock is extended"),
    mark=Text("延长", "Extended"),
)
class PreliminaryExtended(Dated):
    """The preliminary review of a complex case is extended (Article 11; 2020: 10)."""

    name: ClassVar[str] = "preliminary_extended"
    days: Days
    reason: Words


@Act(
    name=Text("研判评估因素", "judgement of a factor"),
    button=Text("研判一项评估因素", "Judge a factor"),
    done=Text("研判了一项评估因素", "A factor was judged"),
    by=OFFICERS,
    read_by=NOBODY_ELSE,
    phase=Phase.REVIEW,
    steps=("factors",),
    place=Place.SELDOM,
    house=True,
)
class FactorJudged(Dated):
    """An officer judges one factor, with the reason and the measures proposed (Article 10; 2020: 9)."""

    name: ClassVar[str] = "factor_judged"
    factors: Factors
    judgement: Words
    reason: Words
    by: Words
    measures: ListOfWords = ()
