"""Answers to a request for supplements in the making.

A folder with `supplement.yaml`, which says the case and for each thing that was asked for the words and the names of
files in answer, and `files/` with those files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shencha import inputs
from shencha.documents.covers import mark_of
from shencha.documents.dossier.folder import in_use, passed_over, pieces
from shencha.documents.dossier.manifest import LARGEST_FILE, Paper, name_fault, secret
from shencha.documents.dossier.supplement import Answer, Supplement, answer_faults
from shencha.errors import BadInput, Fault
from shencha.text import Text

SHEET = "supplement.yaml"
SLOT = "files"


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds."""

    manifest: Supplement
    places: tuple[Path, ...]

    def content(self, at: int, paper: Paper) -> Iterator[bytes]:
        """The bytes of a paper."""
        return pieces(self.places[at])


def is_supplement(path: Path) -> bool:
    """Is the folder one of answers to a request?"""
    return (path / SHEET).is_file()


def sheet(case: str, asked: Sequence[tuple[str, str]]) -> str:
    """`supplement.yaml` to be filled in.

    Args:
        asked: the names of the items, each with what is asked, in words.
    """
    lines = [
        "# 对补充材料通知的答复 · answers to a request for supplements",
        "# 涉及国家秘密的材料不得放入 · nothing that involves state secrets belongs here",
        f"case: {json.dumps(case)}",
        "answers:",
    ]
    for item, words in asked:
        lines += [f"  # {line}" for line in words.splitlines()]
        lines += [f"  - item: {json.dumps(item, ensure_ascii=False)}", '    text: ""', "    files: []"]
    return "\n".join(lines) + f"\n# files: 放在 {SLOT}/ 中的文件名 · names of files in {SLOT}/\n"


def begin(path: Path, case: str, items: Sequence[str]) -> list[Path]:
    """Make the folder.

    Raises:
        BadInput: it is there already, or no item is named.
    """
    faults = in_use(path)
    if not items:
        wrong = Text("没有写明答复哪一项", "no item is named")
        right = Text(
            "请用 --item 写通知中的编号，例如 S1", "name those of the notice with --item, such as S1"
        )
        faults.append(Fault(str(path), "--item", wrong, right))
    if faults:
        raise BadInput(faults)
    (path / SLOT).mkdir(parents=True)
    (path / SHEET).write_text(sheet(case, [(item, "") for item in items]), "utf-8")
    return [path / SHEET, path / SLOT]


def read(path: Path) -> Folder:
    """What the folder holds, each paper with its digest.

    Raises:
        BadInput: every fault of `supplement.yaml` and of the files, marks of state secrets among them.
    """
    document = inputs.read(path / SHEET)
    faults = list(answer_faults(document))
    if faults:
        raise BadInput(faults)
    answers, places, papers = [], [], []
    named: set[str] = set()
    for at, one in enumerate(document.data["answers"]):
        answers.append(Answer(one["item"], str(one.get("text") or "").strip()))
        for name in one.get("files") or []:
            place = path / SLOT / name
            named.add(name)
            if (unfit := _unfit(place, name)) is not None:
                faults.append(document.fault(f"answers.{at}.files", *unfit))
            elif mark := mark_of(place, name):
                faults.append(secret(f"{SLOT}/{name}", "file", mark))
            else:
                digest = sha256()
                for piece in pieces(place):
                    digest.update(piece)
                places.append(place)
                papers.append(Paper(one["item"], name, place.stat().st_size, digest.hexdigest()))
    lying = sorted((path / SLOT).iterdir()) if (path / SLOT).is_dir() else []
    for place in lying:
        if place.name not in named and not passed_over(place.name):
            wrong = Text("没有列在任何一项的 files 中", "no item lists it under files")
            right = Text("请列入，或者移走", "list it, or take it away")
            faults.append(Fault(f"{SLOT}/{place.name}", "file", wrong, right))
    if faults:
        raise BadInput(faults)
    return Folder(Supplement(document.data["case"], tuple(answers), tuple(papers)), tuple(places))


def _unfit(place: Path, name: str) -> tuple[Text, Text] | None:
    if (wrong := name_fault(name)) is not None:
        return wrong, Text("请改名", "rename it")
    if place.is_symlink() or not place.is_file():
        return (
            Text(f"{SLOT}/ 中没有文件 {name}", f"there is no file {name} in {SLOT}/"),
            Text("请放入该文件，或者从 files 中删去", "put it there, or take it out of files"),
        )
    if not 0 < place.stat().st_size <= LARGEST_FILE:
        return Text(f"{name} 是空的，或者超过 8 GiB", f"{name} is empty, or larger than 8 GiB"), Text(
            "请更换", "replace it"
        )
    return None
