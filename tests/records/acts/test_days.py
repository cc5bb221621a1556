"""On which day an act may be said to have happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from shencha.errors import BadInput, NotAllowed
from shencha.procedure import acts as e
from shencha.records.acts.record import record
from shencha.records.clock import SHANGHAI
from shencha.server.sample.instance import CLERK, OFFICER, YUNQI, account_of


def test_nothing_happens_after_today(house):
    number = house.files(days=5)
    for who, event in ((CLERK, e.MaterialsAccepted), (YUNQI, e.Withdrawn)):
        with pytest.raises(BadInput, match="after today"):
            house.act(number, who, event(house.today + timedelta(days=1)))
    assert house.count(number) == 1


def test_what_is_handed_in_bears_the_day_on_which_it_arrives(house):
    number = house.files(days=5)
    with pytest.raises(BadInput, match="before today"):
        house.act(number, YUNQI, e.Withdrawn(house.today - timedelta(days=1)))
    house.act(number, CLERK, e.SupplementRequested(house.story.ago(3), ("股权结构图",)))
    with pytest.raises(BadInput, match="before today"):
        house.act(number, YUNQI, e.SupplementReceived(house.story.ago(1), ("股权结构图",)))
    house.act(number, YUNQI, e.SupplementReceived(house.today, ("股权结构图",)))


def test_an_opinion_is_not_dated_back(house):
    number = house.story.consulted(house.files(days=40), 5, "not_affecting", ("ndrc", "cac"))
    with pytest.raises(BadInput, match="before today"):
        house.act(number, account_of("ndrc"), e.OpinionReceived(house.story.ago(1), "ndrc", "agree"))
    house.act(number, account_of("ndrc"), e.OpinionReceived(house.today, "ndrc", "agree"))


def test_the_office_takes_in_paper_that_came_on_an_earlier_day(house):
    number = house.files(days=5)
    house.act(number, CLERK, e.SupplementRequested(house.story.ago(3), ("股权结构图",)))
    entered = house.act(number, CLERK, e.SupplementReceived(house.story.ago(1), ("股权结构图",)))
    assert entered.on == house.story.ago(1)
    assert entered.recorded_at.astimezone(SHANGHAI).date() == house.today


def test_a_case_never_goes_back_behind_its_last_event(house):
    number = house.files(days=5)
    house.act(number, OFFICER, e.SupplementRequested(house.story.ago(2), ("股权结构图",)))
    with pytest.raises(NotAllowed, match="goes back"):
        house.act(number, CLERK, e.SupplementReceived(house.story.ago(3), ("股权结构图",)))


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        (datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC), "2026-03-02"),
        (datetime(2026, 3, 2, 16, 0, 0, tzinfo=UTC), "2026-03-03"),
    ],
)
def test_a_day_ends_at_midnight_in_shanghai(house, moment, on):
    number = house.story.files(
        YUNQI, "yunqi", "foreign_listing", "x", (house.today - moment.date()).days // 2 + 60
    )
    day = datetime.fromisoformat(on).date()
    kept = record(number, e.Withdrawn(day, "上市计划取消"), by=house.held(YUNQI), key="k", at=moment)
    assert kept.on == day


def test_what_is_sent_again_after_midnight_is_the_act_of_the_day_before(house):
    number = house.story.files(YUNQI, "yunqi", "foreign_listing", "x", 5)
    before, by = datetime.combine(house.story.ago(1), time(23, 59), SHANGHAI), house.held(YUNQI)
    event = e.Withdrawn(house.story.ago(1), "上市计划取消")
    made = record(number, event, by=by, key="k", at=before)
    assert record(number, event, by=by, key="k").pk == made.pk
    with pytest.raises(BadInput, match="before today"):
        record(number, replace(event, reason="另一项"), by=by, key="k")
    with pytest.raises(BadInput, match="before today"):
        record(number, event, by=by, key="another")
