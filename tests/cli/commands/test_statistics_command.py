"""`shencha statistics`: numbers for a person, as JSON and as CSV; every fault of every case file is named."""

import csv
import io
import json

import pytest
from jsonschema import Draft202012Validator
from tests.places import ROOT

from shencha.studies.statistics import statistics_schema

CASES = ROOT / "examples" / "statistics"
BAD = ROOT / "tests" / "bad_input" / "statistics"


def test_the_example_cases_are_counted_and_keep_to_the_schema(shencha):
    code, out, err = shencha("statistics", CASES, "--at", "2026-06-01", "--threshold", "2", "--json")
    told = json.loads(out)
    Draft202012Validator(statistics_schema()).validate(told)
    assert (code, err, told["cases"]) == (0, "", 14)
    code, out, _ = shencha("statistics", CASES, "--at", "2026-06-01", "--threshold", "2", "--csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert {"table": "standings", "row": "all", "column": "all", "value": "14", "withheld": "no"} in lines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_tables_that_fit_the_page(lang, shencha):
    code, out, err = shencha("statistics", CASES, "--at", "2026-06-01", "--lang", lang, "--threshold", "2")
    assert (code, err) == (0, "")
    assert out.startswith("14")


def test_every_fault_of_every_case_file_is_named(shencha, tmp_path):
    code, out, err = shencha("statistics", BAD, "--at", "2026-06-01", "--lang", "en")
    assert (code, out) == (2, "")
    places = [line.partition(": ")[0].rpartition("/")[2] for line in err.splitlines()]
    assert places == ["before_the_measures.yaml", *["case_file_with_faults.yaml"] * 2]
    for words, place in (
        ([tmp_path], "shencha statistics: CASES"),
        ([tmp_path / "nowhere.yaml"], f"{tmp_path / 'nowhere.yaml'}: file"),
        ([CASES, CASES / "0001.yaml"], f"{CASES / '0001.yaml'}: case"),
        ([CASES, "--threshold", "1"], "shencha statistics: --threshold"),
    ):
        code, out, err = shencha("statistics", *words, "--lang", "en")
        assert (code, out) == (2, "")
        assert err.startswith(place + ": ")
