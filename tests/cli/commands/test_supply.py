"""`shencha supply`: the example's answer, real files counted by other means, and every bad input named."""

import json
from pathlib import Path

import pytest
from tests.places import ROOT

EXAMPLE = ROOT / "examples" / "supply"
BAD = ROOT / "tests" / "bad_input" / "supply"
BOM, REGISTER, SERVICES = EXAMPLE / "dispatch.cdx.json", EXAMPLE / "register.yaml", EXAMPLE / "services.yaml"
FAULTS = {
    "bom_cut_off.json": ["line 2"],
    "bom_empty.json": ["line 1"],
    "bom_entity_bomb.xml": ["DOCTYPE"],
    "bom_external_entity.xml": ["DOCTYPE"],
    "bom_gbk.json": ["line 2"],
    "bom_html.xml": ["line 1"],
    "bom_list.json": ["line 1"],
    "bom_nan.json": ["line 1"],
    "bom_other_json.json": ["document"],
    "bom_prose.txt": ["line 1"],
    "bom_vex_alone.json": ["document"],
    "bom_text_without_end.spdx": ["line 3"],
    "bom_two_lists.json": ["line 1"],
    "bom_unclosed.xml": ["line 1"],
    "bom_utf16.json": ["line 1"],
    "register_broken.parquet": ["file"],
    "register_cells.csv": ["line 4", "line 3, jurisdiction", "line 3, stock_days"],
    "register_column.csv": ["column stok"],
    "register_days.yaml": [f"components.{n} (line {n + 2}), stock_days" for n in range(5)],
    "register_duplicate_key.yaml": ["components.0.component (line 2)"],
    "register_gbk.csv": ["line 2"],
    "register_misspelt.yaml": [
        "supplier (line 5)",
        "components.0.stock_day (line 2)",
        "components.1 (line 3)",
        "components.2 (line 4)",
    ],
    "register_no_components.yaml": ["components"],
    "register_no_supplier.csv": ["column supplier"],
    "register_places.yaml": ["suppliers.0.jurisdiction (line 2)", "components.0 (line 4), jurisdiction"],
    "register_twice.yaml": ["suppliers.1.id (line 3)", "components.1 (line 6)"],
    "services_faults.yaml": [
        "services.0.needs.component (line 2)",
        "services.1.needs.all_of (line 3)",
        "services.2.needs.at_least (line 4)",
        "services.3.needs (line 5)",
        "services.4.tolerates_days (line 6)",
        "services.5.colour (line 7)",
        "services.5.id (line 7)",
        "services.6 (line 8)",
    ],
    "services_none.yaml": ["services (line 1)"],
}


