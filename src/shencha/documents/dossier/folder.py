"""A dossier in the making: a folder with `dossier.yaml` and one folder for each kind of paper."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from shencha import inputs
from shencha.documents.covers import mark_of
from shencha.documents.declaration import kept, parts
from shencha.documents.dossier.archive import CHUNK
from shencha.documents.dossier.manifest import (
    LARGEST_FILE,
    MOST_FILES,
    Manifest,
    Paper,
    manifest_faults,
    name_fault,
    secret,
)
from shencha.documents.kinds.look import look
from shencha.errors import BadInput, Fault
from shencha.evidence.report.reading import read_report
from shencha.evidence.report.report import MATERIAL, NAME, Report
from shencha.law.measures.instruments import in_force
from shencha.law.measures.materials import MATERIALS, UNLISTED, Requirement, required
from shencha.law.screening.sentences import article_name
from shencha.law.state_secrets import mark_in
from shencha.procedure.names import MATERIAL_NAMES
from shencha.text import Text

SHEET = "dossier.yaml"
READ_ME = "README.md"
SLOTS = "materials"
NEW = "shencha dossier new"
_KEYS = ("ground", "instrument", "title", "party", "facts", "declaration")
_LEFT_OUT = ("thumbs.db", "desktop.ini")
DELETE_IT = Text("请移走或者改名", "take it away or rename it")


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: the manifest, where each paper lies, and what was left out."""

    manifest: Manifest
    places: tuple[Path, ...]
    """Of the papers, in the manifest's order."""
    left_out: tuple[str, ...]
    """Files that systems and editors leave behind."""
    report: Report | None = None
    """The analysis report, where it is written as statements."""

    def content(self, at: int, paper: Paper) -> Iterator[bytes]:
        """The bytes of a paper."""
        return pieces(self.places[at])


def begin(path: Path, ground: str, title: str, party: str, on: date) -> list[Path]:
    """Make the folder of a new dossier, pinned to the version of the Measures in force on that day.

    Raises:
        BadInput: it is there already, no such ground, no version in force, or a mark of a state secret.
    """
    governing = in_force(on)
    if governing is None:
        wrong = Text(f"{on} 没有施行中的办法", f"on {on} no version of the Measures was in force")
        raise BadInput([Fault(NEW, "--on", wrong, Text("请写以后的日期", "write a later day"))])
    said = {"ground": ground, "instrument": governing.id, "title": title, "party": party, "facts": {}}
    faults = manifest_faults(inputs.Document(NEW, said))
    faults += in_use(path)
    if faults:
        raise BadInput(faults)
    wanted = required(ground, governing.id)
    path.mkdir(parents=True, exist_ok=True)
    made = [path / SHEET, path / READ_ME]
    made[0].write_text(_sheet(ground, governing.id, title, party), "utf-8")
    made[1].write_text(_read_me(wanted, governing.name), "utf-8")
    for material in (*(one.material for one in wanted), *UNLISTED):
        slot = path / SLOTS / material
        slot.mkdir(parents=True)
        made.append(slot)
    return made


def in_use(path: Path) -> list[Fault]:
    """The fault of beginning where something lies already; none of an empty folder, or of none."""
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return []
    wrong = Text("已经存在，而且不是空文件夹", "it is there already and no empty folder")
    return [Fault(str(path), "folder", wrong, Text("请另选一个名称", "choose another name"))]


