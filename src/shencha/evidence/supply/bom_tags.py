"""An SPDX document in tag-value form, part by part, in the shape its JSON has.

Only the tags that say what there is, from whom, and what needs what; `<text>` blocks may run over lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shencha.errors import BadInput, Fault
from shencha.evidence.supply.bom_json import MOST_ITEM, Note, Part
from shencha.text import Text

_TAG = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\s*:\s*(.*)", re.DOTALL)
_HEAD = {"SPDXVersion": "spdxVersion", "DocumentName": "name", "DocumentNamespace": "documentNamespace"}
_PACKAGE = {
    "PackageVersion": "versionInfo",
    "PackageSupplier": "supplier",
    "PackageOriginator": "originator",
    "ValidUntilDate": "validUntilDate",
    "PackageLicenseDeclared": "licenseDeclared",
    "PackageLicenseConcluded": "licenseConcluded",
}
_OTHER = ("FileName", "SnippetSPDXID", "LicenseID", "Reviewer", "Annotator")


def tag_parts(path: str | Path, note: Note) -> Iterator[Part]:
    """The document's head, packages, files and relationships, as `json_parts` gives them.

    Raises:
        BadInput: not UTF-8, or a line that is neither a tag, a comment nor inside a `<text>` block.
    """
    about: dict[str, Any] | None = None
    created, creators = "", list[str]()
    is_file, begun, counts = False, 1, {"packages": 0, "files": 0, "relationships": 0}

    def closed() -> Iterator[Part]:
        if about is not None:
            key = "files" if is_file else "packages"
            yield Part(key, counts[key], begun, about)
            counts[key] += 1

    for line, tag, value in _lines(str(path)):
        if tag == "PackageName":
            yield from closed()
            about, is_file, begun = {"name": value}, False, line
        elif tag in _OTHER:
            yield from closed()
            about, is_file, begun = (
                ({"fileName": value}, True, line) if tag == "FileName" else (None, False, 0)
            )
        elif tag == "SPDXID":
            if about is not None:
                if "SPDXID" in about:
                    note(f"line {line}", Text("SPDXID 出现了两次", "SPDXID stands twice"))
                about.setdefault("SPDXID", value)
        elif tag == "Relationship":
            yield Part("relationships", counts["relationships"], line, _relationship(value, line, note))
            counts["relationships"] += 1
        elif tag == "ExternalDocumentRef":
            words = value.split()
            told = {"externalDocumentId": words[0] if words else "", "spdxDocument": "".join(words[1:2])}
            yield Part("externalDocumentRefs", 0, line, told)
        elif tag in _HEAD:
            yield Part(_HEAD[tag], None, line, value)
        elif tag == "Creator":
            creators.append(value)
        elif tag == "Created":
            created = value
        elif about is not None:
            _add(about, tag, value)
        else:
            yield Part(tag, None, line, value)
    yield from closed()
    if created or creators:
        yield Part("creationInfo", None, 1, {"created": created, "creators": creators})


def _add(about: dict[str, Any], tag: str, value: str) -> None:
    if tag in _PACKAGE:
        about.setdefault(_PACKAGE[tag], value)
    elif tag in ("PackageChecksum", "FileChecksum"):
        about.setdefault("checksums", []).append(value)
    elif tag == "PackageVerificationCode":
        about["packageVerificationCode"] = value
    elif tag == "ExternalRef":
        words = value.split(None, 2)
        if len(words) == 3:
            made = {"referenceCategory": words[0], "referenceType": words[1], "referenceLocator": words[2]}
            about.setdefault("externalRefs", []).append(made)
    else:
        about.setdefault(tag, value)  # not read, but counted


def _relationship(value: str, line: int, note: Note) -> dict[str, Any]:
    words = value.split()
    if len(words) < 3:
        note(f"line {line}", Text(f"关系 {value!r} 不完整", f"the relationship {value!r} is incomplete"))
        return {}
    return {"spdxElementId": words[0], "relationshipType": words[1], "relatedSpdxElement": words[2]}


def _lines(file: str) -> Iterator[tuple[int, str, str]]:
    """Line, tag and value; a `<text>` block is one value."""
    block: list[str] = []
    tag, begun, held = "", 0, 0
    with Path(file).open("rb") as opened:
        number = 0
        while raw := opened.readline(MOST_ITEM):
            number += 1
            if len(raw) >= MOST_ITEM:
                raise _bad(file, number, Text("这一行过长", "the line is too long"))
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            except UnicodeDecodeError:
                wrong = Text("不是 UTF-8 文本", "it is not UTF-8 text")
                raise _bad(file, number, wrong, Text("请存为 UTF-8", "save the file as UTF-8")) from None
            if block:
                held += len(raw)
                if held > MOST_ITEM:
                    raise _bad(file, begun, Text("<text> 没有结尾", "a <text> block does not end"))
                block.append(text)
                if "</text>" in text:
                    yield begun, tag, "\n".join(block).removeprefix("<text>").partition("</text>")[0]
                    block = []
                continue
            if not text or text.startswith("#"):
                continue
            found = _TAG.fullmatch(text)
            if not found:
                shown = text[:60]
                raise _bad(file, number, Text(f"{shown!r} 不是 标签: 值", f"{shown!r} is not tag: value"))
            tag, value, begun, held = found[1], found[2].strip(), number, 0
            if value.startswith("<text>") and "</text>" not in value:
                block = [value]
                continue
            yield number, tag, value.removeprefix("<text>").removesuffix("</text>")
    if block:
        raise _bad(file, begun, Text("<text> 没有结尾", "a <text> block does not end"))


def _bad(file: str, line: int, wrong: Text, right: Text | None = None) -> BadInput:
    usual = Text(
        "请写成 标签: 值，多行文字放在 <text> 中", "write tag: value, and several lines inside <text>"
    )
    return BadInput([Fault(file, f"line {line}", wrong, right or usual)])
