"""An act happens whole or not at all: event, log, notices, to-dos, papers, what is remembered beside."""

from __future__ import annotations

import pytest
from django.db import transaction

from shencha.errors import NotAllowed
from shencha.procedure import acts as e
from shencha.records import log
from shencha.records.acts import drafts, filing
from shencha.records.acts.record import Paper
from shencha.records.clock import now
from shencha.records.models import (
    CaseFile,
    CasePaper,
    CaseUnit,
    Draft,
    LogHead,
    Notice,
    Recusal,
    Seen,
    StoredEvent,
    StoredFile,
    Todo,
)
from shencha.server.sample.instance import CLERK, OFFICER, SECOND, YUNQI, account_of, tell_facts

TABLES = (StoredEvent, CaseFile, CasePaper, CaseUnit, Draft, LogHead, Notice, Recusal, Seen, StoredFile, Todo)


class PowerCut(Exception):
    """The end of a transaction that does not come."""


def everything() -> dict[str, object]:
    rows = {
        model.__name__: [_row(one) for one in model.objects.order_by("pk").values_list()] for model in TABLES
    }
    return rows | {"signed": log.last_signed(), "checkpoint": log.checkpoint()}


def _row(values: tuple[object, ...]) -> list[object]:
    return [bytes(one) if isinstance(one, memoryview) else one for one in values]


def signed(house, number):
    house.act(number, SECOND, e.DeterminationNotified(house.today, True), key="signed")


def answered(house, number):
    file = StoredFile.objects.order_by("pk").first()
    papers = [Paper("股权结构图", "图.pdf", file)]
    house.act(number, YUNQI, e.SupplementReceived(house.today, ("股权结构图",)), papers=papers)


def recused(house, number):
    house.act(number, CLERK, e.Recused(house.today, CLERK, "亲属在该公司任职"))


@pytest.mark.parametrize("act", [signed, answered, recused])
def test_an_act_that_is_cut_short_leaves_nothing(house, act):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    house.act(number, CLERK, e.SupplementRequested(house.today, ("股权结构图",)))
    before = everything()
    with pytest.raises(PowerCut), transaction.atomic():
        act(house, number)
        raise PowerCut
    assert everything() == before
    act(house, number)
    after = everything()
    assert all(
        len(after[name]) >= len(before[name]) for name in ("StoredEvent", "Notice", "CasePaper", "Recusal")
    )
    assert after["signed"][0] == before["signed"][0] + 1


def test_a_filing_that_is_cut_short_leaves_the_draft_as_it_was(house):
    by = house.held(YUNQI)
    draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="采购")
    for material in ("declaration", "analysis_report", "procurement_documents"):
        drafts.attach(draft, by=by, material=material, name="a.txt", chunks=[material.encode()])
    tell_facts(draft, by)
    before = everything()
    with pytest.raises(PowerCut), transaction.atomic():
        filing.file_draft(draft, by=by, key="k", confirmed_at=now())
        raise PowerCut
    assert everything() == before
    assert filing.file_draft(draft, by=by, key="k", confirmed_at=now()).case.number.endswith("-0001")


def test_what_is_refused_changes_nothing(house):
    number = house.files()
    before = everything()
    refused = (
        (SECOND, e.DeterminationNotified(house.today, True)),
        (YUNQI, e.MaterialsAccepted(house.today)),
        (CLERK, e.ConclusionNotified(house.today, "not_affecting")),
        (OFFICER, e.ProposalSent(house.today, "not_affecting", ("cac",))),
        (YUNQI, e.SupplementReceived(house.today, ("股权结构图",))),
    )
    for who, event in refused:
        with pytest.raises(NotAllowed):
            house.act(number, who, event)
    assert everything() == before


def test_stored_events_are_neither_changed_nor_deleted(house):
    event = StoredEvent.objects.get(case__number=house.files())
    for change in (
        event.save,
        event.delete,
        StoredEvent.objects.all().delete,
        lambda: StoredEvent.objects.update(name="withdrawn"),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_members_notices_and_tasks_appear_with_the_event_that_makes_them(house):
    number = house.intake()
    decision = e.DeterminationNotified(house.today, True)
    house.act(number, OFFICER, e.DecisionDrafted(house.today, decision, OFFICER))
    signed(house, number)
    assert [one.issued_on for one in Notice.objects.filter(event__case__number=number)] == [house.today]
    house.act(number, OFFICER, e.ProposalSent(house.today, "not_affecting", ("ndrc", "miit")))
    assert set(Todo.objects.filter(case__number=number).values_list("who", flat=True)) >= {"ndrc", "miit"}
    assert set(CaseUnit.objects.values_list("unit", flat=True)) == {"ndrc", "miit"}
    house.act(number, account_of("ndrc"), e.OpinionReceived(house.today, "ndrc", "agree"))
    assert not Todo.objects.filter(case__number=number, who="ndrc").exists()