def answer(shencha, *words):
    code, out, err = shencha("supply", *words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_input_is_refused_with_every_fault_named_and_nothing_written(path, shencha, tmp_path):
    kind = path.name.partition("_")[0]
    words = {
        "bom": [path, "--register", REGISTER],
        "register": [BOM, "--register", path],
        "services": [BOM, "--register", REGISTER, "--services", path],
    }[kind]
    for lang in ("en", "zh"):
        code, out, err = shencha("supply", *words, "--json", "--lang", lang, "--svg", tmp_path / "x.svg")
        lines = err.splitlines()
        assert (code, out) == (2, "")
        assert [line.removeprefix(f"{path}: ").partition(": ")[0] for line in lines] == FAULTS[path.name]
        for line in lines:
            wrong, _, right = line.partition(": ")[2].partition("; ")
            assert wrong
            assert right
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["nowhere.json"], "nowhere.json: file"),
        ([BOM, "--register", "nowhere.yaml"], "nowhere.yaml: file"),
        ([BOM, "--register", "nowhere.csv"], "nowhere.csv: file"),
        ([BOM, "--cut", "supplier:nobody"], "--cut: supplier:nobody"),
        ([BOM, "--cut", "acme"], "--cut: acme"),
        ([BOM, "--svg", "no/such/folder/x.svg"], "no/such/folder/x.svg: --svg"),
        ([BOM, "--on", "soon"], "shencha supply: --on"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(words, place, shencha, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = shencha("supply", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert err.startswith(place + ": ")
    assert list(tmp_path.iterdir()) == []


def test_every_bad_bill_is_named_in_one_go(shencha):
    code, _, err = shencha("supply", BAD / "bom_gbk.json", BAD / "bom_html.xml", BOM, "--lang", "en")
    assert code == 2
    assert [Path(line.partition(": ")[0]).name for line in err.splitlines()] == [
        "bom_gbk.json",
        "bom_html.xml",
    ]


def test_the_example_says_what_fails_first_and_why(shencha):
    found = answer(shencha, BOM, "--register", REGISTER, "--services", SERVICES)
    counts = [found[name] for name in ("components", "dependencies", "suppliers", "unmatched")]
    assert counts == [13, 15, 7, 4]
    cuts = {one["cut"]: one for one in found["cuts"]}
    assert cuts["supplier:nordlicht"]["services"] == [
        {
            "service": "dispatch",
            "after_days": 30,
            "because": ["pkg:generic/scada-core@8.1", "supplier:nordlicht"],
        }
    ]
    redwood = cuts["supplier:redwood"]["services"]  # the database has a substitute, the message bus has none
    assert [(one["service"], one["after_days"]) for one in redwood] == [("dispatch", 33)]
    assert redwood[0]["because"][-2:] == ["pkg:maven/org.example/message-bus@3.6", "supplier:redwood"]
    assert [(s["service"], s["after_days"]) for s in cuts["supplier:skyline"]["services"]] == [
        ("load-forecast", 2)
    ]
    assert cuts["supplier:helvetia"]["services"] == []  # the other clock is enough
    harm = [len(one["services"]) for one in found["cuts"]]
    assert harm == sorted(harm, reverse=True)
    assert {one["factor"] for one in found["findings"]} == {"F1", "F2", "F3", "F4", "F6"}
    assert {one["article"] for one in found["factors"]} == {"10(1)", "10(2)", "10(3)", "10(4)", "10(6)"}
    for one in found["findings"]:
        assert set(one) == {"factor", "finding", "measure", "source"}
        assert one["source"]["digest"].startswith("sha256:")


def test_named_cuts_and_pairs_are_answered_beside_the_single_ones(shencha):
    found = answer(
        shencha,
        BOM,
        "--register",
        REGISTER,
        "--services",
        SERVICES,
        "--pairs",
        "--cut",
        "component:tls-library",
    )
    cuts = {one["cut"]: one for one in found["cuts"]}
    assert len(cuts) == 7 + 4 + 21 + 6 + 1 + 1  # the last: owners from one country
    assert [s["after_days"] for s in cuts["component:tls-library"]["services"]] == [30]
    assert [s["after_days"] for s in cuts["supplier:helvetia+supplier:tongxin"]["services"]] == [180]


def test_a_register_that_names_unknown_components_is_answered_with_what_was_not_read(shencha, tmp_path):
    register = tmp_path / "r.csv"
    register.write_text(
        "component,supplier,substitutes\nserver-os,a,ghost;tls-library\nphantom,b,\n", "utf-8"
    )
    found = answer(shencha, BOM, "--register", register)
    told = [(one["where"], one["count"]) for one in found["unread"] if one["file"] == str(register)]
    assert told == [("line 2", 1), ("line 3", 1)]
    assert "a" in {one["id"] for one in found["concentration"]["suppliers"]["by_components"]["shares"]}


def test_a_register_reads_the_same_as_yaml_csv_and_parquet(shencha, tmp_path):
    import polars as pl

    rows = {"component": ["server-os", "rack-server"], "supplier": ["a", "b"], "jurisdiction": ["CN", "US"]}
    rows |= {"stock_days": [3, 4], "substitutes": ["tls-library", ""]}
    table = pl.DataFrame(rows)
    table.write_csv(tmp_path / "r.csv")
    table.write_parquet(tmp_path / "r.parquet")
    listed = [{k: v for k, v in zip(rows, row, strict=True) if v != ""} for row in table.iter_rows()]
    for one in listed:
        one["substitutes"] = one.get("substitutes", "").split(";")
    (tmp_path / "r.yaml").write_text(json.dumps({"components": listed}))
    answers = [
        answer(shencha, BOM, "--register", tmp_path / f"r.{kind}")["cuts"]
        for kind in ("yaml", "csv", "parquet")
    ]
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_it_and_sees_it_drawn(lang, shencha, tmp_path):
    from lxml import etree

    drawn = tmp_path / "x.svg"
    code, out, err = shencha(
        "supply", BOM, "--register", REGISTER, "--services", SERVICES, "--lang", lang, "--svg", drawn
    )
    assert (code, err) == (0, "")
    assert (
        out.partition("未能查看的部分" if lang == "zh" else "What could not be examined")[2].count("\n") == 2
    )
    assert ("Findings by factor" in out) == (lang == "en")
    assert "\x1b" not in out
    root = etree.parse(str(drawn)).getroot()
    words = "".join(root.itertext())
    assert "rack-server@R5" in words
    assert ("天后停" in words) == (lang == "zh")
    assert [p.name for p in tmp_path.iterdir()] == ["x.svg"]


def test_two_thousand_components_are_drawn_in_blocks(shencha, tmp_path):
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "components": [
            {"type": "library", "bom-ref": f"c{n}", "name": f"lib{n}", "version": "1"} for n in range(2_000)
        ],
        "dependencies": [{"ref": f"c{n}", "dependsOn": [f"c{n + 1}"]} for n in range(1_999)],
    }
    (tmp_path / "b.json").write_text(json.dumps(bill))
    (tmp_path / "r.csv").write_text("component,supplier,jurisdiction\nlib1999,a<b>,US\nlib7,c,CN\n")
    drawn = tmp_path / "x.svg"
    code, _, err = shencha("supply", tmp_path / "b.json", "--register", tmp_path / "r.csv", "--svg", drawn)
    assert (code, err) == (0, "")
    assert drawn.stat().st_size < 600_000
    assert "a&lt;b&gt;" in drawn.read_text("utf-8")


def test_words_of_a_strangers_file_cannot_spoil_terminal_or_picture(shencha, tmp_path):
    bad = "\x1b[31mred\u202e<b>"
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": [{"name": bad, "version": bad}]}
    (tmp_path / "b.json").write_text(json.dumps(bill))
    (tmp_path / "r.json").write_text(json.dumps({"components": [{"component": bad, "supplier": bad}]}))
    words = [tmp_path / "b.json", "--register", tmp_path / "r.json", "--svg", tmp_path / "x.svg"]
    code, out, _ = shencha("supply", *words)
    assert code == 0
    assert not set("\x1b\u202e") & set(out + (tmp_path / "x.svg").read_text("utf-8"))
    assert answer(shencha, *words)["suppliers"] == 1


def test_inputs_and_answer_are_as_their_schemas_say(shencha):
    import jsonschema
    import yaml

    from shencha.cli.commands.schema import SCHEMAS

    words = [BOM, "--register", REGISTER, "--services", SERVICES, "--pairs"]
    found = {
        "supply": answer(shencha, *words),
        "supply-register": yaml.safe_load(REGISTER.read_text("utf-8")),
        "services": yaml.safe_load(SERVICES.read_text("utf-8")),
    }
    for name, document in found.items():
        assert name in SCHEMAS
        code, out, _ = shencha("schema", name)
        assert code == 0
        jsonschema.Draft202012Validator(json.loads(out)).validate(document)
