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
from shencha.evidence.people.sources import Link
from shencha.evidence.people.sworn import compare, read_key, sworn

COLUMNS = (
    Wanted("r", "resident_id", "resident_id"),
    Wanted("m", "mobile", "mobile"),
    Wanted("d", "device", "device"),
)
RECORDS = st.lists(st.tuples(*[st.integers(0, 6)] * 3), max_size=30)


def reference(records):
    """(at least, at most) by sets: 0 is missing, 1 invalid."""

    def joined(groups):
        out = []
        for group in groups:
            touching = [found for found in out if found & group]
            out = [found for found in out if not found & group] + [set(group).union(*touching)]
        return out

    nodes = [{(k, v) for k, v in enumerate(record) if v > 1} for record in records]
    strong = joined([{n for n in record if n[0] < 2} for record in nodes if any(n[0] < 2 for n in record)])
    at_most = sum(max(1, sum(kind == 0 for kind, _ in found)) for found in strong)
    at_most += len({frozenset(record) for record in nodes if record and all(n[0] == 2 for n in record)})
    at_most += sum(not record for record in nodes)
    whole = joined([record for record in nodes if record])
    at_least = max((sum(any(n[0] == kind for n in found) for found in whole) for kind in range(3)), default=0)
    return at_least, at_most


@settings(max_examples=150, deadline=None)
@given(RECORDS, st.integers(1, 7))
def test_the_union_agrees_with_a_plain_reference(records, size):
    people = Population(Link(hub=250))
    values = np.array(records, np.uint64).reshape(-1, 3)
    mixed = np.where(values > 1, values * 10 + np.arange(3, dtype=np.uint64), values)
    batches = [[mixed[at : at + size, k].copy() for k in range(3)] for at in range(0, len(mixed), size)]
    people.add(Held("s", "t", COLUMNS), batches)
    people.find_hubs()
    found = people.persons()
    assert (found.at_least, found.at_most) == reference(records)
    assert found.at_least <= found.at_most


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
