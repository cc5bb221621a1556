"""Growth tells when the line is crossed, the picture shows it, and everything keeps to its schema."""

import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from tests.places import ROOT

from shencha import inputs
from shencha.errors import BadInput
from shencha.evidence.people.answer import answer
from shencha.evidence.people.attached import attached
from shencha.evidence.people.count import count
from shencha.evidence.people.growth import Point, grow, point_of, read_earlier
from shencha.evidence.people.growth_picture import chart
from shencha.evidence.people.picture import draw
from shencha.evidence.people.schemas import people_schema, people_sources_schema
from shencha.evidence.people.sources import load_sources
from shencha.evidence.people.unchanged import digest_of
from shencha.evidence.people.words import lead, premises

EXAMPLE = ROOT / "examples" / "people" / "sources.yaml"


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
        read_earlier([inputs.read(tmp_path / name) for name in ("a.json", "b.json")], date(2026, 11, 25))
    assert [fault.where for fault in refused.value.faults] == ["document", "on"]


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_is_an_svg_that_tells_its_numbers(told, lang, narrow):
    earlier = Point(date(2026, 5, 1), 50, 60)
    grown = {**told, "growth": grow([earlier, point_of(told)], 1_000_000).as_dict()}
    root = ET.fromstring(draw(grown, lang, narrow=narrow))
    words = " ".join(root.itertext())
    assert root.tag.endswith("svg")
    assert "1,000,000" in words
    assert f"{told['persons']['at_most']:,}" in words
    assert "2026-05-01" in words


@pytest.mark.parametrize(("low", "high"), [(0, 3), (962_000, 1_038_000), (8_000_000, 9_000_000)])
def test_the_line_of_the_measures_runs_through_no_figure(told, low, high):
    growth = grow([Point(date(2026, 1, 1), low, high), Point(date(2026, 2, 1), low, high)], 1_000_000)
    persons = {"at_least": low, "at_most": high}
    root = ET.fromstring(draw({**told, "persons": persons, "growth": growth.as_dict()}, "en"))
    space = "{http://www.w3.org/2000/svg}"
    line = float(root.find(f"{space}line").get("x1"))
    figures = [text for text in root.iter(f"{space}text") if text.text.replace(",", "")[:1].isdigit()]
    figures = [text for text in figures if text.get("text-anchor") == "end" and float(text.get("x")) > 400]
    assert len(figures) > 3
    assert all(float(text.get("x")) - 8 * len(text.text) > line for text in figures)


def test_the_days_of_crossing_stand_in_the_picture():
    points = [
        Point(date(2026, 1, 1), 700_000, 800_000),
        Point(date(2026, 3, 1), 760_000, 850_000),
        Point(date(2026, 6, 1), 840_000, 930_000),
    ]
    found = grow(points, 1_000_000)
    words = "".join(
        ET.fromstring(f"<svg>{chart(found.as_dict(), 1_000_000, 0, 800, 20, 'en')}</svg>").itertext()
    )
    assert f"earliest {found.earliest}" in words
    assert f"latest {found.latest}" in words
    assert found.earliest < found.latest


def brought(told, **changed):
    return inputs.Document("count.json", json.loads(json.dumps({**told, **changed})))


def test_counts_at_earlier_days_and_a_repetition_are_laid_beside_an_attached_count(told):
    sworn = {"key": "k", "at": "2026-11-25T08:00:00+08:00", "k": 256, "sketches": {"mobile": ["01", "02"]}}
    again = {**sworn, "sketches": {"mobile": ["01", "03"]}}
    earlier = brought(told, on="2026-01-01", persons={"at_least": 50, "at_most": 60})
    found = attached(brought(told, sworn=sworn), [earlier], brought(told, sworn=again))
    assert [point["on"] for point in found["growth"]["points"]] == ["2026-01-01", "2026-11-25"]
    assert found["compared"]["same"] is False
    assert found["compared"]["shared"] == {"mobile": 0.3333}
    assert "compared" not in attached(brought(told))


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"persons": {"at_least": 5, "at_most": 4}}, "persons"),
        ({"on": "2026-13-01"}, "on"),
        ({"compared": {"same": True}}, "document"),
        ({"excluded": [{"kind": "mobile", "why": "dull", "values": 1}]}, "excluded.0.why"),
        ({"persons": {"at_least": 0, "at_most": 10**400}}, "persons.at_most"),
    ],
)
def test_an_attached_count_that_was_tampered_with_is_refused_by_place(told, changed, place):
    with pytest.raises(BadInput) as refused:
        attached(brought(told, **changed))
    assert [fault.where for fault in refused.value.faults] == [place]


def test_the_growth_an_answer_claims_is_worked_out_again(told):
    growth = grow([Point(date(2026, 1, 1), 1, 1), point_of(told)], 1_000_000).as_dict()
    claimed = {**growth, "crossed": {"earliest": "2031-01-01", "latest": "2030-01-01"}}
    assert attached(brought(told, growth=claimed))["growth"] == growth
    one_day = {**growth, "points": growth["points"][:1]}
    with pytest.raises(BadInput):
        attached(brought(told, growth=one_day))


def test_an_edited_answer_is_told_apart_from_one_that_the_command_printed(told):
    sealed = {**told, "digest": digest_of(told)}
    assert attached(brought(sealed))["origin"] == "agrees"
    edited = {**sealed, "persons": {"at_least": 0, "at_most": 1}}
    assert attached(brought(edited))["origin"] == "differs"
    assert "changed" in lead(attached(brought(edited)))[0].en
    assert attached(brought(told))["origin"] == "none"
    with pytest.raises(BadInput):
        attached(brought(sealed, origin="agrees"))


@pytest.mark.parametrize("file", ["/srv/li/count/sources.yaml", "C:\\Users\\li\\sources.yaml"])
def test_no_path_of_the_partys_machine_is_kept(told, file):
    finding = told["findings"][0]
    moved = {
        "sources": {**told["sources"], "file": file},
        "findings": [{**finding, "source": {**finding["source"], "file": file}}],
        "unread": [{"file": file, "where": "x", "why": {"zh": "x", "en": "x"}, "count": 1}],
    }
    kept = json.dumps(attached(brought(told, **moved)))
    assert "Users" not in kept
    assert "srv" not in kept


def test_an_answer_by_the_older_method_is_read_and_told_as_one(told):
    older = {name: part for name, part in told.items() if name not in ("assumes", "readings")}
    assert "older method" in " ".join(one.en for one in premises(attached(brought(older))))
    Draft202012Validator(people_schema()).validate(older)


@pytest.mark.parametrize(
    ("persons", "exceeded", "accounts", "says"),
    [
        ((10, 2_000_000), "unknown", 5, "prudence prepares to file"),
        ((10, 20), "no", 2_000_000, "by these readings: accounts"),
        ((10, 20), "no", 5, ""),
        ((2_000_000, 3_000_000), "yes", 5, ""),
    ],
)
def test_what_prudence_would_do_is_said_where_something_is_open(told, persons, exceeded, accounts, says):
    low, high = persons
    over = "yes" if accounts > 1_000_000 else "no"
    reading = {"at_least": accounts, "at_most": accounts, "exceeded": over}
    answer = {
        **told,
        "persons": {"at_least": low, "at_most": high},
        "threshold": {**told["threshold"], "exceeded": exceeded},
        "readings": {**told["readings"], "accounts": reading},
    }
    text = " ".join(one.en for one in premises(answer))
    assert says in text
    assert ("prudence" in text) == bool(says)
    assert "Assuming that a row tells of at most one person" in text
