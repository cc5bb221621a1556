"""What a paper says where marks of secrecy stand, read without running or fetching anything in it.

Looked at are the head of a plain text in any encoding, of a rich text and of a mail with what is attached to it; in the
zip family (Word, spreadsheets, slides, OpenDocument, OFD, archives) the head of every part and every member's name,
headers, footers and properties included; in a PDF the head of every page and its properties; in Word's old format the
signs themselves. What cannot be read is looked at by its name only, and that is said: pages that are pictures, what is
encrypted, what is too large or too deep. Work is bounded whatever the file holds.
"""

from __future__ import annotations

import codecs
import logging
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import IO, Any

from shencha.law.state_secrets import mark_in, mark_on

HEAD = 16_384
"""Bytes of a plain text that are looked at."""
PART = 2**18
"""Bytes of a part of an office file."""
PARTS = 200
"""Parts of an office file."""
LARGEST_PAGE = 2**20
"""Bytes of a page of a PDF, as it lies in the file."""
PAGES = 60
"""Pages of a PDF."""
LARGEST_MAIL = 2**23
DEEPEST = 2
"""How deep a container in a container is looked at."""
_PARAGRAPH = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|ofd:TextObject)>|<w:br\b[^>]*>|\n|&#10;")
_TAG = re.compile(r"<[^>]*>")
_WORDS = re.compile(r"\.(?:xml|rels|txt|csv|html?|md)$", re.IGNORECASE)
_LEAF = re.compile(r">([^<>]{1,80})<")
_SHEET_HEADER = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<")
_HEADERS = re.compile(r"&(?:amp;)?[LCRPNDTAFZG]|&quot;[^&]*&quot;")
_OLD_WORD = re.compile(
    b"|".join(
        re.escape(f"{mark}{star}".encode("utf-16-le")) for mark in ("绝密", "机密", "秘密") for star in "★☆"
    )
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def looked(path: Path, name: str) -> tuple[str | None, frozenset[str]]:
    """The mark of a state secret in a file's name or where marks stand in it, and what could not be looked into.

    Args:
        path: the file as it arrived.
        name: as its owner calls it.
    Returns:
        The mark or None; then keys of `kinds.marks`: `scan`, `locked`, `unlooked`.
    """
    if mark := mark_in(name):
        return mark, frozenset()
    unseen = set()
    with path.open("rb") as file:
        for head in _heads(file, 0):
            if isinstance(head, str):
                unseen.add(head)
            elif mark := mark_on(head):
                return mark, frozenset()
    return None, frozenset(unseen)


def mark_of(path: Path, name: str) -> str | None:
    """The mark of a state secret in a file's name or where marks stand in it, or None."""
    return looked(path, name)[0]


def heads(path: Path) -> Iterator[list[str]]:
    """The lines at the head of each part of a paper in which a mark may stand."""
    with path.open("rb") as file:
        yield from (head for head in _heads(file, 0) if not isinstance(head, str))


SCAN, LOCKED, UNLOOKED = "scan", "locked", "unlooked"
"""What is said of a part in which no mark could be looked for."""
Head = list[str] | str
"""Lines at the head of a part, or why there are none."""


def _heads(file: IO[bytes], depth: int) -> Iterator[Head]:
    head = file.read(HEAD)
    file.seek(0)
    if b"%PDF-" in head[:1024]:
        yield from _pdf(file)
    elif head.startswith(b"PK"):
        yield from _zipped(file, depth)
    elif head.startswith(_OLE):
        yield from _old_word(file)
    elif head.lstrip().startswith(b"{\\rtf"):
        yield _rich(head)
    elif head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        yield SCAN
    elif _MAIL.match(head):
        yield from _mail(file.read(LARGEST_MAIL), depth)
    else:
        yield from (part.splitlines() for part in _text(head).split("\f"))


_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")


def _text(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    if b"\0" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if b"\n\0" in head or odd > even:
            return head.decode("utf-16-le", "ignore")
        return head.decode("utf-16-be", "ignore") if even else ""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:  # which of the two it is nobody can tell: a mark in either counts
        return f"{head.decode('gb18030', 'ignore')}\f{head.decode('big5', 'ignore')}"


def _rich(head: bytes) -> list[str]:
    """Rich text: signs written as `\\'d2` bytes or as `\\u32477?`, paragraphs as `\\par`."""
    words = re.sub(
        rb"((?:\\'[0-9a-fA-F]{2})+)", lambda m: bytes.fromhex(m[1].replace(b"\\'", b"").decode()), head
    )
    text = words.decode("gb18030", "ignore")
    text = re.sub(r"\\u(-?\d{1,5})\s?\??", lambda m: chr(int(m[1]) % 65536), text)
    text = re.sub(r"\\(?:par|line)\b ?", "\n", text)
    return re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", text).splitlines()


def _mail(raw: bytes, depth: int) -> Iterator[Head]:
    mail = message_from_bytes(raw, policy=policy.default)
    yield [str(mail.get("subject", ""))]
    for part in islice(mail.walk(), PARTS):
        if not isinstance(part, EmailMessage) or part.is_multipart():
            continue
        if name := part.get_filename():
            yield _named(name)
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and depth < DEEPEST:
            yield from _heads(BytesIO(content), depth + 1)
        elif content:
            yield UNLOOKED


def _zipped(file: IO[bytes], depth: int) -> Iterator[Head]:
    try:
        with zipfile.ZipFile(file) as parts:
            members = sorted(parts.infolist(), key=lambda one: "header" not in one.filename)
            office = any(one.filename in OFFICE for one in members)
            if len(members) > PARTS:
                yield UNLOOKED
            for one in members[:PARTS]:
                yield _named(one.filename)
                if one.is_dir():
                    continue
                if one.flag_bits & 1:
                    yield LOCKED
                    continue
                with parts.open(one) as part:
                    head = part.read(PART)
                    if _WORDS.search(one.filename):
                        yield _tagged(
                            _text(head), properties="docProps" in one.filename or "meta.xml" in one.filename
                        )
                    elif b"%PDF-" in head[:1024] or head.startswith((b"PK", _OLE)):
                        if depth == DEEPEST or one.file_size > LARGEST_MAIL:
                            yield UNLOOKED
                        else:
                            yield from _heads(BytesIO(head + part.read(LARGEST_MAIL)), depth + 1)
                    elif not office and head.startswith(_PICTURES):
                        yield SCAN
    except BROKEN_ZIP:
        yield UNLOOKED


OFFICE = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})
"""Members that an office file has; in its pictures no mark is looked for, in those of an archive it is said."""
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
)


