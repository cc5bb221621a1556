"""SPDX 2.2 and 2.3, JSON or tag-value, into a bill.

Packages are components; files are parts of packages and no one supplies them, so they are counted and left
aside. A need is a relationship that says one thing cannot do without another (`NEEDS`); tests, tools,
options and what merely contains or was made from what are told and not followed.
Source: SPDX specification 2.3, clauses 7 and 11.
"""

from __future__ import annotations

import re
from typing import Any

from shencha.evidence.finding import shown
from shencha.evidence.supply.bill import (
    HASH,
    IDENTIFIED,
    LICENCE,
    RELATED,
    WEAK,
    Bill,
    BomFile,
    described,
    purl_of,
)
from shencha.evidence.supply.bom_json import Part
from shencha.evidence.supply.cyclonedx import day_in
from shencha.evidence.supply.unused import Unused
from shencha.text import Text

LISTS = frozenset({"packages", "files", "relationships", "snippets", "annotations"})
VERSIONS = ("SPDX-2.2", "SPDX-2.3")
FORWARD = frozenset({"DEPENDS_ON", "STATIC_LINK", "DYNAMIC_LINK", "HAS_PREREQUISITE"})
"""The first element needs the second."""
BACKWARD = frozenset(
    {
        "DEPENDENCY_OF",
        "RUNTIME_DEPENDENCY_OF",
        "BUILD_DEPENDENCY_OF",
        "PROVIDED_DEPENDENCY_OF",
        "PREREQUISITE_FOR",
    }
)
"""The second element needs the first."""
READ: dict[str, frozenset[str]] = {
    path: frozenset(words.split())
    for path, words in {
        "": "spdxVersion SPDXID name documentNamespace documentDescribes externalDocumentRefs packages files "
        "relationships creationInfo",
        "creationInfo.": "created creators",
        "packages.": "SPDXID name versionInfo supplier originator licenseDeclared licenseConcluded checksums "
        "packageVerificationCode externalRefs validUntilDate",
        "packages.checksums.": "algorithm",
        "packages.externalRefs.": "referenceType referenceLocator",
        "packages.packageVerificationCode.": "",
        "externalDocumentRefs.": "externalDocumentId spdxDocument",
        "files.": "SPDXID",
        "relationships.": "spdxElementId relationshipType relatedSpdxElement",
    }.items()
}
"""The fields that are read, by the path before them; every other one is counted as not used."""
_IDENTIFIERS = frozenset({"purl", "cpe22Type", "cpe23Type", "swid", "swh", "gitoid"})
_WEAK = frozenset({"MD2", "MD4", "MD5", "SHA1"})
_DOCUMENT = "SPDXRef-DOCUMENT"
_UNSAID = ("", "NOASSERTION")
_PARTY = re.compile(r"(?:Organization|Person|Tool)\s*:\s*(.*?)\s*(?:\([^()]*@[^()]*\)|\(\s*\))?\s*", re.I)


