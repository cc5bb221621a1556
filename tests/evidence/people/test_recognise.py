"""Columns of many shapes are recognised by name and by content, and what is none is left alone."""

import csv
import random

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.people.labelled import labelled

from shencha.evidence.people.csv_files import Form
from shencha.evidence.people.duck import DuckStore
from shencha.evidence.people.head import Head
from shencha.evidence.people.recognise import USED, _test, recognise
from shencha.evidence.people.shapes import RULES, Shapes


def test_labelled_columns_are_recognised_with_precision_and_recall(tmp_path):
    columns = labelled(random.Random(7))
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as opened:
        out = csv.writer(opened)
        out.writerow([name for name, _, _ in columns])
        for _ in range(150):
            out.writerow([make() for _, _, make in columns])
    store = DuckStore(str(tmp_path / "t.csv"), tmp_path)
    found = {
        name: said for name, said in recognise(store, "t", store.columns("t")).items() if said.sure >= USED
    }
    store.close()
    wrong = {
        name: (kind, found[name].kind)
        for name, kind, _ in columns
        if name in found and found[name].kind != kind
    }
    missed = [name for name, kind, _ in columns if kind and name not in found]
    assert wrong == {}
    assert missed == []
    assert found["mobile_sha256"].hashed == "sha256"


@pytest.fixture(scope="module")
def accepted():
    """The numbers of the values that a kind's exact test accepts, without a look at shapes."""
    db = duckdb.connect()
    db.execute("CREATE TABLE held (v VARCHAR, i BIGINT)")

    def found(kind, values):
        db.execute("DELETE FROM held")
        db.executemany("INSERT INTO held VALUES (?, ?)", [[v, i] for i, v in enumerate(values)])
        return {i for i, _ in db.execute(_test(kind)).fetchall()}

    return found


def _written(value, rng):
    """As people write it: full-width, with gaps, marks, a country code, a fraction from a spreadsheet."""
    wide = str.maketrans("0123456789ABCX", "０１２３４５６７８９ＡＢＣＸ")
    forms = [
        value, value.translate(wide), value[:1] + value[1:].translate(wide), f"　{value} ", f"'{value}", value + ".0",
        f"{value[:3]} {value[3:7]}-{value[7:]}", f"+86{value}", f"（{value}）", value.upper(), value.lower(), f"{value}\n",
        f"`{value}", value[:-1], value + "0", f"0086{value}", f"{value}" + " " * 300,
    ]  # fmt: skip
    return rng.choice(forms)


@pytest.mark.parametrize("kind", RULES)
def test_no_value_that_a_test_accepts_is_lost_by_its_shape(kind, accepted):
    rng = random.Random(kind)
    makers = [make for _, _, make in labelled(rng)]
    values = [_written(make(), rng) or " " for make in makers * 12]
    fits = RULES[kind](Shapes(pa.array(values)))
    good = accepted(kind, values)
    assert good, "nothing to lose"
    assert {values[n] for n in good if not fits[n]} == set()
    assert fits.mean() < 0.6


_SIGNS = st.text(
    "0123456789123456789aAbBfFxXzZ@._-+:{} 　０８Ｘ省市路号王伟·京挂'`\n", min_size=1, max_size=70
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_SIGNS, min_size=1, max_size=20))
def test_nor_is_any_of_the_values_that_nobody_thought_of(accepted, values):
    shapes = Shapes(pa.array(values))
    for kind in ("mobile", "device", "name", "address", "passport"):
        fits = RULES[kind](shapes)
        assert [values[n] for n in accepted(kind, values) if not fits[n]] == []


def test_values_quoted_only_further_down_and_separated_by_semicolons_are_read(tmp_path):
    rows = ["手机号;备注", *(f"1380013{n:04};x" for n in range(300)), '"13900139000";"a;b"']
    (tmp_path / "t.csv").write_text("\n".join(rows) + "\n", "utf-8-sig")
    store = DuckStore(str(tmp_path / "t.csv"), tmp_path)
    assert store.columns("t") == {"手机号": "text", "备注": "text"}
    assert recognise(store, "t", store.columns("t"))["手机号"].valid_share == 1.0
    (found,) = store.stream(
        """SELECT count(*) FROM t WHERE "手机号" = '13900139000' AND "备注" = 'a;b'""", "t", 1
    )
    store.close()
    assert int(found[0][0]) == 1


def test_a_blank_cell_and_a_row_with_a_line_break_do_not_break_the_look_at_the_others(tmp_path):
    (tmp_path / "t.csv").write_text('a,手机号\n"x\ny",13800138000\nx,\n\nx,13800138000\n', "utf-8")
    store = DuckStore(str(tmp_path / "t.csv"), tmp_path)
    (head,) = store.head("t", ["手机号"], 10)
    store.close()
    assert head.values.to_pylist() == ["13800138000"] * 2
    assert head.numbers.tolist() == [0, 0]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.none() | _SIGNS, min_size=3, max_size=3), max_size=6))
def test_rows_and_columns_of_the_same_values_are_one_head(rows):
    by_rows = Head.of_rows(["b", "c"], rows, 1)
    columns = [pa.chunked_array([pa.array([row[n] for row in rows], pa.string())]) for n in (1, 2)]
    by_columns = Head.of_columns(["b", "c"], columns)
    for head in (by_rows, by_columns):
        found = sorted(zip(head.numbers.tolist(), head.values.to_pylist(), strict=True))
        assert found == sorted((n, row[n + 1]) for row in rows for n in (0, 1) if row[n + 1])


def test_rows_shorter_and_longer_than_the_names_are_as_wide_as_the_names(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,c\n1,2,3\n4\n\n5,6,7,8\n", "utf-8")
    form = Form(("a", "b", "c"), ",", '"', '"', "", "", 0)
    assert form.head(tmp_path / "t.csv", 10) == [["1", "2", "3"], ["4", None, None], ["5", "6", "7"]]


def test_some_columns_of_a_file_are_looked_at_in_the_order_asked_for(tmp_path):
    (tmp_path / "t.csv").write_text("a,b,c\n1,2,3\n4,,6\n", "utf-8")
    store = DuckStore(str(tmp_path / "t.csv"), tmp_path)
    (head,) = store.head("t", ["c", "b"], 10)
    store.close()
    assert (head.values.to_pylist(), head.numbers.tolist()) == (["3", "2", "6"], [0, 1, 0])


def test_a_parquet_file_is_recognised_as_the_csv_file_of_the_same_rows(tmp_path):
    columns = labelled(random.Random(9))
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as opened:
        out = csv.writer(opened)
        out.writerow([name for name, _, _ in columns])
        for _ in range(60):
            out.writerow([make() for _, _, make in columns])
    duckdb.sql(f"COPY (FROM read_csv('{tmp_path}/t.csv', all_varchar=true)) TO '{tmp_path}/p.parquet'")
    found = []
    for file, table in (("t.csv", "t"), ("p.parquet", "p")):
        store = DuckStore(str(tmp_path / file), tmp_path)
        found.append(recognise(store, table, store.columns(table)))
        store.close()
    assert found[0] == found[1]
