"""Random breaches for the property tests of sanctions."""

from datetime import date, timedelta

from hypothesis import strategies as st

from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.sanctions.facts import ACT, ACTOR, EXCLUDE, IMPLY, Act, SanctionFacts, closed
from shencha.law.sanctions.money import Sum
from shencha.law.sanctions.provisions import change_days, conducts

DAYS = tuple(
    sorted({day + timedelta(shift) for day in change_days() for shift in (-1, 0, 1)} | {date(2026, 3, 2)})
)
LAST = date(2026, 11, 24)
three = st.sampled_from([NO, UNKNOWN, YES, NO, YES])
yuan = st.integers(0, 10**9).map(lambda n: n * 100)


def consistent(said):
    return not any(said[a] is YES and said[b] is YES for a, b in EXCLUDE) and not any(
        said[a] is YES and said[b] is NO for a, b in IMPLY
    )


def mended(said):
    """The facts with every contradiction taken out, so that no draw is wasted."""
    said = dict(said)
    for one, other in EXCLUDE:
        if said[one] is YES and said[other] is YES:
            said[other] = UNKNOWN
    for one, other in IMPLY:
        if said[one] is YES and said[other] is NO:
            said[one] = UNKNOWN
    assert consistent(said)
    return said


sums = st.one_of(
    yuan.map(lambda n: Sum(n, n)),
    st.tuples(yuan, yuan).map(lambda ends: Sum(min(ends), max(ends))),
    st.just(Sum()),
    yuan.map(lambda n: Sum(n, None)),
)


@st.composite
def acts(draw):
    said = draw(st.fixed_dictionaries(dict.fromkeys(ACT, three)).map(mended))
    found = draw(st.sets(st.sampled_from(conducts()), max_size=4))
    suspected = draw(st.sets(st.sampled_from(conducts()), max_size=1)) - found
    start, end = sorted(draw(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS))))
    when = draw(st.sampled_from(["over", "over", "ongoing", "unknown"]))
    return Act(
        "a",
        frozenset(found),
        frozenset(suspected),
        start,
        end if when == "over" else None,
        {"over": NO, "ongoing": YES, "unknown": UNKNOWN}[when],
        draw(st.sampled_from([None, 1, 3])),
        None,
        closed(said),
        {name: draw(sums) for name in ("purchase_amount", "turnover_previous_year", "gain")},
    )


@st.composite
def breaches(draw, most=1):
    actor = draw(st.fixed_dictionaries(dict.fromkeys(ACTOR, three)))
    found = tuple(draw(acts()) for _ in range(draw(st.integers(1, most))))
    return SanctionFacts(None, None, actor, found)
