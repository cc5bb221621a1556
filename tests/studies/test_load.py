"""The office's load: nothing worked is lost, the same seed lives the same years, few officers are late."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.drawing.chart import chart
from shencha.law.calendar.workdays import published
from shencha.studies.load import STEPS, Model, _spread, load, run
from shencha.text import Text

MODEL = Model(
    {"procurement": 60.0, "ex_officio": 3.0},
    4,
    ("cac", "ndrc"),
    {"intake": 2, "preliminary": 12, "special": 25, "opinion": 1.5},
    {"review": 0.6, "supplement": 0.5, "extension": 0.2, "dissent": 0.1},
    statutory={"intake": 10, "preliminary": 30, "special": 90},
    own_effort={"ndrc": 3.0},
)


@settings(max_examples=100)
@given(st.integers(1, 30), st.floats(0, 150), st.floats(0, 60))
def test_work_falls_into_weeks_and_none_is_lost_but_what_lies_beyond_the_end(weeks, start, effort):
    days = [0.0] * weeks
    _spread(days, start, effort)
    inside = max(0.0, min(effort, weeks * 5 - start))
    assert sum(days) == pytest.approx(inside)
    assert all(0 <= day <= 5 + 1e-9 for day in days)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_a_run_keeps_its_books(seed, weeks):
    year = run(MODEL, weeks, seed)
    assert 0 <= year.done <= year.filed
    assert year.open[-1] <= year.filed
    assert all(open_ >= 0 for open_ in year.open)
    assert all(days <= MODEL.officers * 5 + 1e-9 for days in year.office)
    assert all(year.late[step] <= year.acts[step] for step in STEPS)
    assert year == run(MODEL, weeks, seed)
    assert sum(year.member(3.0)) == pytest.approx(2 * sum(year.member(1.5)), rel=0.5, abs=6)


def test_with_one_officer_more_is_late_than_with_ten():
    few, many = (load(replace(MODEL, officers=n), date(2026, 3, 2), 52, 8, 1, published()) for n in (1, 10))
    assert few.late("preliminary") > many.late("preliminary") == 0
    assert few.as_dict()["weeks"][-1]["open_cases"][1] > many.as_dict()["weeks"][-1]["open_cases"][1]


def test_a_load_is_told_by_week_and_member():
    told = load(MODEL, date(2026, 2, 15), 10, 5, 1, published()).as_dict()
    assert [week["monday"] for week in told["weeks"][:2]] == ["2026-02-24", "2026-03-02"]
    assert set(told["weeks"][0]["member_days"]) == {"cac", "ndrc"}
    assert all(low <= middle <= high for w in told["weeks"] for low, middle, high in [w["office_days"]])


def test_nobody_and_no_time_are_refused():
    for model, weeks in ((replace(MODEL, officers=0), 5), (MODEL, 0)):
        with pytest.raises(ValueError, match="at least one"):
            run(model, weeks, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_picture_is_sound_and_has_its_words_inside(lang):
    found = load(MODEL, date(2026, 3, 2), 20, 5, 1, published())
    title = Text("工作量 <周>", "load & <weeks>")
    picture = ET.fromstring(chart(title, [d.isoformat() for d in found.mondays], found.office(), 20.0, lang))
    texts = [node.text for node in picture.iter() if node.text and node.text.strip()]
    assert title.said(lang) in texts
    assert "2026-03-02" in texts
    assert len([node for node in picture.iter() if node.tag.endswith("polyline")]) == 1
