"""The kinds of value an event can carry: how each is read, written, described, and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from shencha.canonical import canonical
from shencha.law.measures.factors import FACTORS as LAW_FACTORS
from shencha.law.measures.materials import MATERIALS as MATERIALS
from shencha.text import Text
from shencha.text.days import day_of

RESULTS = ("not_affecting", "affecting")
OPINIONS = ("agree", "disagree")
FACTORS = tuple(sorted(LAW_FACTORS))

GROUNDS_FILED = ("procurement", "data_processing", "foreign_listing")
GROUNDS = (*GROUNDS_FILED, "ex_officio")

OUTCOMES = ("concluded", "no_review", "not_opened", "withdrawn")
RHYTHMS = ("month", "quarter", "half_year", "year")
SOURCES = ("promise", "condition")

EARLIEST, LATEST = date(2000, 1, 1), date(2150, 12, 31)
"""Days outside are typing errors; the bound keeps every due day inside the calendar."""
MOST_DAYS = 2_000
"""Working days in one extension: the special procedure has no bound, this one stops a slip of the hand."""
MOST_EXTENDED = 10_000
"""Working days in all extensions of one clock together: forty years, so that its due day stays in the calendar."""
LONGEST = 20_000
"""Characters in one free-text field."""

MOST_SAID, DEEPEST_SAID = 2**20, 20
"""Bytes of canonical JSON, and levels, of what is said in fields of its own; more is a slip."""

ARTICLE = r"[1-9][0-9]?(\([1-9][0-9]?\))?"
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z][a-z0-9_]*(?::[^\s:][^:\n]*)?")


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Wrong(Exception):  # never leaves the reader of one field
    """A value that its kind cannot read.

    Args:
        path: where in the value, such as `.0.due`; empty where the whole is wrong.
        value: what stands there. right: what would be right there, if that is more than the kind says.
    """

    def __init__(self, path: str = "", value: Any = None, right: Text | None = None) -> None:
        super().__init__(path)
        self.path, self.value, self.right = path, value, right


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One kind of value; `read` raises Wrong."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    schema: Mapping[str, object]
    right: Text
    """What the author should write instead."""
    load: Callable[[Any], Any] | None = None
    """Reads what `write` once wrote, without asking again whether it is right; None where it is taken as it is."""


@dataclass(frozen=True, slots=True)
class Key:
    """The name of a field in a file where Python cannot use it, such as `from`."""

    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of an event class, ready for reading and writing."""

    key: str
    attribute: str
    kind: Kind
    required: bool
    default: Any


def slots_of(event: type) -> tuple[Slot, ...]:
    """The fields of an event class in the order of the class; its day first."""
    hints = get_type_hints(event, include_extras=True)
    return tuple(_slot(f, hints[f.name]) for f in fields(event))


def _slot(of: Field[Any], hint: Any) -> Slot:
    marks = next(
        (one.__metadata__ for one in (hint, *get_args(hint)) if get_origin(one) is Annotated),
        (),
    )
    kind = next(mark for mark in marks if isinstance(mark, Kind))
    key = next((mark.name for mark in marks if isinstance(mark, Key)), of.name)
    return Slot(key, of.name, kind, of.default is MISSING, of.default)


def read_day(value: Any) -> date:
    """A day written `YYYY-MM-DD`.

    Raises:
        Wrong: another shape, no such day, or a day no case can have.
    """
    day = day_of(value)
    if day is None or not EARLIEST <= day <= LATEST:
        raise Wrong
    return day


def _yes_no(value: Any) -> bool:
    if value is True or value == "yes":
        return True
    if value is False or value == "no":
        return False
    raise Wrong


def _days(value: Any) -> int:
    if type(value) is int and 1 <= value <= MOST_DAYS:
        return value
    raise Wrong


def _words(value: Any) -> str:
    if isinstance(value, str) and len(value) <= LONGEST and "\0" not in value and (words := value.strip()):
        return words
    raise Wrong


def _digest(value: Any) -> str:
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return value
    raise Wrong


