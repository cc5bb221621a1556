"""Compound files (MS-CFB), the containers of Office before 2007, of WPS and of Outlook's mail."""

from __future__ import annotations

import re
import struct
from typing import IO

MOST = 2**26
"""Bytes that are searched for entries of the directory."""
_ENTRY = 128
_KINDS = (
    (re.compile(r"WordDocument|WpsDocument"), "word"),
    (re.compile(r"Workbook|Book"), "sheet"),
    (re.compile(r"PowerPoint Document|PP40"), "slides"),
    (re.compile(r"__properties_version1\.0|__nameid_version1\.0"), "mail"),
)
_MACROS = re.compile(r"_VBA_PROJECT(?:_CUR)?|VBA|Macros|PROJECTwm")
_EMBEDDED = re.compile(r"ObjectPool|\x01Ole10Native|MBD[0-9A-F]{8}|Package")
_LOCKED = re.compile(r"EncryptedPackage|EncryptionInfo|EncryptedSummary")


def told(file: IO[bytes], named: str) -> tuple[str, set[str]]:
    """The kind and the marks of a compound file; of an encrypted one the kind that its name tells."""
    content = file.read(MOST + 1)
    marks = {"unlooked"} if len(content) > MOST else set[str]()
    entries = _entries(content)
    names = [name for name, _ in entries]
    if any(_MACROS.fullmatch(name) for name in names):
        marks.add("macros")
    if any(_EMBEDDED.fullmatch(name) for name in names):
        marks.add("embedded")
    if any(_LOCKED.fullmatch(name) for name in names):
        return named, marks | {"locked"}
    kind = next((kind for of, kind in _KINDS if any(of.fullmatch(name) for name in names)), "")
    if any(_locked(content, name, begin) for name, begin in entries):
        marks.add("locked")
    if not kind:
        return (named if "unlooked" in marks else "ole"), marks | {"damaged"}
    return kind, marks


def _entries(content: bytes) -> list[tuple[str, int]]:
    """Name and first sector of each entry, wherever the directory lies: entries are aligned to their own length."""
    found = []
    for at in range(512, len(content) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", content, at + 64)
        kind, colour = content[at + 66], content[at + 67]
        if not 2 < length <= 64 or length % 2 or kind not in (1, 2, 5) or colour > 1:
            continue
        raw = content[at : at + length]
        if raw[-2:] != b"\0\0":
            continue
        try:
            name = raw[:-2].decode("utf-16-le")
        except UnicodeDecodeError:
            continue
        found.append((name, struct.unpack_from("<I", content, at + 116)[0]))
    return found


def _locked(content: bytes, name: str, begin: int) -> bool:
    """Is the document's own stream encrypted: Word's flag (MS-DOC 2.5.1), Excel's record FILEPASS (MS-XLS 2.4.117)."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0] if content[30] in (9, 12) else 512
    at = (begin + 1) * sector
    if at + 64 > len(content):
        return False
    if name == "WordDocument":
        return content[at : at + 2] == b"\xec\xa5" and bool(content[at + 11] & 0x01)
    if name in ("Workbook", "Book"):
        (kind, length) = struct.unpack_from("<HH", content, at)
        after = at + 4 + length
        return kind == 0x0809 and content[after : after + 2] == b"\x2f\x00"
    return False
