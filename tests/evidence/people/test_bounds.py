"""Both bounds hold, for every population in which a row tells of at most one person."""

import hashlib
import json
import random
import tempfile
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.people.crowds import TABLES, crowd
from tests.places import SHARED

from shencha import inputs
from shencha.errors import BadInput
from shencha.evidence.people.answer import answer
from shencha.evidence.people.count import count
from shencha.evidence.people.sources import OF_ONE_PERSON, ONE_EACH, load_sources

ON = date(2026, 11, 30)


def counted(data, folder, **asked):
    path = folder / "sources.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    sources = load_sources(inputs.read(path), "sha256:0")
    return answer(sources, count(sources, ON, **asked), ON).as_dict()


def holds(found, truth):
    return found["at_least"] <= truth <= found["at_most"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_the_truth_lies_within_the_bounds_of_all_and_of_each_store(seed):
    people = crowd(random.Random(seed))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        people.write(folder)
        told = counted(people.sources(), folder)
    assert holds(told["persons"], people.truth)
    for store, found in told["variants"]["by_store"].items():
        assert holds(found, people.truths[store])


@pytest.mark.parametrize("seed", range(3))
def test_what_is_assumed_beyond_the_defaults_tightens_and_shows_the_range_without(seed, tmp_path):
    people = crowd(random.Random(seed), 120)
    people.write(tmp_path)
    plain = counted(people.sources(), tmp_path)
    one_person = counted(people.sources(assume={"of_one_person": [*OF_ONE_PERSON, "mobile"]}), tmp_path)
    each = counted(people.sources(assume={"one_each": [*ONE_EACH, "mobile"]}), tmp_path)
    assert "without" not in plain["assumes"]
    for wider in (one_person, each):
        assert wider["assumes"]["without"] == plain["persons"]
    assert one_person["persons"]["at_least"] == plain["persons"]["at_least"]
    assert one_person["persons"]["at_most"] < plain["persons"]["at_most"]
    assert each["persons"]["at_least"] > plain["persons"]["at_least"]
    assert each["persons"]["at_most"] == plain["persons"]["at_most"]
    narrower = counted(people.sources(assume={"of_one_person": ["account"], "one_each": []}), tmp_path)
    assert narrower["persons"]["at_least"] == 0
    assert narrower["persons"]["at_most"] >= plain["persons"]["at_most"]


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(3))
def test_they_hold_in_postgresql_and_are_the_same(seed, postgres, tmp_path):
    import psycopg

    people = crowd(random.Random(seed), 80)
    people.write(tmp_path)
    with psycopg.connect(postgres, autocommit=True) as connection:
        for store, tables in people.stores.items():
            schema = f"{store}{seed}"
            connection.execute(f"CREATE SCHEMA {schema}")
            for table, rows in tables.items():
                columns = ", ".join(f'"{name}" text' for name in TABLES[table])
                connection.execute(f"CREATE TABLE {schema}.{table} ({columns})")
                with connection.cursor().copy(f"COPY {schema}.{table} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
    found = counted(
        people.sources(lambda store: f"{postgres}&options=-csearch_path%3D{store}{seed}"), tmp_path
    )
    assert found["engine"] == ["postgres"]
    assert holds(found["persons"], people.truth)
    same = ("persons", "readings", "variants", "excluded", "rows")
    here = counted(people.sources(), tmp_path)
    assert {name: found[name] for name in same} == {name: here[name] for name in same}


@pytest.mark.xdist_group("spark")
def test_they_hold_in_spark_and_are_the_same(java, tmp_path):
    people = crowd(random.Random(5), 60)
    people.write(tmp_path)
    data = people.sources()
    here = counted(data, tmp_path)
    for store in data["stores"]:
        store["master"] = "local[1]"
    data["stores"] = data["stores"][:1]  # one session reads one store
    found = counted(data, tmp_path, engine="spark")
    first = data["stores"][0]["id"]
    assert found["engine"] == ["spark"]
    assert holds(found["persons"], people.truths[first])
    assert found["persons"] == here["variants"]["by_store"].get(first, here["persons"])


@pytest.mark.skipif(not SHARED.exists(), reason="the reported inputs are not beside this checkout")
def test_a_renewed_home_return_permit_is_one_person_and_a_lower_bound_only_where_that_is_assumed(tmp_path):
    (tmp_path / "t").mkdir()
    copyfile(SHARED / "failing" / "home-return-permit-renewed.csv", tmp_path / "t" / "permits.csv")
    for assumed, bounds in (([], (0, 59)), (["passport"], (59, 59))):
        one_each = ["resident_id", "permanent_residence", *assumed]
        told = {"stores": [{"id": "t", "uri": "t"}], "assume": {"one_each": one_each}}
        found = counted(told, tmp_path)["persons"]
        assert (found["at_least"], found["at_most"]) == bounds


def test_people_with_two_numbers_are_not_counted_twice(tmp_path):
    """The case that once forced a filing: two accounts on two numbers each, and no identity number."""
    rows = [f"A{n}{k},1{3 + k}{n:09}" for n in range(1000) for k in range(2)]
    (tmp_path / "users.csv").write_text("\n".join(["account_no,mobile", *rows]) + "\n", "utf-8")
    columns = {"account_no": "account", "mobile": "mobile"}
    data = {"stores": [{"id": "a", "uri": "users.csv", "tables": {"users": {"columns": columns}}}]}
    told = counted(data, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 2000}
    assert told["readings"]["accounts"] == {"at_least": 2000, "at_most": 2000, "exceeded": "no"}


def test_a_couple_on_one_number_is_two_and_so_is_a_child_with_a_number_of_its_own(tmp_path):
    rows = ["A1,,13800138001", "A2,,13800138001", "A3,110101199003070011,13800138001"]
    (tmp_path / "users.csv").write_text("\n".join(["uid,身份证号,手机", *rows]) + "\n", "utf-8")
    assert counted({"stores": [{"id": "a", "uri": "users.csv"}]}, tmp_path)["persons"] == {
        "at_least": 1,
        "at_most": 3,
    }


def test_an_account_that_stands_for_many_unites_nobody(tmp_path):
    rows = [f"kiosk,139{n:08}" for n in range(200)]
    (tmp_path / "users.csv").write_text("\n".join(["account,手机", *rows]) + "\n", "utf-8")
    told = counted({"stores": [{"id": "a", "uri": "users.csv"}]}, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 200}
    assert told["excluded"] == [{"kind": "account", "why": "hub", "identifiers": 1, "values": 200}]


FILLED_IN = [
    "NULL",
    "null",
    "None",
    "n/a",
    "N/A",
    "N.A.",
    "NaN",
    "\\N",
    "(null)",
    "undefined",
    "unknown",
    "missing",
    "nil",
    "TBD",
    "0",
    "00000000",
    "-1",
    "-999",
    "-",
    "--",
    "?",
    ".",
    "无",
    "暂无",
    "未知",
    "不详",
    "没有",
    "未填",
    "未填写",
    "待补",
    "保密",
    "空",
    "test",
    "test1",
    "test_user",
    "guest",
    "guest001",
    "admin",
    "system",
    "anonymous",
    "default",
    "deleted",
    "匿名",
    "匿名用户",
    "已注销",
    "游客",
    "123456",
    "12345678",
    "99999999",
    "xxxx",
]
"""What is written where there is no account and no paper."""


@pytest.mark.parametrize("kind", ["account", "passport", "resident_id", "permanent_residence"])
def test_what_is_filled_in_where_nothing_is_known_unites_nobody(kind, tmp_path):
    (tmp_path / "t.csv").write_text("\n".join(["k", *FILLED_IN, *FILLED_IN]) + "\n", "utf-8")
    tables = {"t": {"columns": {"k": kind}}}
    told = counted({"stores": [{"id": "a", "uri": "t.csv", "tables": tables}]}, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 2 * len(FILLED_IN)}


@pytest.mark.parametrize("declared", [True, False])
def test_digests_of_empty_fields_are_not_one_person(declared, tmp_path):
    """Fifty people of whom no number is known, and fifty of whom each is: digests that nobody declared are asked about."""
    digests = [hashlib.sha256(str(n if n % 2 else "").encode()).hexdigest() for n in range(100)]
    (tmp_path / "t.csv").write_text("\n".join(["身份证号_sha256", *digests, *digests[1::2]]) + "\n", "utf-8")
    column = {"kind": "resident_id", "hashed": "sha256", "salt": "none"}
    store = {"id": "a", "uri": "t.csv"} | (
        {"tables": {"t": {"columns": {"身份证号_sha256": column}}}} if declared else {}
    )
    told = counted({"stores": [store]}, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 100 if declared else 150}
    assert any("digests; if they are SHA-256" in one["why"]["en"] for one in told["unread"]) is not declared


def test_accounts_of_another_name_are_other_accounts(tmp_path):
    """Running numbers under two names: of a member beside the user, of staff beside customers."""
    tables = {
        "users": ["user_id,member_no", *(f"{n},{n + 1}" for n in range(1000, 1300))],
        "orders": ["userId,amount", *(f"{n},9.5" for n in range(1100, 1200))],
        "staff": ["emp_no", *(str(n) for n in range(1000, 1100))],
    }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    told = counted({"stores": [{"id": "a", "uri": "."}]}, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 400}
    accounts = told["readings"]["accounts"]
    assert (accounts["at_least"], accounts["at_most"]) == (300, 700)
    assert "account/a/userid" in told["variants"]["by_identifier"]


@pytest.mark.parametrize(
    ("one", "other"), [("buyer_id", "seller_id"), ("乘客编号", "司机编号"), ("from_user_id", "to_user_id")]
)
@pytest.mark.parametrize("phone", ["", ",13800138000"])
def test_a_row_of_two_accounts_named_for_two_people_is_two(one, other, phone, tmp_path):
    """Two hundred buyers of two sellers, who stand with so many that they are hubs: nobody is united or lost."""
    rows = [f"B{n},S{n % 2}{phone and f',139{n:08}'}" for n in range(200)]
    head = f"{one},{other}{phone and ',手机'}"
    (tmp_path / "orders.csv").write_text("\n".join([head, *rows, *rows]) + "\n", "utf-8")
    told = counted({"stores": [{"id": "a", "uri": "orders.csv"}]}, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 202}


@pytest.mark.parametrize(
    ("head", "persons"),
    [
        ("学号,监护人身份证号", (3, 6)),
        ("监护人编号,监护人身份证号", (3, 3)),
        ("员工编号,身份证号", (3, 3)),
        ("工号,员工身份证号", (3, 3)),
        ("user_id,spouse_id_card", (3, 6)),
    ],
)
def test_a_childs_account_beside_a_guardians_number_is_two_persons(head, persons, tmp_path):
    from tests.evidence.people.crowds import _number

    rows = [f"N{n:03},{_number(random.Random(n), '110101', '19800301')}" for n in range(3)]
    (tmp_path / "t.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    found = counted({"stores": [{"id": "a", "uri": "t.csv"}]}, tmp_path)["persons"]
    assert (found["at_least"], found["at_most"]) == persons


def test_more_names_of_accounts_than_can_be_told_apart_are_refused(tmp_path):
    names = [f"user_id_{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(260)]
    columns = dict.fromkeys(names, "account")
    (tmp_path / "t.csv").write_text(",".join(names) + "\n" + ",".join("1234" for _ in names) + "\n", "utf-8")
    with pytest.raises(BadInput, match="more than 250 kinds"):
        counted({"stores": [{"id": "a", "uri": "t.csv", "tables": {"t": {"columns": columns}}}]}, tmp_path)


def test_orders_are_not_persons_however_their_numbers_look(tmp_path):
    rows = [f"{13800000000 + n},139{n % 100:08},{n}.5" for n in range(6000)]
    (tmp_path / "orders.csv").write_text("\n".join(["订单号,buyer_phone,amount", *rows]) + "\n", "utf-8")
    told = counted({"stores": [{"id": "a", "uri": "orders.csv"}]}, tmp_path)
    assert told["persons"] == {"at_least": 0, "at_most": 6000}
    assert told["readings"]["distinct"]["mobile"]["at_most"] == 100
    assert [(one["where"], "mobile" in one["why"]["en"]) for one in told["unread"]] == [
        ("store a, table orders, column 订单号", True)
    ]


def test_nobody_is_born_after_the_day_of_the_count(tmp_path):
    from tests.evidence.people.crowds import _number

    born = [
        _number(random.Random(n), "110101", day) for n, day in enumerate(("20261130", "20261201", "20270229"))
    ]
    (tmp_path / "users.csv").write_text("\n".join(["身份证号", *born]) + "\n", "utf-8")
    assert counted({"stores": [{"id": "a", "uri": "users.csv"}]}, tmp_path)["persons"] == {
        "at_least": 1,
        "at_most": 3,
    }
