"""YAML: what has no tag is plain data; a tag, an alias or a key that stands twice is refused with its line."""

from __future__ import annotations

import re
from typing import Any

import yaml

from shencha.errors import BadInput, Fault
from shencha.inputs import scalars
from shencha.inputs.document import DEEPEST, Document, bad, first_line, repeated, too_deep
from shencha.text import Text


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
            data = _plain(node, "", lines, faults, file, 0) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "document"
        raise bad(
            file,
            place,
            Text(f"不是有效的 YAML：{error.problem}", f"not valid YAML: {error.problem}"),
            Text("请检查该处的缩进、引号和冒号", "check indentation, quotes and colons there"),
        ) from None
    except yaml.YAMLError as error:
        raise bad(
            file,
            "document",
            Text(f"不是有效的 YAML：{first_line(error)}", f"not valid YAML: {first_line(error)}"),
            Text("请存为 UTF-8 的 YAML 文本", "save it as YAML text in UTF-8"),
        ) from None
    except RecursionError:
        raise too_deep(file, "document") from None
    if faults:
        raise BadInput(faults)
    return Document(file, data, lines)


class _Loader(yaml.SafeLoader):
    """YAML whose yes, no and dates stay text, and which refuses aliases and tags."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="an alias (*name); write the value out", problem_mark=event.start_mark
            )
        tagged = self.peek_event()  # type: ignore[no-untyped-call]
        if (tag := getattr(tagged, "tag", None)) is not None:
            raise yaml.MarkedYAMLError(problem=f"a tag ({tag}); leave it out", problem_mark=tagged.start_mark)
        return super().compose_node(parent, index)


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
    node: yaml.Node,
    path: str,
    lines: dict[str, int],
    faults: list[Fault],
    file: str,
    depth: int,
) -> Any:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise too_deep(file, f"line {line}")
    lines[path] = line
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = (
                _scalar(key_node.value, "key", path, file, key_node, faults)
                if isinstance(key_node, yaml.ScalarNode)
                else None
            )
            if not isinstance(key, str):
                raise bad(
                    file,
                    f"line {key_node.start_mark.line + 1}",
                    Text("键不是一个词", "a key is not a word"),
                    Text("请写成 名称: 值", "write name: value"),
                )
            inner = f"{path}.{key}" if path else key
            if key in out:
                faults.append(repeated(file, f"{inner} (line {key_node.start_mark.line + 1})", key))
                continue
            out[key] = _plain(value_node, inner, lines, faults, file, depth + 1)
        return out
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, f"{path}.{i}" if path else str(i), lines, faults, file, depth + 1)
            for i, item in enumerate(node.value)
        ]
    return _scalar(node.value, node.tag.rpartition(":")[2], path, file, node, faults)


def _scalar(written: str, tag: str, path: str, file: str, node: yaml.Node, faults: list[Fault]) -> Any:
    try:
        match tag:
            case "null":
                return None
            case "bool":
                return written.lower() == "true"
            case "int":
                return scalars.whole(written)
            case "float":
                return scalars.fraction(written)
            case "key":
                return scalars.name(written)
            case _:
                return scalars.words(written)
    except scalars.Unusable as unusable:
        line = f"line {node.start_mark.line + 1}"
        faults.append(Fault(file, f"{path} ({line})" if path else line, unusable.wrong, unusable.right))
        return ""
