"""VEX files beside the bills: OpenVEX and CSAF. They name products of the bills and say where a vulnerability stands.

Source: OpenVEX specification 0.2.0; OASIS CSAF 2.0 and 2.1, section 3.2 (product tree, product status).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shencha.evidence.finding import shown
from shencha.evidence.supply.bill import Bill, BomFile
from shencha.evidence.supply.bom_json import Part
from shencha.evidence.supply.unused import Unused
from shencha.evidence.supply.vulnerabilities import STATES, State, Told, gravest, severity_of
from shencha.text import Text

LISTS = frozenset({"statements", "vulnerabilities"})
READ: dict[str, frozenset[str]] = {
    path: frozenset(words.split())
    for path, words in {
        "openvex.": "@context statements",
        "statements.": "vulnerability products status",
        "statements.vulnerability.": "@id name",
        "statements.products.": "@id identifiers subcomponents",
        "statements.products.subcomponents.": "@id identifiers",
        "csaf.": "document product_tree vulnerabilities",
        "document.": "csaf_version",
        "product_tree.": "branches full_product_names relationships product_paths",
        "product_tree.relationships.": "full_product_name product_reference",
        "product_tree.product_paths.": "full_product_name beginning_product_reference",
        "vulnerabilities.": "cve ids title product_status scores metrics",
        "vulnerabilities.ids.": "text",
        "vulnerabilities.scores.": "cvss_v3",
        "vulnerabilities.scores.cvss_v3.": "baseScore baseSeverity",
        "vulnerabilities.metrics.": "content",
        "vulnerabilities.metrics.content.": "cvss_v3 cvss_v4 qualitative_severity_rating",
        "vulnerabilities.metrics.content.cvss_v3.": "baseScore baseSeverity",
        "vulnerabilities.metrics.content.cvss_v4.": "baseScore baseSeverity",
        "branch.": "branches product",
        "product.": "product_id name product_identification_helper",
        "product.product_identification_helper.": "purl purls x_generic_uris",
        "product.product_identification_helper.x_generic_uris.": "uri",
    }.items()
}
"""The fields that are read, by the path before them; every other one is counted as not used."""


class OpenVex:
    """Takes the parts of one OpenVEX document as they come."""

    def __init__(self, bill: Bill, file: str, digest: str) -> None:
        self._bill, self._file, self._digest = bill, file, digest
        self._version, self._unused = "0.2", Unused()

    def take(self, part: Part) -> None:
        """Read one part."""
        if part.key == "@context":
            self._version = str(part.value).rpartition("/v")[2] or self._version
        elif part.key == "statements" and part.index is not None:
            if isinstance(part.value, dict):
                self._statement(part.where, part.value)
            else:
                self._bill.notes.add(self._file, part.where, Text("不是对象", "it is not an object"))
        elif part.key not in READ["openvex."]:
            self._unused.add(part.key)

    def _statement(self, where: str, one: dict[str, Any]) -> None:
        self._unused.within(one, READ, "statements.")
        named = one.get("vulnerability")
        if isinstance(named, dict):
            named = named.get("name") or named.get("@id")
        status = str(one.get("status") or "")
        if status not in STATES:
            why = Text("不认识的漏洞状态", "a vulnerability's state is not known")
            self._bill.notes.add(self._file, f"{where}.status", why)
        refs = tuple(
            dict.fromkeys(ref for product in _objects(one.get("products")) for ref in _meant(product))
        )
        told = Told(
            self._file, where, shown(str(named or where)), STATES.get(status, State.UNSAID), None, refs
        )
        self._bill.told.append(told)

    def close(self) -> None:
        """Add the file beside the bills."""
        self._bill.files.append(
            BomFile(self._file, self._digest, "OpenVEX", shown(self._version[:20]), 0, 0, ())
        )
        self._unused.tell(self._bill.notes, self._file)


def _meant(product: dict[str, Any]) -> Iterator[str]:
    """How a statement names what it is about: of a product with parts, the parts."""
    parts = _objects(product.get("subcomponents"))
    for one in parts or [product]:
        identifiers = one.get("identifiers")
        if isinstance(identifiers, dict):
            yield from (value for value in identifiers.values() if isinstance(value, str))
        if isinstance(one.get("@id"), str):
            yield one["@id"]


class Csaf:
    """Takes the parts of one CSAF document as they come."""

    def __init__(self, bill: Bill, file: str, digest: str) -> None:
        self._bill, self._file, self._digest = bill, file, digest
        self._version, self._unused = "2.0", Unused()
        self._products: dict[str, list[str]] = {}
        self._waiting: list[tuple[str, dict[str, Any]]] = []

    def take(self, part: Part) -> None:
        """Read one part."""
        value = part.value
        if part.key == "document" and isinstance(value, dict):
            self._unused.within(value, READ, "document.")
            self._version = str(value.get("csaf_version") or self._version)
        elif part.key == "product_tree" and isinstance(value, dict):
            self._tree(value)
        elif part.key == "vulnerabilities" and part.index is not None and isinstance(value, dict):
            self._waiting.append((part.where, value))
        elif part.key not in READ["csaf."]:
            self._unused.add(part.key)

    def _tree(self, tree: dict[str, Any]) -> None:
        self._unused.within(tree, READ, "product_tree.")
        waiting: list[dict[str, Any]] = [tree]
        while waiting:
            one = waiting.pop()
            if one is not tree:
                self._unused.within(one, READ, "branch.")
            waiting += _objects(one.get("branches"))
            for product in (one.get("product"), *_objects(one.get("full_product_names"))):
                if isinstance(product, dict) and isinstance(product.get("product_id"), str):
                    self._unused.within(product, READ, "product.")
                    self._products[product["product_id"]] = list(_of_product(product))
        for relation in (*_objects(tree.get("relationships")), *_objects(tree.get("product_paths"))):
            whole = relation.get("full_product_name")
            if isinstance(whole, dict) and isinstance(whole.get("product_id"), str):
                self._unused.within(whole, READ, "product.")
                parts = [ref for part in _parts(relation) for ref in self._products.get(part, ())]
                self._products[whole["product_id"]] = [*_of_product(whole), *parts]

    def close(self) -> None:
        """Say of every vulnerability which products it concerns, and add the file beside the bills."""
        for where, one in self._waiting:
            self._unused.within(one, READ, "vulnerabilities.")
            ids = [i.get("text") for i in _objects(one.get("ids"))]
            id_ = shown(str(one.get("cve") or next(iter(ids), None) or one.get("title") or where))
            severity = gravest(_severities(one))
            status = one.get("product_status")
            for name, products in status.items() if isinstance(status, dict) else ():
                if name not in STATES:
                    self._unused.add(f"vulnerabilities.product_status.{name}")
                    continue
                refs = [ref for p in products or () for ref in self._products.get(str(p), [str(p)])]
                self._bill.told.append(Told(self._file, where, id_, STATES[name], severity, tuple(refs)))
        self._bill.files.append(
            BomFile(self._file, self._digest, "CSAF", shown(self._version[:20]), 0, 0, ())
        )
        self._unused.tell(self._bill.notes, self._file)


def _parts(relation: dict[str, Any]) -> Iterator[str]:
    """The product that a whole is made from: a relation (2.0) names it, a path (2.1) begins at it."""
    for name in ("product_reference", "beginning_product_reference"):
        if isinstance(relation.get(name), str):
            yield relation[name]


def _severities(one: dict[str, Any]) -> Iterator[str | None]:
    """Of each score (2.0) and metric (2.1) of a vulnerability."""
    rated = _objects(one.get("scores"))
    for metric in _objects(one.get("metrics")):
        content = metric.get("content")
        if isinstance(content, dict):
            rated.append(content)
            yield severity_of(content.get("qualitative_severity_rating"), None)
    for found in rated:
        for name in ("cvss_v3", "cvss_v4"):
            score = found.get(name)
            if isinstance(score, dict):
                yield severity_of(score.get("baseSeverity"), score.get("baseScore"))


def _of_product(product: dict[str, Any]) -> Iterator[str]:
    helper = product.get("product_identification_helper")
    if isinstance(helper, dict):
        yield from (ref for ref in [helper.get("purl"), *(helper.get("purls") or ())] if isinstance(ref, str))
        yield from (u["uri"] for u in _objects(helper.get("x_generic_uris")) if isinstance(u.get("uri"), str))
    if isinstance(product.get("name"), str):
        yield product["name"]


def _objects(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
