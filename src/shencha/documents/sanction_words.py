"""An answer of `shencha sanctions` as the page and the paper show it; it reads the JSON answer that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.law.measures.instruments import instruments
from shencha.law.sanctions.facts import ACT, ACTOR, SUMS
from shencha.law.sanctions.governing import Than
from shencha.law.sanctions.names import EFFECT_NAMES, STATUS_NAMES
from shencha.law.sanctions.provisions import article_name, conducts, instrument_name, label, provisions
from shencha.text import Text, same

APPLIES = {"yes": Text("适用", "Applies"), "unknown": Text("事实不足", "Facts are missing")}
THAN = {
    Than.SAME.value: Text("相同", "the same"),
    Than.MILDER.value: Text("后法较轻", "the later is milder"),
    Than.HARSHER.value: Text("后法较重", "the later is harsher"),
    Than.MIXED.value: Text("互有轻重", "both ways"),
    Than.NOT_ON_RECORD.value: Text("没有记载", "not on record"),
}
WITHIN = {
    "yes": Text("{fine} 元，在幅度之内", "{fine} yuan, within the range"),
    "no": Text(
        "{fine} 元，超出幅度或者依法不得处罚", "{fine} yuan, outside the range, or a penalty is forbidden"
    ),
    "unknown": Text(
        "{fine} 元，是否在幅度之内尚不能确定", "{fine} yuan; it is open whether it is within the range"
    ),
}
_FINE_FORBIDDEN = Text("{fine} 元，依法不得处罚", "{fine} yuan, but a penalty is forbidden")
_APART = Text(
    "直接负责的主管人员，{in_charge}；其他直接责任人员，{other}",
    "{in_charge} for the one directly in charge; {other} for others directly responsible",
)
_NO_FINE = Text("没有罚款", "no fine")
_FORBIDDEN = Text("不得处罚", "no penalty may be imposed")
_NOT_ASKED: dict[str, Any] = {"holds": "no", "reasons": []}
"""Answers kept before this was asked."""
_NOT_KNOWN = Text("未知", "not known")
_AT_LEAST, _AT_MOST = Text("至少 {n}", "at least {n}"), Text("至多 {n}", "at most {n}")
_BETWEEN = Text("{a}–{b} 之间", "between {a} and {b}")
_RANGE = Text("{low} 至 {high} 元", "{low} to {high} yuan")
_MAY = Text("{range}（可以不罚）", "{range} (may be left out)")
_MAY_OPEN = Text("{range}（是否可以不罚尚未确定）", "{range} (open whether it may be left out)")
_PLACE = Text("{name}{article}", "{name}, {article}")


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with its source."""

    text: Text
    place: Text


@dataclass(frozen=True, slots=True)
class Law:
    """A provision that reaches the act, or may."""

    name: Text
    applies: Text
    sure: bool
    orders: tuple[Text, ...]
    tiers: tuple[tuple[Text, Text | None, Text | None, tuple[Text, ...], tuple[Text, ...]], ...]
    """Name, fine for the unit, fine for a person, other measures, orders where they are not those of the law."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two laws compared measure by measure."""

    earlier: Text
    later: Text
    rows: tuple[tuple[Text, Text], ...]
    whole: Text
    governs: Text


@dataclass(frozen=True, slots=True)
class ActShown:
    """All that follows one act."""

    laws: tuple[Law, ...]
    compared: tuple[Beside, ...]
    choice: tuple[Reason, ...]
    unit: Text
    person: Text
    fine_by: tuple[Text, ...]
    forbidden: tuple[Reason, ...]
    """What forbids a penalty; empty where none does, or only may."""
    limitation: Text | None
    limitation_reasons: tuple[Reason, ...]
    circumstances: tuple[tuple[Text, bool, Reason], ...]
    gaps: tuple[Reason, ...]
    """What is said where no article punishes the conduct as such."""


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step of the procedure."""

    status: Text
    due: date | None
    done: date | None
    provisional: bool
    reason: Reason
    warning: Reason | None


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """One fine that was decided, held against the range."""

    who: Text
    told: Text
    good: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole answer."""

    day: date
    """The day of decision."""
    acts: tuple[ActShown, ...]
    unit: Text
    person: Text
    decided: tuple[DecisionShown, ...]
    steps: tuple[StepShown, ...]
    """Empty while nothing of the procedure is told."""
    notes: tuple[Reason, ...]
    hearing: Reason | None
    missing: tuple[Text, ...]


