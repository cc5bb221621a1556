"""A register goes out without a text that a spreadsheet runs, and comes back as it was."""

import csv

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shencha.errors import BadInput
from shencha.registers.rows import write_table
from shencha.stores.files import MOST_COLUMNS, read_table
from shencha.stores.sheets import with_guards, without_guards

FORMULAS = [
    '=HYPERLINK("http://x.example")',
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    "＋1",
    "'=1",
    "''@x",
    "plain",
    "a=b",
    "",
]


def test_no_cell_of_a_register_that_goes_out_is_a_formula(tmp_path):
    out = tmp_path / "out.csv"
    write_table(pl.DataFrame({"party": FORMULAS, "n": range(len(FORMULAS))}), out, ".csv")
    with out.open(newline="", encoding="utf-8") as opened:
        rows = [row[0] for row in csv.reader(opened)][1:]
    assert not [
        one for one in rows if one.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    ]
    assert read_table(str(out))["party"].to_list() == FORMULAS


@given(st.lists(st.text(alphabet="'=+-@\t＝a1 ")))
def test_what_goes_out_comes_back_as_it_was(words):
    table = pl.DataFrame({"party": pl.Series(words, dtype=pl.String)})
    assert without_guards(with_guards(table)).equals(table)


def test_a_register_of_thousands_of_columns_is_refused_by_its_head(tmp_path):
    file = tmp_path / "wide.csv"
    file.write_text(",".join(f"c{n}" for n in range(30_000)) + "\n")
    with pytest.raises(BadInput, match=f"at most {MOST_COLUMNS}"):
        read_table(str(file))
