"""The text of a paper, page by page, so that it can be read beside another and compared with its last version.

Reading never runs or fetches what a file holds. It happens in a process of its own, with a bound on time, memory and
length, since a paper may be broken or made to harm. A picture of a page has no text: that is said, not guessed.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from shencha.text import Text

KINDS = (".pdf", ".docx", ".txt", ".md", ".csv")
MOST_BYTES = 60 * 2**20
MOST_PAGES = 400
MOST_CHARACTERS = 1_500_000
"""Of all pages together; beyond, the reading is cut and says so."""
SECONDS = 20
MEMORY = 1_500 * 2**20
LINES = 60
"""Lines to a page of plain text without form feeds."""

UNKNOWN = Text(
    "这类文件的文字不能在这里显示，请下载查看", "the text of this kind of file is not shown here; download it"
)
LARGE = Text("文件太大，请下载查看", "the file is too large to show; download it")
SLOW = Text("文字提取超过了时限，请下载查看", "reading its text took too long; download it")
BROKEN = Text(
    "文件已损坏、已加密或者与扩展名不符", "the file is broken, encrypted, or not what its name says"
)
PICTURES = Text("文件中没有文字，可能是扫描件", "the file holds no text and may be a scan")


@dataclass(frozen=True, slots=True)
class Pages:
    """The text of a paper."""

    pages: tuple[str, ...]
    cut: bool = False
    """Is there more than was read?"""
    reason: Text | None = None
    """Why there is no text."""
    count: int = 0
    """Pages of the file, those beyond the cut and those without text included; 0 where it has none to count."""


def pages_of(path: Path, name: str) -> Pages:
    """Read a file in a process of its own.

    Args:
        path: where its content lies. name: as its author called it; the extension says the kind.
    """
    said = _asked(path, Path(name).suffix.lower(), "text")
    if isinstance(said, Text):
        return Pages((), reason=said)
    pages = tuple(said["pages"])
    if not any(page.strip() for page in pages):
        return Pages((), reason=PICTURES, count=said["count"])
    return Pages(pages, said["cut"], count=said["count"])


def count_of(path: Path, name: str) -> Pages:
    """How many pages a file has, without its text where that is not needed for counting."""
    suffix = Path(name).suffix.lower()
    if suffix != ".pdf":
        return pages_of(path, name)
    said = _asked(path, suffix, "count")
    return Pages((), reason=said) if isinstance(said, Text) else Pages((), count=said["count"])


def _asked(path: Path, suffix: str, what: str) -> dict[str, Any] | Text:
    """What the process of its own says of a file; or why it says nothing."""
    if suffix not in KINDS:
        return UNKNOWN
    if path.stat().st_size > MOST_BYTES and what == "text":
        return LARGE
    command = [sys.executable, "-P", "-m", "shencha.documents.reading", str(path), suffix, what]
    known = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "LANG") if key in os.environ}
    try:
        done = subprocess.run(  # noqa: S603  (our own module; the path is a digest of ours)
            command, capture_output=True, timeout=SECONDS, check=False, env=known, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return SLOW
    if done.returncode != 0:
        return BROKEN
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def _read(path: Path, suffix: str) -> dict[str, object]:
    reader = {".pdf": _pdf, ".docx": _docx}.get(suffix, _plain)
    pages: list[str] = []
    length, cut = 0, False
    for page in islice(reader(path), MOST_PAGES + 1):
        if len(pages) == MOST_PAGES or length + len(page) > MOST_CHARACTERS:
            cut = True
            break
        pages.append(page)
        length += len(page)
    return {"pages": pages, "cut": cut, "count": _count_of_pdf(path) if suffix == ".pdf" else len(pages)}


def _counted(path: Path, suffix: str) -> dict[str, object]:
    return {"count": _count_of_pdf(path)}


def _pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        yield page.extract_text()


def _count_of_pdf(path: Path) -> int:
    from pypdf import PdfReader

    return len(PdfReader(path).pages)


def _docx(path: Path) -> Iterator[str]:
    """Pages as the word processor last broke them; without such marks the whole is one page."""
    from docx import Document

    marks = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    text: list[str] = []
    for node in Document(str(path)).element.body.iter():
        breaks = node.tag == f"{marks}br" and node.get(f"{marks}type") == "page"
        if (breaks or node.tag == f"{marks}lastRenderedPageBreak") and "".join(text).strip():
            yield "".join(text).strip("\n")
            text = []
        elif node.tag == f"{marks}p":
            text.append("\n")
        elif node.tag == f"{marks}t":
            text.append(node.text or "")
        elif node.tag == f"{marks}tab":
            text.append("\t")
    yield "".join(text).strip("\n")


def _plain(path: Path) -> Iterator[str]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    if "\0" in text:
        raise ValueError("no text")
    for part in text.split("\f"):
        lines = part.splitlines()
        for begin in range(0, max(len(lines), 1), LINES):
            yield "\n".join(lines[begin : begin + LINES])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    read = _read if sys.argv[3] == "text" else _counted
    sys.stdout.write(json.dumps(read(Path(sys.argv[1]), sys.argv[2])))
