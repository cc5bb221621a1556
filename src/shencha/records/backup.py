"""A backup of an instance, and the instance that comes out of it.

The database first, then the papers that lie beside it: a paper without a row does no harm, a row without its paper does
(PostgreSQL's dump holds them). Never the memory
of what was signed (`log.signed`): a copy that brought it along would take itself for the newest.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from shencha.errors import BadInput, Fault
from shencha.records import keys as here
from shencha.records import log
from shencha.records.clock import now
from shencha.records.files import places
from shencha.records.log import epochs
from shencha.records.models import StoredFile
from shencha.records.secrets import flush_folder
from shencha.text import Text

SHEET, DUMP, LITE = "backup.json", "database.dump", "database.sqlite3"
LAST = "backup.last"
"""In the data folder: when a backup was last made, for whoever looks after the instance."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    engine: str
    taken_at: str
    database: str
    """SHA-256 of the database's copy."""
    papers: int
    size: int
    """Entries of the log."""
    root: str
    checkpoint: str
    """The newest signed checkpoint then; whoever keeps one that is newer can tell what a restored copy lacks."""


def back_up(folder: Path, keys: Path | None = None) -> Backup:
    """Write a backup while the instance serves; an earlier backup in the folder is brought up to now.

    Args:
        keys: a folder apart for the instance's keys; without it they are not part of the backup.
    Raises:
        BadInput: the folder holds something else, or a program of PostgreSQL is missing or refuses.
    """
    _own(folder)
    for made in (folder, folder / "files", *([keys] if keys else [])):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    size, root = log.head()
    note = log.checkpoint()
    arriving = folder / ".database.arriving"
    kind = _lite(arriving) if connection.vendor == "sqlite" else _dumped(arriving)
    _flush(arriving)
    papers = StoredFile.objects.count()
    for digest in () if places.in_pieces() else _digests():
        _copy(places.path_of(digest), folder / "files" / digest[:2] / digest)
    with arriving.open("rb") as copy:
        digest = file_digest(copy, "sha256").hexdigest()
    taken_at = now().astimezone(UTC).isoformat(timespec="seconds")
    made_of = Backup(connection.vendor, taken_at, digest, papers, size, root.hex(), note)
    arriving.replace(folder / kind)
    _write(folder / SHEET, asdict(made_of))
    for key in here.all_here() if keys else ():
        _copy(key, Path(str(keys)) / key.name)
    _write(Path(settings.DATA) / LAST, {"at": taken_at})
    return made_of


