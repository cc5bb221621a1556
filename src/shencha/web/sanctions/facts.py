"""The form of facts: one act, the persons, the procedure and the sums decided; what is left empty is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from shencha.errors import BadInput, Fault
from shencha.law.logic.holds import SAID
from shencha.law.sanctions.facts import ACT, ACTOR, ROLES, STEPS, SUMS
from shencha.law.sanctions.provisions import conducts, label
from shencha.text import Text

DAYS = {
    "from": Text("行为开始之日", "First day of the act"),
    "until": Text("行为终了之日", "Last day of the act"),
    "discovered_on": Text("发现之日", "Day of discovery"),
}
STEP_WORDS = {
    "opened_on": Text("立案之日", "Case opened"),
    "notice_served_on": Text("处罚告知书送达之日", "Notice of rights served"),
    "hearing_requested_on": Text("要求听证之日", "Hearing asked for"),
    "decided_on": Text("作出决定之日", "Decided"),
    "served_on": Text("决定书送达之日", "Decision served"),
    "reconsideration_on": Text("申请行政复议之日", "Reconsideration asked for"),
    "action_on": Text("提起行政诉讼之日", "Action brought"),
}
ROLE_WORDS = {
    "in_charge": Text("直接负责的主管人员", "Directly in charge"),
    "responsible": Text("其他直接责任人员", "Otherwise directly responsible"),
    "other": Text("没有直接责任", "Without a part in it"),
}
ENDS = {"at_least": Text("至少", "At least"), "at_most": Text("至多", "At most")}
PERSON = ("person_name", "person_role", "person_fine")
MOST_PERSONS, BLANK = 100, 2
FIRST = ("may_affect_national_security", "corrected_in_time", "refused_to_correct", "serious")
"""Asked at once; the other circumstances stand folded."""


def facts_from(form: QueryDict) -> dict[str, Any]:
    """The facts as a facts file would hold them; what is left unknown is left out.

    Raises:
        BadInput: a sum that is given both as one number and as a range, a person without a part in the breach.
    """
    given = {name: value.strip() for name, value in form.dict().items() if isinstance(value, str)}
    act: dict[str, Any] = {
        "id": "1",
        "conduct": form.getlist("conduct"),
        "suspected": form.getlist("suspected"),
    }
    act |= {name: given[name] for name in DAYS if given.get(name)}
    act |= {name: given[name] for name in ("ongoing", *ACT) if given.get(name, "unknown") != "unknown"}
    if given.get("times"):
        act["times"] = _number(given["times"])
    faults: list[Fault] = []
    act |= _sums(given, faults)
    actor: dict[str, Any] = {name: given[name] for name in ACTOR if given.get(name, "unknown") != "unknown"}
    if given.get("name"):
        actor["name"] = given["name"]
    facts: dict[str, Any] = {"actor": actor, "acts": [act]}
    if days := {name: given[name] for name in STEPS if given.get(name)}:
        facts["procedure"] = days
    rows = _rows(given)
    for at, (name, role, _) in enumerate(rows):
        if not role:
            who = name or str(at + 1)
            wrong = Text(f"没有写明{who}的责任", f"the part of {who} in the breach is not told")
            faults.append(Fault("form", f"persons.{at}.role", wrong, Text("请选择一项", "choose one")))
    if faults:
        raise BadInput(faults)
    if rows:
        facts["persons"] = [_person(name, role) for name, role, _ in rows]
    decided: dict[str, Any] = {}
    if given.get("decided_unit"):
        decided["unit"] = _number(given["decided_unit"])
    if any(fine for _, _, fine in rows):
        decided["persons"] = [_number(fine) if fine else None for _, _, fine in rows]
    return {**facts, "decided": decided} if decided else facts


def form_of(facts: Mapping[str, Any]) -> QueryDict | None:
    """The form filled in with facts; None where it cannot hold them (several acts, fines without persons)."""
    acts, persons = facts.get("acts"), facts.get("persons") or []
    decided = _part(facts, "decided")
    fines = decided.get("persons") or []
    if not isinstance(acts, list) or len(acts) != 1 or not isinstance(acts[0], dict):
        return None
    if not isinstance(fines, list) or not isinstance(persons, list) or len(fines) > len(persons):
        return None
    if not all(isinstance(person, dict) for person in persons):
        return None
    form = QueryDict(mutable=True)
    flat = {
        **_part(facts, "actor"),
        **_part(facts, "procedure"),
        **acts[0],
        "decided_unit": decided.get("unit"),
    }
    for name, value in flat.items():
        if isinstance(value, dict):
            form.update({f"{name}_{end}": _written(number) for end, number in value.items()})
        elif name in ("conduct", "suspected"):
            form.setlist(name, [str(one) for one in value] if isinstance(value, list) else [])
        else:
            form[str(name)] = _written(value)
    for at, person in enumerate(persons):
        form[f"person_name_{at}"] = _written(person.get("name"))
        form[f"person_role_{at}"] = _written(person.get("role"))
        form[f"person_fine_{at}"] = _written(fines[at]) if at < len(fines) else ""
    return form


@dataclass(frozen=True, slots=True)
class Box:
    """One question of the form with what was given before."""

    name: str
    text: Text
    value: str
    why: Fault | None


def boxes(form: QueryDict, marks: Mapping[str, Fault], *, more: bool = False) -> dict[str, Any]:
    """What the template shows: each question with what was given before, and what is wrong with it.

    Args:
        more: offer more rows for persons.
    """

    def asked(names: Mapping[str, Text], end: str = "") -> list[Box]:
        keys = [(name + end, text) for name, text in names.items()]
        return [Box(key, text, str(form.get(key, "")), marks.get(key)) for key, text in keys]

    def told(group: Iterable[Box]) -> bool:
        return any(box.why or box.value not in ("", "unknown") for box in group)

    ranges = [asked({f"{name}_{end}": word for end, word in ENDS.items()}) for name in SUMS]
    sums = list(zip(asked(SUMS), ranges, (told(pair) for pair in ranges), strict=True))
    persons = _person_boxes(form, marks, more=more)
    steps, decided = asked({name: STEP_WORDS[name] for name in STEPS}), asked({"decided_unit": _DECIDED_UNIT})
    circumstances = asked({name: text for name, text in ACT.items() if name not in FIRST})
    chosen = {name: form.getlist(name) for name in ("conduct", "suspected")}
    return {
        "on": marks.get("on"),
        "name": asked({"name": Text("当事人", "The party")})[0],
        "conducts": [
            (one, label("conducts", one), one in chosen["conduct"], one in chosen["suspected"])
            for one in conducts()
        ],
        "conduct_wrong": marks.get("conduct"),
        "suspected_wrong": marks.get("suspected"),
        "suspected_open": bool(chosen["suspected"] or marks.get("suspected")),
        "days": asked(DAYS),
        "ongoing": asked({"ongoing": Text("行为是否仍在继续", "Does it go on?")})[0],
        "times": asked({"times": Text("次数", "How often")})[0],
        "sums": sums,
        "actor": asked(ACTOR),
        "first": asked({name: ACT[name] for name in FIRST}),
        "circumstances": circumstances,
        "circumstances_open": told(circumstances),
        "persons": persons,
        "persons_open": more or any(told(row) for row in persons) or told(decided),
        "steps": steps,
        "steps_open": told(steps),
        "decided": decided[0],
        "said": [(one, SAID[one].begun) for one in ("unknown", "yes", "no")],
        "roles": [(one, ROLE_WORDS[one]) for one in ROLES],
        "file": marks.get("file"),
    }


def marked(faults: Iterable[Fault]) -> dict[str, Fault]:
    """The first fault of each box of the form."""
    out: dict[str, Fault] = {}
    for fault in faults:
        out.setdefault(box_of(fault), fault)
    return out


def box_of(fault: Fault) -> str:
    """The box in which the value stands that is at fault; that of the file if the facts came in one."""
    if fault.file != "form":
        return "file"
    match fault.where.partition(" (")[0].split("."):
        case ["acts", _, ("conduct" | "suspected") as name, *_]:
            return name
        case ["acts", _, *names]:
            return "_".join(names)
        case ["decided", "persons", *at]:
            return "_".join(["person_fine", *(at or ["0"])])
        case ["decided", *names]:
            return "_".join(["decided", *names])
        case ["persons", at, name]:
            return f"person_{name}_{at}"
        case ["actor" | "procedure", name]:
            return name
        case names:
            return names[0]


def _person_boxes(form: QueryDict, marks: Mapping[str, Fault], *, more: bool) -> list[list[Box]]:
    rows = _rows({name: str(value) for name, value in form.dict().items()})
    blank = [("", "", "")] * (BLANK + 3 * more)
    return [
        [
            Box(f"{key}_{at}", _PERSON_WORDS[key], value, marks.get(f"{key}_{at}"))
            for key, value in zip(PERSON, row, strict=True)
        ]
        for at, row in enumerate([*rows, *blank][:MOST_PERSONS])
    ]


def _rows(given: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The rows for persons in which something is written: name, role, fine."""
    numbers = sorted({int(found[1]) for name in given if (found := _ROW.fullmatch(name))})
    rows = [tuple(given.get(f"{key}_{at}", "").strip() for key in PERSON) for at in numbers]
    return [(name, role, fine) for name, role, fine in rows if name or role or fine]


