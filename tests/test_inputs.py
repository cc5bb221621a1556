"""Input files are plain data, and whatever is wrong with one is named by file and place."""

import io
from pathlib import Path

import pytest

from shencha import inputs
from shencha.errors import BadInput

BAD = Path(__file__).parent / "bad_input" / "inputs"


def test_yes_no_and_dates_stay_words_so_that_no_is_norway_too():
    data = inputs.parse_yaml("a: yes\nb: NO\nc: 2026-03-02\nd: 010\ne: 1:30\n", "f.yaml").data
    assert data == {"a": "yes", "b": "NO", "c": "2026-03-02", "d": "010", "e": "1:30"}


def test_only_true_and_false_are_booleans_and_only_decimal_digits_are_integers():
    data = inputs.parse_yaml(
        "a: true\nb: False\nc: 1_200_000\nd: -3\ne: 0x10\nf: 1.5\ng: ~\nh:\n", "f.yaml"
    ).data
    assert data == {
        "a": True,
        "b": False,
        "c": 1_200_000,
        "d": -3,
        "e": "0x10",
        "f": 1.5,
        "g": None,
        "h": None,
    }


def test_each_part_of_a_yaml_file_knows_its_line():
    document = inputs.parse_yaml("a:\n  - x: 1\n  - x: 2\n", "f.yaml")
    assert document.where("a.1.x") == "a.1.x (line 3)"
    assert document.where("nowhere") == "nowhere"


def test_the_same_content_reads_alike_in_yaml_json_and_toml(tmp_path):
    (tmp_path / "a.yaml").write_text("on: 2026-03-02\nactor: {ciio: 'yes', n: 3}\n")
    (tmp_path / "a.json").write_text('{"on": "2026-03-02", "actor": {"ciio": "yes", "n": 3}}')
    (tmp_path / "a.toml").write_text('on = 2026-03-02\n[actor]\nciio = "yes"\nn = 3\n')
    read = [inputs.read(tmp_path / name).data for name in ("a.yaml", "a.json", "a.toml")]
    assert read[0] == read[1] == read[2]


def test_a_dash_reads_yaml_from_standard_input(monkeypatch):
    class Standard:
        buffer = io.BytesIO("名称: 甲\n".encode())

    monkeypatch.setattr("sys.stdin", Standard)
    assert inputs.read("-").data == {"名称": "甲"}


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert inputs.read(tmp_path / "a.yaml").data == {"a": 1}


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("duplicate_keys.yaml", ["a (line 2)", "b.c (line 4)"]),
        ("duplicate_key.json", ["a"]),
        ("duplicate_key.toml", ["line 2"]),
        ("alias.yaml", ["line 2, column 4"]),
        ("not_closed.yaml", ["line 2"]),
        ("not_closed.json", ["line 2"]),
        ("nan.json", ["line 1"]),
        ("not_utf8.yaml", ["line 2"]),
        ("too_deep.yaml", ["line 1"]),
        ("too_deep.json", ["document"]),
        ("python_object.yaml", ["line 1"]),
        ("wrong_extension.txt", ["file name"]),
        ("not_there.yaml", ["file"]),
    ],
)
def test_every_fault_of_a_file_is_named_with_its_place(name, places):
    with pytest.raises(BadInput) as refused:
        inputs.read(BAD / name)
    assert [fault.file for fault in refused.value.faults] == [str(BAD / name)] * len(places)
    assert all(
        fault.where.startswith(place) for fault, place in zip(refused.value.faults, places, strict=True)
    ), [fault.where for fault in refused.value.faults]
    for lang in ("zh", "en"):
        assert all(fault.wrong.said(lang) and fault.right.said(lang) for fault in refused.value.faults)


def test_a_folder_and_a_file_too_large_are_refused_with_the_reason(tmp_path):
    (tmp_path / "big.yaml").write_text("a: " + "x" * 100)
    with pytest.raises(BadInput, match="larger than 50 bytes"):
        inputs.read(tmp_path / "big.yaml", most_bytes=50)
    with pytest.raises(BadInput, match="cannot be read"):
        inputs.read(tmp_path)