class Spdx:
    """Takes the parts of one document as they come, in whatever order they stand."""

    def __init__(self, bill: Bill, file: str, digest: str) -> None:
        self._bill, self._file, self._digest = bill, file, digest
        self._refs: dict[str, int] = {}
        self._members: list[int] = []
        self._files: set[str] = set()
        self._roots: list[str] = []
        self._version, self._namespace = "", ""
        self._outside: dict[str, str] = {}
        self._entries = self._needs = self._relations = 0
        self._later: list[tuple[str, str, str]] = []
        self._begun = len(bill.heads)
        self._doubled: list[tuple[int, int]] = []
        self._alone: list[str] = []
        self._elements: set[str] = set()
        self._made_by = 0
        self._unused = Unused()

    def take(self, part: Part) -> None:
        """Read one part."""
        value = part.value
        match part.key:
            case "packages" if part.index is not None:
                self._package(part.where, value)
            case "files" if part.index is not None:
                if isinstance(value, dict):
                    self._unused.count(value, READ["files."], "files.")
                    self._files.add(str(value.get("SPDXID")))
            case "relationships" if part.index is not None:
                self._relationship(part.where, value)
            case "packages" | "files" | "relationships":
                if value != []:
                    self._note(part.where, Text(f"{part.key} 不是列表", f"{part.key} is not a list"))
            case "documentDescribes":
                if isinstance(value, list):
                    self._roots += [ref for ref in value if isinstance(ref, str)]
            case "spdxVersion":
                self._version = str(value)
            case "documentNamespace":
                self._namespace = str(value)
            case "externalDocumentRefs":
                self._unused.within(value, READ, "externalDocumentRefs.")
                for one in value if isinstance(value, list) else (value,):
                    if isinstance(one, dict):
                        self._outside[str(one.get("externalDocumentId"))] = str(one.get("spdxDocument"))
            case "creationInfo" if isinstance(value, dict):
                self._unused.count(value, READ["creationInfo."], "creationInfo.")
                self._created(value.get("created"), value.get("creators"))
            case other if other not in READ[""]:
                self._unused.add(other, len(value) if isinstance(value, list) else 1)

    def _created(self, when: Any, by: Any) -> None:
        told = [str(one) for one in by] if isinstance(by, list) else []
        if when:
            self._elements.add("timestamp")
        if any(one.startswith(("Organization", "Person")) for one in told):
            self._elements.add("author")
        if any(one.startswith("Tool") for one in told):
            self._elements.add("tool")

    def close(self) -> None:
        """Tie up what pointed forward, say what the document leaves out, and add it to the bill."""
        bill = self._bill
        for where, head, tail in self._later:
            self._edge(where, head, tail, last=True)
        for ref in self._alone:
            if ref in self._refs:
                bill.said[self._refs[ref]] |= RELATED
        bill.twice(self._begun, self._doubled)
        bill.refs.append((self._namespace, self._refs))
        roots = tuple(dict.fromkeys(self._refs[ref] for ref in self._roots if ref in self._refs))
        self._say_what_is_missing(roots)
        bill.files.append(
            BomFile(
                self._file,
                self._digest,
                "SPDX",
                self._version.removeprefix("SPDX-"),
                self._entries,
                self._needs,
                roots or described(bill, self._members),
                frozenset(self._elements),
            )
        )
        self._unused.tell(bill.notes, self._file)

    def _say_what_is_missing(self, roots: tuple[int, ...]) -> None:
        if self._version not in VERSIONS:
            told = shown(self._version[:20]) or "?"
            why = Text(
                f"版本 {told} 不是 SPDX-2.2 或 2.3，按 2.3 读取",
                f"the version {told} is not SPDX-2.2 or 2.3; it was read as 2.3",
            )
            self._note("spdxVersion", why)
        if not self._relations:
            why = Text(
                "没有说明依赖的关系：其中各软件包之间谁需要谁不得而知",
                "no relationship speaks of needs: which of its packages needs which is not known",
            )
            self._note("relationships", why)
        if not roots:
            why = Text(
                "没有说明所描述的软件包：以无人依赖的软件包为根",
                "it does not say which package it describes: those that nothing needs are taken as its roots",
            )
            self._note("documentDescribes", why)
        if self._made_by:
            why = Text(
                "没有写明供应方，以来源方（originator）代之",
                "no supplier is named; its originator was taken for one",
            )
            self._bill.notes.add(self._file, "packages", why, self._made_by)
        if self._files:
            why = Text(
                "文件是软件包的组成部分，不是单独供应的组件",
                "a file is part of a package, not a component that someone supplies",
            )
            self._bill.notes.add(self._file, "files", why, len(self._files))

    def _package(self, where: str, one: Any) -> None:
        if not isinstance(one, dict):
            self._note(where, Text("不是对象", "it is not an object"))
            return
        ref, name = self._word(one, "SPDXID", where), self._word(one, "name", where)
        if name is None:
            self._note(f"{where}.name", Text("软件包没有名称", "a package has no name"))
            name = ref or f"{self._file}#{where}"
        self._unused.within(one, READ, "packages.")
        said = _hashes(one.get("checksums")) | HASH * bool(one.get("packageVerificationCode"))
        for key in ("licenseDeclared", "licenseConcluded"):
            if (self._word(one, key, where) or "") not in _UNSAID:
                said |= LICENCE
        version, supplier = self._word(one, "versionInfo", where), self._word(one, "supplier", where)
        maker = party(supplier)
        if maker is None and (maker := party(self._word(one, "originator", where))) is not None:
            self._made_by += 1
        purl = self._purl(one, where)
        number = self._bill.add(name, version, maker, purl, said | self._identified(one))
        if (until := one.get("validUntilDate")) is not None:
            day = day_in(until)
            if day is None:
                why = Text("停止支持的日期无法读取", "the end of support is no day that can be read")
                self._note(f"{where}.validUntilDate", why)
            else:
                self._bill.until[number] = day
        self._entries += 1
        self._members.append(number)
        if ref is None:
            self._note(f"{where}.SPDXID", Text("软件包没有 SPDXID", "a package has no SPDXID"))
        elif (first := self._refs.setdefault(ref, number)) != number:
            self._doubled.append((first, number))
            why = Text(
                "同一 SPDXID 指两个软件包，有关它的依赖两者都算",
                "one SPDXID names two packages; what is said of its dependencies counts for both",
            )
            self._note(f"{where}.SPDXID", why)

    def _identified(self, one: dict[str, Any]) -> int:
        """IDENTIFIED where a reference names the package for others; references of other kinds are counted."""
        found, told = 0, one.get("externalRefs")
        for ref in told if isinstance(told, list) else ():
            kind = str(ref.get("referenceType")) if isinstance(ref, dict) else ""
            if kind in _IDENTIFIERS:
                found = IDENTIFIED
            else:
                self._unused.add(f"packages.externalRefs.{shown(kind[:40])}")
        return found

    def _purl(self, one: dict[str, Any], where: str) -> str | None:
        told = one.get("externalRefs")
        found: list[str] = []
        for ref in told if isinstance(told, list) else ():
            if isinstance(ref, dict) and ref.get("referenceType") == "purl":
                purl = purl_of(str(ref.get("referenceLocator")).strip())
                if purl is None:
                    self._note(
                        f"{where}.externalRefs",
                        Text("purl 不合规范，未使用", "a purl is malformed and not used"),
                    )
                else:
                    found.append(purl)
        if len(set(found)) > 1:
            why = Text("有多个 purl，以第一个为准", "a package has several purls; the first counts")
            self._note(f"{where}.externalRefs", why)
        return found[0] if found else None

    def _word(self, one: dict[str, Any], key: str, where: str) -> str | None:
        found = one.get(key)
        if found is None or isinstance(found, str):
            return shown(found.strip()) or None if found else None
        self._note(f"{where}.{key}", Text(f"{key} 不是文字", f"{key} is not text"))
        return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else None

    def _relationship(self, where: str, value: Any) -> None:
        told = value if isinstance(value, dict) else {}
        one, kind, other = (
            told.get(key) for key in ("spdxElementId", "relationshipType", "relatedSpdxElement")
        )
        if not (isinstance(one, str) and isinstance(kind, str) and isinstance(other, str)):
            if value != {}:
                self._note(where, Text("关系不完整", "a relationship is incomplete"))
            return
        self._unused.count(told, READ["relationships."], "relationships.")
        if kind == "DESCRIBES" and one == _DOCUMENT:
            self._roots.append(other)
        elif kind == "DESCRIBED_BY" and other == _DOCUMENT:
            self._roots.append(one)
        elif kind in FORWARD:
            self._needed(where, one, other)
        elif kind in BACKWARD:
            self._needed(where, other, one)
        else:
            name = shown(kind[:40])
            why = Text(
                f"关系 {name} 不表示需要，未计入", f"the relationship {name} is no need and not counted"
            )
            self._note(where, why)

    def _needed(self, where: str, head: str, tail: str) -> None:
        self._relations += 1
        self._alone.append(head)
        if tail in ("NONE", "NOASSERTION"):
            if tail == "NOASSERTION":
                why = Text("未说明需要什么", "what it needs is left unsaid (NOASSERTION)")
                self._note(where, why)
            return
        self._needs += 1
        self._edge(where, head, tail, last=False)

    def _edge(self, where: str, head: str, tail: str, *, last: bool) -> None:
        one, other = self._refs.get(head), self._refs.get(tail)
        if one is not None and other is not None:
            self._bill.need(one, other)
        elif not last:
            self._later.append((where, head, tail))
        elif one is not None and (link := self._link(tail)):
            self._bill.waiting.append((self._file, where, one, link, True))
        elif other is not None and (link := self._link(head)):
            self._bill.waiting.append((self._file, where, other, link, False))
        elif head in self._files or tail in self._files:
            self._note(
                where,
                Text("依赖涉及文件而非软件包，未计入", "a need of a file, not of a package, is not counted"),
            )
        else:
            why = Text(
                "依赖指向文件中没有的软件包，未计入",
                "a dependency points at a package that the document does not hold; it is not counted",
            )
            self._note(where, why)

    def _link(self, ref: str) -> str | None:
        """`namespace#SPDXRef-…` of a reference into another document."""
        document, colon, inner = ref.partition(":")
        return f"{self._outside.get(document, document)}#{inner}" if colon else None

    def _note(self, where: str, why: Text) -> None:
        self._bill.notes.add(self._file, where, why)


def party(told: str | None) -> str | None:
    """The name in `Organization: NAME (mail)`; None for NOASSERTION."""
    if told is None or told in _UNSAID:
        return None
    found = _PARTY.fullmatch(told)
    return (found[1] or None) if found else told


def _hashes(found: Any) -> int:
    """HASH where there is a checksum, and WEAK where all are of algorithms that no longer tell two files apart."""
    if not found:
        return 0
    told = found if isinstance(found, list) else []
    names = [
        str(one.get("algorithm")) if isinstance(one, dict) else str(one).partition(":")[0].strip()
        for one in told
    ]
    return HASH | WEAK * (bool(names) and all(name in _WEAK for name in names))
