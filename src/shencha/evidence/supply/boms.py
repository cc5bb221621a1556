"""Reads bills of materials, CycloneDX and SPDX, and VEX and provenance beside them, several at once, into one bill.

What a file is, it says itself: the first character tells JSON, XML and tag-value apart, its fields tell CycloneDX,
SPDX 2, SPDX 3, OpenVEX, CSAF and SLSA apart; a bill inside a wrapper (GitHub's export, an in-toto statement, a signed
envelope) is taken out of it. A file that cannot be used at all is a `BadInput`; what is odd, missing, pointing nowhere
or not used in a file that can be used becomes `unread`.
"""

from __future__ import annotations

import base64
import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from shencha.errors import BadInput, Fault
from shencha.evidence.finding import digest_of
from shencha.evidence.supply import cyclonedx, spdx, spdx3, vex
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.bom_json import Part, json_parts
from shencha.evidence.supply.bom_schema import note_departures
from shencha.evidence.supply.bom_tags import tag_parts
from shencha.evidence.supply.cyclonedx import CycloneDx
from shencha.evidence.supply.provenance import Provenance, is_provenance
from shencha.evidence.supply.spdx import Spdx
from shencha.evidence.supply.spdx3 import Spdx3
from shencha.evidence.supply.vex import Csaf, OpenVex
from shencha.text import Text

MOST_BYTES = 4 * 2**30
_BOUND = 4_096
_LISTS = cyclonedx.LISTS | spdx.LISTS | spdx3.LISTS | vex.LISTS
_WRAPPED = ("sbom", "bom", "predicate", "Data")
_WRAPPER = Text("清单取自外层包装", "the bill was taken out of a wrapper")
_NOT_OPENED = Text("外层包装的签名未核验", "the wrapper's signature was not verified")
Reader = CycloneDx | Spdx | Spdx3 | OpenVex | Csaf | Provenance


def read_boms(
    paths: Sequence[str | Path], *, advance: Callable[[int, int], None] = lambda done, of: None
) -> Bill:
    """All components and dependencies of these files, each thing once.

    Args:
        advance: told how many files are done, and of how many.
    Raises:
        BadInput: every file that cannot be used, each with its line; no file could be read at all.
    """
    bill, faults = Bill(), list[Fault]()
    for number, path in enumerate(paths):
        advance(number, len(paths))
        if str(path) in (one.file for one in bill.files):
            why = Text("同一文件给出了两次，只读一次", "the file is given twice and was read once")
            bill.notes.add(str(path), "file", why)
            continue
        try:
            _read(bill, str(path))
        except BadInput as error:
            faults += error.faults
    if faults:
        raise BadInput(faults)
    if not any(one.format in ("CycloneDX", "SPDX") for one in bill.files):
        wrong = Text("其中没有物料清单", "there is no bill of materials among them")
        raise _bad(str(paths[0]) if paths else "-", "document", wrong, _formats())
    bill.join_files()
    for one in bill.files:
        if one.file not in bill.wrapped:
            note_departures(one, bill.notes)
    advance(len(paths), len(paths))
    return bill


def _read(bill: Bill, file: str) -> None:
    try:
        size = Path(file).stat().st_size
        with Path(file).open("rb") as opened:
            first = _first(opened)
        digest = digest_of(file)
    except FileNotFoundError:
        raise _bad(
            file, "file", Text("没有这个文件", "there is no such file"), Text("请核对路径", "check the path")
        ) from None
    except OSError as error:
        reason = error.strerror or str(error)
        wrong = Text(f"无法读取：{reason}", f"it cannot be read: {reason}")
        raise _bad(
            file, "file", wrong, Text("请给出一个可读的文件", "name a file that can be read")
        ) from None
    if size > MOST_BYTES:
        wrong = Text(f"超过 {MOST_BYTES} 字节", f"larger than {MOST_BYTES} bytes")
        raise _bad(file, "file", wrong, Text("请拆分后一并给出", "split it and give the parts together"))

    def note(where: str, why: Text) -> None:
        bill.notes.add(file, where, why)

    match first:
        case b"{":
            _gather(bill, file, digest, json_parts(file, _LISTS, note))
        case b"<":
            from shencha.evidence.supply.bom_xml import xml_parts

            _gather(bill, file, digest, xml_parts(file))
        case _ if first in b"#ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" and first:
            _gather(bill, file, digest, tag_parts(file, note))
        case _:
            wrong = Text(
                "既不是 JSON 对象、XML，也不是标签: 值", "it is no JSON object, no XML and no tag: value"
            )
            if first == b"\x00":
                wrong = Text("是 UTF-16 文本", "it is text in UTF-16")
            raise _bad(file, "line 1", wrong, _formats())


