"""A count made where the data lies and brought as evidence: held against its schema, with counts at other dates and
an auditor's repetition beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator

from shencha.errors import BadInput, Fault
from shencha.evidence.people.column_names import is_a_value
from shencha.evidence.people.growth import Point, grow, point_of, read_earlier
from shencha.evidence.people.schemas import people_schema
from shencha.evidence.people.sworn import compare
from shencha.evidence.people.unchanged import origin
from shencha.inputs import Document
from shencha.text import Text

MOST_FAULTS = 20
_NAMES = Text(
    "请在原表首行写列名后重新清点", "write the names of the columns in the table's first line and count again"
)
_RIGHT = Text("请附上计数程序输出的结果文件", "attach the file that shencha people --json printed")


def attached(
    count: Document, earlier: Sequence[Document] = (), repeated: Document | None = None
) -> dict[str, Any]:
    """The answer of the count; with `growth` from the earlier ones, and `compared` with a repetition if there is one.

    Args:
        earlier: answers of counts at earlier days.
        repeated: a sworn count made again under the same key; the count must be sworn too.
    Raises:
        BadInput: one that is no answer of a count, an earlier one that is later, two that cannot be compared.
    """
    given = [count, *earlier, *([repeated] if repeated else [])]
    if faults := [fault for document in given for fault in _faults(document)]:
        raise BadInput(faults[:MOST_FAULTS])
    answer: dict[str, Any] = {**_without_folders(count.data), "origin": origin(count.data)}
    if earlier:
        points = [*read_earlier(earlier, date.fromisoformat(answer["on"])), point_of(answer)]
    else:
        points = _points(answer)
    if points:
        answer["growth"] = grow(points, answer["threshold"]["more_than"]).as_dict()
    if repeated:
        answer["compared"] = compare(count, repeated)
    return answer


def _without_folders(told: Any) -> Any:
    """The same, with the names of files only: where they lie on the party's machine is nobody's business."""
    if isinstance(told, list):
        return [_without_folders(one) for one in told]
    if not isinstance(told, dict):
        return told
    return {
        name: re.split(r"[/\\]", inner)[-1]
        if name == "file" and isinstance(inner, str)
        else _without_folders(inner)
        for name, inner in told.items()
    }


def _faults(document: Document) -> Iterator[Fault]:
    errors = list(Draft202012Validator(people_schema()).iter_errors(document.data))
    for error in errors:
        where = ".".join(str(step) for step in error.absolute_path)
        wrong = Text(
            f"不是计数结果的格式：{error.message}", f"it is not the form of a count: {error.message}"
        )
        yield document.fault(where, wrong, _RIGHT)
    if errors:
        return
    for at, item in enumerate(document.data["identifiers"]):
        if is_a_value(str(item["column"])):
            wrong = Text("列名像是某个人的数据", "the name of a column looks like someone's data")
            yield document.fault(f"identifiers.{at}.column", wrong, _NAMES)
    for where, day in _days(document.data):
        try:
            date.fromisoformat(day)
        except ValueError:
            yield document.fault(where, Text(f"{day} 不是日期", f"{day} is no day"), _RIGHT)
    points = document.data.get("growth", {}).get("points")
    if points is not None and len({point["on"] for point in points}) < 2:
        wrong = Text("不足两个日期的清点", "there are no counts on two days")
        yield document.fault("growth.points", wrong, _RIGHT)
    for where, found in _ranges(document.data):
        if found["at_least"] > found["at_most"]:
            wrong = Text("至少大于至多", "at_least is more than at_most")
            yield document.fault(where, wrong, _RIGHT)


def _points(answer: dict[str, Any]) -> list[Point]:
    """The counts over time that the answer itself tells; its growth is worked out again from them."""
    told = answer.get("growth", {}).get("points", [])
    return [Point(date.fromisoformat(one["on"]), one["at_least"], one["at_most"]) for one in told]


def _days(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every day of an answer, with its place."""
    yield "on", data["on"]
    growth = data.get("growth", {})
    for name, day in growth.get("crossed", {}).items():
        if day:
            yield f"growth.crossed.{name}", day
    for at, point in enumerate(growth.get("points", ())):
        yield f"growth.points.{at}.on", point["on"]


def _ranges(data: Any, where: str = "") -> Iterator[tuple[str, dict[str, int]]]:
    """Every range of persons of an answer, with its place."""
    if isinstance(data, list):
        for at, inner in enumerate(data):
            yield from _ranges(inner, f"{where}.{at}")
    if not isinstance(data, dict):
        return
    if {"at_least", "at_most"} <= data.keys():
        if where != "growth.a_year":
            yield where, data
        return
    for name, inner in data.items():
        yield from _ranges(inner, f"{where}.{name}".lstrip("."))
