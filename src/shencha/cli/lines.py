"""Lines that fit the terminal, in Chinese and in English."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator

_WIDEST = 100
_NEVER_FIRST = "，。；：、）”》"


def wrapped(text: str, first: str = "", later: str = "") -> Iterator[str]:
    """Lines that fit the terminal; Chinese breaks anywhere but before a closing mark."""
    room = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns)
    line, width = first, _width(first)
    for word in _words(text):
        if width + _width(word.rstrip()) > room and line.strip() and word[0] not in _NEVER_FIRST:
            yield line.rstrip()
            line, width = later, len(later)
            word = word.lstrip()
        line, width = line + word, width + _width(word)
    yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """What may not be broken: a wide character, or a run of others with the space after it."""
    run = ""
    for character in text:
        wide = _width(character) == 2
        if run and (wide or run.endswith(" ")):
            yield run
            run = ""
        if wide:
            yield character
        else:
            run += character
    if run:
        yield run


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
