"""Every cell of every version's table is what trying all its completions gives; every sentence it needs is there."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.inputs import parse_yaml
from shencha.law.logic.cells import OUTCOMES, tabulate
from shencha.law.logic.facts import Facts
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.logic.rules import Above, AnyOf, elements
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
STEP = ("listing.kind", "listing.listed_there_since")
AFFECTS = "data_processing.may_affect_national_security"
OPEN = OUTCOMES.index("undetermined")


def by_hand(yes: dict[str, bool], reading: bool, year: int) -> int:
    """The outcome's code where every question is answered; `reading`: what the text would say if it spoke."""
    if all(yes[fact] for fact in PROCUREMENT):
        return 2
    if year == 2020:
        return 0
    if all(yes[fact] for fact in LISTING) and (reading or any(yes[fact] for fact in STEP)):
        return 2
    reached = yes["actor.platform_operator"] or (year == 2025 and yes["actor.data_handler"])
    return 1 if yes[AFFECTS] and reached else 0


@pytest.mark.parametrize("regime", REGIMES, ids=IDS)
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_cell_has_the_outcome_and_the_missing_facts_of_its_completions(regime, data):
    table = tabulate(regime)
    facts = [asks.fact for asks in table.asks]
    digits = tuple(data.draw(st.lists(st.sampled_from((0, 1, 2)), min_size=len(facts), max_size=len(facts))))
    options = {0: (False,), 1: (False, True), 2: (True,)}
    rows = {
        row: by_hand(dict(zip(facts, row, strict=False)), row[-1], regime.since.year)
        for row in product(*(options[digit] for digit in digits), (False, True))
    }
    outcomes = set(rows.values())
    expected = outcomes.pop() if len(outcomes) == 1 else OPEN
    differs = [
        any(code != rows.get((*row[:at], not row[at], *row[at + 1 :]), code) for row, code in rows.items())
        for at in range(len(facts) + 1)
    ]
    duties = {code == 2 for code in rows.values()}
    place = table.place(digits)
    assert table.outcome[place] == expected
    assert table.duty[place] == (UNKNOWN if len(duties) > 1 else YES if duties == {True} else NO)
    assert table.facts(int(table.missing[place])) == tuple(
        fact for fact, missing in zip(facts, differs, strict=False) if missing
    )
    assert table.silent[place] == differs[-1]


@pytest.mark.parametrize("regime", REGIMES, ids=IDS)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_from_every_certain_cell_some_change_gives_another_answer(regime, data):
    table, n = tabulate(regime), len(tabulate(regime).asks)
    digits = tuple(data.draw(st.lists(st.sampled_from((0, 1, 2)), min_size=n, max_size=n)))
    flips = nearest(table, digits, Facts())
    assert bool(flips) == (table.outcome[table.place(digits)] < OPEN)
    assert len({len(flip.changes) for flip in flips}) <= 1


def test_every_reason_and_every_change_has_its_sentences_and_none_is_left_over():
    wanted, changes = {}, {}
    for regime in REGIMES:
        for element in (element for cited in tabulate(regime).cited for element in elements(cited)):
            ways = {holds.word for holds in (NO, UNKNOWN, YES)}
            more = isinstance(element.asks, Above)
            words = {"range"} if more else {"perhaps"} if isinstance(element.asks, AnyOf) else set()
            wanted[element.name] = ways | words
            changes[element.asks.fact] = {"yes", "no"} | ({"more", "fewer"} if more else set())
    from importlib.resources import files

    written = parse_yaml(
        files("shencha.law.screening").joinpath("screening.yaml").read_text("utf-8"), "screening.yaml"
    ).data
    assert {name: set(ways) for name, ways in written["reasons"].items()} == wanted
    assert {name: set(ways) for name, ways in written["flips"].items() if "." in name} == changes
    outcomes = {outcome.value for outcome in OUTCOMES}
    assert set(written["names"]) == outcomes
    assert set(written["outcomes"]) == outcomes | {"no_duty", "silent"}
    assert all(said(section, outcome).zh for outcome in OUTCOMES for section in ("outcomes", "names"))


@pytest.mark.parametrize(
    ("number", "zh"),
    [("1", "一"), ("7", "七"), ("10", "十"), ("13", "十三"), ("20", "二十"), ("21", "二十一")],
)
def test_an_article_is_named_as_each_language_names_it(number, zh):
    assert (article_name(number).zh, article_name(number).en) == (f"第{zh}条", f"Article {number}")
