"""The leader's page says how many cases are where, who is late and by how much, what is due, and the trend."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.records.reads.overview import overview
from shencha.server.sample.instance import HAINA, OFFICER, YUNQI, Story

SignIn = Callable[[str], Client]
HEAD = "head@office.example"


def test_counts_the_late_and_the_trend_are_those_of_the_cases(sign_in: SignIn) -> None:
    story = Story(today())
    late = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴东京上市", 70), 68)
    story.decides(late, 60, e.DeterminationNotified, True)
    story.files(HAINA, "haina", "foreign_listing", "海纳互动赴伦敦上市", 2)
    none = story.accepted(story.files(YUNQI, "yunqi", "procurement", "车载终端采购", 8), 7)
    story.decides(none, 1, e.DeterminationNotified, False)
    found = overview(Membership.objects.get(person__email=HEAD), today())
    assert {state.value: count for state, count in found.by_state} == {"preliminary": 1, "filed": 1}
    assert found.open == 2
    assert [(one.who, one.count) for one in found.late] == [("office", 1)]
    assert [one.case.number for one in found.overdue] == [late]
    assert sum(month.came for month in found.months) == 3
    assert sum(month.ended for month in found.months) == 1
    page = sign_in(HEAD).get("/work/overview/").content.decode()
    assert re.search(r"在办 2 件，逾期 1 项", page)
    assert re.search(r"审查办公室</th><td>1</td><td>30 个工作日", page)


def test_only_the_office_reads_it(sign_in: SignIn) -> None:
    assert sign_in(OFFICER).get("/work/overview/").status_code == 200
    for email in ("auditor@audit.example", "liaison@ndrc.example", YUNQI):
        assert sign_in(email).get("/work/overview/").status_code == 404, email