def shown(answer: dict[str, Any]) -> Shown:
    """The answer in words."""
    told = answer["procedure"]
    forbidden = all((act.get("no_penalty") or _NOT_ASKED)["holds"] == "yes" for act in answer["acts"])
    return Shown(
        date.fromisoformat(answer.get("day_of_decision", answer["on"])),
        tuple(_act(act) for act in answer["acts"]),
        fine(answer["total"]["unit"]),
        persons(answer["total"]),
        tuple(_decision(one, answer["persons"], forbidden=forbidden) for one in answer["decided"]),
        tuple(_step(one) for one in told) if any(one["started"] or one["done"] for one in told) else (),
        tuple(_reason(one) for one in answer["notes"]),
        _reason(answer["hearing"]) if answer["hearing"] else None,
        tuple(_fact(name) for name in answer["missing"]),
    )


def _act(act: dict[str, Any]) -> ActShown:
    reaching = [one for one in act["provisions"] if one["applies"] != "no"]
    limited = act["limitation"]
    none = act.get("no_penalty") or _NOT_ASKED
    forbidden = none["holds"] == "yes"
    return ActShown(
        tuple(_law(one) for one in reaching),
        tuple(dict.fromkeys(_beside(one) for one in act["governing"]["compared"])),
        tuple(_reason(one) for one in act["governing"]["reasons"]),
        _FORBIDDEN if forbidden else fine(act["fine"]["unit"]),
        _FORBIDDEN if forbidden else persons(act["fine"]),
        tuple(
            _provision(one)
            for one in ([act["fine"]["provision"]] if act["fine"]["provision"] else act["fine"]["candidates"])
        ),
        tuple(_reason(one) for one in none["reasons"]) if forbidden else (),
        _limit(limited) if limited else None,
        tuple(_reason(one) for one in limited["reasons"]) if limited else (),
        tuple(
            (EFFECT_NAMES[one["effect"]].begun, one["holds"] == "yes", _reason(one))
            for one in act["circumstances"]
        ),
        tuple(_reason(one) for one in act.get("gaps") or filter(None, [act.get("gap")])),
    )


def _law(one: dict[str, Any]) -> Law:
    return Law(
        place_of(one["instrument"], one["article"]),
        APPLIES[one["applies"]],
        one["applies"] == "yes",
        tuple(Text.of(order["text"]) for order in one["orders"] or ()),
        tuple(
            (
                Text.of(tier["text"]),
                fine(tier["unit"]) if tier["unit"] else None,
                persons(tier) if tier["person"] else None,
                tuple(Text.of(measure["text"]) for measure in tier["measures"]),
                _own_orders(tier, one),
            )
            for tier in one["tiers"]
            if tier["holds"] != "no"
        ),
        tuple(_reason(reason) for reason in one["reasons"]),
    )


def _own_orders(tier: dict[str, Any], law: dict[str, Any]) -> tuple[Text, ...]:
    own = tier.get("orders", law["orders"])  # an answer kept from before knew one list for all steps
    return () if own == (law["orders"] or []) else tuple(Text.of(order["text"]) for order in own or ())


def _decision(one: dict[str, Any], known: list[dict[str, Any]], *, forbidden: bool) -> DecisionShown:
    kind, _, at = one["who"].partition(".")
    if kind == "unit":
        who = Text("单位", "the unit")
    elif int(at) < len(known):
        who = same(known[int(at)]["name"])
    else:
        who = Text("第 {n} 人", "person {n}").fill(n=int(at) + 1)
    reasons = tuple(_reason(reason) for reason in one.get("reasons", ()))
    words = _FINE_FORBIDDEN if forbidden and one["within"] == "no" else WITHIN[one["within"]]
    return DecisionShown(who, words.fill(fine=f"{one['fine']:,}"), one["within"] == "yes", reasons)


