"""What can happen to a sanction: one frozen class for each act, with all that is said of it.

The steps are those of the Administrative Penalty Law (2021): the intended penalty is countersigned, the party is told
it with its rights (Article 44), states its case (45), may ask for a hearing within five working days (64), and only
then is it decided, by two people, and served (61). Stored once, an act stays readable for ever: two bear names that
events of a case bear too, so they are written under names of their own, and read under both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, TypeAlias, get_args

from shencha.procedure.acts.act import Asked, Event, Need, Row
from shencha.procedure.kinds import Day, Kind, Words, Wrong, one_of
from shencha.procedure.roles import COUNTERSIGNERS, OFFICERS
from shencha.text import Text

PENALTY, NONE = "penalty", "none"
"""What a decision can be; without a penalty is one too (Administrative Penalty Law, Article 57)."""


class Stage(StrEnum):
    """How far a sanction has come."""

    DRAFTED = "drafted"
    SENT_BACK = "sent_back"
    COUNTERSIGNED = "countersigned"
    NOTIFIED = "notified"
    DECISION_DRAFTED = "decision_drafted"
    DECIDED = "decided"
    SERVED = "served"


def _mapping(value: Any) -> Any:
    if isinstance(value, dict):
        return value
    raise Wrong


def _sum(value: Any) -> int | None:
    if value is None or (type(value) is int and value >= 0):
        return value
    raise Wrong


def _as_is(value: Any) -> Any:
    return value


_MAPPING = Kind(_mapping, _as_is, {"type": "object"}, Text("请写键值对", "write a mapping"))
_YUAN = Kind(
    _sum,
    _as_is,
    {"type": ["integer", "null"], "minimum": 0},
    Text("请写以元为单位的整数，没有则写 null", "write whole yuan, or null where there is none"),
)
_OUTCOME = Kind(
    one_of((PENALTY, NONE)),
    _as_is,
    {"enum": [PENALTY, NONE]},
    Text("请选择：penalty、none", "choose penalty or none"),
)
Facts = Annotated[Mapping[str, Any], _MAPPING]
Yuan = Annotated[int | None, _YUAN]
Outcome = Annotated[str, _OUTCOME]


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionAct(Row):
    """All that is said of one act of a sanction; what it makes of it stands in the fold."""

    follows: Stage | None
    """The stage in which it may follow; None: it begins."""
    leads: Stage | None = None
    """The stage to which it leads; None: it stays."""
    paper: str = ""
    """The paper that it makes what it is: the last such act counts."""
    sets: str = ""
    """The step of the law whose day it is, as `law.sanctions.facts.STEPS` and the hearing name them."""

    @property
    def second(self) -> bool:
        """Is it for a second person, who did not draft?"""
        return self.by == COUNTERSIGNERS

    @property
    def dated(self) -> bool:
        """Did it happen on a day of its own? The others bear the day on which they are recorded."""
        return "on" in self.asks

    @property
    def worded(self) -> str | None:
        """The field in which its words stand."""
        return next((key for key in self.asks if key in ("words", "reason")), None)


@dataclass(frozen=True, slots=True)
class Taken(Event):
    """An act of a sanction, on its day."""

    act: ClassVar[SanctionAct]
    formerly: ClassVar[tuple[str, ...]] = ()
    """Other names under which it is stored."""
    on: Day


_SERVED = Asked(Need.ALWAYS, Text("送达之日", "Day of service"))
_BACK = {"reason": Asked(Need.ALWAYS, Text("退回理由", "Why it is sent back"))}


@SanctionAct(
    name=Text("拟作出的处罚", "the intended penalty"),
    button=Text("拟稿", "Draft"),
    done=Text("拟稿", "Drafted"),
    by=OFFICERS,
    follows=None,
    leads=Stage.DRAFTED,
    paper="draft",
)
class SanctionDrafted(Taken):
    """An officer drafts what is intended, on the answer of the law of that day."""

    name: ClassVar[str] = "sanction_drafted"
    title: Words
    facts: Facts
    answer: Facts
    proposed: Words
    fine: Yuan


@SanctionAct(
    name=Text("审核拟作出的处罚", "countersignature of the intended penalty"),
    button=Text("同意并签署", "Countersign"),
    done=Text("拟作出的处罚已审核", "Intended penalty countersigned"),
    by=COUNTERSIGNERS,
    follows=Stage.DRAFTED,
    leads=Stage.COUNTERSIGNED,
    paper="draft",
)
class SanctionCountersigned(Taken):
    """A second person signs what is intended."""

    name: ClassVar[str] = "sanction_countersigned"


@SanctionAct(
    name=Text("退回拟稿", "return of the draft"),
    button=Text("退回拟稿人", "Send back to the drafter"),
    done=Text("退回拟稿人", "Sent back to the drafter"),
    by=COUNTERSIGNERS,
    follows=Stage.DRAFTED,
    leads=Stage.SENT_BACK,
    asks=_BACK,
)
class SanctionSentBack(Taken):
    """A second person does not sign; with that the sanction ends."""

    name: ClassVar[str] = "sanction_sent_back"
    reason: Words


@SanctionAct(
    name=Text("告知拟作出的处罚和权利", "notice of the intended penalty and of rights"),
    button=Text("登记告知书的送达", "Record service of the notice"),
    done=Text("告知书已送达当事人", "Notice of rights served on the party"),
    by=OFFICERS,
    follows=Stage.COUNTERSIGNED,
    leads=Stage.NOTIFIED,
    paper="rights",
    sets="notice_served_on",
    asks={"on": _SERVED},
)
class RightsNotified(Taken):
    """The party is told what is intended, and its rights (Article 44)."""

    name: ClassVar[str] = "rights_notified"


@SanctionAct(
    name=Text("陈述、申辩", "defence"),
    button=Text("登记陈述、申辩", "Record what the party stated"),
    done=Text("当事人陈述、申辩", "The party stated its case"),
    by=OFFICERS,
    follows=Stage.NOTIFIED,
    asks={
        "on": Asked(Need.ALWAYS, Text("陈述、申辩之日", "Day on which it was stated")),
        "words": Asked(
            Need.ALWAYS,
            Text(
                "当事人的事实、理由和证据，以及复核的结果",
                "Facts, reasons and evidence given, and the review of them",
            ),
        ),
    },
)
class DefenceHeard(Taken):
    """The party states its case, and the office reviews what it says (Article 45)."""

    name: ClassVar[str] = "defence_heard"
    words: Words


@SanctionAct(
    name=Text("要求听证", "request for a hearing"),
    button=Text("登记听证要求", "Record a request for a hearing"),
    done=Text("当事人要求听证", "The party asked for a hearing"),
    by=OFFICERS,
    follows=Stage.NOTIFIED,
    sets="hearing_requested_on",
    asks={"on": Asked(Need.ALWAYS, Text("提出要求之日", "Day of the request"))},
)
class HearingRequested(Taken):
    """The party asks for a hearing (Article 64)."""

    name: ClassVar[str] = "hearing_requested"


@SanctionAct(
    name=Text("放弃听证", "waiver of a hearing"),
    button=Text("登记放弃听证", "Record that a hearing is waived"),
    done=Text("当事人书面放弃听证", "The party waived a hearing in writing"),
    by=OFFICERS,
    follows=Stage.NOTIFIED,
    asks={"on": Asked(Need.ALWAYS, Text("书面放弃之日", "Day of the waiver"))},
)
class HearingWaived(Taken):
    """The party waives a hearing in writing."""

    name: ClassVar[str] = "hearing_waived"


@SanctionAct(
    name=Text("听证", "hearing"),
    button=Text("登记听证", "Record the hearing"),
    done=Text("举行听证", "Hearing held"),
    by=OFFICERS,
    follows=Stage.NOTIFIED,
    asks={
        "on": Asked(Need.ALWAYS, Text("听证之日", "Day of the hearing")),
        "words": Asked(Need.ALWAYS, Text("听证笔录的要点", "What the record of the hearing says")),
    },
)
class HearingHeld(Taken):
    """The hearing takes place, of which the party was told seven working days before (Article 64)."""

    name: ClassVar[str] = "hearing_held"
    told_on: Day
    words: Words


@SanctionAct(
    name=Text("拟定决定", "draft of the decision"),
    button=Text("拟定决定，交第二人审核", "Draft the decision for a second person"),
    done=Text("拟定决定", "Decision drafted"),
    by=OFFICERS,
    follows=Stage.NOTIFIED,
    leads=Stage.DECISION_DRAFTED,
    asks={
        "words": Asked(
            Need.ALWAYS,
            Text(
                "决定的内容、理由，以及履行的方式和期限",
                "What is decided, why, and how and by when it is performed",
            ),
        )
    },
)
class SanctionDecisionDrafted(Taken):
    """An officer drafts the decision; a defence never makes it heavier."""

    name: ClassVar[str] = "sanction_decision_drafted"
    formerly: ClassVar[tuple[str, ...]] = ("decision_drafted",)
    outcome: Outcome
    words: Words
    fine: Yuan


@SanctionAct(
    name=Text("作出决定", "decision"),
    button=Text("签署决定", "Sign the decision"),
    done=Text("作出决定", "Decided"),
    by=COUNTERSIGNERS,
    follows=Stage.DECISION_DRAFTED,
    leads=Stage.DECIDED,
    paper="decision",
    sets="decided_on",
)
class DecisionSigned(Taken):
    """A second person signs the decision, and with that it is taken (Articles 57 and 60)."""

    name: ClassVar[str] = "decision_signed"


@SanctionAct(
    name=Text("退回决定草稿", "return of the decision's draft"),
    button=Text("退回决定草稿", "Send the draft back"),
    done=Text("决定草稿退回", "Draft of the decision sent back"),
    by=COUNTERSIGNERS,
    follows=Stage.DECISION_DRAFTED,
    leads=Stage.NOTIFIED,
    asks=_BACK,
)
class SanctionDecisionSentBack(Taken):
    """A second person does not sign the decision; another draft may follow."""

    name: ClassVar[str] = "sanction_decision_sent_back"
    formerly: ClassVar[tuple[str, ...]] = ("decision_sent_back",)
    reason: Words


@SanctionAct(
    name=Text("送达决定", "service of the decision"),
    button=Text("登记决定的送达", "Record service of the decision"),
    done=Text("决定已送达", "Decision served"),
    by=OFFICERS,
    follows=Stage.DECIDED,
    leads=Stage.SERVED,
    sets="served_on",
    asks={"on": _SERVED},
)
class DecisionServed(Taken):
    """The decision is served on the party (Article 61)."""

    name: ClassVar[str] = "decision_served"


SanctionEvent: TypeAlias = (
    SanctionDrafted
    | SanctionCountersigned
    | SanctionSentBack
    | RightsNotified
    | DefenceHeard
    | HearingRequested
    | HearingWaived
    | HearingHeld
    | SanctionDecisionDrafted
    | DecisionSigned
    | SanctionDecisionSentBack
    | DecisionServed
)
"""Every act of a sanction, in the order of the procedure."""
SANCTION_EVENTS: Mapping[str, type[SanctionEvent]] = {one.name: one for one in get_args(SanctionEvent)}
"""Every class by the name under which it is written."""
_READ: Mapping[str, type[SanctionEvent]] = {
    name: one for one in get_args(SanctionEvent) for name in (one.name, *one.formerly)
}


def class_of(name: str) -> type[SanctionEvent] | None:
    """The class of an act by the name under which it is, or ever was, stored; None where there is none."""
    return _READ.get(name)


def said_in(event: SanctionEvent) -> dict[str, Any]:
    """What is stored of an act beside its name."""
    said = {slot.key: slot.kind.write(getattr(event, slot.attribute)) for slot in event.slots}
    return said | ({"version": event.version} if event.version > 1 else {})


def event_of_said(name: str, said: Mapping[str, Any]) -> SanctionEvent:
    """The act that was stored; what was checked then is not checked again.

    Raises:
        KeyError: there is no act of that name.
    """
    values = {
        slot.attribute: slot.kind.load(said[slot.key]) if slot.kind.load else said[slot.key]
        for slot in _READ[name].slots
        if slot.key in said
    }
    return _READ[name](**values)