def _fields(value: Any) -> dict[str, Any]:
    """A mapping of plain data, such as the log can hold: no fractions, no key that is not text."""
    if not isinstance(value, dict):
        raise Wrong
    _plain(value, "", DEEPEST_SAID)
    if len(canonical(value)) > MOST_SAID:
        raise Wrong
    return value


def _plain(value: Any, path: str, deeper: int) -> None:
    match value:
        case dict() if deeper and all(isinstance(key, str) for key in value):
            for key, inner in value.items():
                _plain(inner, f"{path}.{key}", deeper - 1)
        case list() if deeper:
            for at, inner in enumerate(value):
                _plain(inner, f"{path}.{at}", deeper - 1)
        case str() if _UNSTORABLE.search(value):
            raise Wrong(path, value)
        case str() | bool() | int() | None:
            pass
        case _:
            raise Wrong(path, value)


def _consultee(value: Any) -> str:
    if isinstance(value, str) and len(value) <= 200 and _ID.fullmatch(value):
        return value
    raise Wrong


def article(value: Any) -> str:
    """The number of an article, `8` or `8(2)`.

    Raises:
        Wrong: it is none.
    """
    value = str(value) if type(value) is int else value
    if isinstance(value, str) and re.fullmatch(ARTICLE, value):
        return value
    raise Wrong


def one_of(allowed: Sequence[str]) -> Callable[[Any], str]:
    """A reader of one of these words; it raises Wrong for any other."""

    def read(value: Any) -> str:
        if isinstance(value, str) and value in allowed:
            return value
        raise Wrong

    return read


