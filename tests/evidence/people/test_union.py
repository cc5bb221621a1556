"""The union agrees with a plain reference; sworn counts compare."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.people.conftest import sources_of
from tests.evidence.people.populations import population

from shencha import inputs
from shencha.errors import BadInput
from shencha.evidence.people.answer import answer
from shencha.evidence.people.count import count
from shencha.evidence.people.population import Held, Population
from shencha.evidence.people.query import Wanted
from shencha.evidence.people.sources import Assumptions
from shencha.evidence.people.sworn import compare, read_key, sworn

COLUMNS = (
    Wanted("r", "resident_id", "resident_id"),
    Wanted("p", "permanent_residence", "permanent_residence"),
    Wanted("a", "account", "account/app"),
    Wanted("m", "mobile", "mobile"),
)
RECORDS = st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=30)
DOMAINS = [0, 0, 2, 3]
"""Equal identity numbers are one in whichever column; the others are compared within their column."""


def joined(groups):
    out = []
    for group in groups:
        touching = [found for found in out if found & group]
        out = [found for found in out if not found & group] + [set(group).union(*touching)]
    return out


def reference(records):
    """(at least, at most) by sets, as the rules say it: 0 is missing, 1 invalid."""
    valid = [[(DOMAINS[k], v) if v > 1 else None for k, v in enumerate(record)] for record in records]
    strong = [[one for one in record[:3] if one] for record in valid]
    numbers = {one for record in valid for one in record[:2] if one}
    at_least = len(joined([{one for one in record[:2] if one} for record in valid if any(record[:2])]))
    united = joined([set(record) for record in strong if record])
    at_most = sum(max(1, len(found & numbers)) for found in united) + sum(not record for record in strong)
    return at_least, max(at_least, at_most)


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.integers(1, 7))
def test_the_union_agrees_with_a_plain_reference(records, size):
    people = Population(Assumptions(hub=250))
    values = np.array(records, np.uint64).reshape(-1, 4)
    mixed = np.where(values > 1, values * 10 + np.array(DOMAINS, np.uint64), values)
    batches = [[mixed[at : at + size, k].copy() for k in range(4)] for at in range(0, len(mixed), size)]
    people.add(Held("s", "t", COLUMNS), batches)
    people.find_hubs()
    found = people.persons()
    assert (found.at_least, found.at_most) == reference(records)


@settings(max_examples=60, deadline=None)
@given(RECORDS)
def test_what_a_hub_holds_apart_is_never_fewer_persons(records):
    """A smaller bound finds more hubs, and a hub unites nobody."""
    values = np.array(records, np.uint64).reshape(-1, 4)
    mixed = np.where(values > 1, values * 10 + np.array(DOMAINS, np.uint64), values)
    most = []
    for hub in (2, 3, 250):
        people = Population(Assumptions(hub=hub))
        people.add(Held("s", "t", COLUMNS), [[mixed[:, k].copy() for k in range(4)]])
        people.find_hubs()
        found = people.persons()
        assert found.at_least == reference(records)[0]
        most.append(found.at_most)
    assert most == sorted(most, reverse=True)


def test_sworn_counts_of_the_same_tables_agree_and_others_do_not(tmp_path):
    key = bytes(range(32))
    documents = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        folder = tmp_path / name
        folder.mkdir()
        tables = population(seed, persons=120)
        tables.write(folder)
        sources = sources_of(tables, str(folder), tmp_path)
        counted = count(sources, date(2026, 11, 25), key=key)
        data = answer(sources, counted, date(2026, 11, 25)).as_dict()
        data["sworn"] = sworn(counted.population, key, "2026-11-25T00:00:00+00:00")
        documents.append(inputs.parse_json(json.dumps(data), f"{name}.json"))
    assert compare(documents[0], documents[1])["same"]
    other = compare(documents[0], documents[2])
    assert not other["same"]
    assert other["shared"]["resident_id"] < 0.2
    with pytest.raises(BadInput):
        compare(documents[0], inputs.parse_json("{}", "x.json"))


def test_a_key_file_without_a_key_is_refused_unshown(tmp_path):
    (tmp_path / "key").write_text("a secret that is no key")
    with pytest.raises(BadInput) as refused:
        read_key(str(tmp_path / "key"))
    assert "secret" not in str(refused.value)
