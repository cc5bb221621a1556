"""Compound files (MS-CFB) and what older Office programs put into them, built sector by sector."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams, each long enough (4096 bytes) to lie in sectors of its own."""
    padded = {name: raw.ljust(4096, b"\0") for name, raw in streams.items()}
    body, fat, starts = b"", [], {}
    for name, raw in padded.items():
        starts[name] = len(fat)
        count = -(-len(raw) // SECTOR)
        body += raw.ljust(count * SECTOR, b"\0")
        fat += [*range(len(fat) + 1, len(fat) + count), END]
    names = ["Root Entry", *padded]
    folder = b""
    for at, name in enumerate(names):
        raw = name.encode("utf-16-le") + b"\0\0"
        kind, child = (5, 1) if at == 0 else (2, FREE)
        after = at + 1 if 0 < at < len(names) - 1 else FREE
        folder += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, after, child)
        start, size = (END, 0) if at == 0 else (starts[name], len(padded[name]))
        folder += bytes(36) + struct.pack("<IQ", start, size)
    first_of_folder = len(fat)
    count = -(-len(folder) // SECTOR)
    body += folder.ljust(count * SECTOR, b"\0")
    fat += [*range(len(fat) + 1, len(fat) + count), END]
    tables = 1
    while (len(fat) + tables) * 4 > tables * SECTOR:
        tables += 1
    where = range(len(fat), len(fat) + tables)
    fat += [FAT] * tables
    body += struct.pack(f"<{len(fat)}I", *fat).ljust(tables * SECTOR, b"\xff")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, first_of_folder, 0, 4096, END, 0, END, 0
    )
    return header + struct.pack("<109I", *where, *[FREE] * (109 - tables)) + body


def summary(title: str, keywords: str = "") -> bytes:
    """`SummaryInformation` in the code page of a Chinese Windows."""
    values = [(1, struct.pack("<IhH", 2, 936, 0))]
    for number, words in ((2, title), (5, keywords)):
        raw = words.encode("gbk", "ignore") + b"\0"
        raw = raw.ljust(-(-len(raw) // 4) * 4, b"\0")
        values.append((number, struct.pack("<II", 30, len(raw)) + raw))
    at, index, body = 8 + 8 * len(values), b"", b""
    for number, value in values:
        index += struct.pack("<II", number, at + len(body))
        body += value
    section = struct.pack("<II", at + len(body), len(values)) + index + body
    fmtid = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0x20006, 1) + fmtid + struct.pack("<I", 48) + section


def word(text: str, header: str = "", *, title: str = "", pieces: Sequence[int] = ()) -> bytes:
    """A Word 97 document; `pieces`: the order in which its paragraphs lie in the file."""
    paragraphs = [one + "\r" for one in text.split("\n")]
    if header:
        paragraphs.append(header + "\r")
    order = list(pieces) or list(range(len(paragraphs)))
    stream, places = bytearray(0x400), {}
    for one in order:
        places[one] = len(stream)
        stream += paragraphs[one].encode("utf-16-le")
    struct.pack_into("<HHHHHH", stream, 0, 0xA5EC, 0x00C1, 0, 0x0804, 0, 0x0200)
    struct.pack_into("<II", stream, 0x18, 0x400, len(stream))
    struct.pack_into("<H", stream, 0x20, 14)
    struct.pack_into("<H", stream, 0x3E, 22)
    struct.pack_into("<I", stream, 0x40, len(stream))
    struct.pack_into("<I", stream, 0x4C, sum(map(len, paragraphs[: len(paragraphs) - bool(header)])))
    struct.pack_into("<I", stream, 0x54, len(header) + 1 if header else 0)
    struct.pack_into("<H", stream, 0x98, 0x5D)
    positions = [0]
    for one in paragraphs:
        positions.append(positions[-1] + len(one))
    plc = struct.pack(f"<{len(positions)}I", *positions)
    plc += b"".join(struct.pack("<HIH", 0, places[one], 0) for one in range(len(paragraphs)))
    table = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<II", stream, 0x01A2, 0, len(table))
    return compound(
        {"1Table": table, "WordDocument": bytes(stream), "\x05SummaryInformation": summary(title)}
    )


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def wide(words: str) -> bytes:
    """A string of BIFF8: its length, not compressed."""
    return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")


def excel(cell: str, *, header: str = "", sheet: str = "Sheet1") -> bytes:
    """A workbook of Excel 97 with one cell, one sheet and its header."""
    name = struct.pack("<IHBB", 0, 0, len(sheet), 1) + sheet.encode("utf-16-le")
    book = record(0x809, bytes.fromhex("0006050000000000c180010006040000"[:32]))
    book += record(0x85, name) + record(0xFC, struct.pack("<II", 1, 1) + wide(cell)) + record(0x0A, b"")
    book += record(0x809, bytes.fromhex("00061000000000000000000000000000"[:32]))
    if header:
        book += record(0x14, wide(header))
    book += record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0)) + record(0x0A, b"")
    return compound({"Workbook": book, "\x05SummaryInformation": summary("台账")})


def powerpoint(words: str) -> bytes:
    raw = words.encode("utf-16-le")
    atom = struct.pack("<HHI", 0, 0x0FA0, len(raw)) + raw
    slide = struct.pack("<HHI", 0x0F, 0x0FF0, len(atom)) + atom
    return compound({"PowerPoint Document": slide, "\x05SummaryInformation": summary("汇报")})


def message(subject: str, body: str) -> bytes:
    """Outlook's own file: its properties are streams."""
    return compound(
        {
            "__substg1.0_0037001F": subject.encode("utf-16-le"),
            "__substg1.0_1000001F": body.encode("utf-16-le"),
            "__properties_version1.0": bytes(32),
        }
    )
