"""Reads YAML, JSON and TOML into plain data, naming the place of whatever is wrong.

Words stay words: `NO` is Norway as well as a no, and a date stays the text its author wrote, so that the
reader of each field says what it should have been. Only `true` and `false` become booleans.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import yaml

from shencha.errors import BadInput, Fault
from shencha.text import Text

MOST_BYTES = 64 * 2**20
DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Document:
    """A file's plain data (dicts, lists, text, numbers, booleans, None) and where each part stands in it."""

    file: str
    """As its author named it; `-` for standard input."""
    data: Any
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each dotted path (`events.3.on`), where the format tells it."""

    def where(self, path: str) -> str:
        """The path, with its line if known: `listing.venue (line 7)`."""
        line = self.lines.get(path)
        return f"{path} (line {line})" if line and path else path or "document"

    def fault(self, path: str, wrong: Text, right: Text) -> Fault:
        """A fault at that dotted path of this document."""
        return Fault(self.file, self.where(path), wrong, right)


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
        raise _bad(
            file,
            f"line {line}",
            Text(f"第 {error.start} 个字节不是 UTF-8 文本", f"byte {error.start} is not UTF-8 text"),
            Text("请把文件存为 UTF-8", "save the file as UTF-8"),
        ) from None
    suffix = "" if file == "-" else Path(file).suffix.lower()
    if suffix in ("", ".yaml", ".yml"):
        return parse_yaml(text, file)
    if suffix == ".json":
        return parse_json(text, file)
    if suffix == ".toml":
        return _parse_toml(text, file)
    raise _bad(
        file,
        "file name",
        Text(f"不认识扩展名 {suffix}", f"the extension {suffix} is not known"),
        Text("请用 .yaml、.json 或 .toml", "use .yaml, .json or .toml"),
    )


def parse_yaml(text: str, file: str) -> Document:
    """Plain data of a YAML text, with the line of each part.

    Raises:
        BadInput: as `read`.
    """
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    try:
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            data = _plain(loader, node, "", lines, faults, file, 0) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "document"
        raise _bad(
            file,
            place,
            Text(f"不是有效的 YAML：{error.problem}", f"not valid YAML: {error.problem}"),
            Text("请检查该处的缩进、引号和冒号", "check indentation, quotes and colons there"),
        ) from None
    except yaml.YAMLError as error:
        raise _bad(
            file,
            "document",
            Text(f"不是有效的 YAML：{_first_line(error)}", f"not valid YAML: {_first_line(error)}"),
            Text("请存为 UTF-8 的 YAML 文本", "save it as YAML text in UTF-8"),
        ) from None
    except RecursionError:
        raise _too_deep(file, "document") from None
    if faults:
        raise BadInput(faults)
    return Document(file, data, lines)


def parse_json(text: str, file: str) -> Document:
    """Plain data of a JSON text.

    Raises:
        BadInput: as `read`; also for NaN and Infinity, which JSON does not know.
    """
    repeated: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, value in found:
            if key in out:
                repeated.append(key)
            out[key] = value
        return out

    def constant(name: str) -> Any:
        raise _bad(
            file,
            "document",
            Text(f"{name} 不是 JSON 数字", f"{name} is not a JSON number"),
            Text("请写数字，或不写该项", "write a number, or leave the field out"),
        )

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise _bad(
            file,
            f"line {error.lineno}, column {error.colno}",
            Text(f"不是有效的 JSON：{error.msg}", f"not valid JSON: {error.msg}"),
            Text("请检查该处的引号、逗号和括号", "check quotes, commas and brackets there"),
        ) from None
    except RecursionError:
        raise _too_deep(file, "document") from None
    except ValueError as error:  # an integer of thousands of digits
        raise _bad(
            file,
            "document",
            Text(f"数字无法读取：{_first_line(error)}", f"a number cannot be read: {_first_line(error)}"),
            Text("请写合理大小的数字", "write a number of sensible size"),
        ) from None
    if repeated:
        raise BadInput(_repeated(file, key, key) for key in dict.fromkeys(repeated))
    return Document(file, data)


def _parse_toml(text: str, file: str) -> Document:
    try:
        return Document(file, _texts(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise _bad(
            file,
            (re.search(r"line \d+, column \d+", str(error)) or ["document"])[0],
            Text(f"不是有效的 TOML：{error}", f"not valid TOML: {error}"),
            Text("请检查该处的写法；同一个键只能写一次", "check the syntax there; a key may stand only once"),
        ) from None
    except RecursionError:
        raise _too_deep(file, "document") from None


class _Loader(yaml.SafeLoader):
    """YAML whose yes, no and dates stay text, and which refuses aliases."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="an alias (*name); write the value out", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


_CONTAINERS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in found if tag.rsplit(":", 1)[1] in ("null", "float", "merge")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$"), list("-+0123456789")
)


def _plain(
    loader: _Loader,
    node: yaml.Node,
    path: str,
    lines: dict[str, int],
    faults: list[Fault],
    file: str,
    depth: int,
) -> Any:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise _too_deep(file, f"line {line}")
    lines[path] = line
    if not isinstance(node, yaml.ScalarNode) and node.tag not in _CONTAINERS:
        raise _bad(
            file,
            f"line {line}",
            Text(f"标签 {node.tag} 不是普通数据", f"the tag {node.tag} is not plain data"),
            Text("请去掉标签", "leave the tag out"),
        )
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                raise _bad(
                    file,
                    f"line {key_node.start_mark.line + 1}",
                    Text("键不是一个词", "a key is not a word"),
                    Text("请写成 名称: 值", "write name: value"),
                )
            inner = f"{path}.{key}" if path else key
            if key in out:
                faults.append(_repeated(file, f"{inner} (line {key_node.start_mark.line + 1})", key))
                continue
            out[key] = _plain(loader, value_node, inner, lines, faults, file, depth + 1)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(loader, item, f"{path}.{i}" if path else str(i), lines, faults, file, depth + 1)
            for i, item in enumerate(node.value)
        ]
    return loader.construct_object(node)


def _texts(data: Any) -> Any:
    match data:
        case dict():
            return {key: _texts(value) for key, value in data.items()}
        case list():
            return [_texts(value) for value in data]
        case date() | datetime() | time():
            return data.isoformat()
        case _:
            return data


def _bytes(file: str, most: int) -> bytes:
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                raw = opened.read(most + 1)
    except FileNotFoundError:
        raise _bad(
            file, "file", Text("没有这个文件", "there is no such file"), Text("请核对路径", "check the path")
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise _bad(
            file,
            "file",
            Text(f"无法读取：{reason}", f"it cannot be read: {reason}"),
            Text("请给出一个可读的文件", "name a file that can be read"),
        ) from None
    if len(raw) > most:
        raise _bad(
            file,
            "file",
            Text(f"超过 {most} 字节", f"larger than {most} bytes"),
            Text("请拆分或精简", "split it or leave out what is not needed"),
        )
    return raw


def _repeated(file: str, where: str, key: str) -> Fault:
    return Fault(
        file,
        where,
        Text(f"键 {key} 出现了两次", f"the key {key} stands twice"),
        Text("每个键只写一次", "write each key once"),
    )


def _too_deep(file: str, where: str) -> BadInput:
    return _bad(
        file,
        where,
        Text("嵌套太深", "nested too deeply"),
        Text(f"最多 {DEEPEST} 层", f"at most {DEEPEST} levels"),
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _bad(file: str, where: str, wrong: Text, right: Text) -> BadInput:
    return BadInput([Fault(file, where, wrong, right)])
