"""A bill of materials in JSON, part by part: large files pass through a window and are never held whole.

The long lists of a bill (`components`, `dependencies`, `packages`…) are decoded one item at a time by the
standard library's scanner, so that a million components cost the memory of their names, a broken item is
named by its line, and a string without end is refused instead of filling the machine.
"""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from shencha.errors import BadInput, Fault
from shencha.evidence.finding import shown
from shencha.text import Text

MOST_ITEM = 32 * 2**20
"""Characters of the largest single item; a component of real life has a few thousand."""
_CHUNK = 1 << 20
_SPACE = " \t\n\r"
Note = Callable[[str, Text], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a top-level list, or one whole top-level value (`index` is then None)."""

    key: str
    index: int | None
    line: int
    value: Any

    @property
    def where(self) -> str:
        """`components.3 (line 17)`."""
        name = self.key if self.index is None else f"{self.key}.{self.index}"
        return f"{name} (line {self.line})"


def json_parts(path: str | Path, lists: frozenset[str], note: Note) -> Iterator[Part]:
    """Every top-level value of a JSON object; the items of the named lists one by one.

    Args:
        lists: top-level keys whose lists are taken item by item.
        note: told the place of each key that stands twice in one object; the last one counts.
    Raises:
        BadInput: not UTF-8, not JSON, not an object, nested too deeply, or an item of more than MOST_ITEM.
    """
    with Path(path).open("rb") as opened:
        yield from _Window(str(path), opened, note).parts(lists)


class _Window:
    """The part of the text that is being looked at, and where it stands in the file."""

    def __init__(self, file: str, opened: BinaryIO, note: Note) -> None:
        self.file, self._opened, self._note = file, opened, note
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._line, self._bytes, self._ended = "", 0, 1, 0, False
        self._counted = 0
        self._repeated: list[str] = []
        self._scan = json.JSONDecoder(object_pairs_hook=self._pairs, parse_constant=_no_number).raw_decode

    def parts(self, lists: frozenset[str]) -> Iterator[Part]:
        """Walk the top-level object."""
        self._expect("{")
        seen: set[str] = set()
        if self._peek() == "}":
            return
        while True:
            line = self.line
            key = self._value()
            if not isinstance(key, str):
                raise self._bad(line, Text("键不是文字", "a key is not text"))
            if key in seen:
                key = shown(key[:80])
                raise self._bad(line, Text(f"键 {key} 出现了两次", f"the key {key} stands twice"))
            seen.add(key)
            self._expect(":")
            if key in lists and self._peek() == "[":
                yield from self._items(key)
            else:
                self._peek()
                line = self.line
                yield Part(key, None, line, self._value())
            if self._either(",", "}"):
                break
        if self._peek():
            raise self._bad(
                self.line, Text("JSON 之后还有内容", "something follows the end of the JSON document")
            )

    def _items(self, key: str) -> Iterator[Part]:
        self._expect("[")
        if self._peek() == "]":
            self._at += 1
            return
        index = 0
        while True:
            self._peek()
            line = self.line
            value = self._value()
            part = Part(key, index, line, value)
            if self._repeated:
                for name in map(shown, dict.fromkeys(self._repeated)):
                    why = Text(
                        f"键 {name} 出现了两次，以后一个为准",
                        f"the key {name} stands twice; the last one counts",
                    )
                    self._note(part.where, why)
                self._repeated.clear()
            yield part
            index += 1
            if self._either(",", "]"):
                return

    @property
    def line(self) -> int:
        """The line at which the window stands; counted only as far as it is asked for."""
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _value(self) -> Any:
        """Decode one value where the window stands; look at more of the file while it may be cut off."""
        self._peek()
        more = _CHUNK
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except json.JSONDecodeError as error:
                cut_off = error.msg.startswith("Unterminated") or error.pos >= len(self._text) - 12
                if not cut_off or self._ended:
                    line = self.line + self._text.count("\n", self._at, error.pos)
                    raise self._bad(
                        line, Text(f"不是有效的 JSON：{error.msg}", f"not valid JSON: {error.msg}")
                    ) from None
            except RecursionError:
                raise self._bad(
                    self.line,
                    Text("嵌套太深", "nested too deeply"),
                    Text("请减少嵌套层数", "nest less deeply: a few hundred levels can be read"),
                ) from None
            except ValueError as error:  # NaN, or an integer of thousands of digits
                raise self._bad(
                    self.line, Text(f"数字无法读取：{error}", f"a number cannot be read: {error}")
                ) from None
            else:
                if end < len(self._text) or self._ended:
                    self._at = end
                    return value
            if len(self._text) - self._at > MOST_ITEM:
                raise self._bad(
                    self.line,
                    Text(f"一项超过 {MOST_ITEM} 个字符", f"one item is longer than {MOST_ITEM} characters"),
                    Text("请拆分，或去掉过长的文字", "split it, or leave the overlong text out"),
                )
            self._more(more)
            more *= 2

    def _more(self, size: int) -> None:
        self.line  # noqa: B018 - counts the lines of what is let go
        raw = self._opened.read(size)
        self._ended = len(raw) < size
        try:
            new = self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            line = self.line + self._text.count("\n", self._at) + raw.count(b"\n", 0, error.start)
            place = self._bytes + error.start
            raise self._bad(
                line,
                Text(f"第 {place} 个字节不是 UTF-8 文本", f"byte {place} is not UTF-8 text"),
                Text("请把文件存为 UTF-8", "save the file as UTF-8"),
            ) from None
        self._bytes += len(raw)
        self._text = self._text[self._at :] + new
        self._at = self._counted = 0

    def _peek(self) -> str:
        """The next character that is not a space, or nothing at the end."""
        while True:
            text, at, end = self._text, self._at, len(self._text)
            while at < end and text[at] in _SPACE:
                at += 1
            self._at = at
            if at < end:
                return text[at]
            if self._ended:
                return ""
            self._more(_CHUNK)

    def _expect(self, wanted: str) -> None:
        found = self._peek()
        if found != wanted:
            said = found or "the end"
            raise self._bad(
                self.line,
                Text(f"应为 {wanted}，却是 {found or '文件结尾'}", f"{wanted} was expected, not {said}"),
            )
        self._at += 1

    def _either(self, goes_on: str, ends: str) -> bool:
        found = self._peek()
        if found not in (goes_on, ends) or not found:
            said = found or "the end"
            raise self._bad(
                self.line,
                Text(
                    f"应为 {goes_on} 或 {ends}，却是 {found or '文件结尾'}",
                    f"{goes_on} or {ends} was expected, not {said}",
                ),
            )
        self._at += 1
        return found == ends

    def _pairs(self, found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) != len(found):
            times = Counter(key for key, _ in found)
            self._repeated += [key for key in made if times[key] > 1]
        return made

    def _bad(self, line: int, wrong: Text, right: Text | None = None) -> BadInput:
        usual = Text("请检查该处的引号、逗号和括号", "check quotes, commas and brackets there")
        return BadInput([Fault(self.file, f"line {line}", wrong, right or usual)])


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
