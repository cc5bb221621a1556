"""Files, kept once under the digest of their content, whole and flushed before an act speaks of them (`places`).

Until it is known that a content bears no mark of a state secret it lies without a name, where the disk can hold such a
file, and goes with the process that wrote it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from shencha.documents.covers import looked
from shencha.documents.kinds.look import look
from shencha.errors import BadInput, Fault, ShenchaError
from shencha.law.state_secrets import mark_in, not_kept
from shencha.records.files import leaves, places
from shencha.records.files.places import CHUNK as CHUNK
from shencha.records.files.scanning import scanned
from shencha.records.models import StoredFile
from shencha.records.secrets import made_folder
from shencha.text import Text

ARRIVING = ".arriving-"


class OnDisk:
    """A content that lies whole on our own disk already: `keep` takes it over instead of copying it."""

    def __init__(self, path: Path, before: StoredFile | None = None) -> None:
        self.path, self.before = path, before

    def __iter__(self) -> Iterator[bytes]:
        if self.before:
            yield from places.read(self.before.digest)
            return
        with self.path.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                yield chunk

    def digest(self) -> str:
        """SHA-256 of what lies there, in hexadecimal."""
        with self.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()

    def kept_as(self, file: StoredFile) -> None:
        """Told once it is kept."""
        self.before = file

    def refused(self) -> None:
        """Told when it may not be kept; its bytes are gone."""


def keep(chunks: Iterable[bytes], name: str, material: str | None = None) -> StoredFile:
    """Write a content to disk, flushed with its folder, and register it; the same content is kept once.

    Args:
        chunks: the content in pieces; memory stays constant. An `OnDisk` is taken over, and once only.
        material: what it is handed in as, which says the kinds that it may be (`documents.kinds.table`); None for
            what we wrote ourselves and for what an analyser reads.
    Raises:
        BadInput: it is empty, larger than settings.MOST_UPLOAD_BYTES, marked as a state secret in its name or
            on its first page, of a kind that is not taken, or known to the malware scanner; nothing is kept.
    """
    if mark := mark_in(name):
        raise BadInput([marked(name, mark)])
    if isinstance(chunks, OnDisk):
        return _taken(chunks, name, material)
    folder = made_folder(Path(settings.FILES))
    arriving = folder / f"{ARRIVING}{os.getpid()}-{secrets.token_hex(8)}"
    digest, size = sha256(), 0
    try:
        with _nameless(folder) or arriving.open("xb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            for chunk in chunks:
                size += len(chunk)
                if size > settings.MOST_UPLOAD_BYTES:
                    raise BadInput([_too_large(name)])
                digest.update(chunk)
                file.write(chunk)
            if not size:
                raise BadInput([_empty(name)])
            file.flush()
            lies = Path(f"/proc/self/fd/{file.fileno()}") if isinstance(file.name, int) else arriving
            seen = _seen(lies, name, material, refuse_marked(lies, name))
            os.fsync(file.fileno())
            if lies != arriving:
                os.link(lies, arriving, src_dir_fd=file.fileno())  # which makes it follow the link
        return _noted(places.settle(arriving, digest.hexdigest(), size), seen, name)
    finally:
        arriving.unlink(missing_ok=True)


def _taken(whole: OnDisk, name: str, material: str | None) -> StoredFile:
    if whole.before is not None:
        return whole.before
    try:
        kept = _adopted(whole, name, material)
    except BadInput:
        whole.refused()
        raise
    finally:
        whole.path.unlink(missing_ok=True)
    whole.kept_as(kept)
    return kept


def _adopted(whole: OnDisk, name: str, material: str | None) -> StoredFile:
    """The file under its digest, on the same disk; it is gone from where it lay."""
    with whole.path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        os.fsync(file.fileno())
    if not size:
        raise BadInput([_empty(name)])
    if size > settings.MOST_UPLOAD_BYTES:
        raise BadInput([_too_large(name)])
    seen = _seen(whole.path, name, material, refuse_marked(whole.path, name))
    return _noted(places.settle(whole.path, whole.digest(), size), seen, name)


def refuse_marked(arrived: Path, name: str) -> frozenset[str]:
    """Let pass what bears no mark; what of it could not be looked into (`kinds.marks`).

    Raises:
        BadInput: its name, or what stands where marks stand in it, is the mark of a state secret.
    """
    mark, unseen = looked(arrived, name)
    if mark:
        raise BadInput([marked(name, mark)])
    return unseen


def _seen(arrived: Path, name: str, material: str | None, unseen: frozenset[str]) -> dict[str, object]:
    """What a look into a file that is handed in shows, and what the malware scanner says; by column.

    Args:
        unseen: what could not be looked into for marks of secrecy.

    Raises:
        BadInput: a kind that is not taken, or malware.
    """
    shown, seen = safe_name(name), dict[str, object]()
    if material is not None:
        found = look(arrived, shown, material)
        seen = {"kind": found.kind, "marks": sorted({*found.marks, *unseen})}
    if said := scanned(arrived, shown):
        seen["scanned"] = said
    return seen


def _noted(kept: StoredFile, seen: dict[str, object], name: str) -> StoredFile:
    """Keep what was seen; the characters of a scan are recognised from now on, where that can be done."""
    for column, value in seen.items():
        setattr(kept, column, value)
    if seen:
        kept.save(update_fields=list(seen))
    if "scan" in kept.marks and "marks" in seen:
        leaves.recognise(kept, name)
    return kept


def _nameless(folder: Path) -> IO[bytes] | None:
    """A file that has no name yet; None on a disk that knows no such thing."""
    try:
        return open(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o600), "w+b")
    except OSError:
        return None


def drop(kept: Iterable[StoredFile]) -> None:
    """Delete files that no row speaks of any more, from the disk once the caller's transaction is committed."""
    for file in {one.pk: one for one in kept}.values():
        try:
            with transaction.atomic():
                StoredFile.objects.filter(pk=file.pk).delete()
        except ProtectedError:
            continue
        transaction.on_commit(partial(places.remove, file.digest))


