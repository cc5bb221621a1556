"""Every cut agrees with a plain reckoning, one cut at a time, on small random graphs."""

import math
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.cuts import Cut, Cutter, Taken, pairs_of, single_cuts
from shencha.evidence.supply.graph import supply_graph
from shencha.evidence.supply.references import References
from shencha.evidence.supply.services import Gate, Service, Services
from shencha.evidence.supply.suppliers import Register, Supplied

NEVER = math.inf


def reference(count, needs, substitutes, stock, cut):
    """Days until each component ends, straight from the definition in `shencha.evidence.supply.supply`; slow and plain."""
    resting = nx.DiGraph()
    for one in range(count):
        resting.add_edge(("life", one), ("own", one))
        resting.add_edges_from((("own", one), ("life", other)) for other in needs[one])
        resting.add_edges_from((("life", one), ("own", other)) for other in substitutes[one])
    value = {}
    knots = nx.condensation(resting)
    for number in reversed(list(nx.topological_sort(knots))):
        members = sorted(knots.nodes[number]["members"])
        inner = {
            (one, other)
            for kind, one in members
            if kind == "life"
            for other in substitutes[one]
            if ("own", other) in members
        }
        alone = settle(members, needs, substitutes, stock, cut, value, inner, {}, {})
        if inner:
            alone = hand_on(members, needs, substitutes, stock, cut, value, inner, alone)
        value.update(alone)
    return [value["life", one] for one in range(count)]


def settle(members, needs, substitutes, stock, cut, value, inner, lent, floor):
    """The greatest values that fit, falling from 'never'; `floor` is what each reaches without help, no stock again."""
    now = {**value, **dict.fromkeys(members, NEVER)}
    while True:
        before = {one: now[one] for one in members}
        for kind, one in members:
            if kind == "own":
                first = min([0 if one in cut else NEVER, *(now["life", other] for other in needs[one])])
                now[kind, one] = max(first, floor[kind, one]) if floor else first + stock[one]
            else:
                helpers = [now["own", s] for s in substitutes[one] if (one, s) not in inner]
                now[kind, one] = max(now["own", one], lent.get(one, 0), *helpers)
        if before == {one: now[one] for one in members}:
            return before


def hand_on(members, needs, substitutes, stock, cut, value, inner, alone):
    """Let those inside the knot stand in for each other, until nothing changes."""
    now, lent = alone, {}
    while True:
        for one, other in inner:
            lent[one] = max(lent.get(one, 0), now["own", other])
        after = settle(members, needs, substitutes, stock, cut, value, inner, lent, alone)
        if after == now:
            return now
        now = after


def of_tree(tree, lives):
    if isinstance(tree, int):
        return lives[tree]
    return sorted((of_tree(part, lives) for part in tree.parts), reverse=True)[tree.count - 1]


@st.composite
def worlds(draw):
    count = draw(st.integers(1, 8))
    some = st.lists(st.integers(0, count - 1), max_size=3, unique=True)
    needs = [[t for t in draw(some) if t != one] for one in range(count)]
    substitutes = [[t for t in draw(some) if t != one] if draw(st.booleans()) else [] for one in range(count)]
    stock = [draw(st.sampled_from([0, 0, 1, 2, 7, 30])) for _ in range(count)]
    supplier = [draw(st.sampled_from(["a", "b", "c", None])) for _ in range(count)]
    place = [draw(st.sampled_from(["CN", "US", None])) for _ in range(count)]
    leaf = st.integers(0, count - 1)

    def gate(parts):
        return st.lists(parts, min_size=1, max_size=3).flatmap(
            lambda p: st.integers(1, len(p)).map(lambda k: Gate(k, tuple(p)))
        )

    trees = draw(st.lists(st.recursive(leaf, gate, max_leaves=5), min_size=1, max_size=3))
    tolerates = [draw(st.integers(0, 3)) for _ in trees]
    return count, needs, substitutes, stock, supplier, place, trees, tolerates


