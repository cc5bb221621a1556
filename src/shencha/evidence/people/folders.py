"""What lies in a folder of tables: every file in it and below is a table, or is told as none."""

from __future__ import annotations

import codecs
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from shencha.text import Text

SUFFIXES = (".csv", ".parquet")
_NOTHING = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|_SUCCESS|\..*\.crc", re.IGNORECASE)
"""What systems leave in folders by themselves, and holds nothing."""
_OTHER = Text("不是 CSV 或 Parquet 文件", "neither a CSV nor a Parquet file")
_LINK = Text(
    "是链接，没有跟随；所指的文件请另列为一个存储",
    "a link, which is not followed; list what it leads to as a store of its own",
)
_CLOSED = Text("这个文件夹无法打开", "this folder cannot be opened")
_CHECKED = 1 << 28
"""Bytes of a file that are looked at to tell how its text is written."""


@dataclass(frozen=True, slots=True)
class Walked:
    """The tables of a folder by name, and by its path in it what is none."""

    tables: dict[str, Path]
    others: dict[str, Text]


def walk(folder: Path) -> Walked:
    """All that lies in the folder and in those below; a table's name is its path in it, without the suffix."""
    others: dict[str, Text] = {}
    files: list[Path] = []

    def closed(error: OSError) -> None:
        others[Path(error.filename).relative_to(folder).as_posix()] = _CLOSED

    for place, below, names in os.walk(folder, onerror=closed):
        inner = Path(place)
        for name in sorted([*names, *(one for one in below if (inner / one).is_symlink())]):
            path = inner / name
            if path.is_symlink():
                others[path.relative_to(folder).as_posix()] = _LINK
            elif path.suffix.lower() in SUFFIXES and path.is_file():
                files.append(path)
            elif not _NOTHING.fullmatch(name):
                others[path.relative_to(folder).as_posix()] = _OTHER
    plain = [path.relative_to(folder).with_suffix("").as_posix() for path in files]
    times = Counter(plain)
    tables = {
        name if times[name] == 1 else path.relative_to(folder).as_posix(): path
        for name, path in zip(plain, files, strict=True)
    }
    return Walked(dict(sorted(tables.items())), others)


def encoding_of(file: Path) -> str | None:
    """How a text is written: `utf-8`, `utf-16` or `gb18030`; None: as none of them."""
    decoders = {name: codecs.getincrementaldecoder(name)() for name in ("utf-8", "gb18030")}
    left = _CHECKED
    with file.open("rb") as opened:
        while left > 0 and (block := opened.read(1 << 20)):
            if left == _CHECKED and block[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                return "utf-16"
            left -= len(block)
            for name, decoder in list(decoders.items()):
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    del decoders[name]
            if not decoders:
                return None
    return next(iter(decoders))


_DAY = re.compile(r"20[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])([0-9]{2}){0,3}")
_IDENTIFIER = re.compile(
    r"[^\s@/]+@[^\s@/]+"
    r"|1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])"
    r"|[0-9０-９]{9,}[XxＸｘ]?"
    r"|(?<![A-Za-z])[A-Z]{1,2}[0-9]{7,10}(?![0-9])"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·.]?[A-Z0-9]{5,6}"
)


def masked(name: str) -> str:
    """The name of a table or file as it may leave: people's numbers in it are hidden, days are not."""
    return _IDENTIFIER.sub(lambda found: found[0] if _DAY.fullmatch(found[0]) else "***", name)
