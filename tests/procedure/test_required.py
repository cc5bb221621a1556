"""What a person must say in an act that goes into the log for good; a typed history may leave it out."""

from __future__ import annotations

import pytest
from tests.procedure.stories import MONDAY, concluded, in_special, tell

from shencha.procedure import acts as e
from shencha.procedure.allowed import refusal
from shencha.procedure.case import apply
from shencha.procedure.required import SAID
from shencha.procedure.roles import Actor, Role

OFFICER = Actor("wang", Role.CASE_OFFICER, "office")
STOCK = "每季度报告备件库存"
KEPT = {"commitment": STOCK, "kept": True, "finding": "相符", "by": OFFICER.person}


def case_for(name):
    return tell(*(in_special() if name == "analysis_recorded" else concluded()))


@pytest.mark.parametrize(
    ("full", "left_out"),
    [
        (e.AnalysisRecorded(MONDAY, "风险可控"), "analysis"),
        (e.ReportReceived(MONDAY, report="没有报告库存"), "report"),
        (e.CommitmentRecorded(MONDAY, STOCK), "commitment"),
        (e.SupervisionRecorded(MONDAY, None, None, "相符", OFFICER.person), "finding"),
    ],
    ids=lambda one: getattr(one, "name", one),
)
def test_an_act_of_a_person_is_not_empty_and_a_case_file_may_be(full, left_out):
    case = case_for(full.name)
    empty = e.EVENTS[full.name](MONDAY)
    if full.name == "supervision_recorded":
        empty = e.SupervisionRecorded(MONDAY, by=OFFICER.person)
    assert refusal(case, full, by=OFFICER) is None
    refused = refusal(case, empty, by=OFFICER)
    assert f"({left_out})" in refused.wrong.en
    assert SAID[left_out].zh in refused.wrong.zh
    assert refusal(case, empty) is None
    assert apply(case, empty).last == MONDAY


def test_who_looks_at_a_promise_says_whether_it_was_kept():
    case = apply(tell(*concluded()), e.CommitmentRecorded(MONDAY, STOCK))
    assert refusal(case, e.SupervisionRecorded(MONDAY, **KEPT), by=OFFICER) is None
    assert (
        "(kept)"
        in refusal(case, e.SupervisionRecorded(MONDAY, **(KEPT | {"kept": None})), by=OFFICER).wrong.en
    )


def test_every_field_that_is_required_exists_and_has_its_words():
    for name, act in e.ACTS.items():
        for key in act.required:
            assert key in {slot.key for slot in e.EVENTS[name].slots}
            assert key in SAID
