"""Looks at a file that arrives: what it is by its content, whether it may be that, and what stands in it.

Plain text and pictures are known by their first bytes. Containers are opened in a process of its own
(`documents.apart`), since whoever sends one decides what it makes a reader do.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from shencha.documents.apart import Bounds, apart
from shencha.documents.kinds.table import BY_ENDING, KINDS, allowed, taken
from shencha.errors import BadInput, Fault
from shencha.text import Text, same

BOUNDS = Bounds(seconds=15, memory=1_000 * 2**20)
HEAD = 2**16
_PROGRAMS = (
    *(b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
    *(b"\xca\xfe\xba\xbe", b"#!/", b"dex\n", b"\x4c\x00\x00\x00\x01\x14\x02\x00", b"!<arch>"),
)
"""How programs begin: of Windows, Linux, macOS, Java, a shell, Android, a link to one, a library."""
_PICTURES = (*(b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM"),)
_WEB = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+(?:html|svg)|html|head|body|script|iframe|svg|\?php|meta\b)",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"(?:received|from|date|to|subject|message-id|mime-version|return-path|delivered-to|x-[\w-]+)\s*:",
    re.IGNORECASE,
)
_UTF = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
PROGRAM = Text("是可执行程序", "it is a program")
PAGE = Text("是网页文件", "it is a web page")
NOT_TOLD = Text("内容认不出是哪一类文件", "its content is of no kind that we know")


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is, and what stands in it."""

    kind: str
    marks: tuple[str, ...] = ()


def look(path: Path, name: str, material: str) -> Look:
    """Look at a file before it is kept.

    Args:
        path: where its content lies. name: as its owner calls it. material: what it is handed in as.
    Raises:
        BadInput: a program, a web page, a kind that the material may not be, or not what its name says.
    """
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    named = BY_ENDING.get(Path(name).suffix.lower())
    content = _begins(head)
    if content in ("program", "page"):
        raise BadInput([_fault(name, PROGRAM if content == "program" else PAGE, material)])
    if named is None or named not in allowed(material):
        ending = Path(name).suffix.lower() or "—"
        wrong = Text(f"这项材料不收 {ending} 文件", f"files of the kind {ending} are not taken here")
        raise BadInput([_fault(name, wrong, material)])
    kind, marks = content, frozenset[str]()
    if content == "text" and named.id == "mail":
        kind = "mail" if _MAIL.match(head.lstrip()) else "text"
    if kind in ("zip", "ole", "pdf", "rtf", "mail"):
        kind, marks = _inside(path, name, kind, named.id, material)
    if kind != named.id:
        raise BadInput([_fault(name, _unlike(named.name, kind), material)])
    return Look(kind, tuple(sorted(marks)))


def begins_as_program(head: bytes) -> bool:
    """Do these first bytes begin a program?"""
    return head.startswith(_PROGRAMS) or (head.startswith(b"MZ") and _BINARY.search(head) is not None)


def begins_as_page(head: bytes) -> bool:
    """Do these first bytes begin a web page, or a drawing that may run scripts?"""
    for mark in _UTF:
        head = head.removeprefix(mark)
    return _WEB.match(head.replace(b"\x00", b"")) is not None


def _begins(head: bytes) -> str:
    """The kind that the first bytes tell: of text, pictures and containers; empty where none."""
    if begins_as_program(head):
        return "program"
    if begins_as_page(head):
        return "page"
    if head.removeprefix(_UTF[0]).lstrip().startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_UTF) or not _BINARY.search(head):
        return "text"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(bytes.fromhex("d0cf11e0a1b11ae1")):
        return "ole"
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    return ""


def _inside(path: Path, name: str, content: str, named: str, material: str) -> tuple[str, frozenset[str]]:
    """What a container is and holds, as the process of its own says; of one that it cannot finish, its name's kind."""
    try:
        done = apart("shencha.documents.kinds", [content, named], BOUNDS, given=path)
    except subprocess.TimeoutExpired:
        return named, frozenset({"unlooked"})
    if done.returncode != 0:
        return named, frozenset({"unlooked"})
    said = json.loads(done.stdout)
    if member := said.get("refused"):
        wrong = Text(
            f"其中的“{member}”是可执行程序或者网页", f"“{member}” inside it is a program or a web page"
        )
        raise BadInput([_fault(name, wrong, material)])
    return said["kind"], frozenset(said["marks"])


def _unlike(named: Text, kind: str) -> Text:
    found = KINDS[kind].name if kind in KINDS else same("")
    if not found.zh:
        return Text(f"扩展名是{named.zh}，{NOT_TOLD.zh}", f"its name says {named.en}; {NOT_TOLD.en}")
    return Text(
        f"扩展名是{named.zh}，内容却是{found.zh}", f"its name says {named.en}, its content is {found.en}"
    )


def _fault(name: str, wrong: Text, material: str) -> Fault:
    kinds = taken(material)
    right = Text(
        f"请另存为以下任一类文件，扩展名与内容一致：{kinds.zh}",
        f"save it as one of these, with the ending that fits its content: {kinds.en}",
    )
    return Fault(name, "file", wrong, right)
