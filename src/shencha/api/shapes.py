"""The strict shapes of which requests and answers are made; an unknown field is refused."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from shencha.law.calendar.periods import Due
from shencha.law.screening.schemas import facts_schema
from shencha.law.screening.screen import Screening
from shencha.procedure.acts import DRAFTED, EVENTS
from shencha.procedure.kinds import DECISION, EARLIEST, LATEST
from shencha.shapes import Shape
from shencha.text import Text


class Strict(BaseModel):
    """A JSON object with these fields and no others; a number is no text and text no number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Told:
    """Shows an answer as its class tells it: one class says what the command prints and what the API answers."""

    def __init__(self, of: type[Shape]) -> None:
        self.of = of

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        told = core_schema.plain_serializer_function_ser_schema(self.of.as_dict)
        ref = f"{self.of.__module__}.{self.of.__qualname__}Out:{id(self.of)}"
        return core_schema.is_instance_schema(self.of, serialization=told, ref=ref)

    def __get_pydantic_json_schema__(
        self, known: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        told = self.of.schema() | {"title": f"{self.of.__name__}Out"}
        return told | {"description": (self.of.__doc__ or "").partition("\n")[0]}


class TextOut(Strict):
    """A sentence in both languages."""

    zh: str
    en: str


def text_out(text: Text) -> TextOut:
    """A Text as it is answered."""
    return TextOut(zh=text.zh, en=text.en)


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"write a day from {EARLIEST} to {LATEST}")
    return value


Day = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"}),
    AfterValidator(_day),
]
"""A day that a request names."""
DayOut = Annotated[str, Field(json_schema_extra={"format": "date"})]
MomentOut = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Words = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^[^\x00]*$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]


def _embedded(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "$schema"}


def event_schema() -> dict[str, Any]:
    """JSON Schema of one event; its day may be left out and is then today."""
    plain = {name: _event(name, on=True) for name in EVENTS}
    drafted = {"oneOf": [_event(name, on=False) for name in DRAFTED]}
    plain["decision_drafted"]["properties"]["decision"] = drafted
    return {"oneOf": list(plain.values()), "description": "One event, as `shencha replay` writes it."}


def _event(name: str, *, on: bool) -> dict[str, Any]:
    slots = [slot for slot in EVENTS[name].slots if on or slot.key != "on"]
    kinds = {
        slot.key: {"type": "string"} if slot.kind is DECISION else dict(slot.kind.schema) for slot in slots
    }
    return {
        "type": "object",
        "title": name,
        "properties": {
            "event": {"const": name},
            "version": {"enum": list(range(1, EVENTS[name].version + 1))},
            **kinds,
        },
        "required": ["event", *(slot.key for slot in slots if slot.required and slot.key != "on")],
        "additionalProperties": False,
    }


Facts = Annotated[dict[str, Any], WithJsonSchema(_embedded(facts_schema()))]
"""What is known of a party; read by the reader of `shencha screen`, which names every fault."""
ScreeningOut = Annotated[Screening, Told(Screening)]
DueOut = Annotated[Due, Told(Due)]
Event = Annotated[dict[str, Any], WithJsonSchema(event_schema())]
"""One event; read by the reader of case files, which names every fault."""
StoredEvent = Annotated[
    dict[str, Any], WithJsonSchema({"type": "object", "description": "The event as stored."})
]

CASE_NUMBER = r"^[0-9]{4}-[0-9]{4}$"
LARGEST_ID = 2**63 - 1
