"""Writes a picture that a command drew."""

from __future__ import annotations

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
    draft = target.with_name(target.name + ".part")
    try:
        draft.write_text(svg, encoding="utf-8")
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        wrong = Text(f"无法写入 {path}：{error.strerror}", f"{path} cannot be written: {error.strerror}")
        right = Text("请给出一个可写的文件夹中的文件名", "name a file in a folder that can be written")
        raise BadInput([Fault(where, "--svg", wrong, right)]) from None
