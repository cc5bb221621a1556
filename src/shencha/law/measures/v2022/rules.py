"""Cybersecurity Review Measures of 2022 (网络安全审查办法, Order No. 8): who must file, article by article.

In force since 2022-02-15. Articles 5 and 7 oblige to file. Article 2 places a platform operator's data
processing under the review, but no article obliges the operator to file for it; the office may start by
Article 16.
"""

from __future__ import annotations

from shencha.law.logic.rules import Expression, Ground, Words, rule
from shencha.law.measures.figures import Figures
from shencha.law.measures.product_kinds import kinds_of

INSTRUMENT = "measures-2022"


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
    """A platform operator with the data of too many users files before it lists abroad."""
    actor, listing = facts.actor, facts.listing
    return (
        actor.platform_operator
        & actor.users_with_personal_information.above(figures.users)
        & listing.planned
        & listing.venue_is_abroad
    )


GROUNDS = (
    Ground("procurement", procurement, duty=True),
    Ground("data_processing", data_processing, duty=False),
    Ground("foreign_listing", foreign_listing, duty=True),
)
ACTS = {
    "file.procurement": "5",
    "file.foreign_listing": "7",
    "bind_supplier": "6",
    "prepare_filing": "8",
    "prepare_for_review": "16",
    "screen_again": "16",
    "follow_secrecy_rules": "22",
}
"""The article under which each next act stands."""
TURNING_OPEN_POINTS = {
    "actor.platform_operator": "platform_operator",
    "actor.users_with_personal_information": "user_and_million",
}
"""The open point on which an answer relies where it turns on that fact."""
