"""All papers of a case that a reader may read: as one zip file, and as one PDF with an index."""

from __future__ import annotations

import fcntl
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from shencha.documents.apart import Bounds, apart
from shencha.documents.items import material
from shencha.documents.leaves import asking
from shencha.errors import NotAllowed
from shencha.procedure.case import Case
from shencha.records import access, files
from shencha.records.acts.record import fold
from shencha.records.clock import today
from shencha.records.files import places
from shencha.records.files.zipped import Member, zipped
from shencha.records.models import CaseFile, CasePaper, Membership
from shencha.text import Lang, Text
from shencha.text.days import said_day

MOST_BYTES = 500 * 2**20
"""Of the papers that are bound into one PDF; a zip file has no bound."""
BOUNDS = Bounds(seconds=240, memory=3_000 * 2**20, writes=2_000 * 2**20)
BUSY = Text(
    "另一份 PDF 正在制作，请稍后再试，或者取压缩包",
    "another PDF is being made; try again later, or take the zip",
)
LARGE = Text(
    f"材料超过 {MOST_BYTES // 2**20} MB，不能合成一份 PDF，请取压缩包",
    f"the papers are larger than {MOST_BYTES // 2**20} MB and make no single PDF; take the zip",
)
FAILED = Text("没有能够制成 PDF，请取压缩包", "the PDF could not be made; take the zip")
_WORDS = {
    "title": Text("案卷材料目录", "Papers of the case: index"),
    "unprinted": Text("未能印入，见压缩包中的原件", "not printed here; the original lies in the zip"),
    "note": Text(
        "页码为各件材料印入本册后的总页码，不含目录。各件材料以原件及其 SHA-256 为准；本册仅供查阅。",
        "Page numbers count what is bound here, the index apart. The originals hold, by their SHA-256.",
    ),
    "stamp": Text(
        "{case} 号案件  材料 {place}  第 {page} 页，共 {of} 页  总第 {at} 页",
        "Case {case}  paper {place}  page {page} of {of}  overall {at}",
    ),
    "sheet": Text(
        "本件不能印入本册（文件类型不能显示，或者文件已损坏、已加密、过于庞大）。原件在压缩包中，也可以单独下载。",
        "This paper is not printed here: its kind cannot be shown, or it is broken, encrypted or too large. "
        "The original lies in the zip and can be downloaded by itself.",
    ),
    "told": Text(
        "以文字和表格印出，版式以原件为准：", "Told as words and tables, for the layout the original holds:"
    ),
    "cut": Text("文件很长，以下从略。", "The file is long; the rest is left out."),
}
_COLUMNS = (
    Text("编号", "No."),
    Text("材料", "Paper"),
    Text("收到", "Received"),
    Text("大小", "Size"),
    Text("页数", "Pages"),
    Text("起始页", "Begins"),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """What a reader may read of a case, in order."""

    file: CaseFile
    papers: Sequence[tuple[CasePaper, Text]]
    """Each with the name of its material."""


def whole_of(membership: Membership, number: str) -> Whole:
    """The papers of a case that this membership may read.

    Raises:
        NotFound: the case is not theirs.
    """
    file = access.case_for(membership, number)
    whole: Case = fold(file, access.stored_events(file))
    papers = access.papers_of(membership, file)
    return Whole(file, [(one, material(whole, one.material)) for one in papers])


def as_zip(given: Whole, lang: Lang) -> Iterator[bytes]:
    """The zip file in pieces: an index, and the papers under number, material and name."""
    index = "".join(
        f"{one.place}\t{named.said(lang)}\t{files.safe_name(one.name)}\t{said_day(one.event.on).said(lang)}\t"
        f"{one.file.size}\t{one.file.digest}\n"
        for one, named in given.papers
    )
    head = f"{given.file.number} {given.file.title}\n\n"
    members: list[tuple[str, Member]] = [(_INDEX.said(lang), (head + index).encode("utf-8-sig"))]
    members += [
        (f"{one.place} {files.safe_name(named.said(lang))}/{files.safe_name(one.name)}", one.file)
        for one, named in given.papers
    ]
    return zipped(members)


def as_pdf(given: Whole, lang: Lang) -> tuple[IO[bytes], int]:
    """One PDF with an index, each page stamped; an open file without a name, and its size.

    Raises:
        NotAllowed: the papers are too large, another is being made on this machine, or it could not be made.
    """
    if sum(one.file.size for one, _ in given.papers) > MOST_BYTES:
        raise NotAllowed(LARGE)
    lock = Path(settings.DATA) / ".binding"
    with lock.open("a") as held, tempfile.TemporaryDirectory(prefix="binding-", dir=settings.DATA) as place:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotAllowed(BUSY) from None
        folder = Path(place)
        (folder / "plan.json").write_text(json.dumps(_plan(given, folder, lang)), "utf-8")
        try:
            done = apart("shencha.documents.leaves", ["bind"], BOUNDS, folder=folder)
        except subprocess.TimeoutExpired:
            raise NotAllowed(FAILED) from None
        if done.returncode != 0:
            raise NotAllowed(FAILED)
        out = folder / "out.pdf"
        return out.open("rb"), out.stat().st_size


def _plan(given: Whole, folder: Path, lang: Lang) -> dict[str, Any]:
    """What the process that binds is told, with the papers laid into its folder."""
    papers = []
    for at, (one, named) in enumerate(given.papers):
        kind = asking.kind_of(one.name, one.file.kind)
        if kind:
            places.lay(one.file_id, folder / f"paper-{at}")
        papers.append(
            {
                "file": f"paper-{at}",
                "shown": kind,
                "place": one.place,
                "name": one.name,
                "material": named.said(lang)[:1].upper() + named.said(lang)[1:],
                "received": said_day(one.event.on).said(lang),
                "size": f"{one.file.size:,}",
                "sha256": one.file.digest,
            }
        )
    made = Text("制作于{day}", "made on {day}").fill(day=said_day(today())).said(lang)
    return {
        "lang": lang,
        "words": {name: one.said(lang) for name, one in _WORDS.items()},
        "columns": [one.said(lang) for one in _COLUMNS],
        "head": {
            "case": given.file.number,
            "matter": given.file.title,
            "made": made,
            "title": f"{given.file.number} {given.file.title}",
        },
        "papers": papers,
    }


_INDEX = Text("目录.txt", "index.txt")