def graph_of(world):
    count, needs, substitutes, stock, supplier, place, trees, tolerates = world
    bill = Bill()
    for one in range(count):
        bill.add(f"c{one}", "1", None, f"pkg:generic/c{one}@1", 0)
    for one, tails in enumerate(needs):
        for tail in tails:
            bill.need(one, tail)
    rows = tuple(
        Supplied(
            f"pkg:generic/c{one}@1",
            supplier[one],
            place[one],
            stock[one],
            tuple(f"pkg:generic/c{other}@1" for other in substitutes[one]),
            f"row {one}",
        )
        for one in range(count)
    )
    services = tuple(
        Service(f"s{n}", tree, t) for n, (tree, t) in enumerate(zip(trees, tolerates, strict=True))
    )
    return supply_graph(bill, Register("r", "sha256:", rows, {}), Services("s", services), References(bill))


@pytest.fixture(params=["numpy", "numba"])
def engine(request, monkeypatch):
    if request.param == "numba":
        monkeypatch.setattr("shencha.evidence.supply.cuts._SMALL_WORK", -1)
    return request.param


@given(world=worlds())
@settings(max_examples=120, deadline=None, derandomize=True)
def check(world):
    count, needs, substitutes, stock, _, _, trees, tolerates = world
    graph = graph_of(world)
    suppliers, places = single_cuts(graph)
    one = Cut((Taken("component:c0", np.array([0])),))
    cuts = [*suppliers, *places, *pairs_of(suppliers), one]
    for cut, told in zip(cuts, Cutter(graph).consequences(cuts), strict=True):
        gone = {int(c) for taken in cut.taken for c in taken.components}
        lives = reference(count, needs, substitutes, stock, gone)
        after = {n: of_tree(tree, lives) + tolerates[n] for n, tree in enumerate(trees)}
        assert {f.service: f.after_days for f in told.failures} == {
            n: d for n, d in after.items() if d < NEVER
        }
        assert told.components_lost == sum(life < NEVER for life in lives)
        for failure in told.failures:
            follow(failure, trees, needs, substitutes, gone, cut)


def follow(failure, trees, needs, substitutes, gone, cut):
    """A chain begins in the service's tree, each step is a need or a substitute, its end is cut."""
    *steps, end = failure.because
    assert end in {taken.name for taken in cut.taken}
    numbers = [int(step.rpartition("generic/c")[2].partition("@")[0]) for step in steps]
    tree = trees[failure.service]
    assert numbers[0] in set(Service("", tree).components())
    for step, before, after in zip(steps[1:], numbers, numbers[1:], strict=False):
        assert after in (substitutes if step.startswith("substitute:") else needs)[before]
    assert numbers[-1] in gone


def test_every_cut_agrees_with_a_plain_reckoning(engine):
    check()


def test_both_engines_give_the_same_chains(monkeypatch):
    rng = np.random.default_rng(7)
    for _ in range(20):
        count = 30
        needs = [sorted({int(x) for x in rng.integers(0, count, 2)} - {one}) for one in range(count)]
        subs = [
            [int(x)] if rng.random() < 0.2 and x != one else []
            for one, x in enumerate(rng.integers(0, count, count))
        ]
        world = (
            count,
            needs,
            subs,
            [int(x) for x in rng.integers(0, 40, count)],
            [f"s{int(x)}" for x in rng.integers(0, 9, count)],
            ["CN"] * count,
            list(range(5)),
            [0] * 5,
        )
        graph = graph_of(world)
        cuts = [*single_cuts(graph)[0]]
        small = list(Cutter(graph).consequences(cuts))
        with monkeypatch.context() as patched:
            patched.setattr("shencha.evidence.supply.cuts._SMALL_WORK", -1)
            large = list(Cutter(graph).consequences(cuts))
        assert [(s.failures, s.components_lost) for s in small] == [
            (s.failures, s.components_lost) for s in large
        ]


def test_pairs_are_every_two():
    graph = graph_of((2, [[], []], [[], []], [0, 0], ["a", "b"], ["CN", "US"], [0], [0]))
    suppliers, _ = single_cuts(graph)
    assert [cut.name for cut in pairs_of(suppliers)] == [
        "+".join(p) for p in combinations(["supplier:a", "supplier:b"], 2)
    ]
