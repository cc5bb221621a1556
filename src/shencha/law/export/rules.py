"""By which route data may leave the country: the rules as a decision over what is known, exact in what is missing.

`decide` is the rule for one flow of which everything is known; `verdict` asks it for every completion of what is not
known, so its `missing` names exactly the facts whose values could still change the route.
Source: Provisions of 2024-03-22 on cross-border data flows, Articles 3 to 8; Data Security Law, Article 36;
Cybersecurity Law, Article 37 (2016 text). Volumes of the years before 2024 are not in the law data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product

from shencha.law.data import Confidence, facts_of
from shencha.law.logic.facts import Count
from shencha.law.logic.holds import UNKNOWN, YES, Holds
from shencha.text import Text


class Route(StrEnum):
    """What an export needs; in this order the stricter one counts for the whole."""

    NONE = "none"
    CONTRACT = "standard_contract_or_certification"
    UNKNOWN = "unknown"
    ASSESSMENT = "security_assessment"
    PROHIBITED = "prohibited"


ROUTES = tuple(Route)
GROUNDS = (
    "none",
    "contract",
    "human_resources",
    "emergency",
    "statutory_duty",
    "transit",
    "free_trade_zone",
)
ASKS = (
    "active",
    "exported",
    "judicial",
    "approved",
    "personal",
    "important",
    "exempt",
    "outside_list",
    "ciio",
)
"""What the rule asks of a flow, each yes, no or unknown."""
NEEDS = ("none", "contract", "assessment")
"""What the handler's personal information needs by its volume."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in our words, with its place."""

    id: str
    instrument: str
    article: str
    text: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules the law data knows for a day."""

    volumes: bool
    """The provisions of 2024, with their exemptions."""
    judicial: bool
    personal_law: bool
    """The Personal Information Protection Law."""
    ciio_by_law: bool
    """The Cybersecurity Law's own rule for operators of critical infrastructure."""

    @property
    def missing(self) -> Text | None:
        """The rule that the law data lacks for this day."""
        return None if self.volumes else Text.of(facts_of("export/rules.yaml")["missing_before"])


@cache
def rule(id_: str, known: Rules) -> Rule:
    """A rule by its id, with its place on a day for which these rules are known.

    Raises:
        KeyError: there is none.
    """
    file = facts_of("export/rules.yaml")
    data = file["rules"][id_]
    if data["instrument"] == "personal-information-law" and not known.personal_law:
        data = data | file["before_personal_information_law"]
    return Rule(
        id_, data["instrument"], data["article"], Text.of(data["text"]), Confidence(data["confidence"])
    )


@cache
def bound(name: str) -> int:
    """A number of persons at or above which something is needed."""
    value: int = facts_of("export/rules.yaml")["figures"][name]["value"]
    return value


@cache
def rules_on(on: date) -> Rules:
    """The rules known for that day."""
    data = facts_of("export/rules.yaml")
    since = {id_: date.fromisoformat(one["since"]) for id_, one in data["instruments"].items()}
    return Rules(
        on >= date.fromisoformat(data["volume_rules_since"]),
        on >= since["data-security-law"],
        on >= since["personal-information-law"],
        on >= since["cybersecurity-law-2016"],
    )


def exempt(ground: str, on: date) -> bool:
    """Is what leaves on this ground exempt on that day, wherever its handler is?"""
    since: str | None = facts_of("export/rules.yaml")["exempt_since"].get(ground)
    return since is not None and on >= date.fromisoformat(since)


_ANY = Count()


