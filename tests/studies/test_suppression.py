"""Small numbers stay withheld: a solver of another kind, given all that is published, cannot get one back."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from shencha.studies.suppression import Sum, could_be, suppress

T = 3


def table(cells):
    """A table with its totals, by name, and the sums between them."""
    rows, columns = len(cells), len(cells[0])
    counts = {f"{i}/{j}": cells[i][j] for i, j in product(range(rows), range(columns))}
    counts |= {f"{i}/all": sum(cells[i]) for i in range(rows)}
    counts |= {f"all/{j}": sum(row[j] for row in cells) for j in range(columns)}
    counts["all/all"] = sum(map(sum, cells))
    sums = [Sum(f"{i}/all", tuple(f"{i}/{j}" for j in range(columns))) for i in range(rows)]
    sums += [Sum(f"all/{j}", tuple(f"{i}/{j}" for i in range(rows))) for j in range(columns)]
    sums += [Sum("all/all", tuple(f"{i}/all" for i in range(rows)))]
    sums += [Sum("all/all", tuple(f"all/{j}" for j in range(columns)))]
    return counts, sums


def by_linear_programming(name, published, sums):
    """What an outsider without whole numbers could narrow a withheld count to: never tighter than the truth."""
    names = sorted(published.counts)
    at = {other: i for i, other in enumerate(names)}
    equal = np.zeros((len(sums), len(names)))
    for row, one in enumerate(sums):
        equal[row, at[one.total]] -= 1
        for part in one.parts:
            equal[row, at[part]] += 1
    bounds = [(0, None) if other in published.withheld else (published[other],) * 2 for other in names]
    ends = []
    for sign in (1, -1):
        goal = np.zeros(len(names))
        goal[at[name]] = sign
        found = linprog(goal, A_eq=equal, b_eq=np.zeros(len(sums)), bounds=bounds)
        ends.append(sign * found.fun if found.status == 0 else None)
    return ends


cells = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 4), st.integers(0, 40)), min_size=width, max_size=width),
        min_size=1,
        max_size=4,
    )
)


def test_what_the_others_give_back_anyway_is_not_withheld():
    counts, sums = table([[1, 8, 6], [0, 0, 5]])
    published = suppress(counts, sums, T)
    for name in published.withheld:
        low, high = could_be(name, published, sums)
        assert low != high, name


@settings(max_examples=25, deadline=None)
@given(cells)
def test_no_small_count_can_be_recovered_from_what_is_published(cells):
    counts, sums = table(cells)
    published = suppress(counts, sums, T)
    for name, count in counts.items():
        if 0 < count < T:
            assert published[name] is None
            low, high = could_be(name, published, sums)
            assert low <= count
            assert high is None or (count <= high and high - low + 1 >= T)
            floor, ceiling = by_linear_programming(name, published, sums)
            assert floor <= count + 1e-6
            assert ceiling is None or ceiling - floor >= T - 1 - 1e-6
        elif published[name] is not None:
            assert published[name] == count


@settings(max_examples=25, deadline=None)
@given(cells)
def test_nothing_is_withheld_where_nothing_is_small(cells):
    large = [[count * T for count in row] for row in cells]
    counts, sums = table(large)
    assert not suppress(counts, sums, T).withheld


def test_a_lone_small_count_takes_others_with_it():
    counts, sums = table([[1, 50, 60], [70, 80, 90], [30, 20, 10]])
    published = suppress(counts, sums, 3)
    assert "0/0" in published.withheld
    assert len(published.withheld) >= 4  # a rectangle at least: one cell alone, or two in a row, give it back
    assert published["all/all"] == 411


def test_two_ones_in_a_row_do_not_betray_each_other_through_their_total():
    counts, sums = table([[1, 1, 50], [60, 70, 80]])
    published = suppress(counts, sums, 3)
    low, high = could_be("0/0", published, sums)
    assert high is None or high - low >= 2


def test_sums_that_do_not_add_up_and_a_threshold_that_hides_nothing_are_refused():
    with pytest.raises(ValueError, match="sum of its parts"):
        suppress({"a": 1, "b": 2}, [Sum("b", ("a",))])
    with pytest.raises(ValueError, match="withholds nothing"):
        suppress({"a": 1}, [], 1)
