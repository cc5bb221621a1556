"""Texts in any encoding and marked-up texts as lines, piece by piece; and the words among bytes of any kind."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain
from typing import IO, Protocol

from shencha.law.state_secrets import near_marks

PIECE = 2**16
FIRST = 40
"""Lines at the beginning of a part that are read whatever they say; after them those near a mark's signs."""
BEFORE, BEHIND = 2_000, 800
"""Signs around one of a mark that are read as lines."""
LONGEST = 2**18
"""Signs without the end of a paragraph after which the text is cut all the same."""
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_END = re.compile(
    r"</(?:\w+:)?(?:p|h|si|is|c|row|TextObject|tr|td|th|li|div|h\d|title|text|keyword|lpwstr|dbnum)>"
    r"|<(?:w:br|br|text:line-break)\b[^>]*>|[\n\f\r\x0b]|&#1[03];"
)
_ENDS = (":p>", "</c>", "</si>", "\n", "</p>", ":h>", "TextObject>")
_BREAK = re.compile(r"[\n\f\r\x0b]")
_TAG = re.compile(r"<[^>]*>")
_LEAF = re.compile(r">([^<>]{1,120})<")
_VALUE = re.compile(r"=\s*(?:\"([^\"<>]{2,200})\"|'([^'<>]{2,200})')")
_SHEET_HEADER = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_SHEET_CODES = re.compile(r"&\"[^\"]*\"|&K[0-9A-F]{6}|&\d+|&[LCRPNDTAFZGBIUESXY]")
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
_SEPARATES = re.compile(
    r"[^ -~\u00b7\u200b-\u200f\u2010-\u2064\u25a0-\u27bf\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+"
)
"""Signs that do not stand in words; among them those that lengths and kinds before a string look like."""


class Spending(Protocol):
    """What counts the bytes that are read."""

    def spend(self, count: int) -> None:
        """Count bytes."""


def lines_of(look: Spending, file: IO[bytes], head: bytes) -> list[Iterator[str]] | None:
    """The lines of a text, once for each encoding that it may be in; None where it is no text."""
    encoding = _encoding(head)
    if encoding is None:
        return None
    if encoding == "utf-8" and not _whole(look, file):
        return [paragraphs(decoded(look, file, one)) for one in ("gb18030", "big5hkscs")]
    return [paragraphs(decoded(look, file, encoding))]


def _encoding(head: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if b"\0" not in head:
        return None if len(re.findall(rb"[\x01-\x08\x0e-\x1a]", head)) > len(head) // 50 else "utf-8"
    even, odd = head[::2].count(0), head[1::2].count(0)
    if (b"\n\0" in head or odd > even) and even * 20 < len(head):
        return "utf-16-le"
    return "utf-16-be" if even > odd and odd * 20 < len(head) else None


def _whole(look: Spending, file: IO[bytes]) -> bool:
    """Is it UTF-8 to its end?"""
    file.seek(0)
    reader = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(PIECE):
            if not chunk.isascii():
                reader.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def decoded(look: Spending, file: IO[bytes], encoding: str) -> Iterator[str]:
    """A text from its beginning, piece by piece; what the encoding does not know is passed over."""
    file.seek(0)
    reader = codecs.getincrementaldecoder(encoding)("ignore")
    while chunk := file.read(PIECE):
        look.spend(len(chunk))
        yield reader.decode(chunk)


def paragraphs(pieces: Iterator[str], *, properties: bool = False) -> Iterator[str]:
    """The lines of a text, marked up or not; behind the first few only those in whose neighbourhood a mark may be.

    Args:
        properties: does each element hold a value of its own?
    """
    first = next(pieces, "")
    reader = _Reader(first.lstrip("\ufeff \r\n\t").startswith("<"), properties)
    waiting = ""
    for piece in chain([first], pieces):
        waiting += piece
        least = min(len(waiting) - 1, PIECE // 8)
        ends = (at + len(one) for one in _ENDS if (at := waiting.rfind(one, least)) >= 0)
        if cut := next(ends, len(waiting) if len(waiting) > LONGEST else 0):
            yield from reader.lines(waiting[:cut])
            waiting = waiting[cut:]
    yield from reader.lines(waiting)


@dataclass(slots=True)
class _Reader:
    marked_up: bool
    properties: bool
    left: int = FIRST

    def lines(self, text: str) -> Iterator[str]:
        """The first lines of the part, then what stands around the signs of marks."""
        begin = 0
        if self.left:
            for end, line in self._split(text):
                yield line
                begin = end
                self.left -= not self.properties
                if not self.left:
                    break
            if self.marked_up:
                yield from self._within(text[:begin])
        reached = begin
        for at in near_marks(text, begin):
            if at < reached:
                continue
            window = text[max(at - BEFORE, begin) : at + BEHIND]
            reached = at + BEHIND - len("密")
            if self.marked_up and 0 <= window.find(">") < window.find("<") % (len(window) + 1):
                window = window[window.find(">") + 1 :]
            yield from (line for _, line in self._split(window))
            if self.marked_up:
                yield from self._within(window)

    def _split(self, text: str) -> Iterator[tuple[int, str]]:
        """Each line, and where the next begins."""
        ends, begin = _END if self.marked_up else _BREAK, 0
        for end in ends.finditer(text):
            yield end.end(), self._plain(text[begin : end.start()])
            begin = end.end()
        yield len(text), self._plain(text[begin:])

    def _plain(self, line: str) -> str:
        return unescape(_TAG.sub("", line)) if self.marked_up else line.strip(",;\t ")

    def _within(self, text: str) -> Iterator[str]:
        """What tags themselves say: headers of sheets, names and descriptions; values of properties."""
        yield from (_SHEET_CODES.sub("", unescape(unescape(one))) for one in _SHEET_HEADER.findall(text))
        values = (unescape(one or other) for one, other in _VALUE.findall(text))
        yield from (one for one in values if "密" in one or "SECRET" in one.upper())
        if self.properties:
            yield from (unescape(one) for one in _LEAF.findall(text))


def raw_lines(content: bytes) -> Iterator[str]:
    """The words around 密 among bytes of any kind, in each encoding in which they may be written."""
    for encoding in _ENCODINGS:
        width = 2 if encoding.startswith("utf-16") else 1
        needle, at = "密".encode(encoding), -1
        while (at := content.find(needle, at + 1)) >= 0:
            begin = max(at - 40 * width, at % width)
            for shift in (0,) if width == 2 else (0, 1):
                words = content[begin + shift : at + 60 * width].decode(encoding, "replace")
                yield from (one for one in _SEPARATES.split(words) if "密" in one)
