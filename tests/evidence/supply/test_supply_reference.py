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
from shencha.evidence.supply.supply import supply

NEVER = math.inf


def reference(count, needs, substitutes, stock, cut):
    """Days until each component ends, straight from the definition in `shencha.evidence.supply.supply`; slow and plain."""
    told = {}

    def best(without):
        if without not in told:
            told[without] = reckoned(without)
        return told[without]

    def reckoned(without):
        used = [[s for s in ones if (one, s) not in without] for one, ones in enumerate(substitutes)]
        resting = nx.DiGraph()
        for one in range(count):
            resting.add_edge(("life", one), ("own", one))
            resting.add_edges_from((("own", one), ("life", other)) for other in needs[one])
            resting.add_edges_from((("life", one), ("own", other)) for other in used[one])
        value = {}
        knots = nx.condensation(resting)
        for number in reversed(list(nx.topological_sort(knots))):
            members = sorted(knots.nodes[number]["members"])
            inner = {
                (one, other)
                for kind, one in members
                if kind == "life"
                for other in used[one]
                if ("own", other) in members
            }
            alone = settle(members, needs, used, stock, cut, value, inner, {}, {})
            if inner:
                alone = hand_on(members, needs, used, stock, cut, value, inner, alone)
            for edge in inner:
                beside = best(without | {edge})
                alone = {one: max(days, beside[one]) for one, days in alone.items()}
            value.update(alone)
        return value

    value = best(frozenset())
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
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    standing = draw(st.lists(ends, max_size=7, unique=True))
    substitutes = [[t for head, t in standing if head == one != t] for one in range(count)]
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


def lives_of(count, needs, substitutes, stock, cut):
    """Days each component lives under a cut, by the product; never is infinite."""
    graph = graph_of((count, needs, substitutes, stock, [None] * count, [None] * count, [0], [0]))
    taken = Cut((Taken("component:cut", np.array(sorted(cut), np.int64)),))
    return [NEVER if days < 0 else days for days in Cutter(graph).lives(taken).tolist()]


def without_end(count, needs, substitutes, stock, cut):
    """The greatest values that fit, loops through substitutes keeping themselves alive: nothing lasts longer."""
    members = [(kind, one) for one in range(count) for kind in ("own", "life")]
    found = settle(members, needs, substitutes, stock, cut, {}, set(), {}, {})
    return [found["life", one] for one in range(count)]


def no_sooner(later, sooner):
    return all(one >= other for one, other in zip(later, sooner, strict=True))


@given(world=worlds(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_more_help_never_brings_a_failure_nearer_and_less_never_delays_it(world, data):
    count, needs, substitutes, stock, *_ = world
    component = st.integers(0, count - 1)
    cut = set(data.draw(st.lists(component, min_size=1, max_size=3)))
    now = lives_of(count, needs, substitutes, stock, cut)
    assert no_sooner(without_end(count, needs, substitutes, stock, cut), now)
    assert no_sooner(now, lives_of(count, needs, [[]] * count, stock, cut))
    one, other = data.draw(component), data.draw(component)
    if one == other:
        return

    def more(lists):
        return [sorted({*ones, other}) if n == one else ones for n, ones in enumerate(lists)]

    assert no_sooner(lives_of(count, needs, more(substitutes), stock, cut), now)
    assert no_sooner(now, lives_of(count, more(needs), substitutes, stock, cut))
    richer = [days + 5 * (n == one) for n, days in enumerate(stock)]
    assert no_sooner(lives_of(count, needs, substitutes, richer, cut), now)
    assert no_sooner(now, lives_of(count, needs, substitutes, stock, cut | {one}))


def test_a_further_substitute_in_a_tangle_leaves_what_stood_before_standing():
    needs = [[1, 2], [0, 3], [0, 2, 4], [], [3, 4]]
    stock = [90, 0, 1, 1, 5]
    before = lives_of(5, needs, [[], [4], [3, 0], [], [3, 2]], stock, {1, 4})
    assert before[0] == 95
    assert no_sooner(lives_of(5, needs, [[], [4], [3, 0], [0], [3, 2]], stock, {1, 4}), before)


def test_a_tangle_with_too_many_choices_is_told():
    size = 40
    ring = [[(one + 1) % size] for one in range(size)]
    standing = [[(one + 7) % size, (one + 11) % size] for one in range(size)]
    world = (size, ring, standing, [1] * size, ["a"] * size, ["CN"] * size, [0], [0])
    told = [one.why.en for one in supply(graph_of(world)).unread]
    assert any("of the ways to use 80 substitutes" in why and "too soon" in why for why in told)


def tangle_of(size):
    """A tangle of that many components: a circle, two needs more for each, two substitutes for each."""
    rng = np.random.default_rng(2022)
    needs = [sorted({(n + 1) % size, *rng.integers(0, size, 2).tolist()} - {n}) for n in range(size)]
    standing = [sorted(set(rng.integers(0, size, 2).tolist()) - {n}) for n in range(size)]
    stock = rng.integers(0, 30, size).tolist()
    suppliers = [f"s{n % 50}" for n in range(size)]
    return size, needs, standing, stock, suppliers, ["CN"] * size, list(range(20)), [0] * 20


def test_a_tangle_that_is_left_is_told_with_its_turns_and_errs_to_the_safe_side(monkeypatch):
    monkeypatch.setattr("shencha.evidence.supply.cuts._SMALL_WORK", -1)
    graph = graph_of(tangle_of(2_000))
    cuts = single_cuts(graph)[0]
    exact = {one.cut.name: one for one in Cutter(graph).consequences(cuts)}
    monkeypatch.setattr("shencha.evidence.supply.kernel.MOST_WORK", 1)
    found = supply(graph)
    (told,) = [one.why.en for one in found.unread if "still changed after" in one.why.en]
    assert "(4000 rows) still changed after 2 turns" in told
    for one in found.cuts:
        if one.cut.name in exact:
            later = {f.service: f.after_days for f in exact[one.cut.name].failures}
            assert all(f.after_days <= later.get(f.service, NEVER) for f in one.failures)
            assert exact[one.cut.name].components_lost <= one.components_lost


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