def _several(read_one: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    def read(value: Any) -> tuple[str, ...]:
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not values:
            raise Wrong
        found = tuple([read_one(one) for one in values])
        if len(set(found)) != len(found):
            raise Wrong
        return found

    return read


def _as_is(value: Any) -> Any:
    return value


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


_TEXT = {"type": "string", "pattern": r"\S", "maxLength": LONGEST}
_CONSULTEE = {"type": "string", "pattern": f"^{_ID.pattern}$", "maxLength": 200}


def _list_of(schema: Mapping[str, object]) -> dict[str, object]:
    return {"anyOf": [{"type": "array", "items": schema, "minItems": 1, "uniqueItems": True}, schema]}


DAY = Kind(
    read_day,
    date.isoformat,
    {"type": "string", "format": "date"},
    Text("请写成 YYYY-MM-DD 的日期，例如 2026-03-02", "write a day as YYYY-MM-DD, such as 2026-03-02"),
    date.fromisoformat,
)
YES_NO = Kind(
    _yes_no,
    lambda yes: "yes" if yes else "no",
    {"enum": ["yes", "no", True, False]},
    Text("请写 yes 或 no", "write yes or no"),
    lambda said: said == "yes",
)
DAYS = Kind(
    _days,
    _as_is,
    {"type": "integer", "minimum": 1, "maximum": MOST_DAYS},
    Text(
        f"请写工作日的天数，1 至 {MOST_DAYS} 的整数",
        f"write a whole number of working days, 1 to {MOST_DAYS}",
    ),
)
WORDS = Kind(_words, _as_is, _TEXT, Text("请写一段非空的文字", "write some words"))
LIST_OF_WORDS = Kind(
    _several(_words),
    list,
    _list_of(_TEXT),
    Text("请写一个非空、无重复的文字清单", "write a list of words, not empty and without repeats"),
    tuple,
)
LIST_OF_MATERIALS = Kind(
    _several(one_of(MATERIALS)),
    list,
    _list_of({"enum": list(MATERIALS)}),
    Text(
        f"请列出材料，不得为空或重复，可用：{_listed(MATERIALS)}",
        f"list the materials, not empty and without repeats; they are {_listed(MATERIALS)}",
    ),
    tuple,
)
CONSULTEE = Kind(
    _consultee,
    _as_is,
    _CONSULTEE,
    Text("请写一个被征求意见单位的代号，例如 ndrc", "write the id of one consultee, such as ndrc"),
)
LIST_OF_CONSULTEES = Kind(
    _several(_consultee),
    list,
    _list_of(_CONSULTEE),
    Text(
        "请列出被征求意见单位的代号，不得为空或重复，例如 [cac, ndrc]",
        "list the ids of the consultees, not empty and without repeats, such as [cac, ndrc]",
    ),
    tuple,
)
RESULT = Kind(
    one_of(RESULTS),
    _as_is,
    {"enum": list(RESULTS)},
    Text(f"请写 {_listed(RESULTS)} 之一", f"write one of {_listed(RESULTS)}"),
)
OPINION = Kind(
    one_of(OPINIONS),
    _as_is,
    {"enum": list(OPINIONS)},
    Text(f"请写 {_listed(OPINIONS)} 之一", f"write one of {_listed(OPINIONS)}"),
)
LIST_OF_FACTORS = Kind(
    _several(one_of(FACTORS)),
    list,
    _list_of({"enum": list(FACTORS)}),
    Text(
        "请列出因素代号，例如 [F1, F5]，不得重复",
        "list factors by their ids, such as [F1, F5], without repeats",
    ),
    tuple,
)
RHYTHM = Kind(
    one_of(RHYTHMS),
    _as_is,
    {"enum": list(RHYTHMS)},
    Text(f"请写 {_listed(RHYTHMS)} 之一", f"write one of {_listed(RHYTHMS)}"),
)
SOURCE = Kind(
    one_of(SOURCES),
    _as_is,
    {"enum": list(SOURCES)},
    Text(f"请写 {_listed(SOURCES)} 之一", f"write one of {_listed(SOURCES)}"),
)
GROUND = Kind(
    one_of(GROUNDS_FILED),
    _as_is,
    {"enum": list(GROUNDS_FILED)},
    Text(f"请写 {_listed(GROUNDS_FILED)} 之一", f"write one of {_listed(GROUNDS_FILED)}"),
)
ANY_GROUND = Kind(
    one_of(GROUNDS),
    _as_is,
    {"enum": list(GROUNDS)},
    Text(f"请写 {_listed(GROUNDS)} 之一", f"write one of {_listed(GROUNDS)}"),
)
OUTCOME = Kind(
    one_of(OUTCOMES),
    _as_is,
    {"enum": list(OUTCOMES)},
    Text(f"请写 {_listed(OUTCOMES)} 之一", f"write one of {_listed(OUTCOMES)}"),
)
FIELDS = Kind(
    _fields,
    _as_is,
    {"type": "object"},
    Text(
        "请逐项写 名称: 值；值为文字、整数、是否、清单或者其下各项",
        "write name: value, the values being text, whole numbers, yes or no, lists or fields of their own",
    ),
)
"""What is said in fields of its own: answers as a facts file holds them, a declaration."""
DIGEST = Kind(
    _digest,
    _as_is,
    {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    Text("请写 64 位小写十六进制的 SHA-256", "write a SHA-256 in 64 lower case hexadecimal digits"),
)
DECISION = Kind(
    _as_is,
    _as_is,
    {"type": "object", "properties": {"event": {"type": "string"}}, "required": ["event"]},
    Text(
        "请写出拟作出的决定，例如 {event: determination_notified, review: yes}",
        "write the decision itself, such as {event: determination_notified, review: yes}",
    ),
)
"""A decision laid before a second person: an event in an event, read and written by `events`."""

Day = Annotated[date, DAY]
YesNo = Annotated[bool, YES_NO]
Days = Annotated[int, DAYS]
Words = Annotated[str, WORDS]
ListOfWords = Annotated[tuple[str, ...], LIST_OF_WORDS]
Materials = Annotated[tuple[str, ...], LIST_OF_MATERIALS]
Consultee = Annotated[str, CONSULTEE]
Consultees = Annotated[tuple[str, ...], LIST_OF_CONSULTEES]
Result = Annotated[str, RESULT]
Opinion = Annotated[str, OPINION]
Rhythm = Annotated[str, RHYTHM]
Source = Annotated[str, SOURCE]
Ground = Annotated[str, GROUND]
AnyGround = Annotated[str, ANY_GROUND]
Outcome = Annotated[str, OUTCOME]
Fields = Annotated[Mapping[str, Any], FIELDS]
Digest = Annotated[str, DIGEST]
Factors = Annotated[tuple[str, ...], LIST_OF_FACTORS]
