"""Random parties, and the answer to each by hand: written out from the contract, sharing nothing with the rules."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import strategies as st

from shencha.law.logic.facts import Actor, Count, DataProcessing, Facts, Listing, Procurement
from shencha.law.logic.holds import NO, UNKNOWN, YES

DAYS = [
    date(2020, 5, 31),
    date(2020, 6, 1),
    date(2021, 9, 1),
    date(2022, 2, 14),
    date(2022, 2, 15),
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2026, 3, 2),
]
KINDS = ["cloud_service", "important_communication_product", "other_important"]
STEPS = [
    "first",
    "secondary",
    "dual_primary",
    "same_market_later",
    "status_change",
    "depositary_receipts",
    "spac",
    "acquisition",
    "other",
]
LATER = ("same_market_later", "status_change")
OPEN = "the text does not say"

said = st.sampled_from([NO, UNKNOWN, YES])
near = st.sampled_from([0, 1, 900_000, 999_999, 1_000_000, 1_000_001, 1_300_000])
counts = st.one_of(
    st.just(Count()),
    near.map(lambda n: Count(n, n)),
    near.map(lambda n: Count(n, None)),
    st.tuples(near, near).map(lambda ends: Count(min(ends), max(ends))),
)
parties = st.builds(
    Facts,
    st.builds(Actor, said, said, counts, said),
    st.builds(Procurement, said, st.none() | st.sets(st.sampled_from(KINDS)).map(frozenset), said),
    st.builds(
        Listing,
        said,
        st.none() | st.sampled_from(["CN", "HK", "MO", "TW", "US", "SG", "NO"]),
        st.none() | st.dates(date(2021, 1, 1), date(2027, 1, 1)),
        st.just("first") | st.none() | st.sampled_from(STEPS),
        st.none()
        | st.sampled_from([date(2015, 6, 1), date(2022, 2, 14), date(2022, 2, 15), date(2024, 1, 5)]),
    ),
    st.builds(DataProcessing, said),
    st.sampled_from([UNKNOWN, NO, NO, NO, YES]),
)


def by_hand(facts: Facts, on: date, reading: bool) -> str:
    """The outcome for facts that are all known.

    Args:
        reading: how the text is read where it is silent: is a later step of an issuer listed before a listing abroad?
    """
    if on < date(2020, 6, 1):
        return "not_covered"
    if facts.involves_state_secrets is YES:
        return "refused"
    named = {"cloud_service", "other_important"}
    if on >= date(2022, 2, 15):
        named.add("important_communication_product")
    buys = facts.procurement
    if facts.actor.ciio is YES and buys.planned is YES and buys.may_affect_national_security is YES:
        assert buys.product_kinds is not None
        if named & buys.product_kinds:
            return "must_file"
    if on < date(2022, 2, 15):
        return "need_not_file"
    platform = facts.actor.platform_operator is YES
    many = facts.actor.users_with_personal_information.at_least > 1_000_000
    abroad = facts.listing.venue not in ("CN", "HK", "MO", "TW")
    since = facts.listing.listed_there_since
    step = facts.listing.kind not in LATER or since >= date(2022, 2, 15) or reading
    if platform and many and facts.listing.planned is YES and abroad and step:
        return "must_file"
    affects = facts.data_processing.may_affect_national_security is YES
    handler = facts.actor.data_handler is YES and on >= date(2025, 1, 1)
    if affects and (platform or handler):
        return "subject_to_review"
    return "need_not_file"


def completions(facts: Facts, on: date) -> dict[str, list]:
    """For each fact the values that it may still have, in the end; one value for what is known."""

    def said_values(value):
        return [NO, YES] if value is UNKNOWN else [value]

    count = facts.actor.users_with_personal_information
    high = count.at_most if count.at_most is not None else 10**9
    users = sorted({n for n in (count.at_least, 1_000_000, 1_000_001, high) if count.at_least <= n <= high})
    kinds, listing = facts.procurement.product_kinds, facts.listing
    venue = facts.listing.venue
    return {
        "actor.ciio": said_values(facts.actor.ciio),
        "actor.platform_operator": said_values(facts.actor.platform_operator),
        "actor.users_with_personal_information": [Count(n, n) for n in users],
        "procurement.planned": said_values(facts.procurement.planned),
        "procurement.product_kinds": [frozenset(), *(frozenset({k}) for k in KINDS[:2])]
        if kinds is None
        else [kinds, kinds | {"other_important"}]
        if "important_communication_product" in kinds and on < date(2022, 2, 15)
        else [kinds],
        "procurement.may_affect_national_security": said_values(
            facts.procurement.may_affect_national_security
        ),
        "listing.planned": said_values(facts.listing.planned),
        "listing.venue": ["CN", "HK", "US"] if venue is None else [venue],
        "data_processing.may_affect_national_security": said_values(
            facts.data_processing.may_affect_national_security
        ),
        "actor.data_handler": said_values(facts.actor.data_handler),
        "listing.kind": ["first", "same_market_later"] if listing.kind is None else [listing.kind],
        "listing.listed_there_since": [date(2022, 2, 14), date(2022, 2, 15)]
        if listing.listed_there_since is None
        else [listing.listed_there_since],
        OPEN: [False, True],
    }


def enumerated(facts: Facts, on: date) -> tuple[str, str, set[str]]:
    """Outcome, duty and what is missing (`OPEN`: a word of the text) by trying every completion."""
    values = completions(facts, on)
    names = list(values)
    outcome = {row: by_hand(_complete(facts, row), on, row[-1]) for row in product(*values.values())}
    different = set(outcome.values())
    duties = {one == "must_file" for one in different}
    duty = "unknown" if len(duties) > 1 or different == {"refused"} else "yes" if duties == {True} else "no"
    if len(different) == 1:
        return different.pop(), duty, set()
    missing = set()
    for at, name in enumerate(names):
        by_others: dict[tuple, set[str]] = {}
        for row, found in outcome.items():
            by_others.setdefault(row[:at] + row[at + 1 :], set()).add(found)
        if any(len(found) > 1 for found in by_others.values()):
            missing.add(name)
    return "undetermined", duty, missing


def _complete(facts: Facts, row: tuple) -> Facts:
    ciio, platform, users, buys, kinds, buys_affect, lists, venue, affects, handler, kind, since, _ = row
    return replace(
        facts,
        actor=Actor(ciio, platform, users, handler),
        procurement=Procurement(buys, kinds, buys_affect),
        listing=Listing(lists, venue, None, kind, since),
        data_processing=DataProcessing(affects),
    )
