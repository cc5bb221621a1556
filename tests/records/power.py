"""What a disk may hold after a power cut: the writes, flushes and names of a process recorded, and any moment replayed.

strace records what a process does under a folder. `Disk` then keeps, beside what the process saw, what was flushed; a cut
leaves of the rest nothing, some of it, or sectors of it.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.places import ROOT

STRACE = shutil.which("strace")
SECTOR = 512
"""Bytes of which a disk writes all or nothing."""
MODES = ("strict", "ordered", "random")
"""strict: only what was flushed, names with their folder. ordered: names with the next flush of anything, as ext4 and
XFS do it; each unflushed write stays or not. random: some first names of each folder, some sectors of each write."""
_CALLS = (
    "openat,creat,close,dup,dup2,dup3,lseek,write,writev,pwrite64,pwritev,sendfile,copy_file_range,ftruncate,truncate,"
    "fallocate,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync"
)
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


@dataclass(frozen=True, slots=True)
class Op:
    """One call: `kind` is write, size, flush, name, gone, folder or said."""

    kind: str
    at: str = ""
    """The name it is about."""
    file: int = -1
    """The content it is about: names may change, contents keep their number."""
    offset: int = 0
    content: bytes = b""
    was: str = ""
    """Of a renaming: the name before."""


def recorded(folder: Path, trace: Path, environment: Mapping[str, str], *words: str) -> list[Op]:
    """What `python WORDS` does under the folder, with what it says, in order."""
    before = _numbered(folder)
    ran = subprocess.run(
        [str(STRACE), "-f", "-qq", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}", "-o", str(trace),
         sys.executable, *words],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    with trace.open() as lines:
        ops = list(_Reading(folder, before).read(_joined(lines)))
    assert b"".join(one.content for one in ops if one.kind == "said") == ran.stdout
    return ops


def _numbered(folder: Path) -> dict[str, int]:
    """The contents under a folder by their names, as they are numbered before anything is done."""
    names = (one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())
    return {name: at for at, name in enumerate(sorted(names))}


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Each call on one line, at the place where it returned."""
    begun: dict[str, str] = {}
    for line in lines:
        process, _, rest = line.partition(" ")
        if line.endswith("<unfinished ...>\n"):
            begun[process] = rest.removesuffix("<unfinished ...>\n").strip()
        elif " resumed>" in rest:
            yield f"{process} {begun.pop(process)}{rest.partition(' resumed>')[2]}"
        else:
            yield line


class _Reading:
    """Follows open files by their numbers, and contents by the names under the folder."""

    def __init__(self, folder: Path, files: dict[str, int]) -> None:
        self.folder, self.files, self.count = folder, files, len(files)
        self.open: dict[int, tuple[str, int]] = {}
        """By number: the name and the content; of a folder -1."""
        self.places: dict[int, int] = {}
        self.process = ""

    def read(self, lines: Iterable[str]) -> Iterator[Op]:
        for line in lines:
            found = _LINE.match(line)
            if found is None or int(found[4]) < 0:
                continue
            process, call, words, answer = found[1], found[2], found[3], int(found[4])
            self.process = self.process or process
            for op in self._call(call, words, answer):
                assert process == self.process, f"another process writes here: {line[:200]}"
                yield op

    def _call(self, call: str, words: str, answer: int) -> Iterator[Op]:
        texts = [bytes.fromhex(one.replace("\\x", "")) for one, _ in _TEXT.findall(words)]
        assert '"...' not in words, "strace cut it short"
        number = int(words.split(",")[0]) if words.split(",")[0].isdecimal() else -1
        match call:
            case "openat" | "creat":
                yield from self._opened(texts[0], words, answer)
            case "close":
                self.open.pop(number, None)
            case "dup" | "dup2" | "dup3" if number in self.open:
                self.open[answer] = self.open[number]
            case "lseek" if number in self.open:
                self.places[number] = answer
            case "write" if number == 1:
                yield Op("said", content=texts[0][:answer])
            case "write" if number in self.open:
                name, file = self.open[number]
                yield Op("write", name, file, self.places[number], texts[0][:answer])
                self.places[number] += answer
            case "pwrite64" if number in self.open:
                name, file = self.open[number]
                yield Op("write", name, file, int(words.rsplit(",", 1)[1]), texts[0][:answer])
            case "ftruncate" if number in self.open:
                yield Op("size", *self.open[number], offset=int(words.rsplit(",", 1)[1]))
            case "fsync" | "fdatasync" if number in self.open:
                yield Op("flush", *self.open[number])
            case "mkdir" | "mkdirat" if (name := self._inside(texts[0])) is not None:
                yield Op("folder", name)
            case "unlink" | "unlinkat" if (name := self._inside(texts[0])) is not None:
                self.files.pop(name, None)
                yield Op("gone", name)
            case "rename" | "renameat" | "renameat2" if (name := self._inside(texts[1])) is not None:
                before = self._inside(texts[0])
                assert before is not None
                self.files[name] = self.files.pop(before)
                yield Op("name", name, self.files[name], was=before)
            case "link" | "linkat" if (name := self._inside(texts[1])) is not None:
                last = texts[0].decode().rsplit("/", 1)[-1]
                before = self._inside(texts[0])
                self.files[name] = self.open[int(last)][1] if before is None else self.files[before]
                yield Op("name", name, self.files[name])
            case _:
                here = number in self.open or any(self._inside(one) is not None for one in texts)
                assert not here, f"{call} is not followed"

    def _opened(self, path: bytes, words: str, answer: int) -> Iterator[Op]:
        name = self._inside(path)
        self.open.pop(answer, None)
        if name is None or name.endswith("-shm"):  # made anew by whoever opens the database first
            return
        self.places[answer] = 0
        if "O_TMPFILE" in words:
            self.open[answer], self.count = (f"{name}/nameless", self.count), self.count + 1
        elif (self.folder / name).is_dir() or "O_DIRECTORY" in words or name == ".":
            self.open[answer] = (name, -1)
        elif name in self.files:
            self.open[answer] = (name, self.files[name])
            if "O_TRUNC" in words:
                yield Op("size", *self.open[answer])
        elif "O_CREAT" in words:
            self.files[name], self.count = self.count, self.count + 1
            self.open[answer] = (name, self.files[name])
            yield Op("name", name, self.files[name])
        else:
            self.open[answer] = (name, -1)  # a folder that was made and is gone again

    def _inside(self, path: bytes) -> str | None:
        """The name under the folder; None elsewhere, and of what is no part of a disk's state."""
        try:
            name = Path(path.decode()).relative_to(self.folder).as_posix()
        except ValueError:
            return None
        return None if name.endswith("-shm") else name


