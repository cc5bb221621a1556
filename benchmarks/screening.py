"""Screening a register of a million parties, and one party with all reasons, beside other ways to do the same."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.row import Row, best
from shencha.law.logic.cells import OUTCOMES, Outcome
from shencha.law.logic.facts import Facts, exactly, facts_of
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.measures.kinds import NEW
from shencha.law.places import is_abroad
from shencha.law.screening.screen import screen
from shencha.registers.columns import (
    KIND_BITS,
    NO_BOUND,
    NO_DAY,
    PLACE_NUMBERS,
    SAID,
    STEP_NUMBERS,
    UNKNOWN_KINDS,
    UNKNOWN_PLACE,
    UNKNOWN_STEP,
    Columns,
    screen_columns,
)

PARTIES = 1_000_000
SINGLES = 2_000
ON = date(2026, 3, 2)
LINE = 1_000_000
START = (date(2022, 2, 15) - date(1970, 1, 1)).days
USERS = "actor.users_with_personal_information"
AFFECTS = "data_processing.may_affect_national_security"
BOUGHT, SINCE = "procurement.product_kinds", "listing.listed_there_since"
Codes = npt.NDArray[np.uint8]


def run() -> list[Row]:
    """A million parties against OpenFisca, numpy by hand and a copy; one party against two rule engines."""
    return [*_register(), *_single()]


def _register() -> list[Row]:
    columns = _parties()
    work = f"screen {PARTIES:,} parties: outcome, duty and missing"
    ours = best(lambda: screen_columns(columns, ON))
    by_hand = best(lambda: _by_hand(columns))
    copied = best(lambda: [column.copy() for column in _arrays(columns)])
    assert np.array_equal(screen_columns(columns, ON).outcome, _by_hand(columns))
    system = _openfisca_system()
    openfisca = best(lambda: _by_openfisca(system, columns), rounds=3)
    assert np.array_equal(_by_openfisca(system, columns), _by_hand(columns))
    return [
        Row(
            work,
            "OpenFisca-core, outcome only",
            ours,
            openfisca,
            openfisca / ours,
            "at least 50 times faster",
            openfisca / ours >= 50,
        ),
        Row(
            work,
            "the rule by hand in numpy, outcome only",
            ours,
            by_hand,
            ours / by_hand,
            "at most 4 times",
            ours / by_hand <= 4,
        ),
        Row(
            work,
            "copying the columns once",
            ours,
            copied,
            ours / copied,
            "at most 1.5 times",
            ours / copied <= 1.5,
        ),
    ]


def _parties() -> Columns:
    """A million parties of every kind, nothing of state secrets; the same on every run."""
    rng = np.random.default_rng(2022)
    three = np.array([NO, UNKNOWN, YES], np.uint8)
    said = {name: rng.choice(three, PARTIES) for name in SAID}
    said["involves_state_secrets"] = np.zeros(PARTIES, np.uint8)
    low = rng.integers(0, 2 * LINE, PARTIES)
    high = low + rng.choice([0, 0, LINE // 4], PARTIES)
    high[rng.random(PARTIES) < 0.05] = NO_BOUND
    bits = np.array([*KIND_BITS.values(), 0, UNKNOWN_KINDS], np.uint16)
    places = np.array([UNKNOWN_PLACE, *PLACE_NUMBERS.values()], np.uint8)
    steps = np.array([UNKNOWN_STEP, *STEP_NUMBERS.values()], np.uint8)
    since = rng.integers(START - 2000, START + 2000, PARTIES).astype(np.int32)
    since[rng.random(PARTIES) < 0.3] = NO_DAY
    return Columns(
        PARTIES,
        {
            **said,
            USERS: (low, high),
            BOUGHT: rng.choice(bits, PARTIES),
            "listing.venue": rng.choice(places, PARTIES),
            "listing.kind": rng.choice(steps, PARTIES),
            SINCE: since,
        },
    )


def _arrays(columns: Columns) -> list[Any]:
    return [array for name, found in columns.of.items() for array in (found if name == USERS else (found,))]


_NEW = np.zeros(len(STEP_NUMBERS) + 1, np.uint8)
_NEW[UNKNOWN_STEP] = UNKNOWN
_NEW[[STEP_NUMBERS[kind] for kind in NEW]] = YES
_ABROAD = np.zeros(256, np.uint8)
_ABROAD[UNKNOWN_PLACE] = UNKNOWN
_ABROAD[[number for code, number in PLACE_NUMBERS.items() if is_abroad(code)]] = YES


def _by_hand(columns: Columns) -> Codes:
    """What someone would write for this one day with numpy: three-valued and, or by bits; no missing facts."""
    of = columns.of
    low, high = of[USERS]
    bought, since = of[BOUGHT], of[SINCE]
    users = (high > LINE).view(np.uint8) | ((low > LINE).view(np.uint8) << 1)
    kinds = ((bought & (UNKNOWN_KINDS - 1)) != 0).view(np.uint8) * np.uint8(3)
    kinds |= (bought == UNKNOWN_KINDS).view(np.uint8)
    step = _NEW[of["listing.kind"]] | ((since >= START).view(np.uint8) * np.uint8(3)) | np.uint8(UNKNOWN)
    duty = of["actor.ciio"] & of["procurement.planned"] & kinds
    duty &= of["procurement.may_affect_national_security"]
    duty |= (
        of["actor.platform_operator"] & users & of["listing.planned"] & _ABROAD[of["listing.venue"]] & step
    )
    reached = (of["actor.data_handler"] | of["actor.platform_operator"]) & of[AFFECTS]
    outcome: Codes = _OUTCOME_OF[duty, reached]
    return outcome


_NEED_NOT, _SUBJECT, _MUST, _OPEN = (
    OUTCOMES.index(Outcome(name))
    for name in ("need_not_file", "subject_to_review", "must_file", "undetermined")
)
_OUTCOME_OF = np.full((4, 4), _OPEN, np.uint8)
_OUTCOME_OF[YES, :] = _MUST
_OUTCOME_OF[NO, NO], _OUTCOME_OF[NO, YES] = _NEED_NOT, _SUBJECT


def _openfisca_system() -> Any:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    party = build_entity(key="person", plural="persons", label="party", is_person=True)
    system = TaxBenefitSystem([party])

    def variable(name: str, kind: Any, formula: Any = None) -> None:
        body = {"value_type": kind, "entity": party, "definition_period": DateUnit.DAY, "label": name}
        if formula:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    for name in SAID:
        variable(_word(name), int)
    for name in _OTHERS:
        variable(name, float if name.startswith("at_") else int)

    def procurement(party: Any, period: Any) -> Any:
        kinds = party("kinds", period)
        named = np.where(kinds == UNKNOWN_KINDS, UNKNOWN, np.where(kinds != 0, YES, NO))
        return (
            party("actor_ciio", period)
            & party("procurement_planned", period)
            & named
            & party("procurement_may_affect_national_security", period)
        )

    def foreign_listing(party: Any, period: Any) -> Any:
        many = np.where(
            party("at_least", period) > LINE, YES, np.where(party("at_most", period) > LINE, UNKNOWN, NO)
        )
        return (
            party("actor_platform_operator", period)
            & many
            & party("listing_planned", period)
            & _ABROAD[party("venue", period)]
            & (_NEW[party("kind", period)] | np.where(party("since", period) >= START, YES, UNKNOWN))
        )

    def outcome(party: Any, period: Any) -> Any:
        duty = party("procurement", period) | party("foreign_listing", period)
        reached = party("actor_data_handler", period) | party("actor_platform_operator", period)
        return _OUTCOME_OF[duty, reached & party(_word(AFFECTS), period)]

    variable("procurement", int, procurement)
    variable("foreign_listing", int, foreign_listing)
    variable("outcome", int, outcome)
    return system


def _by_openfisca(system: Any, columns: Columns) -> Any:
    from openfisca_core.simulations import SimulationBuilder

    day = ON.isoformat()
    simulation = SimulationBuilder().build_default_simulation(system, count=PARTIES)
    for name in SAID:
        simulation.set_input(_word(name), day, columns.of[name])
    low, high = columns.of[USERS]
    others = (low, high, *(columns.of[name] for name in (BOUGHT, "listing.venue", "listing.kind", SINCE)))
    for name, column in zip(_OTHERS, others, strict=True):
        simulation.set_input(name, day, column)
    return simulation.calculate("outcome", day)


_OTHERS = ("at_least", "at_most", "kinds", "venue", "kind", "since")


def _word(name: str) -> str:
    return name.replace(".", "_")


def _single() -> list[Row]:
    facts = facts_of(
        {
            "actor.ciio": NO,
            "actor.platform_operator": YES,
            "actor.users_with_personal_information": exactly(1_200_000),
            "procurement.planned": NO,
            "listing.planned": YES,
            "listing.venue": "US",
        }
    )
    words = _words(facts)
    business, zen = _business_rules(), _zen()
    answer = screen(facts, ON)
    reasons = sorted((r.rule, r.holds.word) for ground in answer.grounds for r in ground.reasons)
    for engine in (business, zen):
        outcome, found = engine(words)
        assert (outcome, sorted(found)) == (answer.outcome, reasons)

    def ours() -> None:
        for _ in range(SINGLES):
            assert screen(facts, ON).grounds

    def theirs(engine: Any) -> Any:
        def work() -> None:
            for _ in range(SINGLES):
                engine(words)

        return work

    one = best(ours) / SINGLES
    rows = []
    times = {"business-rules": best(theirs(business)) / SINGLES, "zen-engine": best(theirs(zen)) / SINGLES}
    for name, reference in times.items():
        ratio, wanted = reference / one, "at least 5 times the faster one"
        met = min(times.values()) / one >= 5
        note = "ours with sentences in two languages"
        rows.append(Row("one screening with all reasons", name, one, reference, ratio, wanted, met, note))
    return rows


_ASKED = {
    "procurement.ciio": "actor.ciio",
    "procurement.planned": "procurement.planned",
    "network_product_or_service.product_kinds": "named_kind",
    "procurement.may_affect_national_security": "procurement.may_affect_national_security",
    "network_data_handler.data_handler": "actor.data_handler",
    "network_data_handler.may_affect_national_security": AFFECTS,
    "data_processing.platform_operator": "actor.platform_operator",
    "data_processing.may_affect_national_security": AFFECTS,
    "foreign_listing.platform_operator": "actor.platform_operator",
    "foreign_listing.users_with_personal_information": "users",
    "foreign_listing.planned": "listing.planned",
    "foreign_listing.venue": "abroad",
    "foreign_listing.kind": "new_step",
}
"""Each reason, and the word of the engines' input that it looks at."""
_NAMES = list(_ASKED)
_DUTIES, _REVIEWED = (_NAMES[:4], _NAMES[8:]), (_NAMES[4:6], _NAMES[6:8])


