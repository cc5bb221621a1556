"""Lines of an answer that fit the terminal, and the blocks they stand in."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterable, Iterator

from shencha.law.measures.open_points import OPEN_POINTS, OpenPoint
from shencha.text import Lang, Text

_WIDEST = 100
_NEVER_FIRST = "，。；：、）”》"
_POLICY = Text("{topic}：{text}{policy}", "{topic}: {text} {policy}")


def part(title: Text, lines: Iterable[str], lang: Lang) -> str:
    """A title and its lines; nothing when there are none."""
    found = list(lines)
    return "\n".join([title.said(lang), *found]) if found else ""


def dot(text: Text, lang: Lang) -> str:
    """One entry of a list."""
    return "\n".join(wrapped(text.said(lang), "  · ", "    "))


def policy(point: str | OpenPoint) -> Text:
    """An open point: what the text leaves open, and the policy that fills the gap."""
    found = OPEN_POINTS[point] if isinstance(point, str) else point
    return _POLICY.fill(topic=found.topic, text=found.text, policy=found.policy)


def width(text: str) -> int:
    """Columns that a text takes on a terminal; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrapped(text: str, first: str = "", later: str = "") -> Iterator[str]:
    """Lines that fit the terminal; Chinese breaks anywhere but before a closing mark."""
    room = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
    line, used = first, width(first)
    for word in _words(text):
        if used + width(word.rstrip()) > room and line.strip() and word[0] not in _NEVER_FIRST:
            yield line.rstrip()
            line, used = later, width(later)
            word = word.lstrip()
        line, used = line + word, used + width(word)
    yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """What may not be broken: a wide character, or a run of others with the space after it."""
    run = ""
    for character in text:
        wide = width(character) == 2
        if run and (wide or run.endswith(" ")):
            yield run
            run = ""
        if wide:
            yield character
        else:
            run += character
    if run:
        yield run
