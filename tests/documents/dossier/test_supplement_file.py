"""Answers to a request as one file: whatever was changed is found, and what cannot stand is named."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import EXAMPLES

from shencha.documents.dossier.archive import stream, verify
from shencha.documents.dossier.manifest import Broken
from shencha.documents.dossier.supplement import Supplement
from shencha.documents.dossier.supplement_folder import begin, read, sheet
from shencha.errors import BadInput


def built(folder: Path = EXAMPLES / "supplement") -> bytes:
    found = read(folder)
    return b"".join(stream(found.manifest, found.content))


def test_what_is_built_is_read_back_and_built_the_same():
    found = verify(BytesIO(built()), "a.tar")
    assert isinstance(found, Supplement)
    assert found == read(EXAMPLES / "supplement").manifest
    assert [one.item for one in found.answers] == ["S1", "S2"]
    assert [(one.material, one.name) for one in found.papers] == [("S1", "存放地点说明.txt")]
    assert built() == built()


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_change_of_any_byte_is_found(data: st.DataObject):
    raw = bytearray(built())
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Broken):
        verify(BytesIO(bytes(raw)), "a.tar")


def test_a_fresh_folder_names_what_is_not_answered(tmp_path: Path):
    begin(tmp_path / "a", "2026-0001", ["S1", "用户数量"])
    found = read(tmp_path / "a").manifest
    assert [one.item for one in found.answers] == ["S1", "用户数量"]
    assert [one.where for one in found.missing("a")] == ["answers.0", "answers.1"]
    with pytest.raises(BadInput):
        begin(tmp_path / "a", "2026-0001", ["S1"])


ROW = {"item": "S1", "text": "答"}


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"case": "2026-0001"}, "answers"),
        ({"answers": [ROW]}, "case"),
        ({"case": "2026-0001", "answers": [ROW, ROW]}, "answers.1.item"),
        ({"case": "2026-0001", "answers": [ROW | {"files": ["../a"]}]}, "answers.0.files"),
        ({"case": "2026-0001", "answers": [ROW | {"files": ["absent.pdf"]}]}, "answers.0.files"),
        ({"case": "2026-0001", "answers": [ROW | {"text": "一\n机密★三年"}]}, "answers.0.text"),
        ({"case": "2026-0001", "answers": [ROW | {"text": "长" * 20_001}]}, "answers.0.text"),
        ({"case": "2026-0001", "answers": [ROW | {"files": ["marked.txt"]}]}, "file"),
        ({"case": "2026-0001", "answers": [ROW], "party": "x"}, ""),
    ],
)
def test_what_cannot_stand_is_named(tmp_path: Path, said: object, where: str):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "marked.txt").write_text("绝密\n正文", "utf-8")
    (tmp_path / "supplement.yaml").write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    with pytest.raises(BadInput) as refused:
        read(tmp_path)
    assert any(one.where.startswith(where) for one in refused.value.faults)


def test_a_file_that_no_item_lists_is_named(tmp_path: Path):
    begin(tmp_path / "a", "2026-0001", ["S1"])
    (tmp_path / "a" / "files" / "stray.pdf").write_bytes(b"x")
    with pytest.raises(BadInput, match="stray"):
        read(tmp_path / "a")


def test_the_sheet_of_a_page_is_read_as_it_is_given_out(tmp_path: Path):
    (tmp_path / "supplement.yaml").write_text(
        sheet("2026-0001", [("S1", "说明：a\n- b"), ("a: [b", "x")]), "utf-8"
    )
    assert [one.item for one in read(tmp_path).manifest.answers] == ["S1", "a: [b"]
