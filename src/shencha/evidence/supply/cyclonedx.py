"""CycloneDX 1.0 to 1.7, JSON or XML, software, hardware and services, into a bill.

A component stands in the graph, and so does a service. Only `dependencies` say what needs what: that one
component is listed inside another, or that a file has no such section, is told and never turned into a need
(the specification: nesting is composition, not a dependency tree). One bad field never costs the file.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date
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
from shencha.evidence.supply.unused import Unused
from shencha.evidence.supply.vulnerabilities import STATES, State, Told, gravest, severity_of
from shencha.text import Text

LISTS = frozenset({"components", "services", "dependencies", "vulnerabilities", "compositions"})
VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
READ: dict[str, frozenset[str]] = {
    path: frozenset(words.split())
    for path, words in {
        "": "bomFormat specVersion serialNumber version metadata components services dependencies vulnerabilities "
        "compositions $schema",
        "metadata.": "component timestamp tools authors manufacturer manufacture supplier lifecycles",
        "components.": "bom-ref type name group version purl cpe swid swhid omniborId supplier manufacturer hashes "
        "licenses components properties",
        "services.": "bom-ref name group version provider services licenses",
        "dependencies.": "ref dependsOn provides",
        "vulnerabilities.": "bom-ref id ratings analysis affects",
        "vulnerabilities.analysis.": "state",
        "vulnerabilities.ratings.": "severity score",
        "vulnerabilities.affects.": "ref",
        "compositions.": "aggregate",
        "supplier.": "name",
        "components.licenses.": "",
        "components.hashes.": "alg",
        "components.swid.": "",
        "services.licenses.": "",
        "metadata.tools.": "",
        "metadata.authors.": "",
        "metadata.manufacturer.": "",
        "metadata.manufacture.": "",
        "metadata.supplier.": "",
        "metadata.lifecycles.": "",
    }.items()
}
"""The fields that are read, by the path before them; every other one is counted as not used. Of a path with no fields
it matters only that something stands there."""
_IDENTIFIERS = ("purl", "cpe", "swid", "swhid", "omniborId")
_ENDS = ("cdx:lifecycle:milestone:endofsupport", "cdx:lifecycle:milestone:endoflife")
_WEAK = frozenset({"MD5", "SHA-1", "MD2", "MD4"})
_AUTHORS = ("authors", "manufacturer", "manufacture", "supplier")
_TYPES = frozenset(
    {"application", "framework", "library", "container", "platform", "operating-system", "device"}
) | {"device-driver", "firmware", "file", "machine-learning-model", "data", "cryptographic-asset"}
_SERIAL = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class CycloneDx:
    """Takes the parts of one file as they come, in whatever order they stand."""

    def __init__(self, bill: Bill, file: str, digest: str) -> None:
        self._bill, self._file, self._digest = bill, file, digest
        self._refs: dict[str, int] = {}
        self._members: list[int] = []
        self._root: int | None = None
        self._version, self._serial, self._edition = "", "", "1"
        self._entries = self._needs = self._nested = self._provided = 0
        self._has_needs = False
        self._later: list[tuple[str, Any, Any]] = []
        self._begun = len(bill.heads)
        self._doubled: list[tuple[int, int]] = []
        self._told: list[Told] = []
        self._elements: set[str] = set()
        self._alone: list[str] = []
        self._made_by = 0
        self._unused = Unused()

    def take(self, part: Part) -> None:
        """Read one part."""
        value = part.value
        match part.key:
            case "components" | "services":
                if part.index is not None:
                    self._tree(value, part.where, service=part.key == "services")
                elif value != []:
                    self._note(part.where, Text(f"{part.key} 不是列表", f"{part.key} is not a list"))
            case "dependencies":
                self._has_needs = True
                if part.index is not None:
                    self._dependency(part.where, value)
                elif value != []:
                    self._note(part.where, Text("dependencies 不是列表", "dependencies is not a list"))
            case "metadata":
                if isinstance(value, dict):
                    self._metadata(value)
            case "vulnerabilities" | "compositions":
                if part.index is None:
                    if value != []:
                        self._note(part.where, Text(f"{part.key} 不是列表", f"{part.key} is not a list"))
                elif not isinstance(value, dict):
                    self._note(part.where, Text("不是对象", "it is not an object"))
                elif part.key == "vulnerabilities":
                    self._vulnerability(part.where, value)
                else:
                    self._composition(value)
            case "specVersion":
                self._version = str(value)
            case "serialNumber":
                self._serial = str(value)
                if not _SERIAL.fullmatch(self._serial):
                    told = shown(self._serial[:80])
                    why = Text(f"序列号 {told} 不是 urn:uuid", f"the serial number {told} is no urn:uuid")
                    self._note(part.where, why)
            case "version":
                self._edition = str(value)
            case other if other not in READ[""]:
                self._unused.add(other, len(value) if isinstance(value, list) else 1)

    def _metadata(self, value: dict[str, Any]) -> None:
        self._unused.within(value, READ, "metadata.")
        if isinstance(value.get("component"), dict):
            self._root = self._tree(value["component"], "metadata.component", service=False)
        told = {
            "author": any(value.get(key) for key in _AUTHORS),
            "tool": bool(value.get("tools")),
            "timestamp": bool(value.get("timestamp")),
            "context": bool(value.get("lifecycles")),
        }
        self._elements = {name for name, has in told.items() if has}

    def _vulnerability(self, where: str, one: dict[str, Any]) -> None:
        self._unused.within(one, READ, "vulnerabilities.")
        found = one.get("analysis")
        analysis: dict[str, Any] = found if isinstance(found, dict) else {}
        said = str(analysis.get("state") or "")
        if said and said not in STATES:
            self._note(
                f"{where}.analysis.state", Text("不认识的漏洞状态", "a vulnerability's state is not known")
            )
        refs: list[str] = []
        for target in _listed(one.get("affects")):
            if isinstance(target.get("ref"), str):
                refs.append(target["ref"])
        grave = []
        for rating in _listed(one.get("ratings")):
            grave.append(severity_of(rating.get("severity"), rating.get("score")))
        id_ = self._word(one, "id", where) or self._word(one, "bom-ref", where) or where
        state = STATES.get(said, State.UNSAID)
        told = Told(self._file, where, id_, state, gravest(grave), tuple(refs), len(self._bill.refs))
        self._told.append(told)

    def _composition(self, one: dict[str, Any]) -> None:
        self._unused.count(one, READ["compositions."], "compositions.")
        aggregate = str(one.get("aggregate") or "not_specified")
        if aggregate != "complete":
            self._bill.incomplete[shown(aggregate[:40])] += 1

    def close(self) -> None:
        """Tie up what pointed forward, say what the file leaves out, and add the file to the bill."""
        bill = self._bill
        for where, head, tail in self._later:
            self._edge(where, head, tail, last=True)
        for ref in self._alone:
            if (one := self._refs.get(ref)) is not None:
                bill.said[one] |= RELATED
        bill.twice(self._begun, self._doubled)
        bill.told += self._told
        serial = self._serial.removeprefix("urn:uuid:")
        bill.refs.append((f"urn:cdx:{serial}/{self._edition}", self._refs))
        self._say_what_is_missing()
        roots = (self._root,) if self._root is not None else described(bill, self._members)
        bill.files.append(
            BomFile(
                self._file,
                self._digest,
                "CycloneDX",
                self._version,
                self._entries,
                self._needs,
                roots,
                frozenset(self._elements),
            )
        )
        self._unused.tell(bill.notes, self._file)

    def _say_what_is_missing(self) -> None:
        if self._version not in VERSIONS:
            told = shown(self._version[:20]) or "?"
            why = Text(
                f"CycloneDX 版本 {told} 不在 1.0 至 1.7 之内，按 1.7 读取",
                f"CycloneDX version {told} is not one of 1.0 to 1.7; it was read as 1.7",
            )
            self._note("specVersion", why)
        if not self._has_needs:
            why = Text(
                "没有依赖关系一节：其中各组件之间谁需要谁不得而知",
                "there is no section on dependencies: which of its components needs which is not known",
            )
            self._note("dependencies", why)
        if self._root is None:
            why = Text(
                "没有说明所描述的产品：以无人依赖的组件为根",
                "it does not say what it describes: components that nothing needs are taken as its roots",
            )
            self._note("metadata.component", why)
        if self._made_by:
            why = Text(
                "没有写明供应方，以制造方（manufacturer）代之",
                "no supplier is named; its manufacturer was taken for one",
            )
            self._bill.notes.add(self._file, "components", why, self._made_by)
        if self._nested:
            why = Text(
                "组件列在另一组件之内；清单没有说外层需要内层，不作为依赖",
                "a component is listed inside another; the bill does not say that the outer needs it, "
                "so it is no dependency",
            )
            self._bill.notes.add(self._file, "components", why, self._nested)
        if self._provided:
            why = Text(
                "provides 说明实现了什么，不是依赖", "provides says what is implemented; it is no need"
            )
            self._bill.notes.add(self._file, "dependencies", why, self._provided)

    def _tree(self, value: Any, where: str, *, service: bool) -> int | None:
        """A component or service with all that is nested in it, however deep; the number of the outermost."""
        outer: int | None = None
        waiting: list[tuple[Any, str, bool, bool]] = [(value, where, service, False)]
        while waiting:
            one, place, is_service, inside = waiting.pop()
            if not isinstance(one, dict):
                self._note(place, Text("不是对象", "it is not an object"))
                continue
            number = self._component(one, place, is_service)
            if outer is None:
                outer = number
            self._nested += inside
            for key in ("components", "services"):
                inner = one.get(key)
                if isinstance(inner, list):
                    told = [(c, f"{place}.{key}.{i}", key == "services", True) for i, c in enumerate(inner)]
                    waiting += reversed(told)
                elif inner is not None:
                    self._note(f"{place}.{key}", Text("不是列表", "it is not a list"))
        return outer

    def _component(self, one: dict[str, Any], where: str, is_service: bool) -> int:
        bill = self._bill
        name, group = self._word(one, "name", where), self._word(one, "group", where)
        ref = self._word(one, "bom-ref", where)
        purl = self._word(one, "purl", where)
        if purl and (spelt := purl_of(purl)) != purl:
            if spelt is None:
                self._note(f"{where}.purl", Text("purl 不合规范，未使用", "a purl is malformed and not used"))
            purl = spelt
        if not is_service and (kind := one.get("type")) is not None and str(kind) not in _TYPES:
            self._note(f"{where}.type", Text("不认识的组件类型", "a component's type is not known"))
        if name is None:
            self._note(f"{where}.name", Text("组件没有名称", "a component has no name"))
            name = purl or ref or f"{self._file}#{where}"
        path = "services." if is_service else "components."
        self._unused.within(one, READ, path)
        said = LICENCE * bool(one.get("licenses")) | _hashes(one.get("hashes"))
        said |= IDENTIFIED * any(one.get(key) for key in _IDENTIFIERS)
        supplier = self._supplier(one, "provider" if is_service else "supplier", where)
        if supplier is None and (maker := one.get("manufacturer")) is not None:
            supplier = self._supplier(one, "manufacturer", where) if isinstance(maker, dict) else None
            self._made_by += supplier is not None
        number = bill.add(name, self._word(one, "version", where), supplier, purl, said, group)
        self._entries += 1
        self._members.append(number)
        if ref is not None and (first := self._refs.setdefault(ref, number)) != number:
            self._doubled.append((first, number))
            why = Text(
                "同一 bom-ref 指两个组件，有关它的依赖两者都算",
                "one bom-ref names two components; what is said of its dependencies counts for both",
            )
            self._note(f"{where}.bom-ref", why)
        for property_ in _listed(one.get("properties")):
            if str(property_.get("name")).casefold() in _ENDS:
                self._until(number, property_.get("value"), where)
            else:
                self._unused.add(f"{path}properties")
        return number

    def _until(self, number: int, value: Any, where: str) -> None:
        day = day_in(value)
        if day is None:
            why = Text("停止支持的日期无法读取", "the end of support is no day that can be read")
            self._note(f"{where}.properties", why)
        else:
            self._bill.until[number] = min(day, self._bill.until.get(number, day))

    def _supplier(self, one: dict[str, Any], key: str, where: str) -> str | None:
        found = one.get(key)
        if isinstance(found, dict):
            self._unused.count(found, READ["supplier."], f"components.{key}.")
            return self._word(found, "name", f"{where}.{key}")
        if found is not None:
            self._note(f"{where}.{key}", Text("供应方不是对象", "the supplier is not an object"))
        return None

    def _word(self, one: dict[str, Any], key: str, where: str) -> str | None:
        found = one.get(key)
        if found is None or isinstance(found, str):
            return shown(found.strip()) or None if found else None
        self._note(f"{where}.{key}", Text(f"{key} 不是文字", f"{key} is not text"))
        return str(found) if isinstance(found, int | float) and not isinstance(found, bool) else None

    def _dependency(self, where: str, value: Any) -> None:
        if not isinstance(value, dict) or not isinstance(value.get("ref"), str):
            self._note(where, Text("依赖没有 ref", "a dependency has no ref"))
            return
        self._unused.count(value, READ["dependencies."], "dependencies.")
        if (one := self._refs.get(value["ref"])) is not None:
            self._bill.said[one] |= RELATED
        else:
            self._alone.append(value["ref"])
        for tail in self._targets(value.get("dependsOn"), f"{where}.dependsOn"):
            self._needs += 1
            self._edge(where, value["ref"], tail, last=False)
        self._provided += sum(1 for _ in self._targets(value.get("provides"), f"{where}.provides"))

    def _targets(self, found: Any, where: str) -> Iterator[str]:
        if found is None:
            return
        for tail in found if isinstance(found, list) else (found,):
            if isinstance(tail, str):
                yield tail
            else:
                self._note(where, Text("引用不是文字", "a reference is not text"))

    def _edge(self, where: str, head: str, tail: str, *, last: bool) -> None:
        known = self._refs
        one, other = known.get(head), known.get(tail)
        if one is not None and other is not None:
            self._bill.need(one, other)
        elif not last:
            self._later.append((where, head, tail))
        else:
            self._edge_by_purl(where, head, tail)

    def _edge_by_purl(self, where: str, head: str, tail: str) -> None:
        """A reference that no bom-ref answers may be a purl of this file, or lie in another file."""
        ends = [self._refs.get(ref, self._bill.by_purl(ref)) for ref in (head, tail)]
        if ends[0] is not None and ends[1] is not None:
            self._bill.need(ends[0], ends[1])
        elif ends[0] is not None and tail.startswith("urn:cdx:"):
            self._bill.waiting.append((self._file, where, ends[0], tail, True))
        else:
            why = Text(
                "依赖指向文件中没有的组件，未计入",
                "a dependency points at a component that the file does not hold; it is not counted",
            )
            self._note(where, why)

    def _note(self, where: str, why: Text) -> None:
        self._bill.notes.add(self._file, where, why)


def _listed(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _hashes(found: Any) -> int:
    """HASH where there is one, and WEAK where all are of algorithms that no longer tell two files apart."""
    if not found:
        return 0
    names = (
        [one.get("alg") if isinstance(one, dict) else None for one in found]
        if isinstance(found, list)
        else []
    )
    return HASH | WEAK * (bool(names) and all(name in _WEAK for name in names))


def day_in(value: Any) -> date | None:
    """The day of a date, or of a date with a time; None where it is neither."""
    with contextlib.suppress(ValueError):
        if isinstance(value, str):
            return date.fromisoformat(value[:10])
    return None
