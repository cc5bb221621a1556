"""Ranges of fines: what lies inside, what is left out, and how several add up, against every sum by hand."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.sanctions.money import Sum
from shencha.law.sanctions.spans import NOTHING, Span, hull

ends = st.tuples(st.integers(0, 12), st.integers(1, 12)).map(sorted)
exact = st.tuples(ends, st.booleans()).map(
    lambda t: Span(Sum(t[0][0], t[0][0]), Sum(t[0][1], t[0][1]), YES if t[1] else NO)
)
open_ended = st.lists(exact, min_size=1, max_size=3).map(hull)


def fines(span):
    """Every fine that an exact range allows."""
    inside = set(range(span.low.at_least, span.high.at_least + 1))
    return inside | ({0} if span.may is YES else set())


def total(spans):
    out = spans[0]
    for span in spans[1:]:
        out = out.plus(span)
    return out


@given(st.lists(exact, min_size=1, max_size=4))
def test_a_fine_lies_in_a_total_only_if_it_is_a_sum_of_lawful_fines(spans):
    lawful = {sum(each) for each in product(*map(fines, spans))}
    found = total(spans)
    assert {x for x in range(60) if found.holds(x) is YES} == lawful
    assert all(found.holds(x) is NO for x in range(60) if x not in lawful)
    imposed = lawful - {0} if found.may is YES and found.low.at_least else lawful
    assert found.low == Sum(min(imposed), min(imposed))
    assert found.high == Sum(max(lawful), max(lawful))
    assert (found.may is YES) == all(span.may is YES for span in spans)


@given(st.lists(st.lists(exact, min_size=1, max_size=2), min_size=1, max_size=2))
def test_of_ranges_that_are_open_only_what_every_possibility_allows_is_certain(choices):
    found = total([hull(each) for each in choices])
    lawful = [{sum(each) for each in product(*map(fines, spans))} for spans in product(*choices)]
    for x in range(40):
        if found.holds(x) is YES:
            assert all(x in each for each in lawful)
        if any(x in each for each in lawful):
            assert found.holds(x) is not NO


def test_between_nothing_and_the_least_fine_there_is_none():
    may = Span(Sum(10, 10), Sum(20, 20), YES)
    assert [may.holds(x) for x in (0, 1, 9, 10, 20, 21)] == [YES, NO, NO, YES, YES, NO]
    must = Span(Sum(0, 0), Sum(20, 20), NO)
    assert [must.holds(x) for x in (0, 20, 21)] == [YES, YES, NO]
    assert hull([NOTHING, must]).may is UNKNOWN
    assert NOTHING.plus(may) == may == may.plus(NOTHING)


def test_a_total_of_very_many_pieces_is_never_called_what_it_is_not():
    spans = [Span(Sum(3**n * 1000, 3**n * 1000), Sum(3**n * 1000, 3**n * 1000), YES) for n in range(12)]
    found = total(spans)
    assert found.holds(1000 * sum(3**n for n in range(12))) is not NO
    assert found.holds(500) is not YES
    assert found.holds(1000) is YES
    assert found.holds(1000 * 3**12) is NO


def test_a_range_of_two_possible_laws_is_open_at_both_ends():
    found = hull([Span(Sum(1, 1), Sum(10, 10), NO), Span(Sum(5, 5), Sum(20, 20), YES)])
    assert (found.low, found.high, found.may) == (Sum(1, 5), Sum(10, 20), UNKNOWN)
    assert [found.holds(x) for x in (1, 5, 10, 11, 20, 21)] == [UNKNOWN, YES, YES, UNKNOWN, UNKNOWN, NO]
