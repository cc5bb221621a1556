"""What bills, and the VEX files beside them, say of known vulnerabilities, in one set of words.

A statement names a vulnerability, what is meant, and in which state it stands there. Several statements of one
vulnerability in one component are told as the gravest of those that say a state; one that says none adds nothing.
Source: CycloneDX 1.4 and later (`vulnerabilities.analysis.state`), OpenVEX 0.2 (`status`), CSAF 2 (`product_status`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shencha.text import Text


class State(StrEnum):
    """Where a vulnerability stands in one component, the gravest first."""

    EXPLOITABLE = "exploitable"
    IN_TRIAGE = "in_triage"
    UNSAID = "unsaid"
    FIXED = "fixed"
    NOT_AFFECTED = "not_affected"

    @property
    def words(self) -> Text:
        """The state in words."""
        return _WORDS[self]


_WORDS = {
    State.EXPLOITABLE: Text("可被利用", "exploitable"),
    State.IN_TRIAGE: Text("尚在分析", "under investigation"),
    State.UNSAID: Text("未说明能否被利用", "not said whether it can be exploited"),
    State.FIXED: Text("已修复", "fixed"),
    State.NOT_AFFECTED: Text("不受影响", "not affected"),
}
STATES = {
    "exploitable": State.EXPLOITABLE,
    "affected": State.EXPLOITABLE,
    "known_affected": State.EXPLOITABLE,
    "first_affected": State.EXPLOITABLE,
    "last_affected": State.EXPLOITABLE,
    "in_triage": State.IN_TRIAGE,
    "under_investigation": State.IN_TRIAGE,
    "resolved": State.FIXED,
    "resolved_with_pedigree": State.FIXED,
    "fixed": State.FIXED,
    "first_fixed": State.FIXED,
    "not_affected": State.NOT_AFFECTED,
    "false_positive": State.NOT_AFFECTED,
    "known_not_affected": State.NOT_AFFECTED,
}
_SEVERITIES = ("critical", "high", "medium", "low", "none")


@dataclass(slots=True)
class Told:
    """One statement of a file."""

    file: str
    where: str
    id: str
    state: State
    severity: str | None
    refs: tuple[str, ...]
    """As the file names what is meant: a reference of its own, a package URL, `urn:cdx:…#ref`."""
    at: int = -1
    """The file of the bill whose own references these are; -1 where it has none."""
    components: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """One known vulnerability in one component."""

    id: str
    component: int
    state: State
    severity: str | None
    file: str
    where: str


@dataclass(frozen=True, slots=True)
class Vulnerabilities:
    """Every vulnerability told, the gravest first, and what rests on the components that may be exploited."""

    found: tuple[Vulnerability, ...]
    resting: int = 0
    """Components that need, at any remove, one in which a vulnerability is exploitable, without those themselves."""
    services: tuple[str, ...] = ()
    """Services that do."""
    told: bool = False
    """Did any file speak of vulnerabilities at all?"""
    kinds: dict[State, int] = field(default_factory=dict)

    def of(self, state: State) -> tuple[Vulnerability, ...]:
        """Those in that state."""
        return tuple(one for one in self.found if one.state is state)


def settled(told: Iterable[Told]) -> tuple[Vulnerability, ...]:
    """Each vulnerability in each component once: the gravest of the states said."""
    grave = {state: at for at, state in enumerate(State)}
    best: dict[tuple[str, int], Told] = {}
    for one in told:
        for component in one.components:
            known = best.get((one.id, component))
            if known is None or known.state is State.UNSAID:
                best[one.id, component] = one if known is None or one.state is not State.UNSAID else known
            elif one.state is not State.UNSAID and grave[one.state] < grave[known.state]:
                best[one.id, component] = one
    severity: dict[str, str] = {}
    for one in best.values():
        if one.severity and _rank(one.severity) < _rank(severity.get(one.id)):
            severity[one.id] = one.severity
    found = [
        Vulnerability(id_, component, one.state, one.severity or severity.get(id_), one.file, one.where)
        for (id_, component), one in best.items()
    ]
    found.sort(key=lambda v: (grave[v.state], _rank(v.severity), v.id, v.component))
    return tuple(found)


def severity_of(word: Any, score: Any = None) -> str | None:
    """`critical` to `none`, from the word, else from a CVSS base score (its qualitative scale)."""
    if isinstance(word, str) and word.lower() in _SEVERITIES:
        return word.lower()
    if isinstance(score, int | float) and not isinstance(score, bool) and 0 <= score <= 10:
        lines = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low"))
        return next((name for line, name in lines if score >= line), "none")
    return None


def gravest(words: Iterable[str | None]) -> str | None:
    """The gravest of several severities."""
    known = [word for word in words if word]
    return min(known, key=_rank) if known else None


def _rank(word: str | None) -> int:
    return _SEVERITIES.index(word) if word in _SEVERITIES else len(_SEVERITIES)
