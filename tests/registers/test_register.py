"""A register's rows are answered as each party would be alone; bad cells are counted and named, nothing written."""

import csv
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law.logic.parties import DAYS, parties

from shencha.errors import BadInput
from shencha.law.logic.cells import OUTCOMES
from shencha.law.logic.facts import FACTS, Facts, Kind
from shencha.law.logic.holds import UNKNOWN, YES
from shencha.law.screening.screen import screen
from shencha.registers.cells import ADDED, MOST_NAMED, RANGE, USERS
from shencha.registers.columns import (
    KIND_BITS,
    NO_BOUND,
    NO_DAY,
    PLACE_NUMBERS,
    SAID,
    STEP_NUMBERS,
    UNKNOWN_KINDS,
    UNKNOWN_PLACE,
    UNKNOWN_STEP,
    Columns,
    nothing_said,
    screen_columns,
)
from shencha.registers.rows import screen_register

TODAY = date(2026, 3, 2)


def value(facts: Facts, name: str):
    found = facts
    for part in name.split("."):
        found = getattr(found, part)
    return found


def columns(rows: list[Facts]) -> Columns:
    return Columns(
        len(rows), {fact.name: column(fact, [value(f, fact.name) for f in rows]) for fact in FACTS}
    )


def column(fact, values):
    match fact.kind:
        case Kind.SAID:
            return np.array(values, np.uint8)
        case Kind.COUNT:
            low = np.array([count.at_least for count in values], np.int64)
            high = [NO_BOUND if count.at_most is None else count.at_most for count in values]
            return low, np.array(high, np.int64)
        case Kind.KINDS:
            bits = [UNKNOWN_KINDS if k is None else sum(KIND_BITS[x] for x in k) for k in values]
            return np.array(bits, np.uint16)
        case Kind.PLACE:
            return np.array([PLACE_NUMBERS[v] if v else UNKNOWN_PLACE for v in values], np.uint8)
        case Kind.STEP:
            return np.array([STEP_NUMBERS[v] if v else UNKNOWN_STEP for v in values], np.uint8)
        case Kind.DAY:
            days = [NO_DAY if v is None else (v - date(1970, 1, 1)).days for v in values]
            return np.array(days, np.int32)


@settings(max_examples=150, deadline=None)
@given(st.lists(parties, max_size=12), st.sampled_from(DAYS))
def test_a_column_of_parties_is_answered_as_each_party_alone(rows, on):
    screened = screen_columns(columns(rows), on)
    for at, facts in enumerate(rows):
        alone = screen(facts, on)
        assert OUTCOMES[screened.outcome[at]] == alone.outcome
        assert screened.duty[at] == alone.duty
        named = screened.table.facts(int(screened.missing[at])) if screened.table else ()
        assert named == alone.missing


def test_blocks_do_not_show_in_long_columns():
    rng = np.random.default_rng(7)
    rows = 100_001
    low = rng.integers(0, 2_000_000, rows)
    of = {
        **nothing_said(rows).of,
        **{name: rng.choice(np.array([0, 1, 3], np.uint8), rows) for name in SAID},
        USERS: (low, low + rng.integers(0, 500_000, rows)),
        "procurement.product_kinds": rng.integers(0, 256, rows).astype(np.uint16),
        "listing.venue": rng.integers(0, 250, rows).astype(np.uint8),
        "listing.kind": rng.integers(0, len(STEP_NUMBERS) + 1, rows).astype(np.uint8),
        "listing.listed_there_since": rng.integers(18_000, 21_000, rows).astype(np.int32),
    }
    whole = screen_columns(Columns(rows, of), TODAY)
    for at in (0, 32_767, 32_768, 65_535, 65_536, 100_000):
        one = slice(at, at + 1)
        part = {
            name: (found[0][one], found[1][one]) if isinstance(found, tuple) else found[one]
            for name, found in of.items()
        }
        alone = screen_columns(Columns(1, part), TODAY)
        assert (whole.outcome[at], whole.duty[at], whole.missing[at]) == (
            alone.outcome[0],
            alone.duty[0],
            alone.missing[0],
        )
    assert screen_columns(nothing_said(1), TODAY).outcome.tolist() == [OUTCOMES.index("undetermined")]


def cells(facts: Facts) -> dict[str, object]:
    """A party as a Parquet row."""
    row: dict[str, object] = {}
    for fact in FACTS:
        found = value(facts, fact.name)
        match fact.kind:
            case Kind.SAID:
                row[fact.name] = None if found is fact.usual else found.word
            case Kind.COUNT:
                exact = found.at_least == found.at_most
                row[USERS] = found.at_least if exact else None
                row[RANGE[0]] = None if exact or not found.at_least else found.at_least
                row[RANGE[1]] = None if exact else found.at_most
            case Kind.KINDS:
                row[fact.name] = None if found is None else sorted(found)
            case Kind.STEP:
                row[fact.name] = None if found == fact.usual else found or "unknown"
            case _:
                row[fact.name] = found
    return row


