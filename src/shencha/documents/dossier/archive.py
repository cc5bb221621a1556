"""A dossier as one file: a tar archive (POSIX ustar) of one form and no other.

The first member is the manifest, named after its digest; then each paper in the manifest's order, named by its
number, so that no name of an author ever becomes a path. Every header follows from the manifest, nothing is
compressed, and nothing comes after the end: what differs anywhere from what `build` writes is found.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Protocol

from shencha.documents.dossier.manifest import Broken, Paper
from shencha.documents.dossier.supplement import Carried, read_carried
from shencha.errors import Fault
from shencha.text import Text

BLOCK = 512
CHUNK = 2**20
LARGEST_MANIFEST = 16 * 2**20
SEALED = b"age-encryption.org/v1"
_FIRST = re.compile(rb"dossier-([0-9a-f]{64})\.json\0")
_ZEROS = bytes(BLOCK)
AGAIN = Text(
    "请向打包人重新索取，并核对卷宗编号", "ask whoever built it for a fresh copy and compare the dossier's id"
)


class Source(Protocol):
    """Bytes in order, no more than asked for."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end."""
        ...


def stream(manifest: Carried, content: Callable[[int, Paper], Iterator[bytes]]) -> Iterator[bytes]:
    """The dossier's bytes, in constant memory.

    Args:
        content: the bytes of a paper, by its place in the manifest.
    Raises:
        Broken: a paper is not what the manifest says: it changed while the dossier was built.
    """
    yield _header(_first_name(manifest.id), len(manifest.text))
    yield manifest.text
    yield _padding(len(manifest.text))
    for at, paper in enumerate(manifest.papers):
        yield _header(_member(at), paper.size)
        digest, size = sha256(), 0
        for chunk in content(at, paper):
            digest.update(chunk)
            size += len(chunk)
            if size > paper.size:
                break
            yield chunk
        if (size, digest.hexdigest()) != (paper.size, paper.sha256):
            wrong = Text("打包时文件被改动", "the file changed while the dossier was built")
            raise Broken([Fault(paper.name, "file", wrong, Text("请重新打包", "build again"))])
        yield _padding(size)
    yield _ZEROS * 2


def length(manifest: Carried) -> int:
    """Bytes of the dossier."""
    sizes = [len(manifest.text), *(paper.size for paper in manifest.papers)]
    return sum(BLOCK + size + len(_padding(size)) for size in sizes) + 2 * BLOCK


def verify(
    source: Source, file: str, each: Callable[[Paper, Iterator[bytes]], None] | None = None
) -> Carried:
    """The manifest of a dossier, once every byte of the file is found to be what `build` wrote.

    Args:
        each: is given the content of each paper as it is read; it must read all of it, and must not trust it
            before this function returns.
    Raises:
        Broken: everything found that was changed, cut off, added or is missing, with its place.
    """
    manifest = _manifest(source, file)
    faults: list[Fault] = []
    for at, paper in enumerate(manifest.papers):
        if (lost := _lost(source, file, at, manifest)) is not None:
            raise Broken([*faults, lost])
        found = _Content(source, paper.size)
        if each is None:
            for _ in found:
                pass
        else:
            each(paper, iter(found))
        if found.left:
            raise Broken([*faults, _cut(file, _named(at, paper))])
        if found.digest.hexdigest() != paper.sha256:
            wrong = Text(
                "内容与清单的摘要不符：已被改动",
                "its content does not have the listed digest: it was changed",
            )
            faults.append(Fault(file, _named(at, paper), wrong, AGAIN))
        faults += _padded(source, paper.size, file, _named(at, paper))
    faults += _end(source, file)
    if faults:
        raise Broken(faults)
    return manifest


class _Content:
    """The content of one member, in pieces, with its digest."""

    def __init__(self, source: Source, size: int) -> None:
        self.source, self.left, self.digest = source, size, sha256()

    def __iter__(self) -> Iterator[bytes]:
        while self.left:
            chunk = self.source.read(min(CHUNK, self.left))
            if not chunk:
                return
            self.left -= len(chunk)
            self.digest.update(chunk)
            yield chunk


