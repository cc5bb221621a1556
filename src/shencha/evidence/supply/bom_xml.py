"""A CycloneDX bill in XML, part by part, in the shape its JSON has.

The parser is libxml2 through lxml, as a stream: no network, no external entities, no document type at all
(a bill needs none, and an entity can make a small file enormous), its own limits on depth and text kept.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from shencha.errors import BadInput, Fault
from shencha.evidence.supply.bom_json import Part
from shencha.text import Text

_LISTS = {
    "components": "component",
    "services": "service",
    "dependencies": "dependency",
    "vulnerabilities": "vulnerability",
    "compositions": "composition",
}
_NAMESPACE = re.compile(r"http://cyclonedx\.org/schema/bom/(\d+\.\d+)$")


def xml_parts(path: str | Path) -> Iterator[Part]:
    """`specVersion`, `serialNumber`, `version`, `metadata` and the items of the lists, as `json_parts` gives them.

    Raises:
        BadInput: not well formed, not a CycloneDX bill, a document type declared, nested too deeply.
    """
    file = str(path)
    stack: list[str] = []
    counts = dict.fromkeys(_LISTS, 0)
    try:
        events = etree.iterparse(
            file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, element in events:
            if event == "start":
                if not stack:
                    _check_root(file, element)
                    yield from _head(element)
                stack.append(_local(element))
                continue
            stack.pop()
            if len(stack) == 1 and _local(element) == "metadata":
                yield Part("metadata", None, element.sourceline or 0, _plain(element))
            elif len(stack) == 1 and _local(element) in _LISTS:
                yield Part(_local(element), None, element.sourceline or 0, [])
            elif len(stack) == 2 and _LISTS.get(stack[1]) == _local(element):
                index = counts[stack[1]]
                counts[stack[1]] += 1
                yield Part(stack[1], index, element.sourceline or 0, _plain(element))
            elif len(stack) == 1:
                yield Part(_local(element), None, element.sourceline or 0, None)
            elif len(stack) > 2 or (len(stack) == 2 and stack[1] == "metadata"):
                continue
            _forget(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        wrong = Text(f"不是有效的 XML：{error.msg}", f"not valid XML: {error.msg}")
        right = Text("请检查该处的标记和编码", "check the markup and the encoding there")
        raise BadInput([Fault(file, f"line {line}", wrong, right)]) from None


def _check_root(file: str, root: Any) -> None:
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:
        wrong = Text("声明了文档类型（DOCTYPE）", "a document type (DOCTYPE) is declared")
        right = Text("请去掉 DOCTYPE 及其实体", "leave the DOCTYPE and its entities out")
        raise BadInput([Fault(file, "DOCTYPE", wrong, right)])
    if _local(root) != "bom" or not _version(root):
        shown = str(root.tag)[:120]
        wrong = Text(f"根元素 {shown} 不是 CycloneDX 清单", f"the root {shown} is not a CycloneDX bill")
        right = Text("请给出 CycloneDX 1.0 至 1.7 的 bom 元素", "give a bom element of CycloneDX 1.0 to 1.7")
        raise BadInput([Fault(file, f"line {root.sourceline or 1}", wrong, right)])


def _head(root: Any) -> Iterator[Part]:
    line = root.sourceline or 1
    yield Part("bomFormat", None, line, "CycloneDX")
    yield Part("specVersion", None, line, _version(root))
    for name in ("serialNumber", "version"):
        if name in root.attrib:
            yield Part(name, None, line, root.get(name))


def _version(root: Any) -> str | None:
    found = _NAMESPACE.match(etree.QName(root).namespace or "")
    return found[1] if found else None


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _plain(element: Any) -> dict[str, Any]:
    """What we read of a component, service, dependency or metadata, named as in JSON."""
    made: dict[str, Any] = {}
    for attribute in ("bom-ref", "ref", "type"):
        if attribute in element.attrib:
            made[attribute] = element.get(attribute)
    for child in element:
        match _local(child):
            case "group" | "name" | "version" | "purl" | "publisher" | "scope" as key:
                made[key] = (child.text or "").strip()
            case (
                "cpe" | "swhid" | "omniborId" | "timestamp" | "id" | "aggregate" | "state" | "severity" as key
            ):
                made[key] = (child.text or "").strip()
            case "score":
                made["score"] = _number(child.text)
            case "supplier" | "provider" | "manufacturer" | "manufacture" | "analysis" as key:
                made[key] = _plain(child)
            case "licenses" | "authors" | "tools" | "lifecycles" as key:
                made[key] = [_local(inner) for inner in child]
            case "hashes":
                made["hashes"] = [{"alg": inner.get("alg")} for inner in child]
            case "properties":
                made["properties"] = [{"name": p.get("name"), "value": (p.text or "").strip()} for p in child]
            case "ratings":
                made["ratings"] = [_plain(inner) for inner in child]
            case "affects":
                made["affects"] = [{"ref": _text(inner, "ref")} for inner in child]
            case "component":  # of metadata; in a list it is handled by the list
                made["component"] = _plain(child)
            case "components" | "services" as key:
                made[key] = [_plain(c) for c in child if _local(c) == _LISTS[key]]
            case "dependency":
                made.setdefault("dependsOn", []).append(child.get("ref"))
            case "provides":
                made.setdefault("provides", []).append(child.get("ref"))
            case "":
                pass
            case other:
                made.setdefault(other, True)  # not read, but counted
    return made


def _text(element: Any, name: str) -> str | None:
    return next(((child.text or "").strip() for child in element if _local(child) == name), None)


def _number(text: str | None) -> float | None:
    with contextlib.suppress(ValueError):
        return float(text or "")
    return None
