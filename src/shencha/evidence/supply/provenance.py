"""Statements of provenance beside the bills: who built what, from how many inputs. Their signatures are not verified.

Source: in-toto attestation framework, Statement v1; SLSA provenance 0.2 and 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shencha.evidence.finding import shown
from shencha.evidence.supply.bill import Bill, BomFile, Made
from shencha.evidence.supply.bom_json import Part
from shencha.evidence.supply.unused import Unused
from shencha.text import Text

READ: dict[str, frozenset[str]] = {
    path: frozenset(words.split())
    for path, words in {
        "": "_type subject predicateType predicate",
        "subject.": "name uri digest",
        "predicate.": "builder buildType materials buildDefinition runDetails",
        "predicate.builder.": "id",
        "predicate.materials.": "uri digest",
        "predicate.buildDefinition.": "buildType resolvedDependencies",
        "predicate.buildDefinition.resolvedDependencies.": "uri digest",
        "predicate.runDetails.": "builder",
        "predicate.runDetails.builder.": "id",
    }.items()
}
"""The fields that are read, by the path before them; every other one is counted as not used."""


def is_provenance(value: Any) -> bool:
    """Whether a statement's predicate is of provenance, of either version."""
    return isinstance(value, dict) and ("buildDefinition" in value or "builder" in value)


class Provenance:
    """Takes the parts of one statement as they come."""

    def __init__(self, bill: Bill, file: str, digest: str) -> None:
        self._bill, self._file, self._digest = bill, file, digest
        self._subjects: list[str] = []
        self._builder, self._version, self._inputs = "", "", 0
        self._unused = Unused()

    def take(self, part: Part) -> None:
        """Read one part."""
        match part.key:
            case "subject":
                self._unused.within(part.value, READ, "subject.")
                for one in part.value if isinstance(part.value, list) else [part.value]:
                    if isinstance(one, dict):
                        self._subjects += [one[k] for k in ("uri", "name") if isinstance(one.get(k), str)]
            case "predicateType":
                self._version = str(part.value).rpartition("/v")[2]
            case "predicate" if isinstance(part.value, dict):
                self._unused.within(part.value, READ, "predicate.")
                self._predicate(part.value)
            case other if other not in READ[""]:
                self._unused.add(other)

    def _predicate(self, told: dict[str, Any]) -> None:
        details, definition = told.get("runDetails"), told.get("buildDefinition")
        builder = (details if isinstance(details, dict) else told).get("builder")
        if isinstance(builder, dict):
            self._builder = str(builder.get("id") or "")
        inputs = (
            definition.get("resolvedDependencies") if isinstance(definition, dict) else told.get("materials")
        )
        self._inputs = len(inputs) if isinstance(inputs, list) else 0

    def close(self) -> None:
        """Add the statement, and its file, beside the bills."""
        self._bill.made.append(
            Made(self._file, shown(self._builder[:200]), tuple(self._subjects), self._inputs)
        )
        version = shown(self._version[:20])
        self._bill.files.append(BomFile(self._file, self._digest, "SLSA", version, 0, 0, ()))
        why = Text("来源声明的签名未核验", "a statement of provenance: its signature was not verified")
        self._bill.notes.add(self._file, "document", why)
        self._unused.tell(self._bill.notes, self._file)


@dataclass(frozen=True, slots=True)
class Origins:
    """Of how many components a statement says who built them, and the builders named."""

    statements: int
    components: tuple[int, ...]
    builders: tuple[str, ...]
    inputs: int


def origins_of(bill: Bill) -> Origins:
    """All statements together."""
    return Origins(
        len(bill.made),
        tuple(sorted({n for one in bill.made for n in one.components})),
        tuple(dict.fromkeys(one.builder for one in bill.made if one.builder)),
        sum(one.inputs for one in bill.made),
    )
