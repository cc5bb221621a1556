"""Old cases are carried in from a table: all of it or none, once, marked as such, and counted by nothing."""

from __future__ import annotations

import pytest

from shencha.errors import BadInput, NotAllowed
from shencha.records.acts import old_cases
from shencha.records.models import CaseFile

HEAD, OFFICER = "head@office.example", "officer@office.example"
ROW = {
    "ground": "foreign_listing",
    "title": "甲公司赴国外上市",
    "party_name": "甲公司（虚构）",
    "begun": "2023-03-01",
    "ended": "2023-06-12",
    "outcome": "concluded",
    "source": "审字〔2023〕7号",
    "result": "not_affecting",
    "conditions": "每半年报告一次 | 数据不出境",
}


def taken(*rows):
    return old_cases.read("old.csv", list(ROW), [ROW | row for row in rows])


def test_a_row_becomes_a_case_that_had_ended_once_only(house):
    events = taken({}, {"source": "审字〔2022〕3号", "begun": "2022-03-01", "ended": "2022-05-01"})
    first = old_cases.carry_in(events, by=house.held(HEAD))
    assert [one.number for one in first] == ["2023-0001", "2022-0001"]
    again = old_cases.carry_in(events, by=house.held(HEAD))
    assert [(one.number, one.before) for one in again] == [(one.number, True) for one in first]
    case = CaseFile.objects.get(number="2023-0001")
    assert (case.state, case.result, str(case.opened_on)) == ("concluded", "not_affecting", "2023-03-01")
    assert case.obligations.count() == 2
    assert not case.todos.exists()


def test_only_the_head_carries_in_and_then_all_or_none(house):
    with pytest.raises(NotAllowed):
        old_cases.carry_in(taken({}), by=house.held(OFFICER))
    assert not CaseFile.objects.filter(number="2023-0001").exists()


WRONG = [
    ({"ground": "merger"}, "ground (line 2)"),
    ({"begun": "2023-13-01"}, "begun (line 2)"),
    ({"title": ""}, "title (line 2)"),
    ({"ended": "2023-02-01"}, "line 2"),
    ({"begun": "2019-02-01"}, "line 2"),
    ({"outcome": "not_opened"}, "line 2"),
    ({"result": ""}, "line 2"),
    ({"outcome": "withdrawn", "result": ""}, "line 2"),
    ({"party_name": "机密★10年"}, "party_name (line 2)"),
]


def test_a_row_that_no_case_can_be_is_named_by_its_line(house):
    for wrong, place in WRONG:
        with pytest.raises(BadInput) as refused:
            taken(wrong)
        assert [fault.where for fault in refused.value.faults] == [place], wrong


def test_a_table_without_a_column_or_with_a_row_twice_or_a_stranger_is_refused(house):
    with pytest.raises(BadInput) as refused:
        old_cases.read("old.csv", ["ground", "colour"], [])
    assert {fault.where for fault in refused.value.faults} >= {"column colour", "column title"}
    with pytest.raises(BadInput) as refused:
        taken({}, {})
    assert [fault.where for fault in refused.value.faults] == ["source"]
    with pytest.raises(BadInput) as refused:
        old_cases.read("old.csv", [*ROW, "party"], [ROW | {"party": "nobody"}])
    assert [fault.where for fault in refused.value.faults] == ["party (line 2)"]