def _person(name: str, role: str) -> dict[str, Any]:
    return {"name": name, "role": role} if name else {"role": role}


def _sums(given: Mapping[str, str], faults: list[Fault]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in SUMS:
        ends = {end: _number(given[f"{name}_{end}"]) for end in ENDS if given.get(f"{name}_{end}")}
        if ends and given.get(name):
            wrong = Text("既写了一个数，又写了范围", "it is given as one number and as a range")
            faults.append(
                Fault("form", f"acts.0.{name}", wrong, Text("请只写其中一种", "write one of the two"))
            )
        if ends or given.get(name):
            out[name] = ends or _number(given[name])
    return out


def _number(written: str) -> Any:
    """A number as a number; anything else as it was written, so that its fault is named."""
    plain = written.strip().replace(",", "").replace("，", "")
    if len(plain) > 15 or not _NUMBER.fullmatch(plain):
        return written
    return float(plain) if "." in plain else int(plain)


def _part(facts: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = facts.get(name)
    return part if isinstance(part, dict) else {}


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


_ROW = re.compile(r"person_(?:name|role|fine)_([0-9]{1,2})")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_DECIDED_UNIT = Text("已决定对单位的罚款（元）", "Fine decided for the unit, in yuan")
_PERSON_WORDS = {
    "person_name": Text("姓名", "Name"),
    "person_role": Text("责任", "Part in the breach"),
    "person_fine": Text("已决定的罚款（元）", "Fine decided, in yuan"),
}