def read(path: Path, advance: Callable[[int, int], None] = lambda done, of: None) -> Folder:
    """What the folder of a dossier holds, each paper with its digest.

    Args:
        advance: is told bytes read and bytes in all.
    Raises:
        BadInput: every fault of `dossier.yaml` and of the files, a mark of a state secret among them.
    """
    if not path.is_dir():
        wrong = Text("没有这个卷宗文件夹", "there is no such dossier folder")
        raise BadInput(
            [
                Fault(
                    str(path),
                    "folder",
                    wrong,
                    Text("请先运行 shencha dossier new", "run shencha dossier new first"),
                )
            ]
        )
    document = inputs.read(path / SHEET)
    faults = _sheet_faults(document)
    found, left_out = _files(path, faults)
    if faults:
        raise BadInput(faults)
    total, done = sum(size for _, _, _, size in found), 0
    papers = []
    for material, name, place, size in found:
        digest = sha256()
        for piece in pieces(place):
            digest.update(piece)
            done += len(piece)
            advance(done, total)
        papers.append(Paper(material, name, size, digest.hexdigest()))
    data = document.data
    written = [place for one, place in zip(papers, (p for _, _, p, _ in found), strict=True) if one.report]
    return Folder(
        Manifest(
            data["ground"],
            data["instrument"],
            data["title"],
            data["party"],
            data["facts"] or {},
            tuple(papers),
            kept(data["ground"], data.get("declaration") or {}),
        ),
        tuple(place for _, _, place, _ in found),
        tuple(left_out),
        read_report(written[0].read_bytes(), str(written[0])) if written else None,
    )


def _sheet_faults(document: inputs.Document) -> list[Fault]:
    data = document.data
    if not isinstance(data, dict):
        wrong = Text("不是键值对", "it is not a mapping")
        return [document.fault("", wrong, Text(f"请写 {'、'.join(_KEYS)}", f"write {', '.join(_KEYS)}"))]
    unknown = [
        document.fault(
            key,
            Text(f"没有 {key} 这一项", f"there is no field {key}"),
            Text(f"可用：{'、'.join(_KEYS)}", f"the fields are {', '.join(_KEYS)}"),
        )
        for key in data
        if key not in _KEYS
    ]
    data.setdefault("facts", None)
    return [*unknown, *manifest_faults(document)]


def _files(path: Path, faults: list[Fault]) -> tuple[list[tuple[str, str, Path, int]], list[str]]:
    """Material, name, place and size of every paper, in the order of the materials and names."""
    found: list[tuple[str, str, Path, int]] = []
    left_out: list[str] = []
    for one in sorted(path.iterdir()):
        if one.name in (SHEET, READ_ME, SLOTS):
            continue
        _stray(one, path, faults, left_out)
    slots = path / SLOTS
    for slot in sorted(slots.iterdir()) if slots.is_dir() and not slots.is_symlink() else []:
        if slot.name not in MATERIALS or slot.is_symlink() or not slot.is_dir():
            _stray(slot, path, faults, left_out)
            continue
        for one in sorted(slot.iterdir()):
            if passed_over(one.name):
                left_out.append(str(one.relative_to(path)))
            elif fault := _file_fault(one, path):
                faults.append(fault)
            elif unlike := _kind_faults(one, path, slot.name):
                faults += unlike
            else:
                name = unicodedata.normalize("NFC", one.name)
                found.append((slot.name, name, one, one.stat().st_size))
    found.sort(key=lambda paper: (MATERIALS.index(paper[0]), paper[1]))
    for before, after in pairwise(found):
        if before[:2] == after[:2]:
            wrong = Text("两个文件的名称相同", "two files have one name")
            faults.append(Fault(_shown(after[2], path), "file name", wrong, DELETE_IT))
    if len(found) > MOST_FILES:
        wrong = Text(f"文件超过 {MOST_FILES} 个", f"there are more than {MOST_FILES} files")
        faults.append(Fault(str(path), SLOTS, wrong, Text("请合并", "join some of them")))
    return found, left_out


def _stray(one: Path, path: Path, faults: list[Fault], left_out: list[str]) -> None:
    if passed_over(one.name):
        left_out.append(str(one.relative_to(path)))
        return
    wrong = Text("不在任何一类材料的文件夹里", "it lies in no folder of a kind of paper")
    right = Text(
        f"请放入 {SLOTS}/ 下的 {'、'.join(MATERIALS)} 之一，或者移走",
        f"put it into one of {', '.join(MATERIALS)} under {SLOTS}/, or take it away",
    )
    faults.append(Fault(_shown(one, path), "file", wrong, right))


