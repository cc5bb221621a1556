"""Papers that belong to no case: a draft decision on sanctions, the office's annual report.

They are set by the same writers as the notices; in the place of an entry in the log stands the digest of the
data that they were made of.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from shencha.documents.sanction_words import Reason, shown
from shencha.documents.sheet import INVENTED_CODE, SAMPLE_CODE, Block, Hand, Listing, Notice, Paragraph
from shencha.text import Text, same

_SOURCED = Text("{text}（{place}）", "{text} ({place})")


@dataclass(frozen=True, slots=True)
class Given:
    """What the records know of such a paper."""

    number: int
    """Its number in its year."""
    issued: date
    recorded: datetime
    """Aware, and shown in its own zone."""
    hands: tuple[Hand, ...]
    code: str = SAMPLE_CODE
    specimen: bool = False


def paper(
    kind: str,
    about: str,
    title: Text,
    to: Text,
    blocks: list[Block],
    given: Given,
    data: Any,
    remarks: Any = (),
) -> Notice:
    """One paper.

    Args:
        about: what its file is called by, in the place of a case's number.
        data: what it was made of, JSON-ready; its digest stands at the foot.
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    invented = (INVENTED_CODE,) if given.code == SAMPLE_CODE else ()
    return Notice(
        kind=kind,
        form="document",
        number=Text(
            f"{given.code}〔{given.issued.year}〕{given.number}号",
            f"{given.code} [{given.issued.year}] No. {given.number}",
        ),
        to=to,
        title=title,
        blocks=tuple(blocks),
        closing=None,
        issued=given.issued,
        recorded=given.recorded,
        case=about,
        hands=given.hands,
        log=None,
        remarks=(*remarks, *invented),
        specimen=given.specimen,
        digest=sha256(text.encode()).hexdigest(),
    )


def sanction_paper(
    answer: dict[str, Any], party: str, proposed: str, fine: int | None, given: Given
) -> Notice:
    """A draft decision: what the law answers, what is proposed, and on which grounds."""
    found = shown(answer)
    blocks: list[Block] = []
    for act in found.acts:
        blocks.append(Paragraph(Text("对查明的行为，可以适用下列规定：", "The acts found are reached by:")))
        blocks.append(Listing(tuple(_NAMED.fill(law=law.name, applies=law.applies) for law in act.laws)))
        if not act.laws:
            blocks[-2:] = [Paragraph(Text("没有条款适用于这一行为。", "No provision reaches this act."))]
        blocks += [Paragraph(_sourced(gap)) for gap in act.gaps]
        if not act.laws:
            continue
        blocks.append(Paragraph(_FINES.fill(unit=act.unit, person=act.person)))
        for beside in act.compared:
            blocks.append(Paragraph(_BESIDE.fill(a=beside.earlier, b=beside.later, end=beside.governs)))
            blocks.append(Listing(tuple(_MEASURE.fill(what=what, than=than) for what, than in beside.rows)))
        if act.limitation:
            blocks.append(Paragraph(_LIMIT.fill(day=act.limitation)))
        if weighs := [_WEIGHS.fill(effect=e, text=_sourced(r)) for e, _, r in act.circumstances]:
            blocks.append(Paragraph(Text("量罚时应当考虑：", "What weighs on the range:")))
            blocks.append(Listing(tuple(weighs)))
    if found.hearing:
        blocks.append(Paragraph(_sourced(found.hearing)))
    if found.missing:
        blocks.append(Paragraph(Text("尚缺的事实：", "Facts that are still missing:")))
        blocks.append(Listing(found.missing))
    if fine is not None:
        blocks.append(Paragraph(_PROPOSED.fill(fine=f"{fine:,}")))
    blocks.append(Paragraph(_SAID.fill(said=same(proposed))))
    data = {"answer": answer, "proposed": proposed, "fine": fine}
    title = Text("行政处罚决定（草案）", "Decision on sanctions (draft)")
    name = f"{given.issued.year}-{given.number}"
    to = same(party) if party else Text("当事人", "the party")
    return paper("sanction", name, title, to, blocks, given, data, (_NOT_SERVED,))


def _sourced(reason: Reason) -> Text:
    return _SOURCED.fill(text=reason.text, place=reason.place)


_NAMED = Text("{law}（{applies}）", "{law} ({applies})")
_FINES = Text(
    "一个行为一次罚款：对单位，{unit}；对每名责任人员，{person}。",
    "One act, one fine. For the unit: {unit}. For each person responsible: {person}.",
)
_BESIDE = Text("{a}与后来的{b}比较，{end}：", "{a} beside the later {b}; {end}:")
_MEASURE = Text("{what}：{than}", "{what}: {than}")
_LIMIT = Text("追诉时效：{day}。", "Limitation: {day}.")
_WEIGHS = Text("{effect}：{text}", "{effect}: {text}")
_PROPOSED = Text("拟对单位罚款 {fine} 元。", "A fine of {fine} yuan for the unit is proposed.")
_SAID = Text("拟作出的决定及理由：{said}", "What is to be decided, and why: {said}")
_NOT_SERVED = Text(
    "本件为内部草案，未送达当事人。处罚由有权机关依照《行政处罚法》作出；本件不代替告知、听证和决定程序。",
    "This is an internal draft and was not served. The competent authority imposes penalties under the "
    "Administrative Penalty Law; this paper stands in for no notice of rights, hearing or decision.",
)
