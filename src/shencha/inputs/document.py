"""A file's plain data, and the place of whatever is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.text import Text

DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain data (dicts, lists, text, numbers, booleans, None) and where each part stands in it."""

    file: str
    """As its author named it; `-` for standard input."""
    data: Any
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each dotted path (`events.3.on`), where the format tells it."""

    def where(self, path: str) -> str:
        """The path, with its line if known: `listing.venue (line 7)`."""
        line = self.lines.get(path)
        return f"{path} (line {line})" if line and path else path or "document"

    def fault(self, path: str, wrong: Text, right: Text) -> Fault:
        """A fault at that dotted path of this document."""
        return Fault(self.file, self.where(path), wrong, right)


def repeated(file: str, where: str, key: str) -> Fault:
    """The fault of a key that stands twice."""
    return Fault(
        file,
        where,
        Text(f"键 {key} 出现了两次", f"the key {key} stands twice"),
        Text("每个键只写一次", "write each key once"),
    )


def too_deep(file: str, where: str) -> BadInput:
    """The refusal of a document that is nested deeper than anyone writes."""
    return bad(
        file,
        where,
        Text("嵌套太深", "nested too deeply"),
        Text(f"最多 {DEEPEST} 层", f"at most {DEEPEST} levels"),
    )


def first_line(error: Exception) -> str:
    """What an error says first; its kind where it says nothing."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def bad(file: str, where: str, wrong: Text, right: Text) -> BadInput:
    """A refusal with one fault."""
    return BadInput([Fault(file, where, wrong, right)])
