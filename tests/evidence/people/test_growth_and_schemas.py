"""Growth tells when the line is crossed, the picture shows it, and everything keeps to its schema."""

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from shencha import inputs
from shencha.errors import BadInput
from shencha.evidence.people.answer import answer
from shencha.evidence.people.count import count
from shencha.evidence.people.growth import Point, grow, read_earlier
from shencha.evidence.people.picture import draw
from shencha.evidence.people.schemas import people_schema, people_sources_schema
from shencha.evidence.people.sources import load_sources

EXAMPLE = Path(__file__).parents[3] / "examples" / "people" / "sources.yaml"


@pytest.fixture(scope="module")
def told():
    sources = load_sources(inputs.read(EXAMPLE), "sha256:0")
    return answer(sources, count(sources, date(2026, 11, 25)), date(2026, 11, 25)).as_dict()


def test_answer_and_sources_keep_to_their_schemas(told):
    for schema in (people_schema(), people_sources_schema()):
        Draft202012Validator.check_schema(schema)
    Draft202012Validator(people_schema()).validate(json.loads(json.dumps(told)))
    Draft202012Validator(people_sources_schema()).validate(inputs.read(EXAMPLE).data)


def test_a_straight_growth_crosses_on_its_day():
    points = [
        Point(date(2026, 1, 1), 800_000, 900_000),
        Point(date(2026, 4, 11), 900_000, 950_000),
    ]  # 100 days
    found = grow(points, 1_000_000)
    assert found.earliest == date(2026, 7, 21)  # day 201: 900,000 + 500 × 201
    assert found.latest == date(2026, 7, 21)  # day 201: 800,000 + 1,000 × 201


def test_scatter_widens_the_days_and_no_growth_never_crosses():
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    straight = grow(
        [Point(d, 700_000 + 30_000 * n, 700_000 + 30_000 * n) for n, d in enumerate(days)], 1_000_000
    )
    shaken = grow(
        [Point(d, v, v) for d, v in zip(days, (705_000, 722_000, 768_000, 785_000), strict=True)], 1_000_000
    )
    assert shaken.earliest < straight.earliest <= straight.latest < shaken.latest
    still = grow([Point(d, 500_000, 600_000) for d in days], 1_000_000)
    assert (still.earliest, still.latest) == (None, None)


def test_an_earlier_answer_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "b.json").write_text('{"on": "2026-11-25", "persons": {"at_least": 1, "at_most": 2}}')
    with pytest.raises(BadInput) as refused:
        read_earlier([str(tmp_path / "a.json"), str(tmp_path / "b.json")], date(2026, 11, 25))
    assert [fault.where for fault in refused.value.faults] == ["document", "on"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_is_an_svg_that_tells_its_numbers(told, lang):
    earlier = {**told, "on": "2026-05-01", "persons": {"at_least": 50, "at_most": 60}}
    picture = draw(told, lang, [earlier])
    root = ET.fromstring(picture)
    words = " ".join(root.itertext())
    assert root.tag.endswith("svg")
    assert "1,000,000" in words
    assert f"{told['persons']['at_most']:,}" in words
    assert "2026-05-01" in words


@pytest.mark.parametrize(("low", "high"), [(0, 3), (962_000, 1_038_000), (8_000_000, 9_000_000)])
def test_the_line_of_the_measures_runs_through_no_figure(told, low, high):
    persons = {"at_least": low, "at_most": high}
    root = ET.fromstring(draw({**told, "persons": persons}, "en", [{"on": "2026-01-01", "persons": persons}]))
    space = "{http://www.w3.org/2000/svg}"
    line = float(root.find(f"{space}line").get("x1"))
    figures = [text for text in root.iter(f"{space}text") if text.text.replace(",", "")[:1].isdigit()]
    figures = [text for text in figures if float(text.get("x")) > 400]
    assert len(figures) > 3
    assert all(float(text.get("x")) - 8 * len(text.text) > line for text in figures)
