"""SPDX 3.0 in JSON-LD into a bill: packages, who supplies them, what needs what, and vulnerabilities with their state.

The elements of a graph point to each other by their ids and may stand in any order, so they are tied together at the
end. Only the serialisation with SPDX's own context is read; a general JSON-LD processor would be slow and able to
fetch what a stranger's file names.
Source: SPDX specification 3.0.1, profiles Core, Software, Security and SimpleLicensing.
"""

from __future__ import annotations

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
from shencha.evidence.supply.vulnerabilities import State, Told, severity_of
from shencha.text import Text

LISTS = frozenset({"@graph"})
FORWARD = frozenset(
    {"dependsOn", "hasStaticLink", "hasDynamicLink", "hasPrerequisite", "hasProvidedDependency"}
)
"""The first element needs the others."""
_NO_NEED_IN = frozenset({"design", "development", "test"})
_ASIDE = frozenset({"software_File", "software_Snippet"})
_AGENTS = frozenset({"Agent", "Organization", "Person", "SoftwareAgent", "Tool"})
_COMMON = "type spdxId @id creationInfo name"
READ: dict[str, frozenset[str]] = {
    type_: frozenset(f"{_COMMON} {words}".split())
    for type_, words in {
        "software_Package": "software_packageVersion software_packageUrl suppliedBy originatedBy verifiedUsing "
        "externalIdentifier validUntilTime",
        "software_Sbom": "rootElement software_sbomType element",
        "SpdxDocument": "rootElement element",
        "Bom": "rootElement element",
        "CreationInfo": "created createdBy createdUsing specVersion",
        "Relationship": "from to relationshipType scope",
        "security_Vulnerability": "externalIdentifier",
        **dict.fromkeys(_AGENTS, ""),
    }.items()
}
"""The fields of each type that are read; a type not among them is counted as not used."""
_IDENTIFIER = frozenset({"type", "externalIdentifierType", "identifier"})
_WITHIN = {
    "software_Package.verifiedUsing.": frozenset({"type", "algorithm"}),
    "software_Package.externalIdentifier.": _IDENTIFIER,
    "security_Vulnerability.externalIdentifier.": _IDENTIFIER,
    "LifecycleScopedRelationship.": READ["Relationship"],
    **{f"{type_}.": known for type_, known in READ.items()},
}
_ASSESSMENTS = {
    "security_VexAffectedVulnAssessmentRelationship": State.EXPLOITABLE,
    "security_VexUnderInvestigationVulnAssessmentRelationship": State.IN_TRIAGE,
    "security_VexFixedVulnAssessmentRelationship": State.FIXED,
    "security_VexNotAffectedVulnAssessmentRelationship": State.NOT_AFFECTED,
}
_ASSESSED = frozenset(f"{_COMMON} from to relationshipType security_score security_severity".split())
_WEAK = frozenset({"md2", "md4", "md5", "sha1"})
_NONE = ("", "NoAssertion", "NoneElement", "https://spdx.org/rdf/3.0.1/terms/Core/NoAssertion")


