"""A register screened again: who newly falls under what, and whether the law or which facts changed."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.logic.parties import DAYS, parties
from tests.registers.test_register import SCHEMA, cells, columns

from shencha.errors import BadInput
from shencha.law.logic.cells import OUTCOMES
from shencha.law.logic.holds import YES
from shencha.law.screening.screen import screen
from shencha.registers.cells import ADDED, COMPARED
from shencha.registers.moved_rows import rescreen_register
from shencha.registers.moves import rescreen_columns

GROUNDS = ("procurement", "data_processing", "foreign_listing")


def held(facts, on):
    return {g.ground for g in screen(facts, on).grounds if g.holds is YES}


@settings(max_examples=80, deadline=None)
@given(st.lists(parties, max_size=12), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_a_column_screened_again_moves_as_each_party_alone(rows, before, on):
    found = rescreen_columns(columns(rows), before, on)
    moves = found.moves
    assert moves.sum() == len(rows)
    for at, facts in enumerate(rows):
        was, now = screen(facts, before), screen(facts, on)
        assert (at in found.changed) == (was.outcome != now.outcome)
        assert moves[OUTCOMES.index(was.outcome), OUTCOMES.index(now.outcome)] > 0
        for ground in GROUNDS:
            assert (at in found.newly(ground)) == (ground in held(facts, on) - held(facts, before))


def write(path, rows):
    named = [{"name": name, **cells(facts)} for name, facts in rows.items()]
    pl.DataFrame(named, SCHEMA).write_parquet(path)
    return str(path)


@settings(max_examples=15, deadline=None)
@given(st.lists(parties, min_size=1, max_size=8), st.sampled_from(DAYS), st.sampled_from(DAYS), st.data())
def test_rows_are_matched_by_key_and_facts_that_changed_are_named(tmp_path_factory, rows, before, on, data):
    folder = tmp_path_factory.mktemp("again")
    now = {f"party {i}": facts for i, facts in enumerate(rows)}
    order = data.draw(st.permutations(list(now)))
    gone = data.draw(st.sets(st.sampled_from(order)))
    old = {name: now[name] for name in order if name not in gone}
    touched = data.draw(st.sets(st.sampled_from(order))) - gone
    for name in touched:
        flipped = YES if old[name].actor.ciio is not YES else ~YES
        old[name] = replace(old[name], actor=replace(old[name].actor, ciio=flipped))
    out = folder / "out.parquet"
    paths = write(folder / "now.parquet", now), write(folder / "old.parquet", old)
    done = rescreen_register(paths[0], str(out), on, before=before, old=paths[1], key="name")
    answered = pl.read_parquet(out)
    assert answered.columns == [*SCHEMA, *ADDED, *COMPARED]
    for row in answered.iter_rows(named=True):
        name = row["name"]
        was = held(old[name], before) if name in old else set()
        assert row["outcome_before"] == (screen(old[name], before).outcome.value if name in old else None)
        assert set(row["grounds_new"]) == held(now[name], on) - was
        assert set(row["grounds_ended"]) == was - held(now[name], on)
        assert row["facts_changed"] == (["actor.ciio"] if name in touched else [])
    assert sum(done.moves.values()) == len(rows)
    assert done.newly_total == sum(len(row) for row in answered["grounds_new"])
    for one in done.newly:
        assert (one.known, one.facts) == (one.key in old, ("actor.ciio",) if one.key in touched else ())


def test_a_party_that_grew_over_a_million_is_told_with_the_fact_and_the_article(tmp_path):
    head = "name,actor.platform_operator,actor.users_with_personal_information,listing.planned,listing.venue,actor.ciio,procurement.planned,data_processing.may_affect_national_security\n"
    old, now = tmp_path / "old.csv", tmp_path / "now.csv"
    old.write_text(head + "a,yes,1000000,yes,US,no,no,no\nb,yes,5,yes,US,no,no,no\n", "utf-8")
    now.write_text(head + "b,yes,5,yes,US,no,no,no\na,yes,1000001,yes,US,no,no,no\n", "utf-8")
    done = rescreen_register(
        str(now), str(tmp_path / "out.csv"), date(2026, 3, 2), old=str(old), key="name"
    ).as_dict()
    (newly,) = done["newly"]
    assert (newly["row"], newly["key"], newly["ground"], newly["article"]) == (2, "a", "foreign_listing", "7")
    assert newly["facts_changed"] == ["actor.users_with_personal_information"]
    assert {"from": "need_not_file", "to": "must_file", "rows": 1} in done["moves"]
    again = tmp_path / "out2.csv"
    same = rescreen_register(
        str(now), str(again), date(2026, 3, 2), old=str(tmp_path / "out.csv"), key="name"
    )
    assert (same.newly_total, set(same.moves)) == (0, {(o, o) for _, o in same.moves})


def test_a_key_that_cannot_tell_parties_apart_is_refused(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("name,actor.ciio\na,yes\na,no\n", "utf-8")
    empty = tmp_path / "e.csv"
    empty.write_text("name,actor.ciio\n,yes\nb,no\n", "utf-8")
    out = tmp_path / "out.csv"
    for old, key, place in (
        (path, "name", "row 1, column name"),
        (path, "id", "column id"),
        (path, None, "--key"),
        (empty, "name", "row 1, column name"),
    ):
        with pytest.raises(BadInput) as caught:
            rescreen_register(str(path), str(out), date(2026, 3, 2), old=str(old), key=key)
        assert caught.value.faults[0].where == place
    assert not out.exists()
