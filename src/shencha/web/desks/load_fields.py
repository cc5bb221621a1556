"""The model of the office's load as fields of a form: what each is called, its bounds, and the model that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.inputs import Document
from shencha.procedure.names import CLOCK_NAMES, GROUND_NAMES
from shencha.text import Text

HUNDRED = 100.0


@dataclass(frozen=True, slots=True)
class Field:
    """One number that is asked for."""

    name: str
    """Block and key, such as `effort.intake`."""
    label: Text
    begin: str
    """What stands in it at first."""
    least: float
    most: float
    whole: bool = False


def _blocks() -> tuple[tuple[Text, tuple[Field, ...]], ...]:
    filings = {"procurement": "24", "foreign_listing": "12", "data_processing": "2", "ex_officio": "1"}
    effort = {"intake": "2", "preliminary": "12", "special": "25"}
    shares = (
        ("review", Text("经决定需要审查", "Review is needed"), "60"),
        ("supplement", Text("需要补充材料", "Supplements are asked for"), "50"),
        ("extension", Text("延长初步审查", "The preliminary review is extended"), "20"),
        ("dissent", Text("意见不一致，转入特别审查", "Opinions differ"), "5"),
    )
    return (
        (
            Text("每年申报数量（件）", "Filings a year"),
            tuple(
                Field(f"filings_a_year.{key}", GROUND_NAMES[key].begun, begin, 0, 2_000)
                for key, begin in filings.items()
            ),
        ),
        (
            Text("审查办公室", "The office"),
            (Field("officers", Text("承办人数", "Officers"), "4", 1, 10_000, whole=True),),
        ),
        (
            Text("每件所需人日", "Officer-days for each"),
            (
                *(
                    Field(f"effort.{step}", CLOCK_NAMES[step].begun, days, 0, 10_000)
                    for step, days in effort.items()
                ),
                Field(
                    "effort.opinion",
                    Text("成员单位答复一次意见", "A member’s written opinion"),
                    "1.5",
                    0,
                    10_000,
                ),
            ),
        ),
        (
            Text("各种情形所占比例（%）", "How often, in per cent"),
            tuple(Field(f"share.{key}", label, begin, 0, HUNDRED) for key, label, begin in shares),
        ),
        (
            Text("当事人补充材料所需工作日", "Working days of a party for supplements"),
            (
                Field("reply.0", Text("最少", "Least"), "3", 0, 2_000, whole=True),
                Field("reply.1", Text("最多", "Most"), "15", 0, 2_000, whole=True),
            ),
        ),
        (
            Text("成员单位答复意见所需工作日", "Working days of a member for an opinion"),
            (
                Field("answer.0", Text("最少", "Least"), "5", 0, 2_000, whole=True),
                Field("answer.1", Text("最多", "Most"), "15", 0, 2_000, whole=True),
            ),
        ),
    )


BLOCKS = _blocks()
FIELDS: Mapping[str, Field] = {one.name: one for _, fields in BLOCKS for one in fields}


def filled(given: Mapping[str, str]) -> list[tuple[Text, list[tuple[Field, str]]]]:
    """The form with what was typed, or with what it begins with."""
    return [(title, [(one, given.get(one.name, one.begin)) for one in fields]) for title, fields in BLOCKS]


def model_of(given: Mapping[str, str]) -> Document:
    """The model that the fields make.

    Raises:
        BadInput: each field that holds no number within its bounds; a least that lies above its most.
    """
    faults: list[Fault] = []
    data: dict[str, Any] = {}
    for one in FIELDS.values():
        number = _number(one, given.get(one.name, one.begin), faults)
        block, _, key = one.name.partition(".")
        if not key:
            data[block] = number
        elif key.isdecimal():
            data.setdefault(block, []).append(number)
        else:
            data.setdefault(block, {})[key] = number / HUNDRED if block == "share" else number
    for block in ("reply", "answer"):
        least, most = data[block]
        if least > most:
            title = next(title for title, fields in BLOCKS if fields[0].name == f"{block}.0")
            wrong = Text(f"{title.zh}：最少大于最多", f"{title.en}: the least is above the most")
            right = Text("请把较小的数写在前面", "write the smaller number first")
            faults.append(Fault("form", f"{block}.0", wrong, right))
    if faults:
        raise BadInput(faults)
    return Document("model", data)


def _number(one: Field, written: str, faults: list[Fault]) -> float:
    text = written.strip()
    try:
        number = float(text) if len(text) <= 12 and text.replace(".", "", 1).isdecimal() else -1.0
    except ValueError:
        number = -1.0
    if one.least <= number <= one.most and (not one.whole or number.is_integer()):
        return int(number) if one.whole else number
    wrong = Text(f"{one.label.zh}：{text[:20]} 不合适", f"{one.label.en}: {text[:20]!r} does not fit")
    kind = Text("整数", "a whole number") if one.whole else Text("数", "a number")
    right = Text(
        f"请写 {one.least:g} 至 {one.most:g} 的{kind.zh}",
        f"write {kind.en} from {one.least:g} to {one.most:g}",
    )
    faults.append(Fault("form", one.name, wrong, right))
    return 0