def _file_fault(one: Path, path: Path) -> Fault | None:
    shown = _shown(one, path)
    if one.is_symlink() or not one.is_file():
        wrong = Text("不是普通文件", "it is no plain file")
        return Fault(
            shown,
            "file",
            wrong,
            Text("请放入文件本身，不要放链接或者文件夹", "put the file itself here, no link and no folder"),
        )
    if mark := mark_in(one.name):
        return secret(shown, "file name", mark)
    if wrong_name := name_fault(unicodedata.normalize("NFC", one.name)):
        return Fault(shown, "file name", wrong_name, Text("请改名", "rename it"))
    size = one.stat().st_size
    if not size:
        return Fault(shown, "file", Text("文件是空的", "it is empty"), DELETE_IT)
    if size > LARGEST_FILE:
        return Fault(shown, "file", Text("超过 8 GiB", "it is larger than 8 GiB"), Text("请拆分", "split it"))
    if mark := mark_of(one, one.name):
        return secret(shown, "file", mark)
    return None


def _kind_faults(one: Path, path: Path, material: str) -> tuple[Fault, ...]:
    """The very check that the office makes when it arrives."""
    try:
        look(one, _shown(one, path), material)
    except BadInput as refused:
        return refused.faults
    return ()


def _shown(one: Path, path: Path) -> str:
    return str(one.relative_to(path)).encode("utf-8", "backslashreplace").decode()


def passed_over(name: str) -> bool:
    """Is it a file that systems and editors leave behind?"""
    return name.startswith((".", "~$")) or name.lower() in _LEFT_OUT


def pieces(place: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece."""
    with place.open("rb") as opened:
        while piece := opened.read(CHUNK):
            yield piece


def _sheet(ground: str, instrument: str, title: str, party: str) -> str:
    return f"""# 申报卷宗 · a filing in the making
# 涉及国家秘密的材料不得放入 · nothing that involves state secrets belongs here
ground: {ground}
instrument: {instrument}      # 适用的办法版本 · the version of the Measures that was in force when this was begun
title: {_quoted(title)}       # 这项申报叫什么 · what the filing is called
party: {_quoted(party)}       # 当事人名称，与登记的一致 · the party's name as it is registered with the office
facts:                        # 与 shencha screen 相同 · as for `shencha screen`; yes, no or unknown
  involves_state_secrets: no
# 申报书各项，也可以在平台上填写 · fields of the declaration, may be filled in online too
# declaration:
{_fields(ground)}
"""


def _fields(ground: str) -> str:
    """Every field of the declaration as a comment, with what it is called and what may be chosen."""
    lines = []
    for part in parts(ground):
        lines.append(f"#   {part.name}:                # {part.title.zh} · {part.title.en}")
        for field in part.fields:
            chosen = f"（{' | '.join(one for one, _ in field.choices)}）" if field.choices else ""
            lines.append(f'#     {field.name}: ""   # {field.label.zh} · {field.label.en}{chosen}')
    return "\n".join(lines)


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _read_me(wanted: tuple[Requirement, ...], law: Text) -> str:
    slots = "\n".join(
        f"- `{SLOTS}/{one.material}/` {one.name.zh}（{article_name(one.article).zh}）：{one.purpose.zh}\n"
        f"  {one.name.en} ({article_name(one.article).en}): {one.purpose.en}"
        for one in wanted
    )
    unlisted = "\n".join(
        f"- `{SLOTS}/{one}/` {MATERIAL_NAMES[one].zh} · {MATERIAL_NAMES[one].en}" for one in UNLISTED
    )
    return f"""# 申报卷宗 · Dossier

{law.zh}要求的材料，每类一个文件夹，把文件放进去即可。
Each kind of paper that the {law.en} ask for has a folder; put the files in.

{slots}
{unlisted}

分析报告也可以写成 `{SLOTS}/{MATERIAL}/{NAME}`，每句指向依据；`shencha dossier report .` 排成 PDF。
The analysis report may also be written as `{SLOTS}/{MATERIAL}/{NAME}`, each sentence with its evidence.

```yaml
statements:
  - factor: F5
    text: 一句陈述 · a sentence
    references:
      - {{file: other/FILE.pdf, page: 1, made_on: "2026-01-31", covers_to: "2025-12-31"}}
```

```console
shencha dossier check .              还缺什么 · what is still missing
shencha dossier build . --seal KEY   打包并封装给审查机构 · one file, sealed to the office
shencha dossier verify FILE          核验：任何改动都会被发现 · any change is found
```
"""
