"""An answer of `shencha sanctions` as the page and the paper show it; it reads the JSON answer that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shencha.law.governing import Than
from shencha.law.instruments import instruments
from shencha.law.provisions import article_name, conducts, instrument_name, label, provisions
from shencha.law.sanction_facts import ACT, ACTOR, SUMS
from shencha.text import Text, same

APPLIES = {"yes": Text("适用", "Applies"), "unknown": Text("事实不足", "Facts are missing")}
THAN = {
    Than.SAME.value: Text("相同", "the same"),
    Than.MILDER.value: Text("后法较轻", "the later is milder"),
    Than.HARSHER.value: Text("后法较重", "the later is harsher"),
    Than.MIXED.value: Text("互有轻重", "both ways"),
    Than.NOT_ON_RECORD.value: Text("没有记载", "not on record"),
}
EFFECTS = {
    "none_must": Text("不予处罚", "No penalty"),
    "none_may": Text("可以不予处罚", "May go without penalty"),
    "lighter_or_reduced": Text("从轻或者减轻", "Lighter or reduced"),
    "heavier": Text("从重", "Heavier"),
}
_NO_FINE = Text("没有罚款", "no fine")
_NOT_KNOWN = Text("未知", "not known")
_AT_LEAST, _AT_MOST = Text("至少 {n}", "at least {n}"), Text("至多 {n}", "at most {n}")
_BETWEEN = Text("{a}–{b} 之间", "between {a} and {b}")
_RANGE = Text("{low} 至 {high} 元", "{low} to {high} yuan")
_MAY = Text("{range}（可以不罚）", "{range} (may be left out)")
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
    tiers: tuple[tuple[Text, Text | None, Text | None, tuple[Text, ...]], ...]
    """Name, fine for the unit, fine for a person, other measures."""
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
    limitation: Text | None
    limitation_reasons: tuple[Reason, ...]
    circumstances: tuple[tuple[Text, bool, Reason], ...]
    gap: Reason | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole answer."""

    acts: tuple[ActShown, ...]
    unit: Text
    person: Text
    notes: tuple[Reason, ...]
    hearing: Reason | None
    missing: tuple[Text, ...]


def shown(answer: dict[str, Any]) -> Shown:
    """The answer in words."""
    return Shown(
        tuple(_act(act) for act in answer["acts"]),
        fine(answer["total"]["unit"]),
        fine(answer["total"]["person"]),
        tuple(_reason(one) for one in answer["notes"]),
        _reason(answer["hearing"]) if answer["hearing"] else None,
        tuple(_fact(name) for name in answer["missing"]),
    )


def _act(act: dict[str, Any]) -> ActShown:
    reaching = [one for one in act["provisions"] if one["applies"] != "no"]
    limited = act["limitation"]
    return ActShown(
        tuple(_law(one) for one in reaching),
        tuple(_beside(one) for one in act["governing"]["compared"]),
        tuple(_reason(one) for one in act["governing"]["reasons"]),
        fine(act["fine"]["unit"]),
        fine(act["fine"]["person"]),
        tuple(
            _provision(one)
            for one in ([act["fine"]["provision"]] if act["fine"]["provision"] else act["fine"]["candidates"])
        ),
        _limit(limited) if limited else None,
        tuple(_reason(one) for one in limited["reasons"]) if limited else (),
        tuple((EFFECTS[one["effect"]], one["holds"] == "yes", _reason(one)) for one in act["circumstances"]),
        _reason(act["gap"]) if act["gap"] else None,
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
                fine(tier["person"]) if tier["person"] else None,
                tuple(Text.of(measure["text"]) for measure in tier["measures"]),
            )
            for tier in one["tiers"]
            if tier["holds"] != "no"
        ),
        tuple(_reason(reason) for reason in one["reasons"]),
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
    if not one["last_day"]:
        return Text("行为未终了或者终了之日不详，尚未起算", "the act is not over, or its end is not known")
    days = Text("、".join(one["last_day"]), " or ".join(one["last_day"]))
    if one["barred"] == "yes":
        return Text("已于 {day} 届满，不再处罚", "ended on {day}; no longer punished").fill(day=days)
    return Text("至 {day}", "until {day}").fill(day=days)


def fine(span: dict[str, Any]) -> Text:
    """A range of fines in words."""
    low, high = span["from"], span["to"]
    if high == 0:
        return _NO_FINE
    told = _RANGE.fill(low=_sum(low), high=_sum(high))
    return _MAY.fill(range=told) if span["may_be_left_out"] == "yes" else told


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