def restore(folder: Path, keys: Path | None = None) -> Backup:
    """Make the instance of a backup in an empty data folder; it shows what it has and signs nothing yet.

    Args:
        folder: a backup. keys: the folder with the instance's keys.
    Raises:
        BadInput: no backup, a damaged one, one of the other kind of database, or an instance is here already.
    """
    made = read(folder)
    data = Path(settings.DATA)
    _empty(data, made)
    for paper in sorted((folder / "files").rglob("*")):
        if paper.is_file():
            _copy(paper, Path(settings.FILES) / paper.name[:2] / paper.name)
    for key in sorted(keys.glob("*.key")) if keys else ():
        _copy(key, here.place_of(key.name), 0o600)
    epochs.mark_copied(data, epochs.Copied(made.size, made.root, made.taken_at))
    if made.engine == "sqlite":
        connection.close()
        _copy(folder / LITE, Path(str(settings.DATABASES["default"]["NAME"])), 0o600)
    else:
        _program("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(folder / DUMP))
    return made


def read(folder: Path) -> Backup:
    """What a backup holds, once its database and papers are found whole.

    Raises:
        BadInput: each part that is missing or damaged.
    """
    try:
        made = Backup(**json.loads((folder / SHEET).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        raise _bad(
            folder,
            Text("这里没有备份", "there is no backup here"),
            Text("请给出 shencha backup 写成的文件夹", "name a folder that shencha backup wrote"),
        ) from None
    kind = LITE if made.engine == "sqlite" else DUMP
    wrong = [] if _digest(folder / kind) == made.database else [kind]
    wrong += [str(one.relative_to(folder)) for one in _papers(folder) if one.name != _digest(one)]
    if wrong:
        raise BadInput(
            Fault(
                str(folder / one),
                "file",
                Text("已损坏或者缺失", "it is damaged or missing"),
                Text("请使用另一份备份", "use another backup"),
            )
            for one in wrong
        )
    return made


def _papers(folder: Path) -> Iterator[Path]:
    return (one for one in sorted((folder / "files").rglob("*")) if one.is_file())


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _digests() -> Iterator[str]:
    return StoredFile.objects.values_list("digest", flat=True).iterator(chunk_size=5000)


def _lite(target: Path) -> str:
    """SQLite's own way, while others write."""
    target.unlink(missing_ok=True)
    name = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(name)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
    return LITE


def _dumped(target: Path) -> str:
    _program("pg_dump", "--format=custom", f"--file={target}")
    return DUMP


def _program(name: str, *words: str) -> None:
    """Run a program of PostgreSQL on this instance's database; its password goes by the environment.

    Raises:
        BadInput: it is not installed, or refuses.
    """
    found = shutil.which(name, path=os.environ.get("SHENCHA_PG_BIN") or None)
    if found is None:
        raise _bad(
            Path(name),
            Text("没有安装这个程序", "this program is not installed"),
            Text(
                "请安装 PostgreSQL 的客户端，或者用 SHENCHA_PG_BIN 指明其文件夹",
                "install PostgreSQL's client, or name its folder in SHENCHA_PG_BIN",
            ),
        )
    described: dict[str, Any] = connection.settings_dict
    connection.close()
    where = {
        "PGDATABASE": described["NAME"],
        "PGUSER": described["USER"],
        "PGPASSWORD": described["PASSWORD"],
        "PGHOST": described["HOST"],
        "PGPORT": str(described["PORT"]),
    }
    given = ["--dbname", str(described["NAME"])] if name == "pg_restore" else []
    done = subprocess.run(  # noqa: S603
        [found, *given, *words],
        env={**os.environ, **{key: value for key, value in where.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [name])[0]
        raise _bad(
            Path(name),
            Text(f"未能完成：{said}", f"it failed: {said}"),
            Text("请核对数据库的地址和权限", "check address and rights of the database"),
        )


def _own(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / SHEET).exists():
        raise _bad(
            folder,
            Text("文件夹不是空的，也不是先前的备份", "the folder is neither empty nor an earlier backup"),
            Text("请给出空文件夹或者先前的备份", "name an empty folder or an earlier backup"),
        )


def _empty(data: Path, made: Backup) -> None:
    if made.engine != connection.vendor:
        raise _bad(
            data,
            Text(f"备份的数据库是 {made.engine}", f"the backup is of {made.engine}"),
            Text("请在同一种数据库上恢复", "restore it on the same kind of database"),
        )
    there = (
        Path(str(settings.DATABASES["default"]["NAME"])).exists()
        if made.engine == "sqlite"
        else "records_casefile" in connection.introspection.table_names()
    )
    if there or (data / "log.signed").exists():
        raise _bad(
            data,
            Text("这里已经有一个实例", "there is an instance here already"),
            Text(
                "请另设空的 SHENCHA_DATA（和空的数据库）",
                "set SHENCHA_DATA to an empty folder (and use an empty database)",
            ),
        )


def _copy(source: Path, target: Path, mode: int = 0o600) -> int:
    """Copy a file unless it is there; written whole, flushed with its folder. Returns 1 for a file that is there."""
    if target.exists():
        return 1
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    arriving = target.with_name(f".{target.name}.arriving")
    shutil.copyfile(source, arriving)
    arriving.chmod(mode)
    _flush(arriving)
    arriving.replace(target)
    flush_folder(target.parent)
    return 1


def _write(path: Path, data: dict[str, Any]) -> None:
    arriving = path.with_name(f".{path.name}.arriving")
    arriving.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _flush(arriving)
    arriving.replace(path)
    flush_folder(path.parent)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _bad(where: Path, wrong: Text, right: Text) -> BadInput:
    return BadInput([Fault(str(where), "file", wrong, right)])
