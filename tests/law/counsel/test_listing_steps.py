"""Each kind of listing step with its duty, as the screening itself answers it."""

from __future__ import annotations

from datetime import date

from shencha.law.counsel.listing_steps import listing_steps
from shencha.law.logic.holds import UNKNOWN, YES
from shencha.law.measures.kinds import LISTING_KINDS


def test_every_kind_is_told_and_a_later_step_of_one_listed_before_is_open():
    found = {one.kind.id: one for one in listing_steps(date(2026, 11, 30))}
    assert list(found) == list(LISTING_KINDS)
    open_ = {name for name, one in found.items() if one.before is UNKNOWN}
    assert open_ == {"same_market_later", "status_change"}
    assert all("listed_before" in found[name].open_points for name in open_)
    assert all(one.since is YES for one in found.values())
    assert found["first"].open_points == ()
    assert all(
        "listing_abroad" in found[name].open_points for name in ("spac", "acquisition", "depositary_receipts")
    )
