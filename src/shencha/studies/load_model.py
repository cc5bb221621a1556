"""Reads the model of an office's load from a document, and names every fault in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import in_force
from shencha.law.measures.members import member_ids
from shencha.procedure.kinds import GROUNDS
from shencha.studies.load import STEPS, Model
from shencha.text import Text

KEYS = (
    "filings_a_year",
    "officers",
    "members",
    "effort",
    "share",
    "reply",
    "answer",
    "statutory",
    "own_effort",
)
EFFORT = (*STEPS, "opinion")
SHARES = ("review", "supplement", "extension", "dissent")
MOST = 1_000_000


def load_model(document: Document, on: date) -> Model:
    """The model of a file; members and statutory days are those in force on that day unless it says otherwise.

    Raises:
        BadInput: every fault of the file.
    """
    faults: list[Fault] = []
    data = document.data if isinstance(document.data, dict) else {}
    if not data:
        wrong, right = (
            Text("不是键值对", "it is not a mapping"),
            Text("请写 officers: 6 等项", "write officers: 6 and so on"),
        )
        raise BadInput([document.fault("", wrong, right)])
    governing = in_force(on)
    if governing is None:
        wrong = Text(f"{on} 没有施行中的办法", f"no version of the Measures was in force on {on}")
        raise BadInput(
            [document.fault("", wrong, Text("请写 2020-06-01 之后的日期", "ask of a day from 2020-06-01"))]
        )
    for key in data:
        if key not in KEYS:
            wrong = Text(f"没有 {key} 这一项", f"there is no field {key}")
            right = Text(f"可用的项：{'、'.join(KEYS)}", f"the fields are {', '.join(KEYS)}")
            faults.append(document.fault(str(key), wrong, right))
    filings = _numbers(document, "filings_a_year", data, GROUNDS, MOST, faults)
    effort = _numbers(document, "effort", data, EFFORT, 10_000, faults, every=True)
    share = _numbers(document, "share", data, SHARES, 1, faults, every=True)
    known = figures(governing.id)
    statutory = {
        "intake": known.intake_days.value,
        "preliminary": known.preliminary_days.value,
        "special": known.special_days.value,
    }
    if "statutory" in data:
        statutory |= {
            k: int(v) for k, v in _numbers(document, "statutory", data, STEPS, 2_000, faults).items()
        }
    officers = data.get("officers")
    if not _whole(officers, 1, 10_000):
        wrong = Text(f"officers 为 {officers!r}", f"officers is {officers!r}")
        faults.append(document.fault("officers", wrong, Text("请写 1 至 10000 的整数", "write 1 to 10000")))
    members = data.get("members", list(member_ids(on)))
    if not isinstance(members, list) or not all(isinstance(one, str) for one in members):
        wrong = Text("members 不是代号的清单", "members is not a list of ids")
        faults.append(document.fault("members", wrong, Text("请写 [cac, ndrc]", "write [cac, ndrc]")))
        members = []
    for name in members:
        if name not in member_ids(on):
            wrong = Text(f"{on} 时 {name} 不是成员单位", f"{name} was no member on {on}")
            right = Text(
                f"成员单位：{'、'.join(member_ids(on))}", f"the members are {', '.join(member_ids(on))}"
            )
            faults.append(document.fault("members", wrong, right))
    own = (
        _numbers(document, "own_effort", data, tuple(members), 10_000, faults) if "own_effort" in data else {}
    )
    reply, answer = (_span(document, key, data, faults) for key in ("reply", "answer"))
    if faults:
        raise BadInput(faults)
    return Model(
        filings,
        int(officers) if isinstance(officers, int) else 1,
        tuple(members),
        effort,
        share,
        reply or (3, 15),
        answer or (5, 15),
        statutory,
        known.preliminary_extension_days.value,
        own,
    )


def _numbers(
    document: Document,
    block: str,
    data: Mapping[str, Any],
    names: tuple[str, ...],
    most: float,
    faults: list[Fault],
    *,
    every: bool = False,
) -> dict[str, float]:
    """The numbers of one block, each from 0 to `most`."""
    found = data.get(block)
    if not isinstance(found, dict) or not found:
        wrong = Text(f"没有写明 {block}", f"{block} is not given")
        right = Text(f"请在其下写 {'、'.join(names)}", f"write {', '.join(names)} below it")
        faults.append(document.fault(block, wrong, right))
        return {}
    for name in found:
        if name not in names:
            wrong = Text(f"没有 {name} 这一项", f"there is no field {name}")
            right = Text(f"可用的项：{'、'.join(names)}", f"the fields are {', '.join(names)}")
            faults.append(document.fault(f"{block}.{name}", wrong, right))
    out: dict[str, float] = {}
    for name in names:
        value = found.get(name)
        if value is None and not every:
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            wrong = Text(f"{value!r} 不合适", f"{value!r} does not fit")
            right = Text(f"请写 0 至 {most} 的数", f"write a number from 0 to {most}")
            faults.append(document.fault(f"{block}.{name}", wrong, right))
        else:
            out[name] = value
    return out


def _span(
    document: Document, key: str, data: Mapping[str, Any], faults: list[Fault]
) -> tuple[int, int] | None:
    value = data.get(key)
    if value is None:
        return None
    if (
        isinstance(value, list)
        and len(value) == 2
        and _whole(value[0], 0, 2_000)
        and _whole(value[1], value[0], 2_000)
    ):
        return value[0], value[1]
    wrong = Text(f"{value!r} 不是最少和最多的天数", f"{value!r} is not a least and a most number of days")
    faults.append(document.fault(key, wrong, Text("请写 [3, 15]", "write [3, 15]")))
    return None


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