def _step(one: dict[str, Any]) -> StepShown:
    due, done = (one[key] and date.fromisoformat(one[key]) for key in ("due", "done"))
    warning = one.get("warning")
    return StepShown(
        STATUS_NAMES[one["status"]].begun,
        due,
        done,
        one["provisional"],
        _reason(one),
        _reason(warning) if warning else None,
    )


def _beside(one: dict[str, Any]) -> Beside:
    milder = one["later_is"] == Than.MILDER.value
    return Beside(
        _provision(one["at_the_time"]),
        _provision(one["later"]),
        tuple((Text.of(row["text"]), THAN[row["later_is"]]) for row in one["measures"]),
        THAN[one["later_is"]],
        Text("适用后法", "the later law governs")
        if milder
        else Text("适用行为时的法律", "the law of the time governs"),
    )


def _limit(one: dict[str, Any]) -> Text:
    if not one.get("on_record", True):
        return Text("这一天的规定没有收入资料", "the law of this day is not on record")
    if not one["last_day"]:
        return Text("行为未终了或者终了之日不详，尚未起算", "the act is not over, or its end is not known")
    days = Text("、".join(one["last_day"]), " or ".join(one["last_day"]))
    if one["barred"] == "yes":
        return Text("已于 {day} 届满，不再处罚", "ended on {day}; no longer punished").fill(day=days)
    return Text("至 {day}", "until {day}").fill(day=days)


def persons(of: dict[str, Any]) -> Text:
    """The fine for a person, told apart by its part where only the one in charge is fined."""
    if "responsible" not in of or of["responsible"] == of["person"]:
        return fine(of["person"])
    other = fine(of["responsible"]) if of["responsible"] else _NO_FINE
    return _APART.fill(in_charge=fine(of["person"]), other=other)


def fine(span: dict[str, Any]) -> Text:
    """A range of fines in words."""
    low, high = span["from"], span["to"]
    if high == 0:
        return _NO_FINE
    told = _RANGE.fill(low=_sum(low), high=_sum(high))
    return {"yes": _MAY.fill(range=told), "unknown": _MAY_OPEN.fill(range=told)}.get(
        span["may_be_left_out"], told
    )


def _sum(of: Any) -> Text:
    if isinstance(of, int | float):
        return same(f"{of:,}")
    if not isinstance(of, dict):
        return _NOT_KNOWN
    low, high = of.get("at_least"), of.get("at_most")
    if high is None:
        return _AT_LEAST.fill(n=f"{low:,}")
    return _BETWEEN.fill(a=f"{low:,}", b=f"{high:,}") if low else _AT_MOST.fill(n=f"{high:,}")


def _reason(one: dict[str, Any]) -> Reason:
    return Reason(Text.of(one["text"]), place_of(one["instrument"], one["article"]))


def _provision(key: str) -> Text:
    found = next(one for one in provisions() if one.id == key)
    return place_of(found.instrument, found.article)


def place_of(instrument: str, article: str | None) -> Text:
    """An instrument and its article, as people name them."""
    known = next((one.name for one in instruments() if one.id == instrument), None)
    name = known or instrument_name(instrument)
    return _PLACE.fill(name=name, article=article_name(article)) if article else name


def _fact(name: str) -> Text:
    last = name.rpartition(".")[2]
    words = {**ACTOR, **ACT, **SUMS, "until": Text("行为终了之日", "the last day of the act")}
    words |= {"conduct": Text("待查的行为是否查明", "whether what is alleged is found")}
    words |= {"times": Text("次数", "how often")}
    if last in conducts():
        return label("conducts", last)
    return words.get(last) or same(name)
