"""One frozen dataclass says what an answer is; its dict and its JSON Schema follow from it, and what the API shows.

`TOLD` names what is told where that is not every field; properties can be told too. Marks stand in `Annotated`: words
describe, `More` adds to the schema, `Key` renames, `MAYBE` leaves out what is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache, cached_property
from operator import attrgetter
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from shencha.text import Text

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
NULL: Schema = {"type": "null"}
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: DAY,
    datetime: {"type": "string", "format": "date-time"},
    NoneType: NULL,
    Any: {},
}


@dataclass(frozen=True, slots=True)
class Key:
    """The name under which a field is told, where Python cannot use it, such as `from`."""

    name: str


class More:
    """What the schema says of a value beside its type, such as `minimum=0`."""

    def __init__(self, **said: Any) -> None:
        self.said = said


Digest = Annotated[str, More(pattern="^[0-9a-f]{64}$")]
Word = Annotated[str, More(minLength=1)]
Count = Annotated[int, More(minimum=0)]
Positive = Annotated[int, More(minimum=1)]


SPREAD = "its members stand among the members of the answer"
"""Marks a member whose own members are told in its place."""
MAYBE = "only where there is something to tell"
"""Marks a member that is left out where it is empty."""


class Shape:
    """What an answer is made of: the base of every frozen dataclass that is told to programs."""

    __slots__ = ()
    TOLD: ClassVar[str] = ""
    """The fields and properties that it tells, in order; all fields, where it does not say."""
    MORE: ClassVar[Schema] = {}
    """What else its schema says."""

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready, as its schema says it."""
        return {
            one.key: written(value)
            for one in members(type(self))
            if not one.left_out(value := attrgetter(one.attribute)(self))
        }

    @classmethod
    def schema(cls) -> Schema:
        """JSON Schema (draft 2020-12) of what `as_dict` gives."""
        return {
            **closed(
                {one.key: one.schema for one in members(cls)},
                [one.key for one in members(cls) if not one.maybe],
            ),
            **cls.MORE,
        }


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that an answer tells."""

    key: str
    attribute: str
    schema: Schema
    maybe: bool
    nullable: bool

    def left_out(self, value: Any) -> bool:
        """Is there nothing to tell?"""
        return self.maybe and (value is None if self.nullable else not value)


def _members(of: Any) -> Iterator[Member]:
    hints = get_type_hints(of, include_extras=True)
    for name in of.TOLD.split() or ([one.name for one in fields(of)] if is_dataclass(of) else of._fields):
        if name not in hints:
            known = getattr(of, name)
            computed = known.func if isinstance(known, cached_property) else known.fget
            hints[name] = get_type_hints(computed, include_extras=True)["return"]
        marks = get_args(hints[name])[1:] if get_origin(hints[name]) is Annotated else ()
        if SPREAD in marks:
            yield from (
                replace(one, attribute=f"{name}.{one.attribute}") for one in members(_bare(hints[name]))
            )
            continue
        key = next((mark.name for mark in marks if isinstance(mark, Key)), name)
        yield Member(
            key, name, schema_of(hints[name]), MAYBE in marks, NoneType in get_args(_bare(hints[name]))
        )


members: Callable[[Any], tuple[Member, ...]] = cache(lambda of: tuple(_members(of)))
"""What an answer tells, in order."""


def written(value: Any) -> Any:
    """A value as JSON has it."""
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, Shape | Text):
        return value.as_dict()
    if isinstance(value, Enum):
        return getattr(value, "word", value.value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [written(one) for one in value]
    if isinstance(value, Mapping):
        return {str(written(key)): written(one) for key, one in value.items()}
    return value


_AS_IT_IS = frozenset({str, int, bool, float, NoneType})


def schema_of(hint: Any, *, maybe: bool = False) -> Schema:
    """The JSON Schema of a type; `maybe` says that what is empty is not told.

    Raises:
        TypeError: a type that no answer can hold.
    """
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        said: Schema = {}
        for mark in args[1:]:
            said |= mark.said if isinstance(mark, More) else {}
            said |= {"description": mark} if isinstance(mark, str) and mark not in (MAYBE, SPREAD) else {}
        return schema_of(args[0], maybe=MAYBE in args[1:]) | said
    if maybe and hint is bool:
        return {"const": True}
    if origin in (Union, UnionType):
        kinds = [schema_of(one) for one in args if not (maybe and one is NoneType)]
        match kinds:
            case [one]:
                return one
            case [{"type": str(name), **more}, {"type": "null"}] if not more:
                return {"type": [name, "null"]}
        return {"anyOf": kinds}
    if origin is Literal:
        return {"const": args[0]} if len(args) == 1 else {"enum": list(args)}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if hint is Text:
        return closed(zh={"type": "string"}, en={"type": "string"})
    kind = origin or hint
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [written(one) for one in kind]}
    if isinstance(kind, type) and issubclass(kind, Shape):
        return kind.schema()
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return {"type": "object"} | (
            {"additionalProperties": schema_of(args[1])} if args[1:] != (Any,) else {}
        )
    if isinstance(kind, type) and issubclass(kind, Sequence):
        return {"type": "array", "items": schema_of(args[0])} | ({"minItems": 1} if maybe else {})
    raise TypeError(f"no answer can hold {hint}")


def document(title: str, description: str | None, *answers: type[Shape]) -> Schema:
    """The schema of an answer that stands by itself; of several shapes it has one."""
    said = {"description": description} if description else {}
    shapes = [one.schema() for one in answers]
    return {
        "$schema": DRAFT,
        "title": title,
        **said,
        **(shapes[0] if len(shapes) == 1 else {"oneOf": shapes}),
    }


def closed(
    properties: Mapping[str, Schema] = MappingProxyType({}),
    required: list[str] | None = None,
    /,
    **more: Schema,
) -> Schema:
    """The schema of an object with these members and no others; all are required unless it is said which."""
    known = {**properties, **more}
    return {
        "type": "object",
        "properties": known,
        "required": list(known) if required is None else required,
        "additionalProperties": False,
    }


def lacking(optional: Sequence[str], /, **members: Schema) -> Schema:
    """The schema of an object with these members and no others, of which those named may be left out."""
    return closed(members, [one for one in members if one not in optional])


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is Annotated else hint