def _manifest(source: Source, file: str) -> Carried:
    head = _exactly(source, BLOCK)
    named = _FIRST.match(head)
    if named is None or len(head) < BLOCK:
        if head.startswith(SEALED):
            wrong = Text(
                "已封装，须用收件方的密钥打开", "it is sealed and opens only with the recipient's key"
            )
            right = Text("请用 --identity 给出密钥文件", "give the key file with --identity")
        else:
            wrong, right = (
                Text("不是卷宗文件，或者开头已被改动", "it is no dossier, or its beginning was changed"),
                AGAIN,
            )
        raise Broken([Fault(file, "byte 0", wrong, right)])
    size = _octal(head[124:136])
    name = named[0].rstrip(b"\0").decode()
    if size is None or not 0 < size <= LARGEST_MANIFEST or head != _header(name, size):
        raise Broken(
            [Fault(file, "byte 0", Text("首个文件头已被改动", "the first header was changed"), AGAIN)]
        )
    raw = _exactly(source, size)
    if len(raw) < size:
        raise Broken([_cut(file, "manifest")])
    if sha256(raw).hexdigest() != named[1].decode():
        wrong = Text("清单与卷宗编号不符：已被改动", "it does not have the dossier's id: it was changed")
        raise Broken([Fault(file, "manifest", wrong, AGAIN)])
    if faults := _padded(source, size, file, "manifest"):
        raise Broken(faults)
    return read_carried(raw, file)


def _lost(source: Source, file: str, at: int, manifest: Carried) -> Fault | None:
    """What stands where the header of a paper should stand, if it is not that header."""
    paper = manifest.papers[at]
    head = _exactly(source, BLOCK)
    if head == _header(_member(at), paper.size):
        return None
    if len(head) < BLOCK:
        return _cut(file, _named(at, paper))
    if head == _ZEROS:
        return Fault(
            file, _named(at, paper), Text("清单中有，文件里没有", "it is listed but not there"), AGAIN
        )
    if head[:100] == _header(_member(at), paper.size)[:100]:
        return Fault(
            file,
            _named(at, paper),
            Text("该文件的文件头已被改动", "the header of this file was changed"),
            AGAIN,
        )
    wrong = Text(
        f"此处应为该文件，却是{_shown(head).zh}", f"here stands {_shown(head).en} instead of this file"
    )
    return Fault(file, _named(at, paper), wrong, AGAIN)


def _end(source: Source, file: str) -> list[Fault]:
    tail = _exactly(source, 2 * BLOCK)
    if tail != _ZEROS * 2:
        if len(tail) < 2 * BLOCK and not tail.strip(b"\0"):
            return [_cut(file, "end")]
        wrong = Text(
            f"清单之外还有{_shown(tail[:BLOCK]).zh}",
            f"beyond what is listed there is {_shown(tail[:BLOCK]).en}",
        )
        return [Fault(file, "end", wrong, AGAIN)]
    if source.read(1):
        return [Fault(file, "end", Text("结尾之后还有内容", "there are bytes after the end"), AGAIN)]
    return []


def _padded(source: Source, size: int, file: str, where: str) -> list[Fault]:
    wanted = _padding(size)
    found = _exactly(source, len(wanted))
    if found == wanted:
        return []
    if len(found) < len(wanted):
        return [_cut(file, where)]
    return [Fault(file, where, Text("填充字节已被改动", "the padding after it was changed"), AGAIN)]


def _exactly(source: Source, size: int) -> bytes:
    pieces = []
    while size:
        chunk = source.read(min(size, CHUNK))
        if not chunk:
            break
        pieces.append(chunk)
        size -= len(chunk)
    return b"".join(pieces)


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o644, 0
    return info.tobuf(tarfile.USTAR_FORMAT)


def _padding(size: int) -> bytes:
    return bytes(-size % BLOCK)


def _first_name(digest: str) -> str:
    return f"dossier-{digest}.json"


def _member(at: int) -> str:
    return f"papers/{at + 1:05d}"


def _named(at: int, paper: Paper) -> str:
    return f"{_member(at)} ({paper.name})"


def _octal(field: bytes) -> int | None:
    digits = field.rstrip(b"\0 ")
    return int(digits, 8) if digits and all(48 <= digit <= 55 for digit in digits) else None


def _shown(head: bytes) -> Text:
    name = head[:100].rstrip(b"\0").decode("utf-8", "replace")
    if name.isprintable() and name:
        return Text(f"名为 {name} 的文件", f"a file named {name}")
    return Text("别的内容", "something else")


def _cut(file: str, where: str) -> Fault:
    return Fault(file, where, Text("文件到此中断：不完整", "the file ends here: it was cut off"), AGAIN)
