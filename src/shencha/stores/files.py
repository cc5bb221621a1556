"""Tables in files: read, and written whole or not at all."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from shencha.errors import BadInput, Fault
from shencha.stores.sheets import without_guards
from shencha.text import Text

if TYPE_CHECKING:
    import polars as pl

FORMATS = (".csv", ".parquet")
MOST_COLUMNS = 500


def target_of(register: str, out: str) -> Path:
    """Where the answer goes; never onto the register itself.

    Raises:
        BadInput: a format, folder or file that cannot be meant.
    """
    target = Path(out)
    if target.suffix.lower() not in FORMATS:
        raise bad_file(out, *unknown_format(target))
    if not target.parent.is_dir():
        wrong = Text(f"没有文件夹 {target.parent}", f"there is no folder {target.parent}")
        raise bad_file(out, wrong, Text("请给出已有的文件夹", "name a folder that exists"))
    if target.is_dir():
        wrong = Text("这是一个文件夹", "it is a folder")
        raise bad_file(out, wrong, Text("请给出文件名", "name a file"))
    if target.exists() and Path(register).exists() and target.samefile(register):
        wrong = Text("输出会覆盖登记表本身", "the answer would overwrite the register itself")
        raise bad_file(out, wrong, Text("请换一个文件名", "name another file"))
    return target


def read_table(register: str) -> pl.DataFrame:
    """The table of a CSV or Parquet file; CSV cells are texts.

    Raises:
        BadInput: it cannot be read, or names a column twice.
    """
    import polars as pl

    path = Path(register)
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise bad_file(register, *unknown_format(path))
    try:
        if suffix == ".parquet":
            return pl.read_parquet(path, glob=False)
        _check_header(register)
        return without_guards(pl.read_csv(path, infer_schema=False, glob=False))
    except FileNotFoundError:
        wrong = Text("没有这个文件", "there is no such file")
        raise bad_file(register, wrong, Text("请核对路径", "check the path")) from None
    except (OSError, UnicodeDecodeError, csv.Error, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        wrong = Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        right = Text("请给出 UTF-8 的 CSV 或者完好的 Parquet", "give CSV in UTF-8, or sound Parquet")
        raise bad_file(register, wrong, right) from None


def _check_header(register: str) -> None:
    with Path(register).open(newline="", encoding="utf-8-sig") as opened:
        header = next(csv.reader(opened), [])
    if len(header) > MOST_COLUMNS:
        wrong = Text(f"有 {len(header)} 列", f"it has {len(header)} columns")
        raise bad_file(register, wrong, Text(f"最多 {MOST_COLUMNS} 列", f"write at most {MOST_COLUMNS}"))
    twice = [name for name, count in Counter(header).items() if count > 1]
    if twice:
        raise BadInput(
            Fault(
                register,
                f"column {name}",
                Text("该列出现了两次", "the column stands twice"),
                Text("每列只写一次", "write each column once"),
            )
            for name in twice
        )


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[Path]:
    """A scratch file beside the target that takes its place once it is written and synced."""
    scratch = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield scratch
        with scratch.open("rb+") as written:
            os.fsync(written.fileno())
        scratch.replace(target)
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = Text(f"无法写入：{reason}", f"it cannot be written: {reason}")
        raise bad_file(
            str(target), wrong, Text("请给出可写的位置", "name a place that can be written")
        ) from None
    finally:
        scratch.unlink(missing_ok=True)


def unknown_format(path: Path) -> tuple[Text, Text]:
    """What is wrong with a file name of another kind."""
    wrong = Text(f"不认识扩展名 {path.suffix!r}", f"the extension {path.suffix!r} is not known")
    return wrong, Text("请用 .csv 或者 .parquet", "use .csv or .parquet")


def bad_file(file: str, wrong: Text, right: Text) -> BadInput:
    """One fault of a whole file."""
    return BadInput([Fault(file, "file", wrong, right)])
