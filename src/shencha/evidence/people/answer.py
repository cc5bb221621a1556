"""The answer: the range, the line it is held against, its variants, and how it was found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from shencha.evidence.finding import Analysis, Factor, Finding, Measure, Source, Unit
from shencha.evidence.people.count import UNDER_14, Counted, Named
from shencha.evidence.people.folders import masked
from shencha.evidence.people.kinds import LINKING
from shencha.evidence.people.population import Population, Range
from shencha.evidence.people.sources import Sources
from shencha.evidence.people.words import between, kind_name
from shencha.law.logic.facts import Count
from shencha.law.measures.figures import Figure, figures
from shencha.law.measures.open_points import OPEN_POINTS
from shencha.law.measures.read import versions
from shencha.text import Text
from shencha.text.lists import listed

METHOD = "people.components/2"
OPEN_POINT = "user_and_million"
_VERSION = versions()[-1]


@dataclass(frozen=True, slots=True)
class Answer:
    """How many natural persons' data is held."""

    sources: Sources
    on: date
    counted: Counted
    persons: Range
    without: Range | None
    """The range by the default assumptions, where more is assumed."""
    entrusted: Range | None
    outside_china: Range | None
    active: dict[str, Range]
    by_store: dict[str, Range]
    sensitive: Range
    sensitive_kinds: tuple[str, ...]

    @property
    def threshold(self) -> Figure:
        """The line of Article 7: more than so many."""
        line = figures(_VERSION).users
        assert line is not None
        return line

    @property
    def exceeded(self) -> str:
        """Is the line exceeded: yes, no, or unknown while the range lies on both sides, or something was not read."""
        return self._above(self.persons)

    def _above(self, found: Range) -> str:
        most = found.at_most if self.counted.whole else None
        return Count(found.at_least, most).above(self.threshold.value).word

    def facts(self) -> dict[str, Any]:
        """What `shencha screen` reads of it: both bounds, without a most where something was not read."""
        bounds = self.persons.as_dict()
        if not self.counted.whole:
            del bounds["at_most"]
        return {"actor": {"users_with_personal_information": bounds}}

    def assumes(self) -> dict[str, Any]:
        """What both bounds rest on; with the range without what was assumed beyond the defaults."""
        assume = self.sources.assume
        told: dict[str, Any] = {
            "of_one_person": list(assume.of_one_person),
            "one_each": list(assume.one_each),
        }
        return told | ({"without": self.without.as_dict()} if self.without else {})

    def readings(self) -> dict[str, Any]:
        """What else "user" may be taken to mean, each held against the line."""
        distinct = self._distinct()
        return {
            "accounts": self._reading(distinct.get("account")),
            "distinct": {kind: self._reading(found) for kind, found in distinct.items()},
            "active": {name: self._reading(found) for name, found in self.active.items()},
            "entrusted": self._reading(self.entrusted),
            "outside_china": self._reading(self.outside_china),
        }

    def _reading(self, found: Range | None) -> dict[str, Any] | None:
        return found.as_dict() | {"exceeded": self._above(found)} if found else None

    def as_dict(self) -> dict[str, Any]:
        """As JSON tells it."""
        line, counted = self.threshold, self.counted
        point = OPEN_POINTS[OPEN_POINT]
        return {
            "on": self.on.isoformat(),
            "persons": self.persons.as_dict(),
            "threshold": {
                "more_than": line.value,
                "exceeded": self.exceeded,
                "instrument": line.instrument,
                "article": line.article,
            },
            "assumes": self.assumes(),
            "readings": self.readings(),
            "variants": {
                "accounts": self.accounts,
                "by_identifier": self.by_identifier,
                "entrusted": _told(self.entrusted),
                "outside_china": _told(self.outside_china),
                "active": {name: found.as_dict() for name, found in self.active.items()},
                "by_store": {name: found.as_dict() for name, found in self.by_store.items()},
            },
            "sensitive": {"persons": self.sensitive.as_dict(), "kinds": list(self.sensitive_kinds)},
            "identifiers": [self._identifier(named) for named in counted.named],
            "rows": [
                {"store": h.store, "table": masked(h.table), "rows": h.rows}
                for h in counted.population.tables
            ],
            "excluded": self.excluded(),
            "unread": [unread.as_dict() for unread in counted.unread],
            "findings": [finding.as_dict() for finding in self.analysis().findings],
            "open_points": [
                {
                    "id": point.id,
                    "topic": point.topic.as_dict(),
                    "text": point.text.as_dict(),
                    "policy": point.policy.as_dict(),
                }
            ],
            "engine": list(counted.engines),
            "engine_versions": list(counted.versions),
            "method": METHOD,
            "link": {
                "strong": list(self.sources.assume.of_one_person),
                "weak": [kind for kind in LINKING if kind not in self.sources.assume.of_one_person],
                "hub": self.sources.assume.hub,
            },
            "sources": {"file": self.sources.name, "digest": self.sources.digest},
            "code": code_digest(),
        }

    @property
    def accounts(self) -> int | None:
        """Different accounts; None where no column holds any."""
        found = self._distinct().get("account")
        return found.at_most if found else None

    @property
    def by_identifier(self) -> dict[str, int]:
        """Different valid identifiers of each space."""
        population = self.counted.population
        return {population.spaces[number]: n for number, n in population.distinct().items()}

    def _distinct(self) -> dict[str, Range]:
        """Different valid identifiers of each kind; digests and older forms may be those of the others."""
        population = self.counted.population
        found: dict[str, list[tuple[int, int]]] = {}
        for number, n in population.distinct().items():
            found.setdefault(population.kinds[number], []).append((number, n))
        told = {}
        for kind, spaces in found.items():
            plain = sum(n for number, n in spaces if population.plain[number])
            if kind == "account":  # under another name of the same store they may be the same accounts
                apart: dict[str, int] = {}
                for number, n in spaces:
                    where = population.spaces[number].split("/")[1]
                    apart[where] = max(apart.get(where, 0), n)
                plain = sum(apart.values())
            told[kind] = Range(max(plain, *(n for _, n in spaces)), sum(n for _, n in spaces))
        return told

    def _identifier(self, named: Named) -> dict[str, Any]:
        share = None
        for held in self.counted.population.tables:
            if (held.store, held.table) == (named.store, named.table):
                _, written, valid = held.filled().get(named.column, ("", 0, 0))
                share = round(valid / written, 4) if written else None
        told: dict[str, Any] = {
            "store": named.store,
            "table": masked(named.table),
            "column": named.column,
            "kind": named.said.kind,
            "valid_share": share,
            "how": named.how,
            "sure": round(named.sure, 2),
        }
        if named.said.hashed:
            told |= {"hashed": named.said.hashed, "salt": named.said.salt}
        return told

    def excluded(self) -> list[dict[str, Any]]:
        """What links nobody: invalid values and hubs, by kind."""
        return [*_invalid(self.counted.population), *_hubs(self.counted.population)]

    def analysis(self) -> Analysis:
        """Findings for the factors 5 and 6, and what was not read."""
        source = Source(self.sources.name, self.sources.digest, "document", METHOD)
        held, measure = between(self.persons.as_dict()), _measure(self.persons)
        findings = [Finding(Factor.F5, _HELD.fill(persons=held), measure, source)]
        if self.sensitive.at_most:
            kinds = listed(kind_name(kind) for kind in self.sensitive_kinds)
            text = _SENSITIVE.fill(kinds=kinds, persons=between(self.sensitive.as_dict()))
            findings.append(Finding(Factor.F5, text, _measure(self.sensitive), source))
        listing = _LISTING.fill(persons=held, exceeded=_EXCEEDED[self.exceeded])
        findings.append(Finding(Factor.F6, listing, measure, source))
        return Analysis(tuple(findings), self.counted.unread)


