"""An input file by its extension."""

from __future__ import annotations

import sys
from pathlib import Path

from shencha.inputs.document import Document, bad
from shencha.inputs.json_text import parse_json
from shencha.inputs.toml_text import parse_toml
from shencha.inputs.yaml_text import parse_yaml
from shencha.text import Text

MOST_BYTES = 64 * 2**20


def read(path: str | Path, *, most_bytes: int = MOST_BYTES) -> Document:
    """Read one input file by its extension (.yaml, .yml, .json, .toml); `-` reads YAML from standard input.

    Raises:
        BadInput: the file is not there, too large, not UTF-8, not well formed, repeats a key, or uses an
            alias (an alias can make a small file enormous).
    """
    file = str(path)
    raw = _bytes(file, most_bytes)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        at = error.start - raw.rfind(b"\n", 0, error.start)
        raise bad(
            file,
            f"line {line}",
            Text(f"第 {at} 个字节不是 UTF-8 文本", f"byte {at} is not UTF-8 text"),
            Text("请把文件存为 UTF-8", "save the file as UTF-8"),
        ) from None
    suffix = "" if file == "-" else Path(file).suffix.lower()
    if suffix in ("", ".yaml", ".yml"):
        return parse_yaml(text, file)
    if suffix == ".json":
        return parse_json(text, file)
    if suffix == ".toml":
        return parse_toml(text, file)
    raise bad(
        file,
        "file name",
        Text(f"不认识扩展名 {suffix}", f"the extension {suffix} is not known"),
        Text("请用 .yaml、.json 或 .toml", "use .yaml, .json or .toml"),
    )


def _bytes(file: str, most: int) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(most + 1)
    except FileNotFoundError:
        raise bad(
            file, "file", Text("没有这个文件", "there is no such file"), Text("请核对路径", "check the path")
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise bad(
            file,
            "file",
            Text(f"无法读取：{reason}", f"it cannot be read: {reason}"),
            Text("请给出一个可读的文件", "name a file that can be read"),
        ) from None
    if len(raw) > most:
        raise bad(
            file,
            "file",
            Text(f"超过 {most} 字节", f"larger than {most} bytes"),
            Text("请拆分或精简", "split it or leave out what is not needed"),
        )
    return raw
