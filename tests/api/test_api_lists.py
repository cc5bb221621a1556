"""The list of cases and its kept views by API: the filters of the page, and what others may not see."""

from __future__ import annotations

from tests.api.programs import OWNER

from shencha.records.clock import today
from shencha.records.reads import listing
from shencha.server.sample.instance import HAINA, HEAD, OFFICER, SECRETARY, YUNQI, Story


def test_the_filters_of_the_page_are_those_of_the_api(program, monkeypatch):
    office, story = program(OFFICER), Story(today())
    late = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 60)
    story.consulted(late, 20, "not_affecting", ("cac", "ndrc"))
    fresh = story.files(HAINA, "haina", "data_processing", "海纳互动位置数据", 2)

    def listed(query: str) -> list[str]:
        return [one["case"] for one in office.get(f"/cases?{query}")["cases"]]

    assert listed("overdue=yes") == listed("ground=foreign_listing") == listed("text=纽约") == [late]
    assert listed("officer=-&sort=number") == listed("sort=-due")[::-1] == [late, fresh]
    assert (listed("party=海纳"), listed("step=intake"), listed("paused=yes")) == ([fresh], [fresh], [])
    assert office.ask("GET", "/cases?overdue=no").status_code == 422
    monkeypatch.setattr(listing, "COUNTED", 1)
    whole = office.get("/cases?limit=1")
    assert (whole["total"], whole["more"], whole["next"]) == (1, True, fresh)
    assert whole["cases"][0]["waits_for"] == "office"
    kept = office.act("/case-views", {"name": "逾期", "filters": {"overdue": "yes", "sort": "due"}})
    assert office.get("/case-views") == [kept]
    assert kept["filters"] == {"overdue": "yes", "sort": "due"}
    assert program(HEAD).get("/case-views") == []
    office.act(f"/case-views/{kept['id']}", status=204, method="DELETE")
    assert office.get("/case-views") == []


def test_who_does_not_read_whole_cases_is_not_told_what_others_owe(program):
    number = Story(today()).files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 60)
    owner = program(OWNER)
    (one,) = owner.get("/cases?overdue=yes&officer=-")["cases"]
    assert (one["case"], one["officer"], one["due_on"], one["overdue"]) == (number, None, None, None)
    assert owner.ask("GET", "/case-views").status_code == 404
    assert program(SECRETARY).get("/cases")["cases"] == []
