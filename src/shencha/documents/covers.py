"""The first lines of a paper, read without running or fetching anything in it, for the marks that refuse it.

Plain text, PDF, Word's `.docx` and OFD are read; of any other kind, and of what cannot be read, only the name is
looked at. Memory and work are bounded whatever the file holds.
"""

from __future__ import annotations

import codecs
import logging
import re
import struct
import zipfile
import zlib
from html import unescape
from pathlib import Path

from shencha.law.state_secrets import mark_in, mark_on

HEAD = 16_384
"""Bytes of a plain text that are looked at."""
PART = 2**18
"""Bytes of an office file's first part."""
LARGEST_PAGE = 2**20
"""Bytes of a PDF's first page, as it lies in the file."""
_PARAGRAPH = re.compile(r"</w:p>|<w:br\b[^>]*>|</ofd:TextObject>")
_RUN = re.compile(r"<(?:w:t|ofd:TextCode)(?:\s[^>]*)?>([^<]*)<")
_OFD_PAGE = re.compile(r"^Doc_0/Pages/Page_0/Content\.xml$|^Doc_0/Tpls/Tpl_0/Content\.xml$")
_WORD_PAGE = re.compile(r"^word/(?:document|header\d*)\.xml$")
_ENCODINGS = (
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def mark_of(path: Path, name: str) -> str | None:
    """The mark of a state secret in a file's name or on its first page, or None.

    Args:
        path: the file as it arrived.
        name: as its owner calls it.
    """
    return mark_in(name) or mark_on(first_lines(path))


def first_lines(path: Path) -> list[str]:
    """The lines at the head of a paper; empty where they cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if b"%PDF-" in head[:1024]:
        return _pdf(path)
    if head.startswith(b"PK"):
        return _office(path)
    return _text(head).splitlines()


def _text(head: bytes) -> str:
    for mark, encoding in _ENCODINGS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    if b"\0" in head:
        return ""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return head.decode("gb18030", "ignore")


def _office(path: Path) -> list[str]:
    lines: list[str] = []
    try:
        with zipfile.ZipFile(path) as parts:
            names = [one for one in parts.namelist() if _WORD_PAGE.match(one) or _OFD_PAGE.match(one)]
            for one in sorted(names, key=lambda name: "header" not in name)[:8]:
                with parts.open(one) as part:
                    words = part.read(PART).decode("utf-8", "ignore")
                lines += ["".join(map(unescape, _RUN.findall(piece))) for piece in _PARAGRAPH.split(words)]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return lines
    return lines


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


def _pdf(path: Path) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        page = PdfReader(path).pages[0]
        if sum(len(one) for one in _streams(page.get("/Contents"))) > LARGEST_PAGE:
            return []
        return page.extract_text().splitlines()
    except (PyPdfError, *BROKEN):
        return []


def _streams(contents: object) -> list[bytes]:
    found = contents.get_object() if hasattr(contents, "get_object") else contents
    parts = found if isinstance(found, list) else [found]
    return [getattr(one.get_object(), "_data", b"") for one in parts if hasattr(one, "get_object")]
