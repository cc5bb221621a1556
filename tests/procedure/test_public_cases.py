"""The public cases of `examples/cases` say what the collected facts say, and nothing more."""

import tomllib
from datetime import date

import pytest
from tests.places import ROOT, SHARED

from shencha.inputs import read
from shencha.law.calendar.workdays import counted, published
from shencha.procedure.history import load_history

FACTS = SHARED / "law" / "cases.toml"
PUBLIC = ("didi", "full_truck_alliance", "micron")


def history(name):
    return load_history(read(ROOT / "examples" / "cases" / f"{name}.yaml"))


@pytest.fixture(scope="module")
def facts():
    if not FACTS.exists():
        pytest.skip("the collected facts are not beside this checkout")
    return {case["id"]: case for case in tomllib.loads(FACTS.read_text("utf-8"))["case"]}


@pytest.mark.parametrize("name", PUBLIC)
def test_an_example_holds_only_days_of_official_announcements(name, facts):
    official = {event["date"] for event in facts[name]["events"] if event["source"] == "T"}
    replayed = history(name)
    assert replayed.partial
    assert replayed.ground == facts[name]["limb"]
    assert {event.on for event in replayed.events} <= official


@pytest.mark.parametrize("name", PUBLIC)
def test_the_version_is_that_of_the_opening_and_the_answer_says_when_another_came(name, facts):
    today = history(name).stands(date(2026, 11, 24), published())
    assert today.case.instrument == facts[name]["version_at_opening"]
    assert ("transition" in today.open_points) == facts[name]["spans_versions"]


@pytest.mark.parametrize(
    ("name", "until", "key"),
    [
        ("didi", date(2022, 7, 21), "elapsed_wd_opening_to_fine"),
        ("didi", date(2023, 1, 16), "elapsed_wd_opening_to_resumption"),
        ("full_truck_alliance", date(2022, 6, 29), "elapsed_wd_opening_to_resumption"),
        ("micron", date(2023, 5, 21), "elapsed_wd_opening_to_conclusion"),
    ],
)
def test_elapsed_working_days_are_those_counted_elsewhere(name, until, key, facts):
    assert counted(history(name).events[0].on, until, published()) == facts[name][key]


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_is_invented(name):
    """Neither a second kind of step, nor a measure the version did not know, nor an owed act."""
    replayed = history(name)
    assert {event.name for event in replayed.events} <= {"review_opened", "conclusion_notified"}
    found = replayed.stands(date(2026, 11, 24), published())
    assert found.todos == ()
    assert {clock.status for clock in found.clocks} == {"unknown"}
    assert found.case.result == ("affecting" if name == "micron" else None)