SCHEMA = {
    "name": pl.String,
    **{
        fact.name: {
            Kind.COUNT: pl.Int64,
            Kind.KINDS: pl.List(pl.String),
            Kind.DAY: pl.Date,
        }.get(fact.kind, pl.String)
        for fact in FACTS
    },
    RANGE[0]: pl.Int64,
    RANGE[1]: pl.Int64,
}


@settings(max_examples=25, deadline=None)
@given(st.lists(parties, min_size=1, max_size=30), st.sampled_from(DAYS))
def test_a_register_in_a_file_keeps_its_columns_and_agrees_row_by_row(tmp_path_factory, rows, on):
    folder = tmp_path_factory.mktemp("register")
    table = pl.DataFrame([{"name": f"甲{i}", **cells(facts)} for i, facts in enumerate(rows)], SCHEMA)
    table.write_parquet(folder / "in.parquet")
    as_text = table.with_columns(
        pl.when(pl.col("procurement.product_kinds").list.len() == 0)
        .then(pl.lit("[]"))
        .otherwise(pl.col("procurement.product_kinds").list.join(";"))
        .alias("procurement.product_kinds")
    )
    as_text.write_csv(folder / "in.csv")
    for source in ("in.parquet", "in.csv"):
        screen_register(str(folder / source), str(folder / "out.parquet"), on)
        screen_register(str(folder / source), str(folder / "out.csv"), on)
        answered = pl.read_parquet(folder / "out.parquet")
        assert answered.columns == [*table.columns, *ADDED]
        if source == "in.parquet":
            assert answered.select(table.columns).equals(table)
        with (folder / "out.csv").open(newline="", encoding="utf-8") as opened:
            written = list(csv.DictReader(opened))
        assert [row["name"] for row in written] == [f"甲{i}" for i in range(len(rows))]
        for facts, row, line in zip(rows, answered.iter_rows(named=True), written, strict=True):
            alone = screen(facts, on)
            assert row["outcome"] == line["outcome"] == alone.outcome
            assert tuple(row["missing"]) == alone.missing
            assert line["missing"] == ";".join(alone.missing)
            assert row["grounds"] == [g.ground for g in alone.grounds if g.holds is YES]
            assert row["grounds_unknown"] == [g.ground for g in alone.grounds if g.holds is UNKNOWN]


def written(tmp_path, text: str) -> str:
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def refused(register: str, out) -> list[str]:
    with pytest.raises(BadInput) as caught:
        screen_register(register, str(out), TODAY)
    assert not out.exists()
    assert list(out.parent.glob(".*.part")) == []
    return [fault.said("en").partition(": ")[2] for fault in caught.value.faults]


def test_every_bad_cell_is_named_by_row_and_column_in_the_order_of_the_register(tmp_path):
    register = written(
        tmp_path,
        "actor.ciio,actor.users_with_personal_information,procurement.product_kinds,listing.venue,listing.application_submitted_on\n"
        "yes,5,cloud_service,US,2026-06-30\n"
        "maybe,many,cloud_service;cloudservice,USA,30.6.2026\n"
        "no,-1,[],us,\n",
    )
    assert refused(register, tmp_path / "out.csv") == [
        "row 2, column actor.ciio: 'maybe' is not yes, no or unknown; write yes, no or unknown",
        "row 2, column actor.users_with_personal_information: 'many' is not a whole number; write a whole number without unit, such as 1200000",
        "row 2, column listing.application_submitted_on: '30.6.2026' is not a date; write it as YYYY-MM-DD, such as 2026-03-02",
        "row 2, column listing.venue: 'USA' is not a country code; write the two capital letters of ISO 3166-1, such as US",
        "row 2, column procurement.product_kinds: 'cloudservice' is not a product kind; write cloud_service",
        "row 3, column actor.users_with_personal_information: -1 is below zero; write a whole number without unit, such as 1200000",
        "row 3, column listing.venue: 'us' is not a country code; write the two capital letters of ISO 3166-1, such as US",
    ]


def test_of_very_many_bad_cells_the_first_are_named_and_all_are_counted(tmp_path):
    register = written(tmp_path, "actor.ciio,listing.venue\n" + "perhaps,Mars\n" * 5000)
    found = refused(register, tmp_path / "out.csv")
    assert len(found) == MOST_NAMED + 1
    assert found[0].startswith("row 1, column actor.ciio")
    assert found[1].startswith("row 1, column listing.venue")
    assert found[-1].startswith(f"register: 10,000 cells are wrong in all, the first {MOST_NAMED} are named")


