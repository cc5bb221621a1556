"""`shencha dossier`: prepared, checked, built and verified offline; every bad input is named and nothing written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.places import ROOT

from shencha import inputs
from shencha.cli.main import main
from shencha.documents.dossier.schemas import dossier_answer_schema, dossier_schema
from shencha.documents.dossier.seal import fresh_identity, recipient_of
from shencha.law.measures.materials import required

BAD = ROOT / "tests" / "bad_input" / "dossier"
FAULTS = {
    "a_list.yaml": ["document"],
    "fact_in_words.yaml": ["facts.actor.ciio (line 5)"],
    "fact_unknown.yaml": ["facts.actor.ciioo (line 5)"],
    "field_unknown.yaml": ["signed (line 6)"],
    "ground_unknown.yaml": ["ground (line 1)"],
    "key_twice.yaml": ["title (line 6)"],
    "listing_under_2020.yaml": ["ground (line 1)"],
    "no_yaml.yaml": ["line 2, column 1"],
    "party_of_two_lines.yaml": ["party (line 4)"],
    "several_faults.yaml": [
        "facts.involves_state_secrets (line 4)",
        "ground (line 1)",
        "instrument (line 2)",
        "party",
        "title (line 3)",
    ],
    "state_secrets.yaml": ["facts.involves_state_secrets (line 5)"],
    "title_empty.yaml": ["title (line 3)"],
    "title_marked_secret.yaml": ["title (line 3)"],
    "title_missing.yaml": ["title"],
    "version_unknown.yaml": ["instrument (line 2)"],
}
MATERIALS = ("declaration", "analysis_report", "listing_documents")


@pytest.fixture
def shencha(shencha, monkeypatch, tmp_path):
    """Runs this command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return partial(shencha, "dossier")


NEW = "new d --ground foreign_listing --title 赴纽约上市 --party 云栖出行"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A new dossier's folder, made once: setting its empty form takes half a second."""
    home = tmp_path_factory.mktemp("prepared")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as ended:
        patch.chdir(home)
        patch.setattr(sys, "argv", ["shencha", "dossier", *NEW.split()])
        main()
    assert ended.value.code == 0
    return home / "d"


@pytest.fixture
def begun(shencha, prepared, tmp_path):
    """A new dossier's folder."""
    return Path(shutil.copytree(prepared, tmp_path / "d"))


@pytest.fixture
def full(begun):
    """A folder with every paper."""
    for material in MATERIALS:
        (begun / "materials" / material / f"{material}.pdf").write_bytes(
            b"%PDF-1.7 " + material.encode() * 100
        )
    return begun