def _named(name: str) -> list[str]:
    """A name as a line if it bears a mark, which then is a line of its own."""
    mark = mark_in(name)
    return [mark] if mark else []


def _tagged(words: str, *, properties: bool = False) -> list[str]:
    """The lines of marked-up text: a paragraph each, what is not a tag put together."""
    lines = _LEAF.findall(words) if properties else []
    lines += [_HEADERS.sub("", one) for one in _SHEET_HEADER.findall(words)]
    lines += [_TAG.sub("", piece) for piece in _PARAGRAPH.split(words)]
    return [unescape(line) for line in lines if line.strip()]


def _old_word(file: IO[bytes]) -> Iterator[list[str]]:
    if found := _OLD_WORD.search(file.read(LARGEST_MAIL)):
        yield [found[0].decode("utf-16-le", "ignore")]


BROKEN = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    RuntimeError,
    zlib.error,
    struct.error,
)
"""What a broken PDF makes the reader raise; what cannot be read stays unread."""


def _pdf(file: IO[bytes]) -> Iterator[Head]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(file)
        for page in islice(reader.pages, PAGES):
            if sum(len(one) for one in _streams(page.get("/Contents"))) > LARGEST_PAGE:
                yield UNLOOKED
                continue
            text = page.extract_text()
            yield text.splitlines() if text.strip() or not _pictured(page) else SCAN
        if len(reader.pages) > PAGES:
            yield UNLOOKED
        yield [str(value) for value in (reader.metadata or {}).values()]
    except (DependencyError, FileNotDecryptedError):
        yield LOCKED
    except (PyPdfError, *BROKEN):
        yield UNLOOKED


def _pictured(page: Any) -> bool:
    """Does a page without text show something all the same?"""
    resources = page.get("/Resources")
    shown = resources.get_object().get("/XObject") if resources is not None else None
    return bool(shown is not None and shown.get_object())


def _streams(contents: object) -> list[bytes]:
    found = contents.get_object() if hasattr(contents, "get_object") else contents
    parts = found if isinstance(found, list) else [found]
    return [getattr(one.get_object(), "_data", b"") for one in parts if hasattr(one, "get_object")]
