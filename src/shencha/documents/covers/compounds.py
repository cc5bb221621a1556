"""Compound files (MS-CFB): Word's text by its table of pieces, slides by their records, the words in all else."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from shencha.documents.covers.texts import raw_lines

if TYPE_CHECKING:
    from shencha.documents.covers.parts import Part

_LAST = 0xFFFFFFFA
"""Numbers from here on are no sectors."""
_SLIDE = re.compile(rb"[\x00-\xff]{2}\xa0\x0f([\x00-\xff]{4})", re.DOTALL)
_CELL_ENDS = re.compile(r"[\r\x07\x0b\x0c\x0d\n\x13\x14\x15]")


def parts(content: bytes) -> Iterator[Part]:
    """The lines of the document in it, then the words wherever they lie."""
    from shencha.documents.covers.parts import LOCKED, Lines

    found = _streams(content)
    if not found.keys().isdisjoint({"EncryptedPackage", "EncryptionInfo"}):
        yield LOCKED
    try:
        for story in _word(found):
            yield Lines(_CELL_ENDS.split(story))
    except struct.error:
        pass
    if slides := found.get("PowerPoint Document"):
        yield Lines(_slides(slides))
    yield Lines(raw_lines(content), alone=False)
    for name, stream in found.items():
        if name not in ("WordDocument", "1Table", "0Table"):
            yield Lines(raw_lines(stream), alone=False)


def _streams(content: bytes) -> Mapping[str, bytes]:
    """Each stream of the directory by its name; what is broken is left out."""
    try:
        return dict(_listed(content))
    except (struct.error, ValueError):
        return {}


def _listed(content: bytes) -> Iterator[tuple[str, bytes]]:
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        return
    tables, folder = struct.unpack_from("<II", content, 44)
    cutoff, mini_first = struct.unpack_from("<II", content, 56)
    more, _ = struct.unpack_from("<II", content, 68)
    where = list(struct.unpack_from("<109I", content, 76))
    while more < _LAST and len(where) < 20_000:
        numbers = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        where += numbers[:-1]
        more = numbers[-1]
    table: list[int] = []
    for one in [one for one in where if one < _LAST][:tables]:
        table += struct.unpack_from(f"<{size // 4}I", content, (one + 1) * size)

    def chain(first: int, links: list[int], most: int) -> Iterator[int]:
        while first < len(links) and most:
            yield first
            first, most = links[first], most - 1

    def laid(first: int, length: int) -> bytes:
        count = -(-length // size)
        return b"".join(content[(at + 1) * size : (at + 2) * size] for at in chain(first, table, count))[
            :length
        ]

    entries = laid(folder, len(content))
    minis = b"".join(laid(at, size) for at in chain(mini_first, table, len(table)))
    links = list(struct.unpack(f"<{len(minis) // 4}I", minis[: len(minis) // 4 * 4]))
    root = b""
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        first, amount = struct.unpack_from("<II", entries, at + 116)
        if kind == 5:
            root = laid(first, amount)
        if kind != 2 or not 2 < length <= 64:
            continue
        name = entries[at : at + length - 2].decode("utf-16-le", "ignore")
        if amount < cutoff:
            pieces = chain(first, links, -(-amount // 64))
            yield name, b"".join(root[one * 64 : one * 64 + 64] for one in pieces)[:amount]
        else:
            yield name, laid(first, amount)


def _word(found: Mapping[str, bytes]) -> Iterator[str]:
    """The text of Word's stories in their order (MS-DOC 2.4.1): main, footnotes, headers, remarks and so on."""
    stream = found.get("WordDocument", b"")
    if stream[:2] != b"\xec\xa5" or len(stream) < 0x1AA:
        return
    flags = struct.unpack_from("<H", stream, 10)[0]
    table = found.get("1Table" if flags & 0x0200 else "0Table", b"")
    counts = struct.unpack_from("<8I", stream, 0x4C)
    at, length = struct.unpack_from("<II", stream, 0x01A2)
    clx = table[at : at + length]
    place = 0
    while clx[place : place + 1] == b"\x01":
        place += 3 + struct.unpack_from("<H", clx, place + 1)[0]
    if clx[place : place + 1] != b"\x02":
        return
    pieces = clx[place + 5 : place + 5 + struct.unpack_from("<I", clx, place + 1)[0]]
    many = (len(pieces) - 4) // 12
    ends = struct.unpack_from(f"<{many + 1}I", pieces)
    text = ""
    for one in range(many):
        (begin,) = struct.unpack_from("<I", pieces, 4 * (many + 1) + 8 * one + 2)
        signs = min(ends[one + 1] - ends[one], len(stream))
        if begin & 0x40000000:
            begin = (begin & 0x3FFFFFFF) // 2
            text += stream[begin : begin + signs].decode("cp1252", "replace")
        else:
            text += stream[begin : begin + 2 * signs].decode("utf-16-le", "replace")
    for count in counts:
        yield text[:count]
        text = text[count:]
    yield text


def _slides(stream: bytes) -> Iterator[str]:
    """The texts of slides, notes and masters (MS-PPT, TextCharsAtom)."""
    for found in _SLIDE.finditer(stream):
        (length,) = struct.unpack("<I", found[1])
        if length < 2**20:
            words = stream[found.end() : found.end() + length].decode("utf-16-le", "replace")
            yield from re.split(r"[\r\x0b\n]", words)