def needs(persons: Count, sensitive: Count, together: Count = _ANY) -> frozenset[str]:
    """What these volumes may need: one word when it is certain.

    Args:
        persons: whose information, none of it sensitive, went abroad since 1 January.
        sensitive: whose sensitive information did.
        together: whose information of either kind did; whoever is not in the one is in the other.
    """
    found = set()
    for (n, most_n), (s, most_s) in product(
        _stretches(persons, "persons"), _stretches(sensitive, "sensitive")
    ):
        most = None if most_n is None or most_s is None else most_n + most_s
        if (most is not None and most < together.at_least) or (
            together.at_most is not None and n + s > together.at_most
        ):
            continue
        if n >= bound("assessment_persons") or s >= bound("assessment_sensitive"):
            found.add("assessment")
        elif n >= bound("contract_persons") or s >= bound("contract_sensitive"):
            found.add("contract")
        else:
            found.add("none")
    return frozenset(found)


def _stretches(count: Count, what: str) -> list[tuple[int, int | None]]:
    """The first and last number of each stretch between the bounds that the range touches."""
    cuts = sorted(bound(f"{need}_{what}") for need in ("contract", "assessment"))
    inside = [cut for cut in cuts if cut > count.at_least and (count.at_most is None or cut <= count.at_most)]
    return list(zip([count.at_least, *inside], [*(cut - 1 for cut in inside), count.at_most], strict=True))


def decide(
    known: Rules,
    need: str,
    *,
    active: bool,
    exported: bool,
    judicial: bool,
    approved: bool,
    personal: bool,
    important: bool,
    exempt: bool,
    outside_list: bool,
    ciio: bool,
) -> Route:
    """The route of a flow of which everything is known."""
    if not active or not exported:
        return Route.NONE
    if known.judicial and judicial and not approved:
        return Route.PROHIBITED
    if not known.volumes:
        regulated = personal or important
        return Route.ASSESSMENT if known.ciio_by_law and ciio and regulated else Route.UNKNOWN
    if outside_list:
        return Route.NONE
    if important:
        return Route.ASSESSMENT
    if not personal or exempt:
        return Route.NONE
    if ciio or need == "assessment":
        return Route.ASSESSMENT
    return Route.CONTRACT if need == "contract" else Route.NONE


@dataclass(frozen=True, slots=True)
class Verdict:
    """The route, and what could still change it: names of `ASKS`, and `volume`."""

    route: Route
    missing: tuple[str, ...]
    possible: frozenset[Route]
    """What the route can still turn out to be."""


@lru_cache(maxsize=65536)
def verdict(known: Rules, state: tuple[Holds, ...], need: frozenset[str]) -> Verdict:
    """The route of a flow in that state, one value for each of `ASKS`, under what the volumes may need."""
    options: list[Sequence[bool | str]] = [_values(holds) for holds in state]
    options.append(sorted(need))
    found = {chosen: _decided(known, chosen) for chosen in product(*options)}
    possible = frozenset(found.values())
    if len(possible) == 1:
        return Verdict(next(iter(possible)), (), possible)
    missing = []
    for at, name in enumerate((*ASKS, "volume")):
        if len(options[at]) == 1:
            continue
        others: dict[tuple[object, ...], set[Route]] = {}
        for chosen, route in found.items():
            others.setdefault((*chosen[:at], *chosen[at + 1 :]), set()).add(route)
        if any(len(routes) > 1 for routes in others.values()):
            missing.append(name)
    return Verdict(Route.UNKNOWN, tuple(missing), possible)


def _decided(known: Rules, chosen: tuple[bool | str, ...]) -> Route:
    return decide(known, str(chosen[-1]), **{name: bool(v) for name, v in zip(ASKS, chosen, strict=False)})


def _values(holds: Holds) -> Sequence[bool]:
    return (False, True) if holds is UNKNOWN else (holds is YES,)


def strictest(verdicts: Iterable[Verdict]) -> Route:
    """The route of the whole: the strictest certain one, unless something not known could be stricter."""
    known, could = Route.NONE, Route.NONE
    for found in verdicts:
        known = max(known, found.route, key=ROUTES.index)
        could = max(could, *found.possible, key=ROUTES.index)
    return known if ROUTES.index(could) <= ROUTES.index(known) else Route.UNKNOWN