def _words(facts: Facts) -> dict[str, Any]:
    """The facts as the engines get them; what lies behind a threshold or a list is left for them to find."""
    flat = {name.replace(".", "_"): facts.written(name) for name in SAID if name != "involves_state_secrets"}
    count, venue = facts.actor.users_with_personal_information, facts.listing.venue
    return {
        **flat,
        "named_kind": "unknown",
        "abroad": "unknown" if venue is None else "yes" if is_abroad(venue) else "no",
        "new_step": "yes" if facts.listing.kind in NEW else "unknown",
        "at_least": count.at_least,
        "at_most": NO_BOUND if count.at_most is None else count.at_most,
    }


def _business_rules() -> Any:
    from business_rules import run_all
    from business_rules.actions import BaseActions, rule_action
    from business_rules.fields import FIELD_TEXT
    from business_rules.variables import BaseVariables, numeric_rule_variable, string_rule_variable

    class Party(BaseVariables):  # type: ignore[misc]
        def __init__(self, words: dict[str, Any]) -> None:
            self.words = words

    def variable(name: str, mark: Any) -> None:
        def read(self: Party) -> Any:
            return self.words[name]

        read.__name__ = name
        setattr(Party, name, mark(read))

    for name in {fact.replace(".", "_") for fact in _ASKED.values()} - {"users"}:
        variable(name, string_rule_variable)
    for name in ("at_least", "at_most"):
        variable(name, numeric_rule_variable)

    class Answer(BaseActions):  # type: ignore[misc]
        def __init__(self) -> None:
            self.outcome = ""
            self.reasons: list[tuple[str, str]] = []

        @rule_action(params={"rule": FIELD_TEXT, "holds": FIELD_TEXT})  # type: ignore[untyped-decorator]
        def because(self, rule: str, holds: str) -> None:
            self.reasons.append((rule, holds))

        @rule_action(params={"outcome": FIELD_TEXT})  # type: ignore[untyped-decorator]
        def answer(self, outcome: str) -> None:
            self.outcome = outcome

    def asks(rule: str, holds: str) -> dict[str, Any]:
        fact = _ASKED[rule].replace(".", "_")
        if fact != "users":
            return {"name": fact, "operator": "equal_to", "value": holds}
        low = {"name": "at_least", "operator": "greater_than", "value": LINE}
        high = {"name": "at_most", "operator": "greater_than", "value": LINE}
        low_not = {"name": "at_least", "operator": "less_than_or_equal_to", "value": LINE}
        high_not = {"name": "at_most", "operator": "less_than_or_equal_to", "value": LINE}
        tests: dict[str, dict[str, Any]] = {"yes": low, "no": high_not, "unknown": {"all": [low_not, high]}}
        return tests[holds]

    def not_no(rule: str) -> dict[str, Any]:
        return {"any": [asks(rule, "yes"), asks(rule, "unknown")]}

    def answers(conditions: dict[str, Any], outcome: str) -> dict[str, Any]:
        return {"conditions": conditions, "actions": [{"name": "answer", "params": {"outcome": outcome}}]}

    reasons = [
        {
            "conditions": asks(rule, holds),
            "actions": [{"name": "because", "params": {"rule": rule, "holds": holds}}],
        }
        for rule in _ASKED
        for holds in ("yes", "no", "unknown")
    ]
    outcomes = [
        *(answers({"all": [asks(rule, "yes") for rule in duty]}, "must_file") for duty in _DUTIES),
        *(answers({"all": [not_no(rule) for rule in duty]}, "undetermined") for duty in _DUTIES),
        *(answers({"all": [asks(rule, "yes") for rule in leg]}, "subject_to_review") for leg in _REVIEWED),
        *(answers({"all": [not_no(rule) for rule in leg]}, "undetermined") for leg in _REVIEWED),
        answers({"any": [asks(_NAMES[0], one) for one in ("yes", "no", "unknown")]}, "need_not_file"),
    ]

    def engine(words: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
        party, answer = Party(words), Answer()
        run_all(reasons, party, answer, stop_on_first_trigger=False)
        run_all(outcomes, party, answer, stop_on_first_trigger=True)
        return answer.outcome, answer.reasons

    return engine


def _zen() -> Any:
    import zen

    inputs = [*(fact.replace(".", "_") for fact in _ASKED.values() if fact != "users"), "at_least", "at_most"]

    def asks(rule: str, holds: str) -> dict[str, str]:
        fact = _ASKED[rule].replace(".", "_")
        if fact != "users":
            return {fact: f'"{holds}"'}
        low, high = f"> {LINE}", f"<= {LINE}"
        tests: dict[str, dict[str, str]] = {
            "yes": {"at_least": low},
            "no": {"at_most": high},
            "unknown": {"at_least": high, "at_most": low},
        }
        return tests[holds]

    def not_no(rule: str) -> dict[str, str]:
        fact = _ASKED[rule].replace(".", "_")
        return {"at_most": f"> {LINE}"} if fact == "users" else {fact: '"yes", "unknown"'}

    def together(cells: list[dict[str, str]]) -> dict[str, str]:
        return {name: test for cell in cells for name, test in cell.items()}

    reasons = [
        {**asks(rule, holds), "rule": f'"{rule}"', "holds": f'"{holds}"'}
        for rule in _ASKED
        for holds in ("yes", "no", "unknown")
    ]
    outcomes = [
        *({**together([asks(rule, "yes") for rule in duty]), "outcome": '"must_file"'} for duty in _DUTIES),
        *({**together([not_no(rule) for rule in duty]), "outcome": '"undetermined"'} for duty in _DUTIES),
        *({**together([asks(r, "yes") for r in leg]), "outcome": '"subject_to_review"'} for leg in _REVIEWED),
        *({**together([not_no(r) for r in leg]), "outcome": '"undetermined"'} for leg in _REVIEWED),
        {"outcome": '"need_not_file"'},
    ]

    def decision(rows: list[dict[str, str]], policy: str, outputs: list[str]) -> Any:
        table = {
            "hitPolicy": policy,
            "inputs": [{"id": name, "name": name, "field": name} for name in inputs],
            "outputs": [{"id": name, "name": name, "field": name} for name in outputs],
            "rules": [{"_id": str(at), **row} for at, row in enumerate(rows)],
        }
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ]
        edges = [
            {"id": "a", "sourceId": "in", "targetId": "table"},
            {"id": "b", "sourceId": "table", "targetId": "out"},
        ]
        return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    why, what = decision(reasons, "collect", ["rule", "holds"]), decision(outcomes, "first", ["outcome"])

    def engine(words: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
        found = why.evaluate(words)["result"]
        return what.evaluate(words)["result"]["outcome"], [(row["rule"], row["holds"]) for row in found]

    return engine
