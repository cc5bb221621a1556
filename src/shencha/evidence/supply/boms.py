"""Reads bills of materials, CycloneDX and SPDX, several at once, into one bill.

What a file is, it says itself: the first character tells JSON, XML and tag-value apart, its fields tell
CycloneDX from SPDX. SPDX 3 is named as not read. A file that cannot be used at all is a `BadInput`; what is
odd, missing or pointing nowhere in a file that can be used becomes `unread`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from shencha.errors import BadInput, Fault
from shencha.evidence.finding import digest_of
from shencha.evidence.supply import cyclonedx, spdx
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.bom_json import Part, json_parts
from shencha.evidence.supply.bom_schema import note_departures
from shencha.evidence.supply.bom_tags import tag_parts
from shencha.evidence.supply.cyclonedx import CycloneDx
from shencha.evidence.supply.spdx import Spdx
from shencha.text import Text

MOST_BYTES = 4 * 2**30
_BOUND = 4_096
_SPDX3 = Text(
    "SPDX 3 未读取：请导出为 SPDX 2.3 或 CycloneDX",
    "SPDX 3 is not read: export it as SPDX 2.3 or CycloneDX",
)


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
    if not bill.files:
        told = bill.notes.told()
        raise BadInput(Fault(u.file, u.where, u.why, _formats()) for u in told)
    bill.join_files()
    for one in bill.files:
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
    lists = cyclonedx.LISTS | spdx.LISTS

    def note(where: str, why: Text) -> None:
        bill.notes.add(file, where, why)

    match first:
        case b"{":
            _gather(bill, file, digest, json_parts(file, lists, note))
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
        held.append(part)
        reader = _reader(bill, file, digest, part)
        if reader == "spdx3":
            bill.notes.add(file, part.where, _SPDX3)
            return
        if isinstance(reader, CycloneDx | Spdx):
            for one in held:
                reader.take(one)
            for one in parts:
                if one.key in ("@context", "@graph"):
                    bill.notes.add(file, one.where, _SPDX3)
                reader.take(one)
            reader.close()
            return
        if len(held) > _BOUND:
            held.clear()
    wrong = Text("没有 CycloneDX 或 SPDX 的标志", "nothing in it says that it is CycloneDX or SPDX")
    raise _bad(file, "document", wrong, _formats())


def _reader(bill: Bill, file: str, digest: str, part: Part) -> CycloneDx | Spdx | str | None:
    match part.key:
        case "bomFormat" | "components" | "services" | "dependencies":
            return CycloneDx(bill, file, digest)
        case "spdxVersion" if str(part.value).startswith(("SPDX-3", "3")):
            return "spdx3"
        case "spdxVersion" | "packages" | "relationships" | "documentNamespace" | "documentDescribes":
            return Spdx(bill, file, digest)
        case "@context" | "@graph":
            return "spdx3"
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
        "请给出 CycloneDX 1.0 至 1.6（JSON、XML）或者 SPDX 2.2、2.3（JSON、标签: 值），UTF-8 编码",
        "give CycloneDX 1.0 to 1.6 (JSON, XML) or SPDX 2.2, 2.3 (JSON, tag: value) in UTF-8",
    )


def _bad(file: str, where: str, wrong: Text, right: Text) -> BadInput:
    return BadInput([Fault(file, where, wrong, right)])