def listing(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*")}


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("act", ["check", "build"])
def test_a_bad_manifest_is_refused_with_every_fault_named_and_nothing_written(
    path, act, full, shencha, tmp_path
):
    (full / "dossier.yaml").write_bytes(path.read_bytes())
    before = listing(tmp_path)
    for lang in ("en", "zh"):
        code, out, err = shencha(act, "d", "--lang", lang, "--json")
        places = [line.removeprefix("d/dossier.yaml: ").partition(": ")[0] for line in err.splitlines()]
        assert (code, out, sorted(places)) == (2, "", FAULTS[path.name])
        assert all("; " in line or "；" in line for line in err.splitlines())
    assert listing(tmp_path) == before


def test_a_new_folder_has_a_place_and_the_article_for_every_paper(begun, shencha):
    read_me = (begun / "README.md").read_text()
    for one in required("foreign_listing", "measures-2022"):
        assert (begun / "materials" / one.material).is_dir()
        assert one.name.zh in read_me
        assert one.purpose.en in read_me
        assert f"Article {one.article}" in read_me
    code, out, _ = shencha("check", "d", "--json")
    answer = json.loads(out)
    assert (code, answer["complete"]) == (1, False)
    assert [one["material"] for one in answer["missing"]] == list(MATERIALS)
    assert [one["article"] for one in answer["missing"]] == ["8(1)", "8(2)", "8(3)"]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["new", "d", "--ground", "foreign_listing", "--title", "x", "--party", "y"], "d: folder"),
        (["new", "e", "--ground", "merger", "--title", "x", "--party", "y"], "shencha dossier new: ground"),
        (
            ["new", "e", "--ground", "foreign_listing", "--title", "绝密", "--party", "y"],
            "shencha dossier new: title",
        ),
        (
            ["new", "e", "--ground", "foreign_listing", "--title", " ", "--party", "y"],
            "shencha dossier new: title",
        ),
        (
            ["new", "e", "--ground", "procurement", "--title", "x", "--party", "y", "--on", "2019-01-01"],
            "shencha dossier new: --on",
        ),
        (
            ["new", "e", "--ground", "foreign_listing", "--title", "x", "--party", "y", "--on", "2021-01-01"],
            "shencha dossier new: ground",
        ),
        (["check", "nowhere"], "nowhere: folder"),
        (["build", "nowhere"], "nowhere: folder"),
        (["build", "d", "--part-size", "tiny"], "shencha dossier build: --part-size"),
        (["build", "d", "--seal", "no-key"], "shencha dossier: --seal"),
        (["build", "d", "--out", "d/inside.tar", "--incomplete"], "d/inside.tar: --out"),
        (["build", "d", "--out", "nowhere/x.tar", "--incomplete"], "nowhere/x.tar: --out"),
        (["verify", "nowhere.tar"], "nowhere.tar: file"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused_with_what_would_be_right(
    words, place, begun, shencha, tmp_path
):
    before = listing(tmp_path)
    code, out, err = shencha(*words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(place + ": ")
    assert listing(tmp_path) == before


def test_files_that_cannot_be_filed_are_all_named(full, shencha, tmp_path):
    other = full / "materials" / "other"
    (other / "机密★5年.pdf").write_bytes(b"1")
    (other / "empty.pdf").write_bytes(b"")
    (other / "link.pdf").symlink_to("/etc/passwd")
    (other / "folder").mkdir()
    (other / "a\nb.pdf").write_bytes(b"1")
    (full / "stray.pdf").write_bytes(b"1")
    (full / "materials" / "unknown").mkdir()
    (other / ".DS_Store").write_bytes(b"1")
    (other / "~$draft.docx").write_bytes(b"1")
    code, out, err = shencha("build", "d", "--lang", "en")
    assert (code, out) == (2, "")
    for part in (
        "stray.pdf: file",
        "materials/unknown: file",
        "materials/other/机密★5年.pdf: file name: it bears the mark 机密",
        "materials/other/empty.pdf: file: it is empty",
        "materials/other/link.pdf: file: it is no plain file",
        "materials/other/folder: file",
        "b.pdf: file name: the name holds control characters",
    ):
        assert part in err
    assert "secrecy" in err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["d"]


def test_what_systems_leave_behind_is_left_out_and_said(full, shencha):
    (full / "materials" / "other" / ".DS_Store").write_bytes(b"1")
    code, out, _ = shencha("check", "d", "--json")
    assert (code, json.loads(out)["left_out"]) == (0, ["materials/other/.DS_Store"])


def test_a_complete_folder_becomes_the_same_file_wherever_and_whenever(full, shencha, tmp_path):
    code, out, err = shencha("build", "d", "--json")
    first = json.loads(out)
    assert (code, err, first["files"]) == (0, "", [str(tmp_path / "d.dossier.tar")])
    raw = (tmp_path / "d.dossier.tar").read_bytes()
    full.rename(tmp_path / "elsewhere")
    for one in (tmp_path / "elsewhere" / "materials").rglob("*.pdf"):
        os.utime(one, (1, 1))
        one.chmod(0o600)
    code, out, _ = shencha("build", "elsewhere", "--out", "again.tar", "--json")
    assert (tmp_path / "again.tar").read_bytes() == raw
    assert json.loads(out)["id"] == first["id"]


def test_an_incomplete_one_is_built_only_when_asked(begun, shencha, tmp_path):
    code, out, _ = shencha("build", "d", "--lang", "zh")
    assert code == 1
    assert "第八条第二项" in out
    assert not (tmp_path / "d.dossier.tar").exists()
    code, out, _ = shencha("build", "d", "--incomplete", "--json")
    assert (code, json.loads(out)["complete"]) == (0, False)
    code, out, _ = shencha("verify", "d.dossier.tar", "--json")
    assert (code, json.loads(out)["verifies"]) == (0, True)


def test_what_a_begun_form_lacks_ends_the_check_with_one(full, shencha):
    with (full / "dossier.yaml").open("a", encoding="utf-8") as file:
        file.write("declaration:\n  signing: {mandate: power_of_attorney}\n")
    code, out, _ = shencha("check", "d", "--lang", "zh")
    assert code == 1
    assert "申报书没有写明统一社会信用代码" in out
    assert "还没有授权委托书" in out


def test_a_file_for_two_papers_is_named_offline_as_well(full, shencha):
    for material in MATERIALS[:2]:
        (full / "materials" / material / f"{material}.pdf").write_bytes(b"%PDF-1.7 same")
    code, out, _ = shencha("check", "d", "--lang", "zh")
    assert (code, "请核对" in out) == (0, True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_verifying_says_so_in_words_and_a_change_ends_with_one(full, shencha, tmp_path, lang):
    shencha("build", "d")
    code, out, err = shencha("verify", "d.dossier.tar", "--lang", lang)
    assert (code, err) == (0, "")
    assert out.startswith("成立" if lang == "zh" else "It holds")
    file = tmp_path / "d.dossier.tar"
    raw = bytearray(file.read_bytes())
    raw[raw.index(b"analysis_reportanalysis")] ^= 1
    file.write_bytes(raw)
    code, out, err = shencha("verify", "d.dossier.tar", "--lang", lang)
    assert (code, out) == (1, "")
    assert "papers/00002 (analysis_report.pdf): " in err


def test_parts_are_made_and_a_missing_part_is_named(full, shencha, tmp_path):
    code, out, _ = shencha("build", "d", "--part-size", "2KB", "--json")
    files = [Path(one) for one in json.loads(out)["files"]]
    assert code == 0
    assert len(files) > 2
    assert {one.stat().st_size for one in files[:-1]} == {2048}
    assert shencha("verify", files[1].name)[0] == 0
    assert shencha("verify", *[one.name for one in reversed(files)])[0] == 0
    files[1].unlink()
    code, out, err = shencha("verify", files[0].name, "--lang", "en")
    assert (code, out) == (1, "")
    assert f"part 2 of {len(files)} is missing" in err


def test_sealed_it_needs_the_key(full, shencha, tmp_path):
    secret = fresh_identity()
    (tmp_path / "office.key").write_text(f"# secret\n{secret}\n")
    (tmp_path / "office.pub").write_text(f"# public\n{recipient_of(secret)}\n")
    code, out, _ = shencha("build", "d", "--seal", "office.pub", "--part-size", "3KB", "--json")
    answer = json.loads(out)
    assert (code, answer["sealed"]) == (0, True)
    assert Path(answer["files"][0]).name.startswith("d.dossier.tar.age.part-1-of-")
    for one in answer["files"]:
        assert b"declaration" not in Path(one).read_bytes()
    code, _, err = shencha("verify", answer["files"][0], "--lang", "en")
    assert code == 1
    assert "--identity" in err
    code, out, _ = shencha("verify", answer["files"][0], "--identity", "office.key", "--json")
    assert (code, json.loads(out)["id"]) == (0, answer["id"])


def test_folder_and_answers_are_as_their_schemas_say(full, shencha, monkeypatch, capsys):
    sheet = inputs.read(full / "dossier.yaml").data
    Draft202012Validator(dossier_schema()).validate(sheet)
    Draft202012Validator.check_schema(dossier_answer_schema())
    for words in (("check", "d"), ("build", "d"), ("verify", "d.dossier.tar")):
        Draft202012Validator(dossier_answer_schema()).validate(json.loads(shencha(*words, "--json")[1]))
    for path in BAD.iterdir():
        if path.name in (
            "a_list.yaml",
            "field_unknown.yaml",
            "ground_unknown.yaml",
            "title_missing.yaml",
            "several_faults.yaml",
            "version_unknown.yaml",
        ):
            assert not Draft202012Validator(dossier_schema()).is_valid(inputs.read(path).data), path.name


def test_a_dossier_is_prepared_in_a_second_without_an_instance(tmp_path):
    command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "dossier", "new", "d"]
    done = subprocess.run(
        [*command, "--ground", "procurement", "--title", "采购", "--party", "北方"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SHENCHA_DATA": str(tmp_path / "data")},
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()


def test_a_name_that_a_terminal_would_obey_is_shown_and_not_obeyed(shencha, tmp_path):
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier" / "a\x1b[31mred.pdf").write_bytes(b"%PDF-1.7")
    code, out, err = shencha("dossier", "check", tmp_path / "dossier", "--lang", "en")
    assert code in (1, 2)
    assert "\x1b" not in out + err


REPORT = """statements:
  - factor: F5
    text: 平台掌握约 112 万名用户的个人信息。
    references:
      - {file: other/制度.txt, place: 第二章, made_on: 2026-01-02}
  - {factor: F6, text: 上市不涉及向境外提供数据。}
"""


def test_a_report_of_statements_is_checked_built_and_set(full, shencha, tmp_path):
    place = full / "materials" / "analysis_report" / "analysis_report.yaml"
    place.write_text(REPORT)
    (full / "materials" / "other" / "制度.txt").write_text("第一章 总则\n第二章 个人信息\n")
    code, out, err = shencha("check", "d", "--json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    Draft202012Validator(dossier_answer_schema()).validate(answer)
    assert answer["report"]["statements"] == 2
    assert [one["kind"] for one in answer["report"]["stands_out"] if one["statement"] == 2] == ["unsupported"]
    _, out, _ = shencha("check", "d", "--lang", "zh")
    assert "第 2 条（F6）没有依据：没有指向任何依据" in out
    code, out, err = shencha("report", "d", "--out", "r.pdf", "--on", "2026-03-02", "--pin")
    assert (code, err) == (0, "")
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert "sha256" in place.read_text()
    (full / "materials" / "other" / "制度.txt").write_text("第二章 个人信息（修订）\n")
    _, out, _ = shencha("check", "d", "--json")
    assert "changed" in [one["kind"] for one in json.loads(out)["report"]["stands_out"]]
    code, _, _ = shencha("build", "d", "--out", "d.tar")
    assert code == 0
    assert shencha("verify", "d.tar")[0] == 0


def test_a_report_that_cannot_be_read_stops_check_and_build(full, shencha, tmp_path):
    place = full / "materials" / "analysis_report" / "analysis_report.yaml"
    place.write_text("statements:\n  - {factor: F5, text: x, references: [{file: a.pdf, page: 0}]}\n")
    for words in (("check", "d"), ("build", "d", "--out", "d.tar"), ("report", "d", "--out", "r.pdf")):
        code, _, err = shencha(*words)
        assert code == 2
        assert "analysis_report.yaml: statements.0.references.0.page (line 2): " in err
    assert not {"d.tar", "r.pdf"} & {one.name for one in tmp_path.iterdir()}


def test_without_statements_there_is_nothing_to_set(full, shencha):
    code, _, err = shencha("report", "d")
    assert code == 2
    assert "analysis_report.yaml" in err
    assert shencha("report", "d", "--out", "d/r.pdf")[0] == 2
