"""The papers of a sanction: the draft inside the house, the notice of rights before the decision, the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from shencha.documents.outside import Given, paper
from shencha.documents.sanction_words import Reason, fine, place_of, shown
from shencha.documents.sheet import Block, Listing, Notice, Paragraph, said_day
from shencha.law.calendar.workdays import Workdays
from shencha.law.sanctions.provisions import Cited
from shencha.law.sanctions.steps import Step, hearing_until, late_payment, not_heavier
from shencha.sanctions.acts import NONE
from shencha.sanctions.fold import Sanction
from shencha.text import Text, same
from shencha.text.lists import listed


def sanction_paper(
    kind: str, sanction: Sanction, steps: tuple[Step, ...], calendar: Workdays, given: Given
) -> Notice:
    """One paper of a sanction as its acts made it.

    Args:
        kind: `draft`, `rights` or `decision`, as the acts of a sanction name them.
        steps: the procedure's steps, for the days that a decision starts.
    """
    party = str(sanction.facts.get("actor", {}).get("name", ""))
    to = same(party) if party else Text("当事人", "the party")
    blocks = list(_BLOCKS[kind](sanction, steps, calendar))
    title = _TITLES["none" if kind == "decision" and _spared(sanction) else kind]
    data = {
        "kind": kind,
        "answer": sanction.answer,
        "proposed": sanction.proposed,
        "fine": sanction.fine,
        "decision": asdict(sanction.decision) if sanction.decision and kind == "decision" else None,
    }
    name = f"{given.issued.year}-{given.number}"
    remarks = (_NOT_SERVED,) if kind == "draft" else (_WHOSE,)
    return paper("sanction", name, title, to, blocks, given, data, remarks)


def _spared(sanction: Sanction) -> bool:
    return sanction.decision is not None and sanction.decision.outcome == NONE


def _draft(sanction: Sanction, steps: tuple[Step, ...], calendar: Workdays) -> Iterator[Block]:
    """What the law answers, what is proposed, and on which grounds."""
    found = shown(dict(sanction.answer))
    for act in found.acts:
        if not act.laws:
            yield Paragraph(Text("没有条款适用于这一行为。", "No provision reaches this act."))
            yield from (Paragraph(_sourced(gap)) for gap in act.gaps)
            continue
        yield Paragraph(Text("对查明的行为，可以适用下列规定：", "The acts found are reached by:"))
        yield Listing(tuple(_NAMED.fill(law=law.name, applies=law.applies) for law in act.laws))
        yield from (Paragraph(_sourced(gap)) for gap in act.gaps)
        yield Paragraph(_FINES.fill(unit=act.unit, person=act.person))
        for beside in act.compared:
            yield Paragraph(_BESIDE.fill(a=beside.earlier, b=beside.later, end=beside.governs))
            yield Listing(tuple(_MEASURE.fill(what=what, than=than) for what, than in beside.rows))
        if act.limitation:
            yield Paragraph(_LIMIT.fill(day=act.limitation))
        if weighs := [_WEIGHS.fill(effect=e, text=_sourced(r)) for e, _, r in act.circumstances]:
            yield Paragraph(Text("量罚时应当考虑：", "What weighs on the range:"))
            yield Listing(tuple(weighs))
    if found.hearing:
        yield Paragraph(_sourced(found.hearing))
    if found.missing:
        yield Paragraph(Text("尚缺的事实：", "Facts that are still missing:"))
        yield Listing(found.missing)
    if sanction.fine is not None:
        yield Paragraph(_PROPOSED.fill(fine=f"{sanction.fine:,}"))
    yield Paragraph(_SAID.fill(said=same(sanction.proposed)))


def _rights(sanction: Sanction, steps: tuple[Step, ...], calendar: Workdays) -> Iterator[Block]:
    """The intended penalty with its basis, and what the party may do about it (Administrative Penalty Law, 44)."""
    yield Paragraph(
        _ABOUT.fill(
            matter=same(sanction.title),
            rule=_article("44"),
        )
    )
    yield from _basis(sanction)
    if sanction.fine is not None:
        yield Paragraph(Text("罚款：{fine} 元。", "Fine: {fine} yuan.").fill(fine=f"{sanction.fine:,}"))
    yield Paragraph(
        Text(
            "拟作出的处罚及其事实、理由：{said}", "The penalty intended, its facts and reasons: {said}"
        ).fill(said=same(sanction.proposed))
    )
    yield Paragraph(_DEFEND.fill(rule=_article("45"), text=not_heavier().text))
    if sanction.hearing:
        last = hearing_until(sanction.days["notice_served_on"], calendar)
        yield Paragraph(_HEARING.fill(day=said_day(last.due), rules=_articles("63", "64")))
        if sanction.hearing == "unknown":
            yield Paragraph(_OFFERED)


def _decision(sanction: Sanction, steps: tuple[Step, ...], calendar: Workdays) -> Iterator[Block]:
    """What is decided and why, how the party was heard, and where it can turn."""
    decision = sanction.decision
    assert decision is not None
    yield Paragraph(
        _FOUND.fill(matter=same(sanction.title), told=said_day(sanction.days["notice_served_on"]))
    )
    yield Paragraph(_heard(sanction))
    yield from _basis(sanction)
    if decision.outcome == NONE:
        yield Paragraph(Text("现决定：不予行政处罚。", "It is decided: no penalty is imposed."))
    elif decision.fine is not None:
        yield Paragraph(
            Text("现决定：罚款 {fine} 元。", "It is decided: a fine of {fine} yuan.").fill(
                fine=f"{decision.fine:,}"
            )
        )
    yield Paragraph(
        Text("决定的内容及理由：{said}", "What is decided, and why: {said}").fill(said=same(decision.words))
    )
    if decision.outcome != NONE and decision.fine:
        yield Paragraph(_cited(late_payment()))
    remedies = tuple(_cited(one.cited) for one in steps if one.id in ("reconsideration", "litigation"))
    if remedies:
        yield Paragraph(Text("不服本决定的：", "Against this decision:"))
        yield Listing(remedies)


def _heard(sanction: Sanction) -> Text:
    days = [day for day, _ in sanction.defences]
    stated = (
        Text(
            "当事人陈述、申辩（{days}），已予考虑。", "The party stated its case ({days}), which was weighed."
        ).fill(days=listed(map(said_day, days)))
        if days
        else Text("当事人没有陈述、申辩。", "The party stated no case.")
    )
    if sanction.hearing_held is not None:
        told = Text("应当事人要求，于{day}举行听证。", "At its request a hearing was held on {day}.")
        heard = told.fill(day=said_day(sanction.hearing_held))
    elif sanction.hearing_waived:
        heard = Text("当事人书面放弃听证。", "It waived a hearing in writing.")
    elif sanction.hearing:
        heard = Text("当事人没有在期限内要求听证。", "It asked for no hearing in time.")
    else:
        return stated
    return Text(f"{stated.zh}{heard.zh}", f"{stated.en} {heard.en}")


def _basis(sanction: Sanction) -> Iterator[Block]:
    found = shown(dict(sanction.answer))
    laws = tuple(
        dict.fromkeys(
            _NAMED.fill(law=law.name, applies=law.applies) for act in found.acts for law in act.laws
        )
    )
    if laws:
        yield Paragraph(Text("依据：", "On the basis of:"))
        yield Listing(laws)
    span = fine(dict(sanction.answer["total"]["unit"]))
    yield Paragraph(
        Text("法定罚款幅度（对单位）：{span}。", "Range of the fine for the unit: {span}.").fill(span=span)
    )


def _sourced(reason: Reason) -> Text:
    return _SOURCED.fill(text=reason.text, place=reason.place)


def _cited(one: Cited) -> Text:
    return _SOURCED.fill(text=one.text, place=place_of(one.instrument, one.article))


def _article(number: str) -> Text:
    return place_of("apl_2021", number)


def _articles(*numbers: str) -> Text:
    places = [place_of("apl_2021", number) for number in numbers]
    return Text("、".join(one.zh for one in places), " and ".join(one.en for one in places))


_BLOCKS = {"draft": _draft, "rights": _rights, "decision": _decision}
_TITLES = {
    "draft": Text("行政处罚决定（草案）", "Decision on sanctions (draft)"),
    "rights": Text("行政处罚事先告知书", "Notice of an intended penalty and of rights"),
    "decision": Text("行政处罚决定书", "Decision on an administrative penalty"),
    "none": Text("不予行政处罚决定书", "Decision to impose no penalty"),
}
_SOURCED = Text("{text}（{place}）", "{text} ({place})")
_NAMED = Text("{law}（{applies}）", "{law} ({applies})")
_FINES = Text(
    "一个行为一次罚款：对单位，{unit}；对每名责任人员，{person}。",
    "One act, one fine. For the unit: {unit}. For each person responsible: {person}.",
)
_BESIDE = Text("{a}与后来的{b}比较，{end}：", "{a} beside the later {b}; {end}:")
_MEASURE = Text("{what}：{than}", "{what}: {than}")
_LIMIT = Text("处罚时效：{day}。", "Limitation: {day}.")
_WEIGHS = Text("{effect}：{text}", "{effect}: {text}")
_PROPOSED = Text("拟对单位罚款 {fine} 元。", "A fine of {fine} yuan for the unit is proposed.")
_SAID = Text("拟作出的决定及理由：{said}", "What is to be decided, and why: {said}")
_ABOUT = Text(
    "关于“{matter}”，拟对贵单位作出行政处罚。依据{rule}，现将拟作出的处罚内容及事实、理由、依据告知如下。",
    "In the matter “{matter}” an administrative penalty is intended. Under {rule} you are told what is intended, on "
    "which facts, for which reasons and on which basis.",
)
_DEFEND = Text(
    "贵单位有权陈述、申辩，提出的事实、理由和证据将予复核（{rule}）。{text}",
    "You may state your case and defend yourself; facts, reasons and evidence that you give will be reviewed "
    "({rule}). {text}",
)
_HEARING = Text(
    "贵单位可以要求听证，应当在{day}之前（含当日）提出（{rules}）。",
    "You may ask for a hearing, by {day} at the latest, that day included ({rules}).",
)
_OFFERED = Text(
    "条文未明确：多少罚款为“较大数额”，本系统所据资料没有记载；为保障权利，一律告知可以要求听证。",
    "The text is silent: our record has no number for what a larger fine is; so that no right is lost, the hearing "
    "is offered in every case.",
)
_FOUND = Text(
    "关于“{matter}”，已于{told}向贵单位送达行政处罚事先告知书，现已审理终结。",
    "In the matter “{matter}” you were served notice of the intended penalty and of your rights on {told}; the matter "
    "has been concluded.",
)
_NOT_SERVED = Text(
    "本件为内部草案，未送达当事人。处罚由有权机关依照《行政处罚法》作出；本件不代替告知、听证和决定程序。",
    "This is an internal draft and was not served. The competent authority imposes penalties under the "
    "Administrative Penalty Law; this paper stands in for no notice of rights, hearing or decision.",
)
_WHOSE = Text(
    "处罚由对该违法行为有管辖权的机关依照《行政处罚法》作出；《网络安全审查办法》只写明依照有关法律处理，没有指定机关。",
    "A penalty is imposed by the authority competent for the breach under the Administrative Penalty Law; the Measures "
    "send a breach to other laws and name no authority.",
)
