"""Files of every kind that may come, and files that are not what they say, each made here in a few bytes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import pikepdf
from PIL import Image

TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(body: str = "", **more: str | bytes) -> bytes:
    parts = {one.replace("__", "/"): content for one, content in more.items()}
    return zipped({"[Content_Types].xml": TYPES.format(""), "word/document.xml": WORD.format(body), **parts})


def office(folder: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    return zipped({"[Content_Types].xml": TYPES.format(""), f"{folder}/main.xml": "<a/>", **(more or {})})


def related(kind: str, target: str, mode: str = "External") -> str:
    return RELS.format(
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )


def odf(media: str, more: Mapping[str, bytes | str] | None = None) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.{media}", "content.xml": "<a/>", **(more or {})})


def pdf(root: Mapping[str, object] | None = None, **saved: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        for key, value in (root or {}).items():
            made.Root[key] = value
        made.save(out, **({"static_id": True} if "encryption" not in saved else {}) | saved)
    return out.getvalue()


def picture(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, form)
    return out.getvalue()


def compound(*streams: str, own: tuple[str, bytes] | None = None) -> bytes:
    """A compound file (MS-CFB) with a header, one sector of directory, and one of content."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    names = ["Root Entry", *streams, *([own[0]] if own else [])]
    entries = bytearray(128 * max(len(names), 4))
    for at, name in enumerate(names):
        raw = name.encode("utf-16-le") + b"\0\0"
        entries[at * 128 : at * 128 + len(raw)] = raw
        struct.pack_into("<HBB", entries, at * 128 + 64, len(raw), 5 if at == 0 else 2, 1)
        struct.pack_into("<I", entries, at * 128 + 116, len(entries) // 512 if own and name == own[0] else 9)
    body = bytes(header) + bytes(entries)
    return body + (own[1].ljust(512, b"\0") if own else bytes(512))
