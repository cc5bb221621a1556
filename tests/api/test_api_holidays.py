"""Holiday notices by API: put forward by one, in force by another, refused by name."""

from __future__ import annotations

from datetime import date

import pytest
from tests.notices import written

from shencha.records.models import LoggedAct, TakenNotice
from shencha.server.sample.instance import HEAD, OFFICER, SECOND

TOLD = {"number": "国办发明电〔2026〕9号（示例）", "published": "2026-11-30", "url": "https://www.gov.cn/"}
WHOLE = written(2027, off=[date(2027, 2, 11)], work=[date(2027, 2, 14)])


@pytest.fixture
def office(program):
    """Programs of two officers and of the head."""
    return {who: program(who) for who in (OFFICER, SECOND, HEAD)}


def test_put_forward_by_one_and_in_force_by_another(office, program):
    made = office[SECOND].ask("POST", "/holiday-notices", WHOLE | TOLD)
    assert made.status_code == 201, made.content
    found = made.json()
    assert [(one["day"], one["worked"]) for one in found["changes"]] == [
        ("2027-02-11", False),
        ("2027-02-14", True),
    ]
    assert (found["amends"], found["extraordinary"], found["state"]) == (False, [], "proposed")
    path = f"/holiday-notices/{found['id']}"
    assert office[SECOND].ask("POST", f"{path}/in-force").status_code == 409, "not by whoever put it forward"
    signed = office[HEAD].ask("POST", f"{path}/in-force").json()
    assert (signed["state"], signed["digest"]) == ("in_force", found["digest"])
    assert [one.said["digest"] for one in LoggedAct.objects.filter(about__startswith="holiday_notice:")] == [
        found["digest"]
    ] * 2
    listed = office[OFFICER].get("/holiday-notices")
    assert [one["id"] for one in listed] == [found["id"]]
    assert office[OFFICER].get("/clock?from=2026-12-30&days=5")["provisional"] is False
    later = {"year": 2027, "off": [{"name": {"zh": "春节", "en": "Spring"}, "days": ["2027-02-12"]}]} | TOLD
    amended = office[SECOND].ask("POST", "/holiday-notices", later).json()
    assert (amended["amends"], [one["day"] for one in amended["changes"]]) == (True, ["2027-02-12"])
    back = office[HEAD].ask("POST", f"/holiday-notices/{amended['id']}/sent-back", {"reason": "文号有误"})
    assert (back.json()["state"], back.json()["reason"]) == ("sent_back", "文号有误")


def test_what_is_wrong_is_named_and_parties_see_nothing(office, program):
    lacking = WHOLE | TOLD | {"work": []}
    lacking["off"] = [
        {"name": group["name"], "days": [day for day in group["days"] if day < "2027-10"]}
        for group in WHOLE["off"]
    ]
    refused = office[OFFICER].ask("POST", "/holiday-notices", lacking)
    assert refused.status_code == 422
    assert "National Day is lacking: 1 October 2027" in refused.content.decode()
    assert not TakenNotice.objects.exists()
    party = program("owner@yunqi.example")
    for method, path in (("GET", "/holiday-notices"), ("POST", "/holiday-notices/1/in-force")):
        assert party.ask(method, path).status_code == 404
