"""How an event is stored and written in a case file, and how it is read back.

Classes are versioned: a stored event without `version` is version 1, and what was stored once stays readable for
ever. `to`, `from` and lists of consultees take one id or several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.procedure import kinds
from shencha.procedure.acts.house import DecisionDrafted
from shencha.procedure.acts.registry import DRAFTED, EVENTS, Event
from shencha.procedure.kinds import Slot, Wrong
from shencha.text import Text

_LOADED = {
    name: {slot.key: (slot.attribute, slot.kind.load) for slot in event.slots}
    for name, event in EVENTS.items()
}


def event_to(event: Event) -> dict[str, Any]:
    """The event as it is stored and as a case file writes it: JSON-ready, without fields left out."""
    data: dict[str, Any] = {"on": event.on.isoformat(), "event": event.name}
    if event.version > 1:
        data["version"] = event.version
    for slot in event.slots[1:]:
        value = getattr(event, slot.attribute)
        if slot.required or value != slot.default:
            data[slot.key] = _without_day(value) if slot.kind is kinds.DECISION else slot.kind.write(value)
    return data


def event_from(data: object, document: Document | None = None, number: int = 1) -> Event:
    """Read one event, as a case file or the store holds it.

    Args:
        document: where it stands, so that a fault names file and line; without it the file is `event`.
        number: which event of the case it is, from 1.
    Raises:
        BadInput: every field at fault, with the event's number, what is wrong and what would be right.
    """
    faults: list[Fault] = []
    event = read_event(data, document, number, faults)
    if event is None:
        raise BadInput(faults)
    return event


def event_of_store(data: Mapping[str, Any]) -> Event:
    """An event that `event_to` wrote and the store kept; what was checked then is not checked again.

    Raises:
        BadInput: it is not such an event after all.
    """
    try:
        name = data["event"]
        known = _LOADED[name]
        values = {}
        for key, value in data.items():
            if key in known:
                attribute, load = known[key]
                values[attribute] = load(value) if load else value
        if name == DecisionDrafted.name:
            values["decision"] = event_of_store({**values["decision"], "on": data["on"]})
        return EVENTS[name](**values)
    except (KeyError, TypeError, ValueError):
        return event_from(data)


def read_event(
    data: object, document: Document | None, number: int, faults: list[Fault], path: str | None = None
) -> Event | None:
    """As `event_from`, but adds its faults to a list and returns None when there were any."""
    if isinstance(data, dict) and isinstance(name := data.get("event"), str) and name in EVENTS:
        values: dict[str, Any] = {}
        read = 1
        try:
            if "version" in data:
                _known_version(data["version"], name)
                read += 1
            for slot in EVENTS[name].slots:
                if _says_none(slot, data):
                    read += 1
                elif slot.key in data:
                    value = data[slot.key]
                    values[slot.attribute] = (
                        _decision(value, data) if slot.kind is kinds.DECISION else slot.kind.read(value)
                    )
                    read += 1
                elif slot.required:
                    raise Wrong
            if read == len(data):
                return EVENTS[name](**values)
        except Wrong:
            pass  # found again below, with words for each
    faults.extend(_faults(data, document or Document("event", data), number, path or f"events.{number - 1}"))
    return None


def same_content(one: Event, other: Event) -> bool:
    """Do both say the same, whatever their days?"""
    return type(one) is type(other) and replace(one, on=other.on) == other


def _says_none(slot: Slot, data: Mapping[str, object]) -> bool:
    """Is a list that may be left out written as an empty one? Both mean the same."""
    return slot.default == () and data.get(slot.key) == []


def _decision(decision: object, draft: Mapping[str, object]) -> Event:
    """The event that a draft holds; its day is the draft's, until it is notified."""
    if not isinstance(decision, dict) or decision.get("event") not in DRAFTED:
        raise Wrong
    event = read_event({**decision, "on": draft.get("on")}, None, 1, [])
    if event is None:
        raise Wrong
    return event


def _without_day(decision: Event) -> dict[str, Any]:
    return {key: value for key, value in event_to(decision).items() if key != "on"}


def _known_version(version: object, name: str) -> None:
    if type(version) is not int or not 1 <= version <= EVENTS[name].version:
        raise Wrong


def _faults(data: object, document: Document, number: int, path: str) -> list[Fault]:
    if not isinstance(data, dict):
        return [
            document.fault(
                path,
                Text(f"第 {number} 个事件不是键值对", f"event {number} is not a mapping"),
                Text(
                    "请写成 {on: 日期, event: 名称, …}",
                    "write {on: DAY, event: NAME, …}",
                ),
            )
        ]
    name = data.get("event")
    if not isinstance(name, str) or name not in EVENTS:
        said = _shown(name) if "event" in data else None
        return [
            document.fault(
                f"{path}.event" if said else path,
                Text(f"第 {number} 个事件的名称 {said} 不存在", f"event {number}: there is no event {said}")
                if said
                else Text(f"第 {number} 个事件没有名称", f"event {number} has no name"),
                Text(f"可用的事件：{', '.join(EVENTS)}", f"the events are {', '.join(EVENTS)}"),
            )
        ]
    found: list[Fault] = []
    label = Text(f"第 {number} 个事件（{name}）", f"event {number} ({name})")
    slots = {slot.key: slot for slot in EVENTS[name].slots}
    for slot in slots.values():
        if _says_none(slot, data):
            continue
        if slot.key not in data:
            if slot.required:
                wrong = Text(f"{label.zh}缺少 {slot.key}", f"{label.en} has no {slot.key}")
                found.append(document.fault(path, wrong, slot.kind.right))
            continue
        value = data[slot.key]
        try:
            if slot.kind is kinds.DECISION:
                _decision(value, data)
            else:
                slot.kind.read(value)
        except Wrong as at:
            where, shown = f"{slot.key}{at.path}", _shown(at.value if at.path else value)
            wrong = Text(f"{label.zh}的 {where} 为 {shown}", f"{label.en}: {where} is {shown}")
            stands = where
            if at.path and at.value is None:  # it is not there, so what it should be in is shown
                wrong = Text(f"{label.zh}缺少 {where}", f"{label.en} has no {where}")
                stands = where.rpartition(".")[0]
            found.append(document.fault(f"{path}.{stands}", wrong, at.right or slot.kind.right))
    if "version" in data:
        try:
            _known_version(data["version"], name)
        except Wrong:
            wrong = Text(
                f"{label.zh}的 version 为 {_shown(data['version'])}",
                f"{label.en}: version is {_shown(data['version'])}",
            )
            right = Text(
                f"本程序认识的版本是 {EVENTS[name].version}；较新的记录需要较新的程序",
                f"this program knows version {EVENTS[name].version}; a newer record needs a newer program",
            )
            found.append(document.fault(f"{path}.version", wrong, right))
    for key in data:
        if key not in slots and key not in ("event", "version"):
            wrong = Text(f"{label.zh}没有名为 {key} 的字段", f"{label.en} has no field {key}")
            right = Text(f"可用的字段：{', '.join(slots)}", f"its fields are {', '.join(slots)}")
            found.append(document.fault(f"{path}.{key}", wrong, right))
    return found


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