_HELD = Text(
    "所持有的个人信息涉及 {persons} 名自然人。", "Personal information of {persons} natural persons is held."
)
_SENSITIVE = Text(
    "其中敏感个人信息（{kinds}）涉及 {persons} 名自然人。",
    "Of these, sensitive personal information ({kinds}) concerns {persons} natural persons.",
)
_LISTING = Text(
    "赴国外上市时，{persons} 名自然人的个人信息可能处于该项风险之中；{exceeded}",
    "With a listing abroad, personal information of {persons} natural persons would be exposed to this risk; "
    "{exceeded}",
)
_EXCEEDED = {
    "yes": Text("第七条的一百万之数已经超过。", "the million of Article 7 is exceeded."),
    "no": Text("第七条的一百万之数没有超过。", "the million of Article 7 is not exceeded."),
    "unknown": Text(
        "是否超过第七条的一百万之数尚不能确定。",
        "whether the million of Article 7 is exceeded is not settled.",
    ),
}


def answer(sources: Sources, counted: Counted, on: date) -> Answer:
    """Ask the population all that the answer tells."""
    population = counted.population
    sensitive = [
        mark
        for mark in population.marks
        if (mark == UNDER_14 or mark.startswith("sensitive.")) and population.marked(mark)
    ]
    stores = [store.id for store in sources.stores]
    return Answer(
        sources,
        on,
        counted,
        population.persons(),
        population.persons(assume=sources.assume.widened) if sources.assume.widened else None,
        _of_mark(population, "entrusted"),
        _of_mark(population, "outside_china"),
        {
            mark.partition(".")[2]: population.persons(marks=[mark])
            for mark in population.marks
            if mark.startswith("active.")
        },
        {id_: population.persons(store=id_) for id_ in stores} if len(stores) > 1 else {},
        population.persons(marks=sensitive) if sensitive else Range(0, 0),
        tuple(mark.removeprefix("sensitive.") for mark in sensitive),
    )


_SHOWING = ("analyser", "attached", "growth_picture", "page", "picture", "schemas", "worse")
"""Modules that tell, draw and compare answers; nothing in them counts."""


def code_digest() -> str:
    """The digest of the counting code, so that another can say whether it counted with the same."""
    found = hashlib.sha256()
    for file in sorted(resources.files("shencha.evidence.people").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".py") and file.name[:-3] not in _SHOWING:
            raw = file.read_bytes()
            found.update(f"{file.name}\n{len(raw)}\n".encode() + raw)
    return f"sha256:{found.hexdigest()}"


def _of_mark(population: Population, mark: str) -> Range | None:
    return population.persons(marks=[mark]) if mark in population.marks else None


def _told(found: Range | None) -> dict[str, int] | None:
    return found.as_dict() if found else None


def _measure(found: Range) -> Measure:
    return Measure(found.at_least, found.at_most, Unit.PERSONS)


def _invalid(population: Population) -> list[dict[str, Any]]:
    found: dict[str, int] = {}
    for held in population.tables:
        for kind, written, valid in held.filled().values():
            found[kind] = found.get(kind, 0) + written - valid
    return [{"kind": kind, "why": "invalid", "values": n} for kind, n in found.items() if n]


def _hubs(population: Population) -> list[dict[str, Any]]:
    rows = population.hub_rows()
    return [
        {"kind": population.kinds[space], "why": "hub", "identifiers": n, "values": rows[space]}
        for space, n in population.hub_nodes.items()
    ]
