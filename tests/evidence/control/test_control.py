"""Who controls: chains of majority, rights, nominees, circles, contradictions; each told as a small story."""

from datetime import date

import pytest
from tests.evidence.control.ownership import Story, right, shares, votes

from shencha.evidence.control.answer import answer
from shencha.evidence.control.bods import read_statements
from shencha.evidence.control.control import control, find
from shencha.evidence.control.holdings import structure

ON = date(2026, 11, 24)


def ask(story, folder, of="a", on=ON):
    read = read_statements([story.write(folder)])
    known = structure(read, on)
    return answer(control(known, find(known, of, "test"), read), read).as_dict()


def holder(told, id_):
    return next(h for h in told["holders"] if h["id"] == id_)


@pytest.mark.parametrize(
    ("interests", "controls", "rule"),
    [
        ([shares(50)], "unknown", "largest"),
        ([shares(50.01)], "yes", "majority"),
        ([shares({"exclusiveMinimum": 50})], "yes", "majority"),
        ([shares({"minimum": 50})], "unknown", "majority"),
        ([shares({"exclusiveMaximum": 50})], "unknown", "largest"),
        ([shares({"minimum": 40, "maximum": 60})], "unknown", "majority"),
        ([shares(90), votes(10)], "unknown", "largest"),
        ([shares(10), votes(60)], "yes", "majority"),
        ([shares(10), right("appointmentOfBoard")], "yes", "appointment_of_board"),
        ([right("appointmentOfBoard", share={"exact": 30})], "unknown", "majority"),
        ([right("appointmentOfBoard", share={"minimum": 25})], "unknown", "appointment_of_board"),
        ([right("rightsGrantedByContract")], "unknown", "contract"),
        ([right("rightsGrantedByContract", details="VIE agreements")], "yes", "variable_interest"),
        ([right("conditionalRightsGrantedByContract", details="独家购买权")], "unknown", "variable_interest"),
        ([right("controlViaCompanyRulesOrArticles")], "yes", "articles"),
        ([right("controlByLegalFramework")], "yes", "legal_framework"),
        ([right("otherInfluenceOrControl")], "unknown", "influence"),
        ([right("boardMember")], "no", "office"),
        ([right("nominee")], "no", "nominee"),
        ([right("trustee")], "unknown", "trust"),
        ([right("goldenShare")], "unknown", "not_described"),
        ([], "unknown", "not_described"),
    ],
)
def test_one_direct_holder_controls_or_not_and_why(interests, controls, rule, tmp_path):
    told = ask(Story().company("a").person("p", "CN").holds("p", "a", *interests), tmp_path)
    found = holder(told, "p")
    assert (found["controls"], found["because"][0]["rule"]) == (controls, rule)
    assert found["because"][0]["statements"] == ["st-p-a"]
    assert found["because"][0]["instrument"] == "company-law-2023"


def test_half_of_the_votes_was_enough_under_the_law_before_july_2024(tmp_path):
    story = Story().company("a").person("p", "CN").holds("p", "a", shares(50))
    for s in story.statements:
        s["statementDate"] = "2024-01-01"
    assert holder(ask(story, tmp_path, on=date(2024, 6, 30)), "p")["controls"] == "yes"
    assert holder(ask(story, tmp_path, on=date(2024, 7, 1)), "p")["controls"] == "unknown"


def test_control_runs_down_a_chain_of_majorities_though_the_share_thins_out(tmp_path):
    story = Story().company("a").company("b").company("c").person("p", "US")
    story.holds("p", "c", shares(51)).holds("c", "b", shares(51)).holds("b", "a", shares(51))
    found = holder(ask(story, tmp_path), "p")
    assert found["share"]["at_least"] == pytest.approx(13.2651)
    assert (found["controls"], len(found["because"])) == ("yes", 3)


def test_votes_of_companies_under_control_count_together(tmp_path):
    story = Story().company("a").company("b").company("c").person("p", "US")
    story.holds("p", "b", shares(80)).holds("p", "c", shares(80))
    story.holds("b", "a", shares(30)).holds("c", "a", shares(25))
    found = holder(ask(story, tmp_path), "p")
    assert found["share"]["at_least"] == pytest.approx(44)
    assert found["controls"] == "yes"
    assert len(found["paths"]) == 2


