"""Writes what a command drew or made into a file, whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from shencha.errors import BadInput, Fault
from shencha.text import Text


def write_picture(path: str, svg: str, command: str) -> None:
    """Write an SVG file whole, or not at all.

    Raises:
        BadInput: the file name is no `.svg`, or it cannot be written.
    """
    where = f"shencha {command}"
    target = Path(path)
    if target.suffix.lower() != ".svg":
        wrong = Text(f"{path} 不是 .svg 文件名", f"{path} is not the name of an .svg file")
        raise BadInput(
            [Fault(where, "--svg", wrong, Text("请写以 .svg 结尾的文件名", "write a name that ends in .svg"))]
        )
    write_whole(path, svg, command, "--svg")


def write_whole(path: str, text: str, command: str, option: str) -> None:
    """Write a file whole, or not at all.

    Raises:
        BadInput: it cannot be written.
    """
    target = Path(path)
    draft = target.with_name(target.name + ".part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _unwritable(path, error.strerror or "", command, option) from None


def writable(path: str, command: str, option: str) -> None:
    """Refuse a file that could not be written, before a long work whose result it shall hold.

    Raises:
        BadInput: its folder is not there or takes no file, or it is a folder itself.
    """
    target = Path(path)
    if target.is_dir() or not os.access(target.parent, os.W_OK | os.X_OK):
        number = errno.EISDIR if target.is_dir() else errno.EACCES if target.parent.exists() else errno.ENOENT
        raise _unwritable(path, os.strerror(number), command, option)


def _unwritable(path: str, why: str, command: str, option: str) -> BadInput:
    wrong = Text(f"无法写入 {path}：{why}", f"{path} cannot be written: {why}")
    right = Text("请给出一个可写的文件夹中的文件名", "name a file in a folder that can be written")
    return BadInput([Fault(f"shencha {command}", option, wrong, right)])