def _gather(bill: Bill, file: str, digest: str, parts: Iterator[Part]) -> None:
    """Find out what the file is from its first telling part, and let that reader take all of them."""
    held: list[Part] = []
    for part in parts:
        inner = _opened(part)
        if inner is not None:
            bill.notes.add(file, part.where, _WRAPPER)
            if part.key == "payload":
                bill.notes.add(file, part.where, _NOT_OPENED)
            bill.wrapped.add(file)
            _gather(bill, file, digest, iter(inner))
            for _ in parts:  # the rest of the wrapper is read for its faults
                pass
            return
        held.append(part)
        reader = _reader(bill, file, digest, part)
        if reader is not None:
            for one in held:
                reader.take(one)
            for one in parts:
                reader.take(one)
            reader.close()
            return
        if len(held) > _BOUND:
            held.clear()
    wrong = Text("没有 CycloneDX 或 SPDX 的标志", "nothing in it says that it is CycloneDX or SPDX")
    raise _bad(file, "document", wrong, _formats())


def _opened(part: Part) -> list[Part] | None:
    """The parts of a document inside this one: under `sbom` or `predicate`, or encoded in a signed envelope."""
    value = part.value
    if part.index is not None:
        return None
    if part.key == "payload" and isinstance(value, str):
        with contextlib.suppress(ValueError):
            value = json.loads(base64.b64decode(value, validate=True))
            return list(_parts_in(value, part)) if isinstance(value, dict) else None
    if part.key in _WRAPPED and isinstance(value, dict) and value and not is_provenance(value):
        return list(_parts_in(value, part))
    return None


def _parts_in(value: dict[str, Any], outer: Part) -> Iterator[Part]:
    for key, inner in value.items():
        if key in _LISTS and isinstance(inner, list):
            yield from (Part(key, at, outer.line, one) for at, one in enumerate(inner))
        else:
            yield Part(key, None, outer.line, inner)


def _reader(bill: Bill, file: str, digest: str, part: Part) -> Reader | None:
    value = part.value
    match part.key:
        case "bomFormat" | "components" | "services" | "dependencies":
            return CycloneDx(bill, file, digest)
        case "spdxVersion" if not str(value).startswith(("SPDX-3", "3")):
            return Spdx(bill, file, digest)
        case "packages" | "relationships" | "documentNamespace" | "documentDescribes":
            return Spdx(bill, file, digest)
        case "@context" if "openvex" in str(value):
            return OpenVex(bill, file, digest)
        case "statements" if isinstance(value, dict) and "status" in value:
            return OpenVex(bill, file, digest)
        case "@graph":
            return Spdx3(bill, file, digest)
        case "@context" if "spdx" in str(value):
            return Spdx3(bill, file, digest)
        case "document" if isinstance(value, dict) and ("csaf_version" in value or "tracking" in value):
            return Csaf(bill, file, digest)
        case "predicate" if is_provenance(value):
            return Provenance(bill, file, digest)
        case "product_tree":
            return Csaf(bill, file, digest)
        case _:
            return None


def _first(opened: BinaryIO) -> bytes:
    """The first byte that is neither a space nor a byte order mark."""
    head = opened.read(1 << 16).removeprefix(b"\xef\xbb\xbf")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):  # UTF-16: XML says so itself, JSON and tags may not be
        return b"<" if b"<" in head[2:8] else b"\x00"
    return head.lstrip()[:1]


def _formats() -> Text:
    return Text(
        "请给出 CycloneDX 1.0 至 1.7（JSON、XML）或者 SPDX 2.2、2.3（JSON、标签: 值）、3.0（JSON-LD），UTF-8 编码",
        "give CycloneDX 1.0 to 1.7 (JSON, XML) or SPDX 2.2, 2.3 (JSON, tag: value), 3.0 (JSON-LD) in UTF-8",
    )


def _bad(file: str, where: str, wrong: Text, right: Text) -> BadInput:
    return BadInput([Fault(file, where, wrong, right)])