def test_a_circle_is_looked_through(tmp_path):
    story = Story().company("a").company("b").person("p", "CN")
    story.holds("b", "a", shares(50)).holds("a", "b", shares(50)).holds("p", "a", shares(50))
    story.holds("p", "b", shares(50))
    assert holder(ask(story, tmp_path), "p")["share"]["at_least"] == pytest.approx(100)


def test_a_circle_that_owns_itself_is_told_and_belongs_to_nobody(tmp_path):
    story = Story().company("a").company("b").company("c")
    story.holds("b", "a", shares(100)).holds("c", "b", shares(100)).holds("b", "c", shares(100))
    told = ask(story, tmp_path)
    assert told["holders"] == []
    assert {g["party"] for g in told["gaps"] if g["gap"] == "circle_owns_itself"} == {"a", "b", "c"}
    assert told["undisclosed"]["share"] == {"at_least": 100, "at_most": 100}


def test_shares_above_one_hundred_are_a_contradiction_that_names_its_statements(tmp_path):
    story = Story().company("a").person("p", "CN").person("q", "US")
    story.holds("p", "a", shares(70)).holds("q", "a", shares(60))
    told = ask(story, tmp_path)
    (wrong,) = [c for c in told["contradictions"] if "shares" in c["text"]["en"]]
    assert wrong["contradiction"] == "over_100"
    assert wrong["statements"] == ["st-p-a", "st-q-a"]
    assert holder(told, "p")["share"] == {"at_least": 40, "at_most": 70}


def test_two_records_of_one_interest_are_counted_once_and_named(tmp_path):
    story = Story().company("a").person("p", "CN")
    story.holds("p", "a", shares(40)).holds("p", "a", shares(40), record="again")
    told = ask(story, tmp_path)
    assert holder(told, "p")["share"] == {"at_least": 40, "at_most": 40}
    assert ("two_records", ["st-p-a", "st-again"]) in [
        (c["contradiction"], c["statements"]) for c in told["contradictions"]
    ]


def test_an_indirect_share_that_the_links_cannot_make_is_a_contradiction(tmp_path):
    story = Story().company("a").company("b").person("p", "CN")
    story.holds("p", "b", shares(50)).holds("b", "a", shares(50))
    story.holds("p", "a", shares(60, directOrIndirect="indirect"), record="whole")
    told = ask(story, tmp_path)
    assert holder(told, "p")["share"] == {"at_least": 25, "at_most": 25}
    assert [(c["contradiction"], c["statements"]) for c in told["contradictions"]] == [
        ("indirect_disagrees", ["st-whole"])
    ]


def test_an_indirect_share_without_its_chain_counts_and_the_chain_is_a_gap(tmp_path):
    story = Story().company("a").person("p", "CN")
    story.holds("p", "a", shares(60, directOrIndirect="indirect"))
    told = ask(story, tmp_path)
    assert holder(told, "p")["share"] == {"at_least": 60, "at_most": 60}
    assert "intermediaries_not_named" in {g["gap"] for g in told["gaps"]}


def test_the_shares_of_a_nominee_belong_to_the_nominator(tmp_path):
    story = Story().company("a").company("n", type_="arrangement").person("real", "US").person("front", "CN")
    story.holds("real", "n", right("nominator")).holds("front", "n", right("nominee"))
    story.holds("n", "a", shares(80))
    told = ask(story, tmp_path)
    assert holder(told, "real")["share"] == {"at_least": 80, "at_most": 80}
    assert holder(told, "real")["controls"] == "yes"
    assert (holder(told, "front")["controls"], holder(told, "front")["share"]["at_most"]) == ("no", 0)


def test_no_one_can_hold_more_than_the_others_leave(tmp_path):
    story = Story().company("a").person("p", "CN").person("q", "US")
    story.holds("p", "a", shares(70)).holds("q", "a", shares({"minimum": 10}))
    assert holder(ask(story, tmp_path), "q")["share"] == {"at_least": 10, "at_most": 30}


