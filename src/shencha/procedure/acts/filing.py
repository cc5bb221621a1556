"""How a case begins by a filing: the papers, what is asked for, whether review is needed."""

from __future__ import annotations

from typing import ClassVar

from shencha.procedure.acts.act import Act, Asked, Dated, Need, Phase, Place, Signed
from shencha.procedure.kinds import Day, Digest, Fields, Ground, ListOfWords, Materials, Words, YesNo
from shencha.procedure.roles import COUNTERSIGNERS, OFFICE, PARTY, TOLD_TO_THE_PARTY, Reads, Role
from shencha.procedure.supplements import ListOfItems, RepliesByItem
from shencha.text import Text


@Act(
    name=Text("提交申报", "the filing"),
    button=Text("提交申报", "File"),
    done=Text("当事人提交申报", "The party filed"),
    by=PARTY | {Role.OFFICE_CLERK},
    read_by=TOLD_TO_THE_PARTY | {Reads.UNIT},
    phase=Phase.INTAKE,
    steps=("materials",),
    receipt=True,
    mark=Text("申报", "Filed"),
    handed_in=True,
    ex_officio=False,
    place=Place.OWN,
)
class Filed(Dated):
    """The party hands in its filing (Article 8; 2020: 7).

    Version 2 adds all that is signed: who files, on what ground, under which version, the answers and the declaration.
    """

    name: ClassVar[str] = "filed"
    version: ClassVar[int] = 2
    materials: Materials
    party: Words | None = None
    """The party by its key, whoever files for it."""
    party_name: Words | None = None
    """Its name, as it was registered when it filed."""
    ground: Ground | None = None
    title: Words | None = None
    instrument: Words | None = None
    """The version of the Measures under which the filing was prepared."""
    answers: Fields | None = None
    """The facts as they were signed, as `shencha screen` reads them."""
    declaration: Fields | None = None
    """The fields of the declaration."""
    answers_digest: Digest | None = None
    """SHA-256 of the canonical JSON of the answers."""


@Act(
    name=Text("要求补充材料", "request for a supplement"),
    button=Text("发出补充材料通知", "Ask for supplements"),
    done=Text("审查办公室要求补充材料", "The review office asked for supplements"),
    by=OFFICE,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.INTAKE,
    steps=("supplement", "intake"),
    notice=Text("补充材料通知书", "Request for supplements"),
    effect=Text("期限暂停", "Clocks pause"),
)
class SupplementRequested(Dated):
    """The office asks for more; until all of it arrives every clock waits (Article 15; 2020: 14).

    Since version 2 an item may be a structure that says what it is about; plain words stay plain words.
    """

    name: ClassVar[str] = "supplement_requested"
    version: ClassVar[int] = 2
    items: ListOfItems


@Act(
    name=Text("收到补充材料", "receipt of a supplement"),
    button=Text("登记补充材料", "Record the supplements received"),
    done=Text("收到补充材料", "Supplements were received"),
    by=PARTY | {Role.OFFICE_CLERK},
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.INTAKE,
    steps=("supplement",),
    receipt=True,
    effect=Text("收齐后恢复计算", "Clocks go on once all is in"),
    owed=Text("提交补充材料", "Hand in the supplements"),
    handed_in=True,
)
class SupplementReceived(Dated):
    """Something of what was asked for has arrived (Article 15; 2020: 14).

    Version 2 adds what the party says to an item in words.
    """

    name: ClassVar[str] = "supplement_received"
    version: ClassVar[int] = 2
    items: ListOfWords
    """By their names."""
    replies: RepliesByItem = ()


@Act(
    name=Text("确认材料符合要求", "acceptance of the materials"),
    button=Text("确认材料符合要求", "Accept the materials"),
    done=Text("审查办公室确认材料符合要求", "The review office accepted the materials"),
    by=OFFICE,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.INTAKE,
    steps=("materials", "intake"),
    effect=Text("期限自最后一次收到材料之日起算", "A clock runs, from the last receipt"),
    mark=Text("齐备", "Complete"),
    ex_officio=False,
)
class MaterialsAccepted(Dated):
    """The office finds that the materials meet Article 8 (2020: 7)."""

    name: ClassVar[str] = "materials_accepted"


@Act(
    name=Text("通知是否需要审查", "notice whether review is needed"),
    button=Text("通知是否需要审查", "Notify whether review is needed"),
    done=Text("已书面通知是否需要审查", "Notice was given whether review is needed"),
    by=COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY | {Reads.UNIT},
    phase=Phase.INTAKE,
    steps=("intake",),
    signed=Signed.DECISION,
    notice=Text("是否需要审查通知书", "Notice whether review is needed"),
    effect=Text("一项期限结束，下一项起算", "One clock ends, the next starts"),
    mark=Text("决定", "Decision"),
    asks={"reason": Asked(Need.AT_THE_COUNTER, Text("作出这一决定的理由", "Why it is so decided"))},
    timed=True,
    ex_officio=False,
)
class DeterminationNotified(Dated):
    """The written notice whether review is needed goes out (Article 9; 2020: 8). Version 2 adds the reason."""

    name: ClassVar[str] = "determination_notified"
    version: ClassVar[int] = 2
    review: YesNo
    reason: Words | None = None


@Act(
    name=Text("撤回", "withdrawal"),
    button=Text("撤回申报", "Withdraw the filing"),
    done=Text("申报已撤回", "The filing was withdrawn"),
    by=PARTY | COUNTERSIGNERS,
    read_by=TOLD_TO_THE_PARTY,
    phase=Phase.END,
    signed=Signed.ON_PAPER,
    receipt=True,
    effect=Text("期限终止", "Clocks stop"),
    mark=Text("撤回", "Withdrawn"),
    handed_in=True,
    place=Place.OWN,
    asks={"reason": Asked(Need.ALWAYS)},
    ex_officio=False,
)
class Withdrawn(Dated):
    """The party withdraws its filing, or the deal falls away; no article speaks of it (open point O14).

    Version 2 adds the day of the party's request in writing, where the office records it for the party.
    """

    name: ClassVar[str] = "withdrawn"
    version: ClassVar[int] = 2
    reason: Words | None = None
    requested: Day | None = None
