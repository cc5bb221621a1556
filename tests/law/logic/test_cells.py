"""Every cell of every version's table is what trying all its completions gives; every sentence it needs is there."""

from itertools import product

import pytest

from shencha.inputs import parse_yaml
from shencha.law.logic.cells import OUTCOMES, tabulate
from shencha.law.logic.facts import Facts
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.logic.rules import Above
from shencha.law.screening.flips import nearest
from shencha.law.screening.screen import REGIMES
from shencha.law.screening.sentences import article_name, said

IDS = [regime.since.isoformat() for regime in REGIMES]
PROCUREMENT = (
    "actor.ciio",
    "procurement.planned",
    "procurement.product_kinds",
    "procurement.may_affect_national_security",
)
LISTING = (
    "actor.platform_operator",
    "actor.users_with_personal_information",
    "listing.planned",
    "listing.venue",
)
AFFECTS = "data_processing.may_affect_national_security"


def by_hand(yes: dict[str, bool], year: int) -> int:
    """The outcome's code where every question is answered."""
    if all(yes[fact] for fact in PROCUREMENT):
        return 2
    if year == 2020:
        return 0
    if all(yes[fact] for fact in LISTING):
        return 2
    return 1 if yes[AFFECTS] and (year == 2025 or yes["actor.platform_operator"]) else 0


@pytest.mark.parametrize("regime", REGIMES, ids=IDS)
def test_every_cell_has_the_outcome_and_the_missing_facts_of_its_completions(regime):
    table = tabulate(regime)
    facts = [asks.fact for asks in table.asks]
    n = len(facts)
    complete = {
        row: by_hand(dict(zip(facts, row, strict=True)), regime.since.year)
        for row in product((False, True), repeat=n)
    }
    options = {0: (False,), 1: (False, True), 2: (True,)}
    for place, digits in enumerate(product((0, 1, 2), repeat=n)):
        rows = list(product(*(options[digit] for digit in digits)))
        outcomes = {complete[row] for row in rows}
        expected = outcomes.pop() if len(outcomes) == 1 else OUTCOMES.index("undetermined")
        missing = 0
        if expected == OUTCOMES.index("undetermined"):
            for at in [at for at, digit in enumerate(digits) if digit == 1]:
                turned = ((*row[:at], not row[at], *row[at + 1 :]) for row in rows)
                if any(complete[row] != complete[other] for row, other in zip(rows, turned, strict=True)):
                    missing |= 1 << at
        assert (table.outcome[place], table.missing[place]) == (expected, missing), digits


@pytest.mark.parametrize("regime", REGIMES, ids=IDS)
def test_from_every_certain_cell_some_change_gives_another_answer(regime):
    table = tabulate(regime)
    for place in range(0, len(table.outcome), 97):
        flips = nearest(table, place, Facts())
        certain = table.outcome[place] < OUTCOMES.index("undetermined")
        assert bool(flips) == certain
        assert len({len(flip.changes) for flip in flips}) <= 1


def test_every_reason_and_every_change_has_its_sentences_and_none_is_left_over():
    wanted, changes = {}, {}
    for regime in REGIMES:
        for element in (element for ground in tabulate(regime).elements for element in ground):
            ways = {holds.word for holds in (NO, UNKNOWN, YES)}
            more = isinstance(element.asks, Above)
            wanted[element.name] = ways | ({"range"} if more else set())
            changes[element.asks.fact] = {"yes", "no"} | ({"more", "fewer"} if more else set())
    from importlib.resources import files

    written = parse_yaml(
        files("shencha.law.screening").joinpath("screening.yaml").read_text("utf-8"), "screening.yaml"
    ).data
    assert {name: set(ways) for name, ways in written["reasons"].items()} == wanted
    assert {name: set(ways) for name, ways in written["flips"].items() if "." in name} == changes
    for section in ("outcomes", "names"):
        assert set(written[section]) == {outcome.value for outcome in OUTCOMES}
        assert all(said(section, outcome).zh for outcome in OUTCOMES)


@pytest.mark.parametrize(
    ("number", "zh"),
    [("1", "一"), ("7", "七"), ("10", "十"), ("13", "十三"), ("20", "二十"), ("21", "二十一")],
)
def test_an_article_is_named_as_each_language_names_it(number, zh):
    assert (article_name(number).zh, article_name(number).en) == (f"第{zh}条", f"Article {number}")
