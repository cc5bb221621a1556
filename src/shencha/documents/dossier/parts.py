"""A large file in parts: written side by side, read as one, and a part that is missing is named."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from shencha.documents.dossier.manifest import Broken
from shencha.errors import BadInput, Fault
from shencha.text import Text

MOST_PARTS = 999
SMALLEST = 1024
_PART = re.compile(r"(?P<stem>.+)\.part-(?P<number>[1-9][0-9]{0,2})-of-(?P<of>[1-9][0-9]{0,2})", re.DOTALL)
_SIZE = re.compile(r"([0-9]{1,15})\s*([KMGT]?)i?B?", re.IGNORECASE)


def read_size(text: str) -> int:
    """Bytes, of a size written `500MB`, `2G` or in plain bytes (units of 1,024).

    Raises:
        BadInput: another form, or too small a part.
    """
    found = _SIZE.fullmatch(text.strip())
    size = int(found[1]) * 1024 ** " KMGT".index(found[2].upper() or " ") if found else 0
    if size < SMALLEST:
        raise BadInput(
            [
                Fault(
                    "shencha dossier build",
                    "--part-size",
                    Text(f"{text} 不是可用的大小", f"{text} is no size that can be used"),
                    Text("请写 500MB、2GB 之类，至少 1KB", "write 500MB, 2GB or the like, at least 1KB"),
                )
            ]
        )
    return size


class Writer:
    """Writes one file, or parts of it; all of them appear together when it is done, and none if it is not."""

    def __init__(self, out: Path, part_size: int | None = None) -> None:
        self.out, self.part_size = out, part_size
        self.written: list[Path] = []
        self._file: BinaryIO | None = None
        self._room = 0

    def __enter__(self) -> Writer:
        """Begin."""
        return self

    def write(self, data: bytes) -> int:
        """Take bytes in order."""
        view = memoryview(data)
        while view:
            if self._file is None or not self._room:
                self._next()
            assert self._file is not None
            piece = view if self.part_size is None else view[: self._room]
            self._file.write(piece)
            self._room -= len(piece)
            view = view[len(piece) :]
        return len(data)

    def flush(self) -> None:
        """Nothing to do; streams are asked for it."""

    def paths(self) -> list[Path]:
        """The files as they are called in the end."""
        if self.part_size is None or len(self.written) == 1:
            return [self.out]
        of = len(self.written)
        return [self.out.with_name(f"{self.out.name}.part-{n}-of-{of}") for n in range(1, of + 1)]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the files their names, or take away what was begun."""
        if self._file is not None:
            self._file.close()
        if kind is None:
            for begun, named in zip(self.written, self.paths(), strict=True):
                begun.replace(named)
            return
        for begun in self.written:
            begun.unlink(missing_ok=True)

    def _next(self) -> None:
        if self._file is not None:
            self._file.close()
        if len(self.written) == MOST_PARTS:
            raise BadInput(
                [
                    Fault(
                        "shencha dossier build",
                        "--part-size",
                        Text(f"会超过 {MOST_PARTS} 卷", f"there would be more than {MOST_PARTS} parts"),
                        Text("请用更大的分卷", "take larger parts"),
                    )
                ]
            )
        begun = self.out.with_name(f".{self.out.name}.{len(self.written) + 1}.building")
        self._file = begun.open("wb")
        self.written.append(begun)
        self._room = self.part_size or 0
        if self.part_size is None:
            self._room = 2**63


class Joined:
    """Files one after the other, read as one."""

    def __init__(self, files: Sequence[BinaryIO]) -> None:
        self.files, self.at = files, 0

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, from one file at a time."""
        while self.at < len(self.files):
            if data := self.files[self.at].read(size):
                return data
            self.at += 1
        return b""

    def rewind(self) -> None:
        """Begin again."""
        for one in self.files:
            one.seek(0)
        self.at = 0


def in_order(names: Iterable[str], file: str) -> list[int]:
    """In which order files with these names are one: the parts by their numbers, or the only file.

    Raises:
        Broken: a part is missing, twice there, or of another set; each is named.
    """
    listed = list(names)
    found = [_PART.fullmatch(name) for name in listed]
    if len(listed) == 1 and found[0] is None:
        return [0]
    faults = []
    first = next((one for one in found if one), None)
    numbers: dict[int, int] = {}
    for at, (name, one) in enumerate(zip(listed, found, strict=True)):
        other = one is None or first is None or (one["stem"], one["of"]) != (first["stem"], first["of"])
        if one is None or other or int(one["number"]) in numbers or int(one["number"]) > int(one["of"]):
            wrong = Text("不是这一卷宗的分卷，或者重复", "it is no part of this dossier, or there twice")
            faults.append(
                Fault(
                    name, "part", wrong, Text("请只给出同一卷宗的各卷", "give the parts of one dossier only")
                )
            )
        else:
            numbers[int(one["number"])] = at
    of = int(first["of"]) if first else 0
    if missing := [str(n) for n in range(1, of + 1) if n not in numbers]:
        wrong = Text(
            f"缺少第 {'、'.join(missing)} 卷，共 {of} 卷", f"part {', '.join(missing)} of {of} is missing"
        )
        faults.append(Fault(file, "part", wrong, Text("请补齐各卷", "put all parts together")))
    if faults:
        raise Broken(faults)
    return [numbers[n] for n in range(1, of + 1)]


def found_parts(paths: Sequence[Path]) -> list[Path]:
    """The files that make up a dossier, in order; of one part that is named, the others beside it are found.

    Raises:
        BadInput: a file is not there. Broken: as `in_order`.
    """
    for path in paths:
        if not path.is_file():
            raise BadInput(
                [
                    Fault(
                        str(path),
                        "file",
                        *(
                            (
                                Text("这是文件夹", "it is a folder"),
                                Text(
                                    "请先用 dossier build 做成卷宗文件",
                                    "make it a dossier with dossier build first",
                                ),
                            )
                            if path.is_dir()
                            else (
                                Text("没有这个文件", "there is no such file"),
                                Text("请核对路径", "check the path"),
                            )
                        ),
                    )
                ]
            )
    listed = list(paths)
    part = _PART.fullmatch(paths[0].name) if len(paths) == 1 else None
    if part:
        beside = (_PART.fullmatch(one.name) for one in sorted(paths[0].parent.iterdir()) if one.is_file())
        listed = [paths[0].with_name(one[0]) for one in beside if one and one["stem"] == part["stem"]]
    order = in_order([one.name for one in listed], str(paths[0]))
    return [listed[at] for at in order]


def opened(paths: Sequence[Path], stack: contextlib.ExitStack) -> Joined:
    """The files opened as one, closed with the stack."""
    return Joined([stack.enter_context(path.open("rb")) for path in paths])
