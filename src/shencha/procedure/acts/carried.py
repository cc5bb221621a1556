"""A case that ended before the instance began, taken in from the office's older records."""

from __future__ import annotations

from typing import ClassVar

from shencha.procedure.acts.act import Act, Dated, Phase, Place
from shencha.procedure.kinds import AnyGround, Day, ListOfWords, Outcome, Result, Words
from shencha.procedure.roles import TOLD_TO_THE_PARTY, Role
from shencha.text import Text


@Act(
    name=Text("旧案录入", "old case carried in"),
    button=Text("录入旧案", "Carry in an old case"),
    done=Text("旧案录入：办结于本系统启用之前", "An old case was carried in, which had ended before"),
    by=frozenset({Role.OFFICE_HEAD}),
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.HOUSE,
    mark=Text("录入", "Carried in"),
    place=Place.OWN,
    house=True,
)
class CarriedIn(Dated):
    """The office carries in how an older case went; its steps stay in the older record, which `source` names.

    Nothing is counted of it: its periods are not on record here.
    """

    name: ClassVar[str] = "carried_in"
    ground: AnyGround
    title: Words
    party_name: Words
    begun: Day
    """The day of its filing, or of the concern."""
    ended: Day
    outcome: Outcome
    source: Words
    """Where the older record lies: its number and shelf."""
    party: Words | None = None
    """The party by its key, where it is registered here."""
    instrument: Words | None = None
    """The version that governed; left out, the one in force on the day it began."""
    result: Result | None = None
    conditions: ListOfWords = ()
