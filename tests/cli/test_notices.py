"""`--notice FILE`: counsel's laptop counts with a notice that no release ships yet."""

import json
from datetime import date

import pytest
import yaml
from tests.notices import written
from tests.places import BAD_INPUT, EXAMPLES
from typer.testing import CliRunner

from shencha.cli.main import app
from shencha.errors import BadInput

FILED = """case: 2026-0001
ground: foreign_listing
events:
  - {on: 2026-12-21, event: filed, materials: [declaration, analysis_report, listing_documents]}
  - {on: 2026-12-21, event: materials_accepted}
"""


@pytest.fixture
def files(tmp_path):
    """A whole notice for 2027, and one that amends it."""
    whole, later = tmp_path / "2027.yaml", tmp_path / "later.yaml"
    data = written(2027, off=[date(2027, 1, 4)], work=[date(2027, 1, 9)])
    whole.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    group = [{"name": {"zh": "元旦", "en": "New Year"}, "days": ["2027-01-05"]}]
    later.write_text(yaml.safe_dump({"year": 2027, "off": group}, allow_unicode=True), encoding="utf-8")
    return whole, later


def answer(*words):
    found = CliRunner().invoke(app, [*map(str, words), "--json"], catch_exceptions=False)
    return json.loads(found.stdout)


def test_a_notice_makes_the_day_certain_and_a_later_one_moves_it(files):
    whole, later = files
    asked = ("clock", "--from", "2026-12-30", "--days", "5")
    bare, first, both = (
        answer(*asked, *more) for more in ((), ("--notice", whole), ("--notice", whole, "--notice", later))
    )
    assert (bare["due"], bare["provisional"]) == ("2027-01-07", True)
    assert (first["due"], first["provisional"], first["certain"]) == ("2027-01-08", False, True)
    assert (both["due"], both["provisional"]) == ("2027-01-09", False)
    assert bare["earliest"] <= first["due"] <= bare["latest"]
    assert "extraordinary" not in first
    assert both["extraordinary"], "one more day off without its weekend is told as out of the ordinary"


def test_replay_rehearse_and_sanctions_count_with_it_too(files, tmp_path):
    whole, _ = files
    case = tmp_path / "case.yaml"
    case.write_text(FILED, encoding="utf-8")
    asked = ("replay", case, "--at", "2026-12-21")
    assert answer(*asked)["clocks"][0]["certain"] is False
    assert answer(*asked, "--notice", whole)["clocks"][0]["provisional"] is False
    filing = ("rehearse", "filing", "--on", "2026-12-28", "--ground", "foreign_listing")
    before, after = answer(*filing), answer(*filing, "--notice", whole)
    assert before["steps"][0]["provisional"]
    assert not after["steps"][0]["provisional"]
    breach = next(iter(sorted((EXAMPLES / "sanctions").glob("*.yaml"))))
    assert answer("sanctions", breach, "--on", "2026-11-30", "--notice", whole)["on"] == "2026-11-30"


def test_a_wrong_notice_is_refused_and_its_file_named():
    path = BAD_INPUT / "notice" / "festival_lacking.yaml"
    words = ["clock", "--from", "2026-12-30", "--days", "5", "--notice", str(path)]
    refused = CliRunner().invoke(app, words).exception
    assert isinstance(refused, BadInput)
    assert [fault.file for fault in refused.faults] == [str(path)]
    assert "国庆节" in refused.faults[0].wrong.zh


def test_a_listing_and_a_filing_are_told_as_ranges_until_the_notice_is_given(files):
    whole, _ = files
    listing = ("rehearse", "listing", "--on", "2027-02-01")
    filing = ("rehearse", "filing", "--on", "2026-12-28", "--ground", "procurement")
    for words in (listing, filing):
        said = CliRunner().invoke(app, [*words, "--lang", "zh"], catch_exceptions=False).stdout
        assert "2027年的放假通知发布后确定" in said.replace("\n", "").replace(" ", "")
        told = answer(*words, "--notice", whole)
        steps = told["steps"] if "steps" in told else told["ways"][0]["steps"]
        assert all(one["certain"] and not one["provisional"] for one in steps), words
        bare = answer(*words)
        assert not all(one["certain"] for one in bare.get("steps") or bare["ways"][0]["steps"]), words
