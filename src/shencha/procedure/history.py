"""A case file: its number, its ground and its events, read and checked as a whole.

A record can be `partial`, as for public cases of which only some steps were announced: an event that could
not follow by the rules then marks a gap in the record, and nothing is invented to fill it. What no missing
step could excuse is refused there too (`partial`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.law.calendar.workdays import Workdays
from shencha.law.measures.instruments import in_force, instruments
from shencha.law.measures.policies import Choice
from shencha.law.measures.read import grounds_of
from shencha.procedure.acts import Event, read_event
from shencha.procedure.allowed import refusal
from shencha.procedure.case import Case, apply
from shencha.procedure.kinds import GROUNDS, Wrong, read_day
from shencha.procedure.partial import gap, never
from shencha.procedure.standing import Gap, Standing, standing
from shencha.procedure.strangers import stranger_refusal, strangers
from shencha.text import Text
from shencha.text.days import day_of

RECORDS = ("whole", "partial")
KEYS = ("case", "ground", "record", "events", "evidence")
DATED = ("name", "made_on", "covers_to")


@dataclass(frozen=True, slots=True)
class Dated:
    """An item of evidence with the days that its age is told by; None where nobody said."""

    name: str
    made_on: date | None = None
    covers_to: date | None = None


@dataclass(frozen=True, slots=True)
class History:
    """A case file that can be replayed."""

    file: str
    number: str
    ground: str
    partial: bool
    events: tuple[Event, ...]
    choices: tuple[Choice, ...] = ()
    """What the office had put in force where the text is silent."""
    evidence: tuple[Dated, ...] = ()
    """What the filing rests on, where the file names it."""

    def begun(self) -> Case:
        """The case before its first event."""
        return Case(self.number, self.ground, self.partial, choices=self.choices)

    def stands(self, at: date, calendar: Workdays) -> Standing:
        """Where the case stands on that day; later events are not considered.

        Raises:
            BadInput: nothing had happened by that day.
        """
        so_far, gaps = self.begun(), list[Gap]()
        for number, event in enumerate(self.events, start=1):
            if event.on > at:
                break
            if self.partial and (jump := gap(so_far, event, number)):
                gaps.append(jump)
            so_far = apply(so_far, event)
        if so_far.state is None:
            first = self.events[0].on
            wrong = Text(f"{at} 时案件尚未开始", f"on {at} the case had not begun")
            right = Text(f"请写 {first} 或之后的日期", f"write {first} or a later day")
            raise BadInput([Fault(self.file, "--at", wrong, right)])
        return standing(so_far, at, calendar, gaps)


def load_history(
    document: Document, choices: tuple[Choice, ...] = (), calendar: Workdays | None = None
) -> History:
    """Read a case file and check that each event may follow.

    Args:
        choices: what the office had put in force where the text is silent, in that order.
        calendar: by which days are counted; left out, that of the notices which the package ships.
    Raises:
        BadInput: every fault of the fields; of the flow the first, since what follows depends on it.
    """
    data = document.data
    if not isinstance(data, dict):
        wrong = Text("不是键值对", "it is not a mapping")
        right = Text("请写出 case、ground 和 events", "write case, ground and events")
        raise BadInput([document.fault("", wrong, right)])
    faults = list(_top_level(document, data))
    found = data.get("events")
    listed = found if isinstance(found, list) else []
    events = [read_event(one, document, number, faults) for number, one in enumerate(listed, start=1)]
    ground = data.get("ground") if data.get("ground") in GROUNDS else None
    partial = data.get("record") == "partial"
    begun = Case(str(data.get("case")), ground, partial, choices=choices)
    evidence = tuple(_evidence(document, data.get("evidence", []), faults))
    faults.extend(_version(document, events, ground))
    faults.extend(_in_sequence(document, listed, events, begun, calendar))
    if faults:
        raise BadInput(faults)
    told = tuple(event for event in events if event)
    return History(document.file, begun.number, str(ground), partial, told, choices, evidence)


def _top_level(document: Document, data: dict[str, object]) -> Iterator[Fault]:
    number = data.get("case")
    if not isinstance(number, str | int) or isinstance(number, bool) or not str(number).strip():
        yield document.fault(
            "case",
            Text("没有案件编号", "there is no case number"),
            Text("请写 case: 2026-0001", "write case: 2026-0001"),
        )
    if data.get("ground") not in GROUNDS:
        yield document.fault(
            "ground",
            Text(f"审查事由为 {data.get('ground')!r}", f"the ground is {data.get('ground')!r}"),
            Text(f"请写 {', '.join(GROUNDS)} 之一", f"write one of {', '.join(GROUNDS)}"),
        )
    if data.get("record", "whole") not in RECORDS:
        yield document.fault(
            "record",
            Text(f"record 为 {data['record']!r}", f"record is {data['record']!r}"),
            Text(f"请写 {', '.join(RECORDS)} 之一", f"write one of {', '.join(RECORDS)}"),
        )
    if not isinstance(data.get("events"), list) or not data["events"]:
        yield document.fault(
            "events",
            Text("没有事件清单", "there is no list of events"),
            Text("请至少写一个事件", "write at least one event"),
        )
    for key in data:
        if key not in KEYS:
            yield document.fault(
                key,
                Text(f"没有名为 {key} 的字段", f"there is no field {key}"),
                Text(f"可用的字段：{', '.join(KEYS)}", f"the fields are {', '.join(KEYS)}"),
            )


def _evidence(document: Document, listed: object, faults: list[Fault]) -> Iterator[Dated]:
    for at, one in enumerate(listed if isinstance(listed, list) else [listed]):
        place = f"evidence.{at}"
        told = one if isinstance(one, dict) else {}
        days = {name: day_of(told.get(name)) for name in DATED[1:]}
        wrong = [name for name in told if name not in DATED or (name in days and days[name] is None)]
        if isinstance(told.get("name"), str) and told["name"].strip() and not wrong:
            yield Dated(told["name"], **days)
        else:
            faults.append(
                document.fault(
                    f"{place}.{wrong[0]}" if wrong else place,
                    Text("不是一项证据的名称和日期", "this is not the name and days of an item of evidence"),
                    Text(
                        "请写 {name: 部件清单, covers_to: 2026-01-31}",
                        "write {name: bill of materials, covers_to: 2026-01-31}",
                    ),
                )
            )


def _version(document: Document, events: list[Event | None], ground: str | None) -> Iterator[Fault]:
    """The version of the first event's day must be one that exists, and know the ground."""
    if not events or events[0] is None:
        return
    first = events[0].on
    governing = in_force(first)
    if governing is None:
        first_day = instruments()[0].in_force_from
        yield document.fault(
            "events.0.on",
            Text(
                f"第 1 个事件的日期为 {first}，当时没有施行中的《网络安全审查办法》",
                f"event 1 is on {first}, when no version of the Measures was in force",
            ),
            Text(f"请写 {first_day} 或之后的日期", f"write {first_day} or a later day"),
        )
    elif ground and ground not in (known := grounds_of(governing.id)):
        yield document.fault(
            "ground",
            Text(
                f"{first} 施行的{governing.name.zh}没有 {ground} 这一事由",
                f"the {governing.name.en}, in force on {first}, do not know the ground {ground}",
            ),
            Text(
                f"请写 {', '.join(known)} 之一",
                f"write one of {', '.join(known)}",
            ),
        )


