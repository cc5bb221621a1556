"""A desk has each thing that its reader's side owes once, in its part, and nothing of a case that is not theirs."""

from __future__ import annotations

from datetime import timedelta

from shencha.procedure import acts as e
from shencha.records.models import Todo
from shencha.records.reads import worklists
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, OFFICER, SECOND

DATED = ("overdue", "today", "week", "later")


def test_every_to_do_stands_in_one_part_of_every_desk(house):
    sample.tell(house.today)
    read = set()
    for by in house.story.held.values():
        desk = worklists.desk(by, house.today)
        parts = {part.id: part.lines for part in desk.parts}
        owed = [one.pk for one in worklists.owed_by(by)]
        signing = [one.pk for one in parts["sign"]]
        assert set(signing) <= set(owed)
        dated = [one.pk for name in DATED for one in parts[name]]
        rest = [pk for pk in owed if pk not in signing]
        assert dated + [one.pk for one in parts["undated"]] == rest
        others = worklists.owed_by_others(by).values_list("pk", flat=True)
        assert {one.pk for name in ("late", "others") for one in parts[name]} == set(others)
        assert all(one.due < house.today for one in parts["late"])
        assert not any(one.due and one.due < house.today for one in parts["others"])
        week = house.today + timedelta(7)
        assert all(one.due < house.today for one in parts["overdue"])
        assert all(one.due == house.today for one in parts["today"])
        assert all(house.today < one.due <= week for one in parts["week"])
        assert all(one.due > week for one in parts["later"])
        assert all(part.total == len(part.lines) and not part.more for part in desk.parts)
        read |= {*owed, *others}
    assert read == set(Todo.objects.values_list("pk", flat=True))


def test_a_desk_counts_no_further_than_it_says_and_its_pages_have_the_rest(house):
    number = house.intake(days=1)
    one = Todo.objects.get(case__number=number, who="office")
    added = Todo.objects.bulk_create(
        Todo(
            case_id=one.case_id, who="office", office=True, party_id=one.party_id, act=one.act,
            due=one.due, article=one.article, since=one.since,
        )
        for _ in range(worklists.COUNTED)
    )  # fmt: skip
    by = house.held(OFFICER)
    part = next(part for part in worklists.desk(by, house.today, shown=3).parts if part.lines)
    assert (len(part.lines), part.total, part.more) == (3, worklists.COUNTED, True)
    found, page = [], 1
    while True:
        lines, more = worklists.page_of(by, (part.id, "undated"), house.today, page)
        found += [line.pk for line in lines]
        if not more:
            break
        page += 1
    assert len(found) == len(set(found)) == worklists.COUNTED + 1
    assert found[:3] == [line.pk for line in part.lines]
    Todo.objects.filter(pk__in=[row.pk for row in added]).delete()


def test_a_recused_officer_has_no_line_of_the_case_and_the_others_have(house):
    number = house.intake(days=1)
    house.act(number, OFFICER, e.Recused(house.today, house.held(OFFICER).person.key, "亲属关系"))

    def numbers(who):
        desk = worklists.desk(house.held(who), house.today)
        return {line.case.number for part in desk.parts for line in part.lines}

    assert number not in numbers(OFFICER)
    assert number in numbers(SECOND)


def test_what_is_new_is_what_nobody_has_touched_the_newest_first(house):
    old, new = house.files(days=3), house.files(days=1)
    house.files(days=2)
    house.act(old, CLERK, e.MaterialsAccepted(house.today))
    fresh = worklists.desk(house.held(CLERK), house.today).fresh
    assert old not in [one.number for one in fresh]
    assert new in [one.number for one in fresh]
    assert [one.opened_on for one in fresh] == sorted((one.opened_on for one in fresh), reverse=True)
