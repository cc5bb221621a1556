"""Integrated ownership beside plain walking of paths, on small random graphs with and without circles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.evidence.control.integrated import Holdings, integrated


def of_pairs(size, pairs):
    """Holdings of `(holder, subject, low, high)`."""
    holder, subject, low, high = (list(c) for c in zip(*pairs, strict=True)) if pairs else ([], [], [], [])
    return Holdings(
        size,
        np.array(holder, np.int64),
        np.array(subject, np.int64),
        np.array(low, float),
        np.array(high, float),
    )


def walked(size, shares, of, *, least=1e-12):
    """What everyone holds: walk step by step up all links at once until nothing worth telling is under way."""
    found = [0.0] * size
    moving = {of: 1.0}
    while moving:
        further = {}
        for subject, weight in moving.items():
            found[subject] += weight
            for (holder, s), share in shares.items():
                if s == subject and weight * share > least:
                    further[holder] = further.get(holder, 0.0) + weight * share
        moving = further
    return found


@st.composite
def graphs(draw, circles):
    size = draw(st.integers(2, 6))
    edges = {}
    for subject in range(size):
        holders = [h for h in range(size) if h != subject and (circles or h > subject)]
        chosen = draw(st.lists(st.sampled_from(holders), max_size=3, unique=True)) if holders else []
        parts = [draw(st.integers(0, 100)) for _ in chosen]
        total = max(sum(parts), 1) / draw(st.sampled_from([0.3, 0.6, 0.8] if circles else [0.5, 1.0]))
        for holder, part in zip(chosen, parts, strict=True):
            edges[holder, subject] = part / total
    return size, edges


@settings(deadline=None, max_examples=60)
@given(graphs(circles=False))
def test_without_circles_a_share_is_the_sum_over_all_paths(graph):
    size, edges = graph
    found = integrated(of_pairs(size, [(h, s, w, w) for (h, s), w in edges.items()]), 0)
    expected = walked(size, edges, 0)
    held = {s for _, s in edges}
    for party in set(range(size)) - held:
        assert found.at_least[party] == pytest.approx(expected[party], abs=1e-9)
        assert found.at_most[party] == pytest.approx(expected[party], abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(graphs(circles=True))
def test_with_circles_a_share_is_the_sum_over_all_walks(graph):
    size, edges = graph
    found = integrated(of_pairs(size, [(h, s, w, w) for (h, s), w in edges.items()]), 0)
    expected = walked(size, edges, 0)
    held = {s for (_, s), w in edges.items() if w}
    for party in set(range(size)) - held - {0}:
        assert found.at_least[party] == pytest.approx(expected[party], abs=1e-7)


@settings(deadline=None, max_examples=60)
@given(graphs(circles=True), st.data())
def test_both_bounds_hold_whatever_the_true_shares_are(graph, data):
    size, edges = graph
    wide = {
        pair: (
            max(0.0, w - data.draw(st.sampled_from([0, 0.05, 0.3]))),
            min(1.0, w + data.draw(st.sampled_from([0, 0.1, 0.5]))),
        )
        for pair, w in edges.items()
    }
    found = integrated(of_pairs(size, [(h, s, *wide[h, s]) for h, s in edges]), 0)
    truth = walked(size, edges, 0)
    for party in set(range(size)) - {s for _, s in edges} - {0}:
        assert found.at_least[party] <= truth[party] + 1e-7
        assert found.at_most[party] >= truth[party] - 1e-7


def test_a_circle_that_may_keep_everything_has_an_upper_end_too():
    found = integrated(of_pairs(3, [(1, 0, 0.5, 1.0), (0, 1, 0.5, 1.0), (2, 0, 0.0, 0.0)]), 0)
    assert found.at_least[2] == 0
    assert found.at_most[2] <= 1


def test_a_circle_that_owns_itself_wholly_belongs_to_nobody():
    found = integrated(of_pairs(3, [(1, 0, 1.0, 1.0), (2, 1, 1.0, 1.0), (1, 2, 1.0, 1.0)]), 0)
    assert found.circle.tolist() == [True, True, True]
    assert found.at_most[1] <= 1


def test_a_circle_with_a_share_outside_gives_all_to_that_share():
    pairs = [(1, 0, 0.9, 0.9), (0, 1, 1.0, 1.0), (2, 0, 0.1, 0.1)]
    found = integrated(of_pairs(3, pairs), 0)
    assert not found.circle.any()
    assert found.at_least[2] == pytest.approx(1.0)


def test_ranges_in_a_circle_never_give_more_than_the_others_leave():
    pairs = [(1, 0, 0.0, 1.0), (0, 1, 0.0, 1.0), (2, 0, 0.3, 0.6), (3, 1, 0.2, 1.0)]
    found = integrated(of_pairs(4, pairs), 0)
    assert found.at_least[2] == pytest.approx(0.3)
    assert found.at_most[2] <= 1
    assert found.at_most[3] <= 0.7 + 1e-12


def test_a_company_that_holds_part_of_itself_belongs_to_the_others():
    found = integrated(of_pairs(2, [(0, 0, 0.2, 0.2), (1, 0, 0.8, 0.8)]), 0)
    assert found.at_least[1] == pytest.approx(1.0)


def test_a_slow_circle_is_solved_and_not_cut_short():
    pairs = [(1, 0, 0.9999, 0.9999), (0, 1, 1.0, 1.0), (2, 0, 0.0001, 0.0001)]
    assert integrated(of_pairs(3, pairs), 0).at_least[2] == pytest.approx(1.0)