def test_a_range_stands_in_two_columns_and_not_beside_a_number(tmp_path):
    register = written(tmp_path, f"{USERS},{RANGE[0]},{RANGE[1]}\n5,1,\n,9,8\n,unknown,7\n,,\n1200000,,\n")
    assert refused(register, tmp_path / "out.csv") == [
        f"row 1, column {USERS}: a number and a range are given together; write one of them",
        f"row 2, column {RANGE[0]}: at_least 9 is larger than at_most 8; write the smaller number as at_least",
    ]


def test_columns_that_look_like_facts_or_answers_are_refused_and_others_kept(tmp_path):
    register = written(
        tmp_path, "name,actor.ciio,actor.platform,involves_state_secret,outcome\n甲,yes,no,no,x\n"
    )
    assert [line.partition(":")[0] for line in refused(register, tmp_path / "out.csv")] == [
        "column actor.platform",
        "column involves_state_secret",
        "column outcome",
    ]


def test_a_parquet_column_whose_type_cannot_say_its_fact_is_refused(tmp_path):
    path = tmp_path / "register.parquet"
    pl.DataFrame({"actor.ciio": [1, 0], "listing.venue": [True, False], USERS: [1.5, 2.0]}).write_parquet(
        path
    )
    assert [line.partition(":")[0] for line in refused(str(path), tmp_path / "out.csv")] == [
        "column actor.ciio",
        "column listing.venue",
    ]
    pl.DataFrame({USERS: [1.5, 2.0]}).write_parquet(path)
    (fault,) = refused(str(path), tmp_path / "out.csv")
    assert fault.startswith(f"row 1, column {USERS}: 1.5 is not a whole number")
    pl.DataFrame({"procurement.product_kinds": [["mass_storage", None], ["x"]]}).write_parquet(path)
    assert [line.partition(":")[0] for line in refused(str(path), tmp_path / "out.csv")] == [
        "row 1, column procurement.product_kinds",
        "row 2, column procurement.product_kinds",
    ]


def test_parquet_may_say_yes_and_no_as_booleans_and_counts_as_any_number(tmp_path):
    path, out = tmp_path / "register.parquet", tmp_path / "out.parquet"
    row = {
        "actor.ciio": [False, None],
        "actor.platform_operator": [True, True],
        "listing.planned": [True, True],
        "listing.venue": pl.Series(["US", "US"], dtype=pl.Categorical),
        "data_processing.may_affect_national_security": [False, False],
        RANGE[0]: pl.Series([1_000_001.0, 1_000_001.0]),
    }
    pl.DataFrame(row).write_parquet(path)
    answered = screen_register(str(path), str(out), TODAY)
    assert answered.outcomes == {"must_file": 2}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("twice.csv", b"actor.ciio,actor.ciio\nyes,no\n"),
        ("ragged.csv", b"actor.ciio,listing.venue\nyes,US,no\n"),
        ("latin.csv", b"name,actor.ciio\n\xe9t\xe9,yes\n"),
        ("broken.parquet", b"PAR1 this is no table PAR1"),
        ("register.xlsx", b"PK"),
        ("no_fact.csv", "name\n甲\n".encode()),
    ],
)
def test_a_register_that_cannot_be_read_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert len(refused(str(path), tmp_path / "out.csv")) == 1


def test_an_answer_is_never_written_over_the_register_or_to_nowhere(tmp_path):
    register = written(tmp_path, "actor.ciio\nyes\n")
    before = (tmp_path / "register.csv").read_bytes()
    for out in (register, str(tmp_path / "none" / "out.csv"), str(tmp_path / "out.xlsx"), str(tmp_path)):
        with pytest.raises(BadInput):
            screen_register(register, out, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["register.csv"]
    assert (tmp_path / "register.csv").read_bytes() == before


def test_a_register_without_rows_is_answered_without_rows(tmp_path):
    register = written(tmp_path, "name,actor.ciio\n")
    answered = screen_register(register, str(tmp_path / "out.csv"), TODAY)
    assert (answered.rows, answered.outcomes) == (0, {})
    assert (
        tmp_path / "out.csv"
    ).read_text() == "name,actor.ciio,outcome,duty,grounds,grounds_unknown,missing\n"


def test_progress_is_told_up_to_the_last_row(tmp_path):
    told = []
    register = written(tmp_path, "actor.ciio\n" + "yes\n" * 10)
    screen_register(
        register, str(tmp_path / "out.csv"), TODAY, advance=lambda done, of: told.append((done, of))
    )
    assert told == [(10, 10)]
