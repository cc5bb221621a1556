"""An answer about sanctions as a person reads it: act by act, what applies, the one fine, what weighs, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from shencha.cli.lines import wrapped
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.sanctions.act import ActAnswer
from shencha.law.sanctions.answer import Decision, Sanctions
from shencha.law.sanctions.facts import ACT, ACTOR, SUMS
from shencha.law.sanctions.governing import MEASURES, Compared, Than
from shencha.law.sanctions.money import Sum, yuan
from shencha.law.sanctions.names import EFFECT_NAMES, STATUS_NAMES
from shencha.law.sanctions.one_fine import span_of
from shencha.law.sanctions.provisions import (
    Cited,
    article_name,
    cited,
    instrument_name,
    label,
    may_be_named,
)
from shencha.law.sanctions.reach import Known, Reached
from shencha.law.sanctions.spans import Span
from shencha.law.sanctions.steps import Step
from shencha.text import Lang, Text, same
from shencha.text.lists import SEMICOLON, listed

_MARKS = {YES: "✓", NO: "✗", UNKNOWN: "?"}
_ACT = Text("行为 {id}：{what}", "Act {id}: {what}")
_NO_CONDUCT = Text("没有认定任何行为", "no conduct was found")
_NOT_TOLD = Text("没有写明做了什么", "what was done is not told")
_ALLEGED = Text("待查：{what}", "alleged: {what}")
_NONE = Text("  ✗ 没有条款适用于这一行为。", "  ✗ No provision reaches this act.")
_JUDGED = Text("  依 {day} 有效的法律", "  By the law in force on {day}")
_JUDGED_OPEN = Text(
    "  行为何时终了未知：可能依 {first} 至 {last} 之间有效的法律",
    "  When it ended is not known: the law in force on some day from {first} to {last}",
)
_ONE_FINE = Text("  一个行为一次罚款：{law}", "  One act, one fine: {law}")
_NO_PENALTY = Text("不得处罚：{text}", "No penalty may be imposed: {text}")
_EQUAL = Text("幅度相同、不另罚款：{laws}", "with the same range, and no second fine: {laws}")
_CANDIDATES = Text("  一个行为一次罚款，可能依：{laws}", "  One act, one fine, by one of: {laws}")
_UNIT = Text("对单位：{fine}", "unit: {fine}")
_PERSON = Text("对每名责任人员：{fine}", "each person responsible: {fine}")
_IN_CHARGE = Text("对直接负责的主管人员：{fine}", "the person directly in charge: {fine}")
_RESPONSIBLE = Text("对其他直接责任人员：{fine}", "others directly responsible: {fine}")
_RANGE = Text("{low} 至 {high} 元", "{low} to {high} yuan")
_MAY = Text("{range}（可以不罚）", "{range} (may be left out)")
_MAY_OPEN = Text("{range}（是否可以不罚尚未确定）", "{range} (open whether it may be left out)")
_NO_FINE = Text("没有罚款", "no fine")
_AT_LEAST, _AT_MOST = Text("至少 {n}", "at least {n}"), Text("至多 {n}", "at most {n}")
_BETWEEN, _UNKNOWN = Text("{a}–{b} 之间", "{a}–{b}"), Text("未知", "unknown")
_LAST_DAY = Text("  处罚时效：至 {day}", "  Limitation: until {day}")
_EITHER_DAY = Text("  处罚时效：至 {day}，或者至 {later}", "  Limitation: until {day}, or until {later}")
_BARRED = Text("  处罚时效已过（{day}），不再处罚", "  Limitation: barred since {day}, no longer punished")
_GOES_ON = Text("  处罚时效：行为仍在继续，尚未起算", "  Limitation: the act goes on, no time runs yet")
_OPEN_END = Text("  处罚时效：行为终了之日未知", "  Limitation: the last day of the act is not known")
_NO_RECORD = Text(
    "  处罚时效：这一天的规定没有收入资料（见说明）",
    "  Limitation: the law of this day is not on record (see the notes)",
)
_MISSING = Text("还缺哪些事实", "What is missing")
_TOTAL = Text("合计", "Together")
_NOTES = Text("说明", "Notes")
_STEPS = Text("处罚程序", "Procedure")
_DECIDED = Text("已作出的决定", "The decision made")
_WITHIN = {
    YES: Text("{who}：{fine} 元，在幅度之内", "{who}: {fine} yuan, within the range"),
    NO: Text("{who}：{fine} 元，超出幅度", "{who}: {fine} yuan, outside the range"),
    UNKNOWN: Text(
        "{who}：{fine} 元，是否在幅度之内尚不能确定",
        "{who}: {fine} yuan; it is open whether it is within the range",
    ),
}
_FORBIDDEN = Text("{who}：{fine} 元，依法不得处罚", "{who}: {fine} yuan, but a penalty is forbidden")
_BECAUSE = Text("{told}：{reasons}", "{told}: {reasons}")
_WEIGHS = Text("{effect}：{text}", "{effect}: {text}")
_DUE = Text("{status}，至 {day}：{text}", "{status}, until {day}: {text}")
_NO_DAY = Text("{status}：{text}", "{status}: {text}")
_WARNING = Text("注意：{text}", "Note: {text}")
_LATER = Text("与后来的{later}相比：{measures}；{end}", "Beside the later {later}: {measures}; {end}")
_GOVERNS = {
    True: Text("后法较轻，适用后法", "the later law is milder and governs"),
    False: Text("后法并非较轻，适用行为时的法律", "the later law is not milder, the law of the time governs"),
}
_THAN = {
    Than.SAME: Text("{what}相同", "{what} the same"),
    Than.MILDER: Text("{what}较轻", "{what} milder"),
    Than.HARSHER: Text("{what}较重", "{what} harsher"),
    Than.MIXED: Text("{what}互有轻重", "{what} both ways"),
    Than.NOT_ON_RECORD: Text("{what}没有记载", "{what} not on record"),
}
_ORDERS, _AND_MORE = Text("命令：{list}", "orders: {list}"), Text("还可以：{list}", "and: {list}")
_NO_ORDERS_ON_RECORD = Text("命令：资料没有记载", "orders: not on record")
_PROVISION = Text("{name}{article}", "{name}, {article}")


def page(answer: Sanctions, lang: Lang) -> str:
    """The whole answer in one language."""
    parts = ["\n".join(_act(act, lang)) for act in answer.acts]
    if len(answer.acts) > 1:
        each = [_UNIT.fill(fine=fine(answer.unit)), *_persons(answer.person, answer.responsible)]
        parts.append(_part(_TOTAL, each, lang))
    parts.append(_part(_DECIDED, _decided(answer), lang))
    parts.append(_part(_NOTES, map(_with_source, answer.notes), lang))
    parts.append(_part(_MISSING, map(_named, answer.missing), lang))
    if any(step.started or step.done for step in answer.steps):
        heard = answer.hearing
        told = [line for step in answer.steps for line in _step(step)] + (
            [_with_source(heard.cited)] if heard else []
        )
        parts.append(_part(_STEPS, told, lang))
    return "\n\n".join(part for part in parts if part) + "\n"


def _act(act: ActAnswer, lang: Lang) -> Iterator[str]:
    known, facts = act.known, act.known.act
    names = [label("conducts", name) for name in sorted(facts.conduct or ())]
    names += [_ALLEGED.fill(what=label("conducts", name)) for name in sorted(facts.suspected)]
    what = _listed(names) if names else _NOT_TOLD if facts.conduct is None else _NO_CONDUCT
    yield from wrapped(_ACT.fill(id=facts.id, what=what).said(lang))
    ends = known.ends
    judged = _JUDGED.fill(day=ends[0]) if len(ends) == 1 else _JUDGED_OPEN.fill(first=ends[0], last=known.on)
    yield judged.said(lang)
    if act.continuing and may_be_named(continuing := cited("continuing"), known.on):
        yield from wrapped(_with_source(continuing).said(lang), "  · ", "    ")
    reaching = [one for one in act.found if one.applies is not NO]
    if not reaching:
        yield _NONE.said(lang)
    for one in reaching:
        yield from _provision(one, known, lang)
    for beside in dict.fromkeys(_beside(c, act) for one in act.found for c in one.compared):
        yield from wrapped(beside.said(lang), "  · ", "    ")
    if reaching:
        yield from _fine(act, lang)
        yield from _limitation(act, lang)
    for weighing in act.circumstances:
        text = _WEIGHS.fill(effect=EFFECT_NAMES[weighing.effect], text=_with_source(weighing.cited))
        yield from wrapped(text.said(lang), f"  {_MARKS[weighing.holds]} ", "    ")
    for gap in act.gaps:
        yield from wrapped(_with_source(gap).said(lang), "  ! ", "    ")


def _provision(one: Reached, known: Known, lang: Lang) -> Iterator[str]:
    yield f"  {_MARKS[one.applies]} {_law(one).said(lang)}"
    orders = one.provision.orders
    if orders is None:
        yield from wrapped(_NO_ORDERS_ON_RECORD.said(lang), "      ", "      ")
    elif orders:
        named = _listed([label("orders", order) for order in orders])
        yield from wrapped(_ORDERS.fill(list=named).said(lang), "      ", "      ")
    for tier, held in one.tiers:
        if len(one.provision.tiers) > 1:
            yield from wrapped(tier.name.said(lang), f"      {_MARKS[held]} ", "        ")
        if tier.orders is not None:
            named = _listed([label("orders", order) for order in tier.orders])
            yield from wrapped(_ORDERS.fill(list=named).said(lang), "        ", "        ")
        told = [_UNIT.fill(fine=fine(span_of(tier.unit, known)))] if tier.unit else []
        if tier.person:
            told += _persons(span_of(tier.person, known), span_of(tier.responsible, known))
        for text in told:
            yield from wrapped(text.said(lang), "        ", "        ")
        if tier.measures:
            named = _listed([label("measures", measure) for measure in tier.measures])
            yield from wrapped(_AND_MORE.fill(list=named).said(lang), "        ", "        ")


def _fine(act: ActAnswer, lang: Lang) -> Iterator[str]:
    found = act.fine
    if act.no_penalty.holds is YES:
        for reason in act.no_penalty.reasons:
            yield from wrapped(_NO_PENALTY.fill(text=_with_source(reason)).said(lang), "  ", "    ")
        return
    laws = {one.provision.id: _law(one) for one in act.found}
    if found.provision:
        yield _ONE_FINE.fill(law=laws[found.provision]).said(lang)
        if found.equal:
            named = _listed([laws[one] for one in found.equal])
            yield from wrapped(_EQUAL.fill(laws=named).said(lang), "      ", "        ")
    elif found.candidates:
        named = _listed([laws[one] for one in found.candidates])
        yield from wrapped(_CANDIDATES.fill(laws=named).said(lang), "", "    ")
    for text in (_UNIT.fill(fine=fine(found.unit)), *_persons(found.person, found.responsible)):
        yield from wrapped(text.said(lang), "      ", "        ")


def _limitation(act: ActAnswer, lang: Lang) -> Iterator[str]:
    found = act.limitation
    if found is None:
        return
    if not found.on_record:
        yield from wrapped(_NO_RECORD.said(lang), "", "    ")
    elif not found.ends:
        yield (_GOES_ON if act.known.act.ongoing is YES else _OPEN_END).said(lang)
    elif found.barred is YES:
        yield _BARRED.fill(day=found.ends[-1]).said(lang)
    elif len(found.ends) == 1:
        yield _LAST_DAY.fill(day=found.ends[0]).said(lang)
    else:
        yield _EITHER_DAY.fill(day=found.ends[0], later=found.ends[1]).said(lang)
    if (older := cited("limitation_older")) in found.reasons:
        yield from wrapped(_with_source(older).said(lang), "    ", "    ")


def _beside(beside: Compared, act: ActAnswer) -> Text:
    told = [_THAN[than].fill(what=MEASURES[name]) for name, than in beside.by_measure]
    later = next(one for one in act.known.provisions if one.id == beside.later)
    law = _PROVISION.fill(name=instrument_name(later.instrument), article=article_name(later.article))
    return _LATER.fill(later=law, measures=_listed(told), end=_GOVERNS[beside.later_is is Than.MILDER])


def _persons(in_charge: Span, responsible: Span) -> list[Text]:
    if in_charge == responsible:
        return [_PERSON.fill(fine=fine(in_charge))]
    return [_IN_CHARGE.fill(fine=fine(in_charge)), _RESPONSIBLE.fill(fine=fine(responsible))]


def fine(span: Span) -> Text:
    """A range of fines in words; where an end is itself not settled, its own range."""
    if not span.possible:
        return _NO_FINE
    told = _RANGE.fill(low=_sum(span.low), high=_sum(span.high))
    return {YES: _MAY.fill(range=told), UNKNOWN: _MAY_OPEN.fill(range=told), NO: told}[span.may]


def _sum(of: Sum) -> Text:
    if of.exact:
        return same(f"{yuan(of.at_least):,}")
    if of.at_most is None:
        return _AT_LEAST.fill(n=f"{yuan(of.at_least):,}") if of.at_least else _UNKNOWN
    if not of.at_least:
        return _AT_MOST.fill(n=f"{yuan(of.at_most):,}")
    return _BETWEEN.fill(a=f"{yuan(of.at_least):,}", b=f"{yuan(of.at_most):,}")


def _decided(answer: Sanctions) -> list[Text]:
    return [_decision(one, forbidden=answer.no_penalty is YES) for one in answer.decided]


def _decision(one: Decision, *, forbidden: bool) -> Text:
    words = _FORBIDDEN if forbidden and one.within is NO else _WITHIN[one.within]
    told = words.fill(who=one.who, fine=f"{yuan(one.fine):,}")
    if not one.reasons:
        return told
    return _BECAUSE.fill(told=told, reasons=_listed(_with_source(reason) for reason in one.reasons))


def _step(step: Step) -> Iterator[Text]:
    text = _with_source(step.cited)
    if step.due and step.status in ("open", "overdue", "lapsed"):
        yield _DUE.fill(status=STATUS_NAMES[step.status], day=step.due, text=text)
    else:
        yield _NO_DAY.fill(status=STATUS_NAMES[step.status], text=text)
    if step.warning:
        yield _WARNING.fill(text=_with_source(step.warning))


def _law(one: Reached) -> Text:
    name = instrument_name(one.provision.instrument)
    return _PROVISION.fill(name=name, article=article_name(one.provision.article))


def _with_source(found: Cited) -> Text:
    return Text("{text}（{place}）", "{text} ({place})").fill(text=found.text, place=found.place)


def _named(name: str) -> Text:
    last = name.rpartition(".")[2]
    what = ACTOR.get(last) if name.startswith("actor.") else _OTHERS.get(last) or {**ACT, **SUMS}.get(last)
    return same(name) if what is None else _NAMED.fill(name=name, what=what)


_NAMED = Text("{name}（{what}）", "{name} ({what})")
_OTHERS = {
    "until": Text("行为终了之日", "last day of the act"),
    "conduct": Text("待查的行为是否查明", "whether what is alleged is found"),
}


_listed = partial(listed, between=SEMICOLON)


def _part(title: Text, lines: Iterable[Text], lang: Lang) -> str:
    found = [line for text in lines for line in wrapped(text.said(lang), "  · ", "    ")]
    return "\n".join([title.said(lang), *found]) if found else ""