class Spdx3:
    """Takes the elements of one document as they come."""

    def __init__(self, bill: Bill, file: str, digest: str) -> None:
        self._bill, self._file, self._digest = bill, file, digest
        self._packages: dict[str, tuple[str, dict[str, Any]]] = {}
        self._agents: dict[str, str] = {}
        self._vulnerabilities: dict[str, str] = {}
        self._relations: list[tuple[str, dict[str, Any]]] = []
        self._assessed: list[tuple[str, dict[str, Any]]] = []
        self._roots: list[str] = []
        self._elements: set[str] = set()
        self._version, self._files, self._needs = "3.0", 0, 0
        self._unused = Unused()

    def take(self, part: Part) -> None:
        """Read one part."""
        if part.key == "@graph" and part.index is not None:
            if isinstance(part.value, dict):
                self._element(part.where, part.value)
            else:
                self._note(part.where, Text("不是对象", "it is not an object"))
        elif part.key not in ("@context", "@graph"):
            self._unused.add(part.key)

    def _element(self, where: str, one: dict[str, Any]) -> None:
        type_, id_ = (
            str(one.get("type") or one.get("@type") or ""),
            str(one.get("spdxId") or one.get("@id") or ""),
        )
        if f"{type_}." in _WITHIN:
            self._unused.within(one, _WITHIN, f"{type_}.")
        match type_:
            case "software_Package":
                self._packages[id_] = (where, one)
            case "Relationship" | "LifecycleScopedRelationship":
                self._relations.append((where, one))
            case "security_Vulnerability":
                self._vulnerabilities[id_] = _called(one) or id_
            case "SpdxDocument" | "software_Sbom" | "Bom":
                self._roots += _refs(one.get("rootElement"))
                if one.get("software_sbomType"):
                    self._elements.add("context")
            case "CreationInfo":
                self._version = str(one.get("specVersion") or self._version)
                for name, element in (
                    ("created", "timestamp"),
                    ("createdBy", "author"),
                    ("createdUsing", "tool"),
                ):
                    if one.get(name):
                        self._elements.add(element)
            case _ if type_ in _AGENTS:
                self._agents[id_] = str(one.get("name") or "")
            case _ if type_ in _ASSESSMENTS or type_.startswith("security_Cvss"):
                self._unused.count(one, _ASSESSED, f"{type_}.")
                self._assessed.append((where, one))
            case _ if type_ in _ASIDE:
                self._files += 1
            case _:
                self._unused.add(shown(type_[:60]) or "@graph")

    def close(self) -> None:
        """Tie the elements together and add the document to the bill."""
        bill = self._bill
        refs = {id_: self._package(where, one) for id_, (where, one) in self._packages.items()}
        for where, one in self._relations:
            self._relation(where, one, refs)
        bill.refs.append((self._file, refs))
        self._assess()
        roots = tuple(dict.fromkeys(refs[ref] for ref in self._roots if ref in refs))
        if self._files:
            why = Text(
                "文件是软件包的组成部分，不是单独供应的组件",
                "a file is part of a package, not a component that someone supplies",
            )
            bill.notes.add(self._file, "@graph", why, self._files)
        if not self._needs:
            why = Text(
                "没有说明依赖的关系：其中各软件包之间谁需要谁不得而知",
                "no relationship speaks of needs: which of its packages needs which is not known",
            )
            self._note("@graph", why)
        bill.files.append(
            BomFile(
                self._file,
                self._digest,
                "SPDX",
                self._version,
                len(refs),
                self._needs,
                roots or described(bill, refs.values()),
                frozenset(self._elements),
            )
        )
        self._unused.tell(bill.notes, self._file)

    def _package(self, where: str, one: dict[str, Any]) -> int:
        purl = one.get("software_packageUrl")
        said = 0
        for external in _objects(one.get("externalIdentifier")):
            said |= IDENTIFIED
            if external.get("externalIdentifierType") == "packageUrl" and not purl:
                purl = external.get("identifier")
        spelt = purl_of(purl.strip()) if isinstance(purl, str) and purl else None
        if purl and spelt is None:
            self._note(where, Text("purl 不合规范，未使用", "a purl is malformed and not used"))
        algorithms = [str(h.get("algorithm")).lower() for h in _objects(one.get("verifiedUsing"))]
        if algorithms:
            said |= HASH | WEAK * all(name in _WEAK for name in algorithms)
        maker = _refs(one.get("suppliedBy")) or _refs(one.get("originatedBy"))
        supplier = next((self._agents[ref] for ref in maker if self._agents.get(ref)), None)
        if supplier and not _refs(one.get("suppliedBy")):
            why = Text(
                "没有写明供应方，以来源方（originator）代之",
                "no supplier is named; its originator was taken for one",
            )
            self._note(where, why)
        name = one.get("name")
        if not isinstance(name, str) or not name:
            self._note(where, Text("软件包没有名称", "a package has no name"))
            name = spelt or str(one.get("spdxId"))
        version = one.get("software_packageVersion")
        number = self._bill.add(
            shown(name),
            shown(str(version)) if version else None,
            shown(supplier) if supplier else None,
            spelt,
            said | (IDENTIFIED if spelt else 0),
        )
        if (day := day_in(one.get("validUntilTime"))) is not None:
            self._bill.until[number] = day
        return number

    def _relation(self, where: str, one: dict[str, Any], refs: dict[str, int]) -> None:
        kind, head, tails = one.get("relationshipType"), str(one.get("from")), _refs(one.get("to"))
        if kind in ("hasDeclaredLicense", "hasConcludedLicense"):
            if head in refs and any(ref not in _NONE for ref in tails):
                self._bill.said[refs[head]] |= LICENCE
        elif kind == "describes":
            self._roots += tails
        elif kind in FORWARD and one.get("scope") not in _NO_NEED_IN:
            if head in refs:
                self._bill.said[refs[head]] |= RELATED
            for tail in tails:
                if tail in _NONE:
                    continue
                self._needs += 1
                if head in refs and tail in refs:
                    self._bill.need(refs[head], refs[tail])
                else:
                    why = Text(
                        "依赖指向文件中没有的软件包，未计入",
                        "a dependency points at a package that the document does not hold; it is not counted",
                    )
                    self._note(where, why)
        else:
            name = shown(f"{kind}"[:40]) + (f" ({one['scope']})" if kind in FORWARD else "")
            why = Text(
                f"关系 {name} 不表示需要，未计入", f"the relationship {name} is no need and not counted"
            )
            self._note(where, why)

    def _assess(self) -> None:
        scores: dict[str, str] = {}
        for _, one in self._assessed:
            found = severity_of(one.get("security_severity"), one.get("security_score"))
            if found:
                scores[str(one.get("from"))] = found
        for where, one in self._assessed:
            state = _ASSESSMENTS.get(str(one.get("type") or one.get("@type")), State.UNSAID)
            of = str(one.get("from"))
            id_ = self._vulnerabilities.get(of, of)
            told = Told(
                self._file,
                where,
                shown(id_),
                state,
                scores.get(of),
                tuple(_refs(one.get("to"))),
                len(self._bill.refs) - 1,
            )
            self._bill.told.append(told)

    def _note(self, where: str, why: Text) -> None:
        self._bill.notes.add(self._file, where, why)


def _refs(found: Any) -> list[str]:
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)]


def _objects(found: Any) -> list[dict[str, Any]]:
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]


def _called(one: dict[str, Any]) -> str | None:
    """The CVE of a vulnerability, else its name."""
    for external in _objects(one.get("externalIdentifier")):
        if external.get("externalIdentifierType") == "cve" and isinstance(external.get("identifier"), str):
            return str(external["identifier"])
    return one["name"] if isinstance(one.get("name"), str) else None
