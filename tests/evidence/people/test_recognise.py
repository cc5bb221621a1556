"""Columns of many shapes are recognised by name and by content, and what is none is left alone."""

import csv
import random

import duckdb
import pyarrow as pa
import pytest
import stdnum.cn.ric
import stdnum.cn.uscc
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.people.columns_by_data import HELD_BACK, TUNED
from tests.evidence.people.labelled_columns import Labelled, named, nameless, nobody, others, unfit

from shencha.evidence.people.csv_files import Form
from shencha.evidence.people.duck import DuckStore
from shencha.evidence.people.head import Head
from shencha.evidence.people.kinds import USED
from shencha.evidence.people.recognise import _test, recognise
from shencha.evidence.people.shapes import RULES, Shapes


def looked_at(columns, folder):
    """What each column is recognised as; columns of one name stand in files of their own."""
    found = [None] * len(columns)
    left = list(enumerate(columns))
    while left:
        names = set()
        now = [one for one in left if not (one[1].name.lower() in names or names.add(one[1].name.lower()))]
        left = [one for one in left if one not in now]
        with (folder / "t.csv").open("w", newline="", encoding="utf-8") as opened:
            out = csv.writer(opened)
            out.writerows([[c.name for _, c in now], *zip(*(c.values for _, c in now), strict=True)])
        store = DuckStore(str(folder / "t.csv"), folder)
        said = recognise(store, "t", store.columns("t"))
        for (at, _), name in zip(now, store.columns("t"), strict=True):
            found[at] = said.get(name)
        store.close()
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_labelled_columns_are_recognised_with_precision_and_recall(seed, tmp_path):
    groups = named(seed), nobody(seed), nameless(seed), unfit(seed)
    columns = [one for group in groups for one in group]
    assert len(columns) >= 300
    found = looked_at(columns, tmp_path)
    used = [
        (c.kinds, said.kind) for c, said in zip(columns, found, strict=True) if said and said.sure >= USED
    ]
    right = sum(kind in kinds for kinds, kind in used)
    assert right / len(used) >= 0.97
    assert right / len(groups[0]) >= 0.97


def test_columns_that_others_named_are_recognised_too(tmp_path):
    columns = others()
    found = looked_at(columns, tmp_path)
    used = [
        (c.kinds, said.kind) for c, said in zip(columns, found, strict=True) if said and said.sure >= USED
    ]
    right = sum(kind in kinds for kinds, kind in used)
    assert right / len(used) >= 0.97
    assert right / sum(bool(column.kinds) for column in columns) >= 0.95


@pytest.mark.parametrize(
    ("columns", "precision", "recall"),
    [(TUNED, 0.97, 0.97), (HELD_BACK, 0.965, 0.965)],
    ids=["two thirds", "held back"],
)
def test_columns_listed_from_the_side_of_the_data_are_recognised(columns, precision, recall, tmp_path):
    found = looked_at(columns, tmp_path)
    used = [(c, said) for c, said in zip(columns, found, strict=True) if said and said.sure >= USED]
    right = sum(c.right == "use" and c.kind == said.kind for c, said in used)
    assert right / len(used) >= precision
    assert right / sum(c.right == "use" for c in columns) >= recall


def test_what_content_alone_says_is_asked_about_and_what_does_not_fit_is_told(tmp_path):
    for group in (nameless(), unfit()):
        for column, said in zip(group, looked_at(group, tmp_path), strict=True):
            assert said is not None, column.name
            assert said.kind in column.kinds, column.name
            assert said.sure < USED, column.name
            assert said.doubt is not None or said.kind == "uscc", column.name


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("手机号", "1.38E+10", "scientific notation"),
        ("身份证号", "110101199003070000", "after the fifteenth digit"),
        ("手机号", "138****0001", "a part is hidden"),
        ("phone_md5", "5daad257487f1b493114181a22e37eb5", "MD5"),
        ("联系电话", "13800000000/13900000000", "several values in one cell"),
        ("电话", "010-62345678", "fixed telephones"),
        ("手机号", "不详待查", "without a digit"),
        ("order_no", "13800138001", "speaks of something else"),
        ("c1", "13800138001", "the name does not say so"),
        ("passport_lounge", "CN", "goes on to something else"),
        ("account_opening_branch", "B204", "goes on to something else"),
    ],
)
def test_why_a_column_is_not_used_is_said(name, value, says, tmp_path):
    (said,) = looked_at([Labelled((), name, (value,) * 20)], tmp_path)
    assert says in said.doubt.en
    assert said.sure < USED


@given(st.text("0123456789", min_size=17, max_size=17), st.sampled_from("0123456789X"))
@settings(max_examples=60, deadline=None)
def test_check_digits_are_those_of_the_standard_library_of_numbers(accepted, body, last):
    number = f"{110101}{19000101 + int(body[:5]) % 28}{body[5:8]}" + last
    good = stdnum.cn.ric.calc_check_digit(number) == number[-1]
    assert accepted("resident_id", [number]) == ({0} if good else set())
    code = f"91110000{body[:9]}"
    company = code + stdnum.cn.uscc.calc_check_digit(code)
    assert accepted("uscc", [company, company[:-1] + last]) >= {0}
    assert (1 in accepted("uscc", [company, company[:-1] + last])) == (company[-1] == last)


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
    columns = [*named(), *nobody(), *nameless(), *unfit()]
    values = [_written(rng.choice(one.values), rng) or " " for one in columns * 12]
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
    columns = {one.name.lower(): one for one in (*named(), *nobody())}.values()
    with (tmp_path / "t.csv").open("w", newline="", encoding="utf-8") as opened:
        rows = zip(*(one.values for one in columns), strict=True)
        csv.writer(opened).writerows([[one.name for one in columns], *rows])
    duckdb.sql(f"COPY (FROM read_csv('{tmp_path}/t.csv', all_varchar=true)) TO '{tmp_path}/p.parquet'")
    found = []
    for file, table in (("t.csv", "t"), ("p.parquet", "p")):
        store = DuckStore(str(tmp_path / file), tmp_path)
        found.append(recognise(store, table, store.columns(table)))
        store.close()
    assert found[0] == found[1]
