"""Each analyser says all that is asked of it, and runs in a process of its own as `python -m shencha.evidence KIND`."""

import json
import re
import subprocess
import sys
from datetime import date

import jsonschema
import pytest
from tests.places import EXAMPLES, ROOT

from shencha.evidence.analyser import Given
from shencha.evidence.analysers import ANALYSERS

INPUTS = {
    "supply": {
        "bom": [str(EXAMPLES / "supply" / "dispatch.cdx.json")],
        "register": [str(EXAMPLES / "supply" / "register.yaml")],
        "services": [str(EXAMPLES / "supply" / "services.yaml")],
    },
    "control": {"statements": [str(EXAMPLES / "control" / "vie_platform.json")]},
    "flows": {"flows": [str(next((EXAMPLES / "flows").glob("*.yaml")))]},
}
PARAMETERS = {"control": {"of": "yunqi-opco"}}
ON = "2026-11-24"


def called(kind, **more):
    call = {"inputs": INPUTS[kind], "parameters": PARAMETERS.get(kind, {}), "on": ON} | more
    return subprocess.run(
        [sys.executable, "-m", "shencha.evidence", kind],
        input=json.dumps(call),
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("analyser", ANALYSERS.values(), ids=lambda one: one.kind)
def test_an_analyser_says_all_that_is_asked_of_it(analyser):
    assert analyser.words.zh
    assert analyser.purpose.zh
    assert any(one.least for one in analyser.inputs)
    assert all(one.words.zh and one.words.en for one in analyser.inputs)
    assert len({one.role for one in analyser.inputs}) == len(analyser.inputs)
    jsonschema.Draft202012Validator.check_schema(analyser.schema())
    for said in (analyser.lead({}), analyser.lines({}), analyser.tables({})):
        assert all(said)


@pytest.mark.parametrize("kind", INPUTS)
def test_it_runs_in_a_process_of_its_own_and_pages_read_its_answer(kind, tmp_path):
    share = tmp_path / "share"
    done = called(kind, progress=str(share))
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    analyser = ANALYSERS[kind]
    jsonschema.validate(answer, analyser.schema())
    assert 0 < float(share.read_text("utf-8")) <= 1
    assert list(analyser.lead(answer))
    assert list(analyser.lines(answer))
    assert tuple(analyser.worse(answer, answer)) == ()
    for table in analyser.shown_tables(answer):
        assert all(len(cells) == len(table.heads) for cells in table.rows)
    here = analyser.run(Given(INPUTS[kind], PARAMETERS.get(kind, {}), date.fromisoformat(ON)))
    assert json.loads(json.dumps(here.answer)) == answer


@pytest.mark.parametrize("kind", INPUTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_draws_its_picture_in_both_languages(kind, lang):
    done = called(kind, lang=lang, chosen="jurisdiction:US" if kind == "supply" else "")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("<svg")


def test_what_is_wrong_with_the_inputs_is_told_in_both_languages(tmp_path):
    bad = tmp_path / "b.json"
    bad.write_text("{", "utf-8")
    call = {"inputs": {"bom": [str(bad)]}, "parameters": {}, "on": ON}
    done = subprocess.run(
        [sys.executable, "-m", "shencha.evidence", "supply"],
        input=json.dumps(call),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    (fault,) = json.loads(done.stdout)["faults"]
    assert fault["file"] == str(bad)
    assert fault["wrong"]["zh"] != fault["wrong"]["en"]


def test_every_method_of_a_finding_is_called_something():
    """What a method is about stands on the board; found in the source, so that none is forgotten."""
    source = "".join(one.read_text("utf-8") for one in (ROOT / "src/shencha/evidence").rglob("*.py"))
    told = set(re.findall(r'"((?:supply|control|flows|people)[.][a-z_]+)(?:/[0-9]+)?"', source))
    assert told - {"people.growth"} == {name for one in ANALYSERS.values() for name in one.sorts}
