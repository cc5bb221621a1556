"""What an analyser is to the rest of the house: inputs, run, picture, tables, what counts as worse, schema.

Each analyser says all this once, in its own `analyser` module; `analysers` lists them, and records and pages iterate
that list. Nothing here imports what an analyser computes with before it is asked to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from shencha.text import Lang, Text, same

Answer = Mapping[str, Any]
"""An answer as `--json` prints it, also one stored long ago."""
Cells = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One kind of file that an analyser reads: how many of it at least and at most; None is any number."""

    role: str
    words: Text
    least: int = 0
    most: int | None = 1


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that must be written beside the files."""

    name: str
    missing: Text
    right: Text


@dataclass(frozen=True, slots=True)
class Given:
    """What one run gets: paths by role, parameters, the day asked about, and whom to tell how far it is."""

    paths: Mapping[str, Sequence[str]]
    parameters: Mapping[str, str]
    on: date
    advance: Callable[[int, int], None] = lambda done, of: None

    def one(self, role: str) -> str | None:
        """The only file of a role, if there is one."""
        return next(iter(self.paths.get(role, ())), None)


@dataclass(frozen=True, slots=True)
class Ran:
    """An answer, and how to draw it: in a language, for the choice that a reader made in its table."""

    answer: dict[str, Any]
    draw: Callable[[Lang, str], str] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table beside the picture."""

    name: str
    text: Text
    chosen: str = ""
    """What the picture shows if this row is chosen; empty where it cannot be chosen."""
    why: Sequence[Text] = ()
    words: Text | None = None
    """What it is called, where its name is a code."""

    @property
    def called(self) -> Text:
        """What a reader sees of its name."""
        return self.words or same(self.name)

    def has(self, wanted: str) -> bool:
        """Is that in its name?"""
        return any(wanted.lower() in one.lower() for one in (self.name, self.called.zh, self.called.en))


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a page; one without rows is not shown."""

    id: str
    title: Text
    heads: Cells
    rows: Sequence[Cells]
    notes: Cells = ()

    @property
    def labelled(self) -> list[list[tuple[Text, Text]]]:
        """Each cell with its head, which a phone shows before it."""
        return [
            [(head, _begun(cell)) for head, cell in zip(self.heads, row, strict=True)] for row in self.rows
        ]


def _begun(cell: Text) -> Text:
    """Our words begin with a capital; a name that stands in both languages is left as its owner wrote it."""
    return cell if cell.zh == cell.en else cell.begun


def _nothing(answer: Answer) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Analyser:
    """All that is said of one analyser; the functions read an answer, whenever it was made."""

    kind: str
    words: Text
    purpose: Text
    inputs: tuple[Input, ...]
    run: Callable[[Given], Ran]
    """Raises BadInput: what is wrong with the inputs, each with its file and place."""
    schema: Callable[[], dict[str, Any]]
    worse: Callable[[Answer, Answer], Iterable[Text]]
    lead: Callable[[Answer], Iterable[Text]]
    """What it found, in a sentence or two; nothing where the answer does not tell it."""
    sorts: Mapping[str, Text]
    """What its findings are about, by their method; the order is that of a page."""
    premises: Callable[[Answer], Iterable[Text]] = _nothing
    """What that rests on and what a cautious party does, each in a paragraph."""
    lines: Callable[[Answer], Iterable[Line]] = _nothing
    tables: Callable[[Answer], Iterable[Table]] = _nothing
    parameters: tuple[Parameter, ...] = ()
    draws_answer: Callable[[Answer, Lang, bool], str] | None = None
    """Draws from the answer alone, for a narrow page or a wide one; otherwise the run draws."""

    def sort_of(self, method: str) -> tuple[int, Text]:
        """What a finding of that method is about, with its place among the others; of a later version: the analysis."""
        name = method.partition("/")[0]
        known = list(self.sorts)
        return (known.index(name), self.sorts[name]) if name in self.sorts else (len(known), self.words)

    def shown_tables(self, answer: Answer) -> Iterator[Table]:
        """The tables that have rows."""
        return (table for table in self.tables(answer) if table.rows)