def _in_sequence(
    document: Document,
    listed: list[object],
    events: list[Event | None],
    begun: Case,
    calendar: Workdays | None,
) -> Iterator[Fault]:
    """Days that go back, units that cannot act, and the first event that may not follow.

    After a fault the state is not known, so only days and units are still looked at.
    """
    so_far: Case | None = begun if begun.ground else None
    latest, instrument = date.min, None
    for number, (data, event) in enumerate(zip(listed, events, strict=True), start=1):
        path, label = f"events.{number - 1}", _label(number, event, so_far)
        on = event.on if event else _day_of(data)
        if on and on < latest:
            yield document.fault(
                f"{path}.on",
                Text(
                    f"{label.zh}的日期 {on} 早于前面的 {latest}",
                    f"{label.en} is on {on}, which goes back behind {latest}",
                ),
                Text(f"请写 {latest} 或之后的日期", f"write {latest} or a later day"),
            )
            so_far = None
        latest = max(latest, on or latest)
        governing = in_force(on) if on and number == 1 else None
        instrument = governing.id if governing else instrument
        if event is None or instrument is None:
            so_far = None
            continue
        if unknown := strangers(event, instrument):
            refused = stranger_refusal(unknown, event)
            wrong = Text(f"{label.zh}：{refused.wrong.zh}", f"{label.en}: {refused.wrong.en}")
            yield document.fault(f"{path}.{unknown[0][0]}", wrong, refused.right)
            so_far = None
        if so_far is None:
            continue
        if stop := (never(so_far, event) if begun.partial else refusal(so_far, event, calendar=calendar)):
            wrong = Text(f"第 {number} 个事件：{stop.wrong.zh}", f"event {number}: {stop.wrong.en}")
            yield document.fault(path, wrong, stop.right)
            so_far = None
        else:
            so_far = apply(so_far, event)


def _day_of(data: object) -> date | None:
    """The day of an event that has other faults."""
    try:
        return read_day(data.get("on")) if isinstance(data, dict) else None
    except Wrong:
        return None


def _label(number: int, event: Event | None, so_far: Case | None) -> Text:
    """The event by number and name, and the state in which it stands if that is known."""
    if event is None:
        return Text(f"第 {number} 个事件", f"event {number}")
    if so_far is None or so_far.state is None:
        return Text(f"第 {number} 个事件（{event.name}）", f"event {number} ({event.name})")
    state = so_far.state
    return Text(
        f"第 {number} 个事件（{event.name}；此时案件处于 {state} 状态）",
        f"event {number} ({event.name}, in state {state})",
    )
