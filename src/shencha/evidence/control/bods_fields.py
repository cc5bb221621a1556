"""The fields of one BODS statement: reads each, and says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.errors import Fault
from shencha.law.places import code_of
from shencha.text import Text

_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?", re.ASCII)
_PART = re.compile(r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unspecified:
    """Why a party is not named."""

    reason: str
    description: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on a statement."""

    motivation: str
    target: str
    description: str


class Fields:
    """Reads the fields of one statement and says what is wrong with each."""

    def __init__(self, faults: list[Fault], file: str, where: str) -> None:
        self._faults, self.file, self.where = faults, file, where

    def fault(self, path: str, wrong: Text, right: Text) -> None:
        """Something wrong at that place of the statement."""
        self._faults.append(Fault(self.file, place_in(self.where, path), wrong, right))

    def text(self, data: dict[str, Any], name: str) -> str:
        """An id; empty text after a fault."""
        value = data.get(name)
        if isinstance(value, str) and value:
            return value
        self.fault(
            name,
            Text(f"缺少 {name}", f"{name} is missing")
            if value is None
            else Text(f"{value!r} 不是编号", f"{value!r} is no id"),
            Text("请写一个编号（文字）", "write an id, as text"),
        )
        return ""

    def choice(
        self, data: dict[str, Any], name: str, among: tuple[str, ...], default: str | None = None
    ) -> str:
        """One of the words allowed."""
        value = data.get(name, default)
        if value in among:
            return str(value)
        self.fault(
            name,
            Text(f"{value!r} 不在其中", f"{value!r} is none of them"),
            Text(f"请从中选择：{', '.join(among)}", f"choose among {', '.join(among)}"),
        )
        return among[0]

    def flag(self, data: dict[str, Any], name: str, within: str = "") -> None:
        """True, false or left out."""
        value = data.get(name)
        if value is None or isinstance(value, bool):
            return
        self.fault(
            within + name,
            Text(f"{value!r} 不是 true 或 false", f"{value!r} is neither true nor false"),
            Text("请写 true 或 false", "write true or false"),
        )

    def day(self, data: dict[str, Any], name: str, within: str = "") -> date | None:
        """A day, or None when left out or after a fault."""
        value = data.get(name)
        if value is None:
            return None
        try:
            return day_of(value)
        except ValueError:
            self.fault(
                within + name,
                Text(f"{value!r} 不是日期", f"{value!r} is not a day"),
                Text("请写成 YYYY-MM-DD", "write YYYY-MM-DD"),
            )
            return None


def day_of(value: Any) -> date:
    """The day of a date or of a date with time.

    Raises:
        ValueError: it is neither.
    """
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(value)
    return date.fromisoformat(value[:10])


def place_in(where: str, path: str) -> str:
    """The place of a field: index or line, and dotted name."""
    return (
        ".".join(part for part in (where, path) if part)
        if not where.startswith("line ")
        else f"{where}: {path or 'document'}"
    )


def unspecified_of(data: Any) -> Unspecified | None:
    """Why someone is not named, where that is what stands there."""
    if not isinstance(data, dict) or not isinstance(data.get("reason"), str):
        return None
    return Unspecified(data["reason"], str(data.get("description") or ""))


def name_of(details: dict[str, Any]) -> str | None:
    """The legal name, else any name."""
    name = details.get("name")
    if isinstance(name, str) and name:
        return name
    names = [n for n in details.get("names") or () if isinstance(n, dict)]
    names.sort(key=lambda n: n.get("type") != "legal")
    for one in names:
        full = one.get("fullName")
        if isinstance(full, str) and full:
            return full
        parts = [one.get(part) for part in ("givenName", "patronymicName", "familyName")]
        if spoken := " ".join(p for p in parts if isinstance(p, str) and p):
            return spoken
    return None


def jurisdictions_of(details: dict[str, Any], type_: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Country codes, of registration, of a person each nationality; and words that name no place known here."""
    places = details.get("nationalities") if type_ == "person" else [details.get("jurisdiction")]
    found, unknown = [], []
    for place in places if isinstance(places, list) else ():
        written = [place.get("code"), place.get("name")] if isinstance(place, dict) else [place]
        words = [word.strip() for word in written if isinstance(word, str) and word.strip()]
        code = next((code for word in words if (code := code_of(_without_part(word)))), None)
        if code is not None:
            found.append(code)
        elif words:
            unknown.append(words[-1])
    return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))


def _without_part(word: str) -> str:
    """The country of a code of ISO 3166-2: `CN-31`, `US-DE`."""
    return word[:2] if _PART.fullmatch(word) else word


def identifiers_of(details: dict[str, Any]) -> Iterator[str]:
    """Each identifier, bare and with its scheme."""
    for one in details.get("identifiers") or ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield one["id"]
            if isinstance(one.get("scheme"), str):
                yield f"{one['scheme']}:{one['id']}"


def annotations_of(data: dict[str, Any]) -> Iterator[Annotation]:
    """The remarks on a statement."""
    for one in data.get("annotations") or ():
        if isinstance(one, dict):
            yield Annotation(
                str(one.get("motivation") or ""),
                str(one.get("statementPointerTarget") or "/"),
                str(one.get("description") or ""),
            )
