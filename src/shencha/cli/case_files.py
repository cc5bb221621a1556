"""Case files named on a command line: files, or folders whose case files are all taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from shencha.errors import BadInput, Fault
from shencha.text import Text

if TYPE_CHECKING:
    from shencha.procedure.history import History

_CASES = (".yaml", ".yml", ".json", ".toml")


def read_cases(named: list[str], command: str) -> tuple[History, ...]:
    """Every case of these files and folders.

    Raises:
        BadInput: a folder without a case file, a case number that stands twice, or any fault of a file; those of
            all files are named.
    """
    from shencha import inputs
    from shencha.procedure.history import load_history

    faults: list[Fault] = []
    found: list[History] = []
    for path in _paths(named, command, faults):
        try:
            found.append(load_history(inputs.read(path)))
        except BadInput as bad:
            faults.extend(bad.faults)
    first: dict[str, str] = {}
    for one in found:
        if one.number in first:
            wrong = Text(
                f"案件编号 {one.number} 已在 {first[one.number]} 中",
                f"the case number {one.number} stands in {first[one.number]} too",
            )
            faults.append(
                Fault(one.file, "case", wrong, Text("每个案件用一个编号", "give each case its own number"))
            )
        first.setdefault(one.number, one.file)
    if faults:
        raise BadInput(faults)
    return tuple(found)


def _paths(named: list[str], command: str, faults: list[Fault]) -> Iterator[str]:
    for name in named:
        folder = Path(name)
        if not folder.is_dir():
            yield name
            continue
        inside = sorted(path for path in folder.iterdir() if path.suffix.lower() in _CASES)
        if not inside:
            wrong = Text(f"文件夹 {name} 中没有案件文件", f"the folder {name} holds no case file")
            right = Text(
                "请放入 .yaml、.json 或 .toml 的案件文件", "put case files (.yaml, .json, .toml) there"
            )
            faults.append(Fault(f"shencha {command}", "CASES", wrong, right))
        yield from map(str, inside)