def test_an_interest_counts_from_its_first_day_until_its_end(tmp_path):
    story = Story().company("a").person("p", "CN")
    story.holds("p", "a", shares(60, startDate="2026-02-01", endDate="2026-06-01"))
    for day, n in (
        (date(2026, 1, 31), 0),
        (date(2026, 2, 1), 1),
        (date(2026, 5, 31), 1),
        (date(2026, 6, 1), 0),
    ):
        assert len(ask(story, tmp_path, on=day)["holders"]) == n


def test_a_holder_declared_not_to_exist_is_a_gap_and_no_holder(tmp_path):
    told = ask(Story().company("a").holds({"reason": "noBeneficialOwners"}, "a", record="r"), tmp_path)
    assert told["holders"] == []
    assert "no_beneficial_owner" in {g["gap"] for g in told["gaps"]}


def test_several_nationalities_count_in_no_lower_bound(tmp_path):
    story = Story().company("a").person("p", "CN", "US").person("q", "CN")
    story.holds("p", "a", shares(40)).holds("q", "a", shares(60))
    told = {j["jurisdiction"]: j["share"] for j in ask(story, tmp_path)["jurisdictions"]}
    assert told == {"CN": {"at_least": 60, "at_most": 100}, "US": {"at_least": 0, "at_most": 40}}


def test_json_lines_and_packages_say_the_same_as_an_array(tmp_path):
    import json

    story = Story().company("a").person("p", "CN").holds("p", "a", shares(60))
    plain = read_statements([story.write(tmp_path)])
    lines = read_statements([story.write(tmp_path, "s.jsonl")])
    (tmp_path / "p.json").write_text(json.dumps({"statements": story.statements}), "utf-8")
    packed = read_statements([tmp_path / "p.json"])
    assert [s.about for s in plain.statements] == [s.about for s in lines.statements]
    assert [s.about for s in plain.statements] == [s.about for s in packed.statements]


def test_a_statement_given_twice_is_counted_once(tmp_path):
    story = Story().company("a").person("p", "CN").holds("p", "a", shares(60))
    path = story.write(tmp_path)
    again = read_statements([path, story.write(tmp_path, "again.json")])
    assert len(again.statements) == 3
    assert sum(u.count for u in again.unread) == 3


def test_many_chains_are_answered_by_the_strongest_of_each(tmp_path):
    story = Story().company("a").person("p", "CN")
    below = "a"
    for level in range(14):
        for side in "lr":
            story.company(f"{side}{level}")
        if level == 0:
            story.holds("l0", "a", shares(50)).holds("r0", "a", shares(50))
        else:
            for up in "lr":
                for down in "lr":
                    story.holds(f"{up}{level}", f"{down}{level - 1}", shares(50))
        below = level
    story.holds("p", f"l{below}", shares(100)).holds("p", f"r{below}", shares(100))
    told = ask(story, tmp_path)
    assert told["paths_complete"] is False
    assert len(holder(told, "p")["paths"]) == 1
    assert holder(told, "p")["share"]["at_least"] == pytest.approx(100)


def test_a_chain_of_ten_thousand_companies_is_answered(tmp_path):
    from shencha.evidence.control.svg import draw

    story = Story().company("a").person("p", "US")
    below = "a"
    for level in range(10_000):
        story.company(f"c{level}").holds(f"c{level}", below, shares(100))
        below = f"c{level}"
    story.holds("p", below, shares(60))
    read = read_statements([story.write(tmp_path)])
    known = structure(read, ON)
    found = control(known, find(known, "a", "test"), read)
    (person,) = found.holders
    assert (person.share.at_least, person.controls.word) == (pytest.approx(0.6), "yes")
    assert len(person.because) == 10_001
    assert draw(found, "zh").count("<g><title>") == 30


@pytest.mark.parametrize(
    ("description", "called"),
    [("", "someone not disclosed (record nobody-a)"), ("a minor", "someone not disclosed (a minor)")],
)
def test_who_is_not_named_is_called_by_the_record_or_by_what_is_said_of_them(description, called, tmp_path):
    holder = {"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner", "description": description}
    story = Story().company("a").holds(holder, "a", shares(100))
    told = ask(story, tmp_path)
    assert called in str(told["headline"])
    assert "unspecified:" not in str(told["headline"]) + str(told["findings"])
