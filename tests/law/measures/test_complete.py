"""A version of the law is one folder, whole or refused by name; nothing outside the law names a version."""

import re
import shutil
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from tests.places import ROOT

from shencha.inputs import parse_yaml
from shencha.law.logic.facts import Actor, Count, Facts, exactly
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.logic.rules import Above, evaluate
from shencha.law.measures.complete import check, faults_in, taken, unnamed
from shencha.law.measures.figures import figures
from shencha.law.measures.instruments import (
    articles,
    beside,
    governing,
    in_force,
    instruments,
    same_article,
)
from shencha.law.measures.read import FILES, folders, grounds_of, versions
from shencha.law.measures.steps import article_of
from shencha.law.screening.screen import REGIMES, regime_on

MEASURES = ROOT / "src/shencha/law/measures"


def test_every_version_is_whole_and_found_by_its_folder():
    check()
    assert list(versions()) == [one.id for one in instruments()]
    for folder in folders().values():
        assert {path.stem for path in (MEASURES / folder).glob("*.yaml")} == set(FILES)


@pytest.fixture
def copy(tmp_path) -> Path:
    """The version of 2022, to be spoilt."""
    folder = tmp_path / "v2030"
    shutil.copytree(MEASURES / folders()["measures-2022"], folder)
    assert list(faults_in(folder)) == []
    return folder


def said(folder: Path) -> list[str]:
    return [fault.said("en").split(";")[0] for fault in faults_in(folder)]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy, name):
    (copy / f"{name}.yaml").unlink()
    assert f"law/measures/v2030/{name}.yaml: file: it is missing" in said(copy)


def test_missing_rules_are_named(copy):
    (copy / "rules.py").unlink()
    assert said(copy) == ["law/measures/v2030/rules.py: GROUNDS: it is missing"]


@pytest.mark.parametrize(
    ("file", "was", "becomes", "expected"),
    [
        ("steps", 'complaint: "18"\n', "", "steps.yaml: complaint: it is missing"),
        (
            "steps",
            'complaint: "18"',
            'complaint: "99"',
            "steps.yaml: complaint: it names Article 99, not in articles.yaml",
        ),
        ("figures", "opinion_days", "opinion_hours", "figures.yaml: opinion_days: it is missing"),
        ("figures", 'unit: users, article: "7"', 'article: "7"', "figures.yaml: users.unit: it is missing"),
        ("factors", "  short:", "  brief:", "factors.yaml: 0.short: it is missing"),
        ("articles", "promulgated: 2021-12-28\n", "", "articles.yaml: promulgated: it is missing"),
        (
            "articles",
            "en: Cybersecurity Review Measures (2022)}",
            "en: Cybersecurity Review Measures (2022, revised)}",
            "articles.yaml: name: it is not one sentence in both languages",
        ),
        ("members", "departments:", "others:", "members.yaml: departments: it is missing"),
    ],
)
def test_a_missing_line_is_named_with_its_file(copy, file, was, becomes, expected):
    path = copy / f"{file}.yaml"
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), "utf-8")
    assert f"law/measures/v2030/{expected}" in said(copy)


def test_nothing_outside_the_law_names_a_version():
    named = re.compile(r"measures-20\d\d|MEASURES_20|measures\.v20|v20(20|22)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "src/shencha").rglob("*"))
        if path.suffix in (".py", ".html", ".yaml", ".typ")
        and "law" not in path.relative_to(ROOT / "src/shencha").parts[:1]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert found == []


def test_one_answer_to_which_law_is_in_force():
    days = [
        date(2020, 5, 31),
        date(2020, 6, 1),
        date(2022, 2, 14),
        date(2022, 2, 15),
        date(2025, 1, 1),
        date(2030, 1, 1),
    ]
    for day in days:
        version, regime = in_force(day), regime_on(day)
        assert (version and version.id) == (regime and regime.instrument)
    assert {regime.instrument for regime in REGIMES} == set(versions())
    assert governing(None, days[0]) == versions()[0]
    assert governing(None, days[3]) == "measures-2022"
    assert governing(versions()[0], days[3]) == versions()[0]


def test_a_step_and_a_ground_are_those_of_the_version():
    both = ("measures-2020", "measures-2022")
    assert [article_of("supplement", version) for version in both] == ["14", "15"]
    assert [grounds_of(version) for version in both] == [
        ("procurement", "ex_officio"),
        ("procurement", "data_processing", "foreign_listing", "ex_officio"),
    ]


@dataclass(frozen=True)
class Wider(Actor):
    """A party of a later version, which also counts sensitive information."""

    sensitive_information: Count = field(default=Count())


@pytest.mark.parametrize(
    ("users", "sensitive", "expected"),
    [
        (exactly(2_000_000), exactly(5), NO),
        (exactly(5), exactly(100_001), NO),
        (exactly(2_000_000), exactly(100_001), YES),
        (exactly(2_000_000), Count(), UNKNOWN),
    ],
)
def test_a_second_threshold_reads_the_fact_that_it_names(users, sensitive, expected):
    million = figures(versions()[-1]).users
    assert million
    rule = Above("actor.users_with_personal_information", million) & Above(
        "actor.sensitive_information", replace(million, value=100_000)
    )
    facts = Facts(Wider(users_with_personal_information=users, sensitive_information=sensitive))
    assert evaluate(rule, lambda asks: asks.of(facts)) is expected


def test_no_text_of_our_data_files_is_cut_by_a_comma_that_is_not_quoted():
    def cut(data, where):
        if isinstance(data, dict):
            if "en" in data and any(one is None for one in data.values()):
                yield where
            for key, one in data.items():
                yield from cut(one, f"{where}.{key}")
        elif isinstance(data, list):
            for at, one in enumerate(data):
                yield from cut(one, f"{where}.{at}")

    found = [
        place
        for path in sorted((ROOT / "src/shencha").rglob("*.yaml"))
        for place in cut(parse_yaml(path.read_text("utf-8"), path.name).data, str(path.relative_to(ROOT)))
    ]
    assert found == []


def test_a_version_says_where_its_text_is_silent_and_under_which_law_its_breach_falls():
    found = [fault.said("en") for fault in unnamed("measures-2030")]
    for part in (
        "open_points.yaml: listing_abroad.articles.measures-2030: it is missing",
        "policies.yaml: withdrawal.articles.measures-2030: it is missing",
        "sanctions/penalties.yaml: bridges.measures-2030: it is missing",
    ):
        assert any(part in one for one in found), part
    assert [fault for version in versions() for fault in unnamed(version)] == []
    (twice,) = taken({"v2022": [{"id": "F1"}], "v2030": [{"id": "G1"}, {"id": "F1"}]})
    assert twice.said("en").startswith("law/measures/v2030/factors.yaml: 1.id: F1 is a factor of v2022")


def test_an_article_is_found_in_another_version_and_back():
    first, last = versions()[0], versions()[-1]
    assert (beside(first).id, beside(last).id) == (versions()[1], versions()[-2])
    for one in articles(first):
        there = same_article(one.number, first, last)
        assert there is None or same_article(there, last, first) == one.number
    assert same_article("7(item 1)", "measures-2020", "measures-2022") == "8"
    assert same_article("7", "measures-2022", "measures-2020") is None