class Changed(ShenchaError):
    """A stored file is no longer what its name says: its last piece is not given out."""

    code = "changed_file"
    status = 500


def content(file: StoredFile) -> Iterator[bytes]:
    """The content in pieces, compared with its digest on the way.

    Raises:
        Changed: it was changed where it lies; what was given out until then is not whole.
    """
    digest, held = sha256(), b""
    for chunk in places.read(file.digest):
        digest.update(chunk)
        if held:
            yield held
        held = chunk
    if digest.hexdigest() != file.digest:
        StoredFile.objects.filter(pk=file.pk).update(whole=False)
        raise Changed(
            Text(
                f"文件 {file.digest} 的内容已被改动，没有给出",
                f"the content of the file {file.digest} was changed; it is not given out",
            )
        )
    yield held


def safe_name(name: str) -> str:
    """A name to show and to download under: no path, no control characters, at most 200 characters.

    The name never touches the disk; the digest does.
    """
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    shown = "".join(c for c in base if unicodedata.category(c)[0] != "C").strip(". ")
    if len(shown) > 200:
        stem, dot, suffix = shown.rpartition(".")
        shown = f"{stem[: 195 - len(suffix)]}.{suffix}" if dot and len(suffix) <= 20 else shown[:200]
    return shown or "unnamed"


def marked(name: str, mark: str) -> Fault:
    """A file that bears the mark of a state secret, and where such matters belong."""
    return not_kept(safe_name(name), "file", mark)


def _too_large(name: str) -> Fault:
    most = settings.MOST_UPLOAD_BYTES // 2**20
    return Fault(
        name,
        "file",
        Text(f"超过 {most} MB", f"larger than {most} MB"),
        Text("请拆分后分别上传", "split it and upload the parts"),
    )


def _empty(name: str) -> Fault:
    return Fault(
        name, "file", Text("文件是空的", "the file is empty"), Text("请重新选择文件", "choose the file again")
    )