@dataclass(slots=True)
class _Content:
    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)


class Disk:
    """A folder as a process sees it, and what of it is flushed."""

    def __init__(self, folder: Path, deaf: Callable[[str], bool] = lambda name: False) -> None:
        """
        Args:
            folder: as it was before, all of it flushed.
            deaf: of which names flushes do nothing: a program that forgot them.
        """
        self.deaf = deaf
        self.names = _numbered(folder)
        self.contents = {
            at: _Content(bytearray((folder / name).read_bytes())) for name, at in self.names.items()
        }
        self.waiting: list[Op] = []
        """Changes of names that no flush has made to last yet, in order."""
        self.carried = 0
        """So many of them came before the last flush of anything."""
        self.folders = {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_dir()}

    def does(self, op: Op) -> None:
        """The next call."""
        match op.kind:
            case "write" | "size":
                self.contents.setdefault(op.file, _Content()).waiting.append(op)
            case "flush" if not self.deaf(op.at):
                if op.file >= 0:
                    content = self.contents.setdefault(op.file, _Content())
                    for one in content.waiting:
                        _put(content.flushed, one)
                    content.waiting = []
                else:
                    self.waiting = [one for one in self.waiting if not self._lasts(one, op.at)]
                self.carried = len(self.waiting)
            case "name" | "gone" | "folder":
                self.waiting.append(op)

    def _lasts(self, op: Op, folder: str) -> bool:
        """Make a change of a name last if it is of that folder."""
        if _parent(op.at) != folder:
            return False
        self._named(op, self.names, self.folders)
        return True

    @staticmethod
    def _named(op: Op, names: dict[str, int], folders: set[str]) -> None:
        if op.kind == "folder":
            folders.add(op.at)
        elif op.kind == "gone":
            names.pop(op.at, None)
        else:
            names[op.at] = op.file
            names.pop(op.was, None)

    def after_a_cut(self, mode: str, drawn: random.Random, place: Path) -> None:
        """Write what may be left to a folder."""
        names, folders = dict(self.names), set(self.folders)
        if mode == "ordered":
            stays = self.waiting[: self.carried]
        elif mode == "random":
            lengths: dict[str, int] = {}
            for one in self.waiting:
                lengths[_parent(one.at)] = lengths.get(_parent(one.at), 0) + 1
            left = {folder: drawn.randint(0, length) for folder, length in lengths.items()}
            stays = []
            for one in self.waiting:
                left[_parent(one.at)] -= 1
                if left[_parent(one.at)] >= 0:
                    stays.append(one)
        else:
            stays = []
        for one in stays:
            self._named(one, names, folders)
        place.mkdir(mode=0o700)
        for folder in sorted(folders):
            if all((place / one).is_dir() for one in Path(folder).parents):
                (place / folder).mkdir(mode=0o700, exist_ok=True)
        for name, file in names.items():
            if (place / name).parent.is_dir():
                (place / name).write_bytes(self._left(self.contents.get(file, _Content()), mode, drawn))
                (place / name).chmod(0o600)

    @staticmethod
    def _left(content: _Content, mode: str, drawn: random.Random) -> bytes:
        left = bytearray(content.flushed)
        for one in content.waiting if mode != "strict" else ():
            if mode == "ordered" or one.kind == "size":
                if drawn.random() < 0.5:
                    _put(left, one)
                continue
            for at in range(0, len(one.content), SECTOR):
                if drawn.random() < 0.5:
                    _put(left, Op("write", offset=one.offset + at, content=one.content[at : at + SECTOR]))
        return bytes(left)


def _put(held: bytearray, op: Op) -> None:
    if op.kind == "size":
        del held[op.offset :]
        held.extend(bytes(op.offset - len(held)))
        return
    held.extend(bytes(max(0, op.offset - len(held))))
    held[op.offset : op.offset + len(op.content)] = op.content


def _parent(name: str) -> str:
    return Path(name).parent.as_posix()
