"""Rows of a prepared query are the very rows that Django itself would have read."""

from __future__ import annotations

import pytest

from shencha.records import access, prepared
from shencha.records.models import CaseFile, CasePaper, StoredEvent, Todo
from shencha.records.prepared import ByNumber, Rows, beside
from shencha.records.reads import worklists
from shencha.server.sample.instance import HEAD, OFFICER


def all_of(row):
    """A row's columns, and those of the rows it was read with."""
    columns = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    joined = {name: one and all_of(one) for name, one in row._state.fields_cache.items()}
    return type(row), columns, joined, row._state.adding, row._state.db


def test_rows_are_what_the_query_gives(house):
    for n in range(3):
        house.intake(days=n)
    asked = (
        (Todo, lambda: Todo.objects.select_related("case__party", "case__officer").order_by("id")),
        (StoredEvent, lambda: StoredEvent.objects.select_related("by", "case__party").order_by("id")),
        (CasePaper, lambda: CasePaper.objects.select_related("file", "event__by").order_by("id")),
    )
    for model, query in asked:
        for _ in range(2):  # the second is read by what the first compiled
            found = Rows(lambda least, query=query: query().filter(pk__gte=least)).all(2)
            assert [all_of(one) for one in found] == [all_of(one) for one in query().filter(pk__gte=2)]
            assert found, model


def test_rows_by_number_are_those_that_are_there(house):
    numbers = [CaseFile.objects.get(number=house.files(days=n)).pk for n in range(3)]
    by_number = ByNumber(lambda least, *ids: CaseFile.objects.filter(pk__in=ids, pk__gt=least))
    by_number.AT_ONCE = 2
    assert set(by_number.found([*numbers, 10**9], 0)) == set(numbers)
    assert set(by_number.found(numbers, numbers[0])) == set(numbers[1:])
    assert by_number.found([], 0) == {}


def test_what_points_to_a_row_lies_beside_it(house):
    file = CaseFile.objects.get(number=house.intake())
    stored = list(file.events.order_by("sequence"))
    beside(stored, "papers", CasePaper.objects.filter(case=file).order_by("id"))
    for event in stored:
        assert list(event.papers.all()) == list(CasePaper.objects.filter(event=event).order_by("id"))
        assert all(paper.event is event for paper in event.papers.all())
        assert event.papers.filter(name="none of it").count() == 0
        assert event.papers.filter().count() == len(event.papers.all())
    beside([], "papers", [])


def test_a_desk_finds_what_the_plain_queries_find(house):
    for n in range(4):
        house.intake(days=n)
    for who in (OFFICER, HEAD):
        by = house.held(who)
        plain = access.cases_of(by).order_by("-id")
        assert [all_of(one) for one in access.newest(by, 3)] == [all_of(one) for one in plain[:3]]
        assert worklists.unassigned(by) == plain.filter(officer=None).count()
        for case in plain:
            assert all_of(access.case_for(by, case.number)) == all_of(case)


@pytest.mark.tampers
def test_a_row_that_is_kept_is_the_one_that_stands_there_now(house):
    numbers = [house.files(days=n) for n in range(3)]
    todos = Rows(
        lambda least: Todo.objects.select_related("case__party").filter(pk__gte=least).order_by("id")
    )
    first = todos.kept(0)
    again = todos.kept(0)
    assert again
    assert all(one is other for one, other in zip(first, again, strict=True))
    file = CaseFile.objects.get(number=numbers[0])
    CaseFile.objects.filter(pk=file.pk).update(title="another")
    Todo.objects.filter(pk=first[-1].pk).update(act="another")
    Todo.objects.filter(case__number=numbers[1]).delete()
    plain = Todo.objects.select_related("case__party").order_by("id")
    assert [all_of(one) for one in todos.kept(0)] == [all_of(one) for one in plain]
    assert {one.case.title for one in todos.kept(0) if one.case_id == file.pk} == {"another"}


def test_no_more_rows_are_kept_than_there_is_room_for(house, monkeypatch):
    for n in range(3):
        house.intake(days=n)
    monkeypatch.setattr(prepared, "MOST_KEPT", 2)
    some = Rows(lambda pk: StoredEvent.objects.filter(pk=pk))
    for one in StoredEvent.objects.all():
        assert some.kept(one.pk)[0].pk == one.pk
        assert len(some._kept) <= 2
    all_at_once = Rows(lambda least: StoredEvent.objects.filter(pk__gte=least).order_by("id"))
    assert [one.pk for one in all_at_once.kept(0)] == [one.pk for one in StoredEvent.objects.order_by("id")]


def test_rows_stay_while_another_thread_clears_what_is_kept(house):
    house.intake()
    rows = Rows(lambda least: Todo.objects.select_related("case__party").filter(pk__gte=least).order_by("id"))
    before = rows.kept(0)

    class Cleared(dict):
        """Another thread puts an empty one in its place while this one looks."""

        def __contains__(self, raw):
            rows._kept = {}
            return super().__contains__(raw)

    rows._kept = Cleared(rows._kept)
    assert rows.kept(0) == before
    assert before
