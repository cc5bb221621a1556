"""What a file of answers to a request for supplements says of itself; in all else it has the form of a dossier."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from shencha.canonical import canonical
from shencha.documents.dossier.manifest import (
    LARGEST_FILE,
    MOST_FILES,
    Broken,
    Manifest,
    Paper,
    name_fault,
    read_manifest,
    secret,
)
from shencha.errors import Fault
from shencha.inputs import Document
from shencha.law.state_secrets import mark_typed
from shencha.text import Text

VERSION = 1
LONGEST = 20_000
"""Characters of an answer in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to one thing that was asked for."""

    item: str
    text: str = ""


@dataclass(frozen=True)
class Supplement:
    """Answers to a request, without the content of their papers."""

    case: str
    """The case's number."""
    answers: tuple[Answer, ...]
    papers: tuple[Paper, ...]
    """In the order of the answers; the material is the item that a paper answers."""

    @cached_property
    def text(self) -> bytes:
        """Canonical JSON."""
        return canonical({"supplement": VERSION, "case": self.case, "answers": self._answers()})

    @property
    def id(self) -> str:
        """SHA-256 of the manifest, in hexadecimal."""
        return sha256(self.text).hexdigest()

    def missing(self, file: str) -> list[Fault]:
        """Items that are named and not answered."""
        answered = {one.material for one in self.papers}
        return [
            Fault(
                file,
                f"answers.{at}",
                Text(f"{one.item} 还没有答复", f"{one.item} is not answered"),
                Text(
                    "请写明文字，或者列出文件；以后再交的，删去这一项",
                    "write words or name files, or take it out",
                ),
            )
            for at, one in enumerate(self.answers)
            if not one.text and one.item not in answered
        ]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"id": self.id, "case": self.case, "answers": self._answers()}

    def _answers(self) -> list[dict[str, Any]]:
        return [
            {
                "item": one.item,
                "text": one.text,
                "papers": [
                    {"name": paper.name, "size": paper.size, "sha256": paper.sha256}
                    for paper in self.papers
                    if paper.material == one.item
                ],
            }
            for one in self.answers
        ]


Carried = Manifest | Supplement
"""What a file may hold."""


def read_carried(raw: bytes, file: str) -> Carried:
    """The manifest in a file, of a dossier or of a supplement.

    Raises:
        Broken: it is neither.
    """
    try:
        data = json.loads(raw.decode())
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or "supplement" not in data:
        return read_manifest(raw, file)
    if (
        data.get("supplement") != VERSION
        or set(data) != {"supplement", "case", "answers"}
        or canonical(data) != raw
    ):
        raise Broken([_foreign(file)])
    document = Document(file, data)
    if faults := [*answer_faults(document), *_paper_faults(document)]:
        raise Broken(faults)
    answers = [Answer(one["item"], one["text"]) for one in data["answers"]]
    papers = [
        Paper(one["item"], paper["name"], paper["size"], paper["sha256"])
        for one in data["answers"]
        for paper in one["papers"]
    ]
    return Supplement(data["case"], tuple(answers), tuple(papers))


def _foreign(file: str) -> Fault:
    wrong = Text("不是规范的补充材料清单", "it is no canonical manifest of a supplement of this version")
    return Fault(file, "manifest", wrong, Text("请重新打包", "build it anew"))


def answer_faults(document: Document) -> Iterator[Fault]:
    """Everything wrong with case and answers; the same for a folder and a file."""
    data = document.data
    if not isinstance(data, Mapping) or set(data) - {"supplement", "case", "answers"}:
        yield document.fault(
            "", Text("应当只有 case 和 answers", "it says other things than case and answers"), EXAMPLE
        )
        return
    if not isinstance(data.get("case"), str) or not data["case"].strip() or len(data["case"]) > 40:
        yield document.fault(
            "case",
            Text("没有写明案件编号", "the case is not named"),
            Text("例如 2026-0001", "such as 2026-0001"),
        )
    answers = data.get("answers")
    if not isinstance(answers, list) or not answers:
        yield document.fault("answers", Text("没有答复", "there are no answers"), EXAMPLE)
        return
    seen: set[str] = set()
    for at, one in enumerate(answers):
        where = f"answers.{at}"
        if not isinstance(one, Mapping) or set(one) - {"item", "text", "files", "papers"}:
            yield document.fault(
                where, Text("不是 item、text、files", "it is not item, text and files"), EXAMPLE
            )
            continue
        item, text = one.get("item"), one.get("text") or ""
        if not isinstance(item, str) or not item.strip() or item in seen:
            wrong = Text("没有写明答复哪一项，或者重复", "the item is not named, or named twice")
            yield document.fault(
                f"{where}.item",
                wrong,
                Text("请写通知中的编号，例如 S1", "write that of the notice, such as S1"),
            )
        else:
            seen.add(item)
        if not isinstance(text, str) or len(text) > LONGEST:
            wrong = Text("不是文字，或者太长", "it is no text, or too long")
            right = Text(f"请写不超过 {LONGEST} 字", f"write up to {LONGEST} characters")
            yield document.fault(f"{where}.text", wrong, right)
        elif mark := mark_typed(text):
            yield secret(document.file, document.where(f"{where}.text"), mark)
        files = one.get("files") or []
        if (
            not isinstance(files, list)
            or not all(isinstance(name, str) for name in files)
            or len(files) > MOST_FILES
        ):
            yield document.fault(
                f"{where}.files", Text("不是文件名的列表", "it is no list of file names"), EXAMPLE
            )


def _paper_faults(document: Document) -> Iterator[Fault]:
    for at, one in enumerate(document.data["answers"]):
        papers = one.get("papers") if isinstance(one, Mapping) else None
        fits = isinstance(papers, list) and "text" in one and all(_is_paper(paper) for paper in papers)
        if not fits:
            foreign = _foreign(document.file)
            yield Fault(document.file, f"answers.{at}.papers", foreign.wrong, foreign.right)


def _is_paper(one: object) -> bool:
    return (
        isinstance(one, dict)
        and set(one) == {"name", "size", "sha256"}
        and isinstance(one["name"], str)
        and name_fault(one["name"]) is None
        and type(one["size"]) is int
        and 0 < one["size"] <= LARGEST_FILE
        and isinstance(one["sha256"], str)
        and len(one["sha256"]) == 64
        and set(one["sha256"]) <= set("0123456789abcdef")
    )


EXAMPLE = Text(
    '例如 case: "2026-0001"，answers: [{item: S1, text: …, files: [a.pdf]}]',
    'write case: "2026-0001" and answers: [{item: S1, text: …, files: [a.pdf]}]',
)
