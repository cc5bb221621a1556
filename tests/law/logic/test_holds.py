"""Three-valued logic is Kleene's, for one value and for a column alike."""

from itertools import product

import numpy as np
import pytest

from shencha.law.logic.holds import NO, UNKNOWN, YES, Holds

ALL = (NO, UNKNOWN, YES)


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_and_is_the_weaker_or_is_the_stronger_of_two(a, b):
    assert a & b is min(a, b)
    assert a | b is max(a, b)


@pytest.mark.parametrize(("a", "b"), list(product(ALL, ALL)))
def test_a_column_of_numbers_has_the_same_and_and_or(a, b):
    one, other = np.array([a], np.uint8), np.array([b], np.uint8)
    assert Holds(int((one & other)[0])) is a & b
    assert Holds(int((one | other)[0])) is a | b


def test_not_turns_yes_and_no_over_and_leaves_what_is_unknown():
    assert [~a for a in ALL] == [YES, UNKNOWN, NO]
    assert [a.word for a in ALL] == ["no", "unknown", "yes"]
