"""Cybersecurity Review Measures of 2022 (网络安全审查办法, Order No. 8): who must file, article by article.

In force since 2022-02-15. Articles 5 and 7 oblige to file. Article 2 places a platform operator's data
processing under the review, but no article obliges the operator to file for it; the office may start by
Article 16.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from shencha.law.logic.facts import Facts
from shencha.law.logic.holds import NO
from shencha.law.logic.rules import Expression, Ground, Silent, Words, rule
from shencha.law.measures.figures import Figures
from shencha.law.measures.kinds import LISTING_KINDS, NEW, kinds_of
from shencha.law.measures.read import first_day
from shencha.law.places import NOT_ABROAD

INSTRUMENT = "measures-2022"
IN_FORCE_FROM = first_day(INSTRUMENT)


@rule(INSTRUMENT, article="2")
def data_processing(facts: Words, figures: Figures) -> Expression:
    """A platform operator's data processing that may affect national security is reviewed."""
    return facts.actor.platform_operator & facts.data_processing.may_affect_national_security


@rule(INSTRUMENT, article="21")
def network_product_or_service(facts: Words, figures: Figures) -> Expression:
    """What is bought is of a kind that the definition names."""
    return facts.procurement.product_kinds.any_of(kinds_of(INSTRUMENT))


@rule(INSTRUMENT, article="5")
def procurement(facts: Words, figures: Figures) -> Expression:
    """An operator that buys files where it judges that the use may affect national security."""
    return (
        facts.actor.ciio
        & facts.procurement.planned
        & network_product_or_service(facts, figures)
        & facts.procurement.may_affect_national_security
    )


@rule(INSTRUMENT, article="7")
def foreign_listing(facts: Words, figures: Figures) -> Expression:
    """A platform operator with the data of too many users files before it lists abroad.

    Whether a later step on a market to which the issuer came before the Measures is such a listing, nobody says.
    """
    actor, listing = facts.actor, facts.listing
    return (
        actor.platform_operator
        & actor.users_with_personal_information.above(figures.users)
        & listing.planned
        & listing.venue_is_abroad
        & (
            listing.kind.one_of(NEW)
            | listing.listed_there_since.not_before(IN_FORCE_FROM)
            | Silent("listed_before")
        )
    )


GROUNDS = (
    Ground("procurement", procurement, duty=True),
    Ground("data_processing", data_processing, duty=False),
    Ground("foreign_listing", foreign_listing, duty=True),
)
TURNING_OPEN_POINTS = {
    "actor.platform_operator": "platform_operator",
    "actor.users_with_personal_information": "user_and_million",
    "listing.planned": "listing_abroad",
}
"""The open point on which an answer relies where it turns on that fact."""


def open_points(facts: Facts, turns: Collection[str], held: Collection[str]) -> Iterator[str]:
    """The open points on which an answer relies.

    Args:
        turns: the facts on which some ground turns.
        held: the grounds on which the answer rests.
    """
    listing = facts.listing
    for fact, point in TURNING_OPEN_POINTS.items():
        if fact in turns and (
            fact != "listing.planned" or (listing.kind and LISTING_KINDS[listing.kind].open)
        ):
            yield point
    if listing.venue in NOT_ABROAD and listing.planned is not NO:
        yield "listing_abroad"
    if "foreign_listing" in held:
        yield "latest_day_to_file"
