"""What law leaves open and what it closes: state bodies, own shares, nominees, concert, contracts, stated chains."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.evidence.control.ownership import Story, right, shares, votes
from tests.evidence.control.test_control import ask, holder


def indirect(share, type_="shareholding"):
    return shares(share) | {"directOrIndirect": "indirect", "type": type_}


def both(found):
    return tuple(found["share"].values()), tuple(found["voting"].values())


@pytest.mark.parametrize("link", ["otherInfluenceOrControl", "controlByLegalFramework"])
def test_a_state_body_holds_for_its_state_without_a_contradiction(link, tmp_path):
    story = (
        Story().company("a").company("b").company("ministry", type_="stateBody").company("fi", "FI", "state")
    )
    story.holds("b", "a", shares(76.5)).holds("ministry", "b", shares(100)).holds(
        "ministry", "a", shares(23.5)
    )
    story.holds("fi", "ministry", right(link)).holds("fi", "a", indirect(100))
    told = ask(story, tmp_path)
    (only,) = told["holders"]
    assert (only["id"], both(only), only["controls"]) == ("fi", ((100, 100), (100, 100)), "yes")
    assert "public_body" in [b["rule"] for b in only["because"]]
    assert told["undisclosed"]["share"] == {"at_least": 0, "at_most": 0}
    assert told["contradictions"] == []


def test_a_state_body_over_another_holds_for_its_state_too(tmp_path):
    story = Story().company("a").company("local", type_="stateBody").company("sasac", type_="stateBody")
    story.company("cn", type_="state").holds("local", "a", shares(100))
    story.holds("sasac", "local", right("controlByLegalFramework")).holds(
        "cn", "sasac", right("controlByLegalFramework")
    )
    told = ask(story, tmp_path)
    assert both(holder(told, "cn")) == ((100, 100), (100, 100))
    assert told["headline"][0]["en"] == "company cn controls company a."


def test_a_link_that_tells_control_and_no_share_may_hold_all_that_the_others_leave(tmp_path):
    story = Story().company("a").person("p", "US").person("q", "CN")
    story.holds("p", "a", right("otherInfluenceOrControl")).holds("q", "a", shares(60))
    told = ask(story, tmp_path)
    assert both(holder(told, "p")) == ((0, 40), (0, 40))
    assert told["undisclosed"]["share"] == {"at_least": 0, "at_most": 40}


@pytest.mark.parametrize(
    ("held", "controls", "rule"),
    [
        ({"p": 49}, "unknown", "largest"),
        ({"p": 49, "q": 20, "r": 20, "s": 11}, "unknown", "largest"),
        ({"p": 49, "q": 51}, "no", "no_majority"),
        ({"p": 28, "q": 24, "r": 24, "s": 24}, "unknown", "largest"),
        ({"p": 20, "q": 45}, "unknown", "undisclosed"),
        ({"p": 10, "q": 60}, "no", "no_majority"),
        ({"p": 24, "q": 28, "r": 24, "s": 24}, "no", "no_majority"),
        ({"p": 50, "q": 50}, "unknown", "largest"),
        ({"p": 10} | {f"q{n}": 10 for n in range(9)}, "no", "no_majority"),
    ],
)
def test_below_half_only_the_largest_or_who_lacks_less_than_is_undisclosed_may_control(
    held, controls, rule, tmp_path
):
    story = Story().company("a")
    for who, share in held.items():
        story.person(who, "CN").holds(who, "a", shares(share))
    found = holder(ask(story, tmp_path), "p")
    assert (found["controls"], found["because"][0]["rule"]) == (controls, rule)


def test_beside_a_majority_by_several_companies_the_largest_does_not_control(tmp_path):
    story = Story().company("a").company("x").company("y").person("p", "US").person("z", "CN")
    story.holds("p", "a", shares(40)).holds("x", "a", shares(30)).holds("y", "a", shares(30))
    story.holds("z", "x", shares(100)).holds("z", "y", shares(100))
    told = ask(story, tmp_path)
    assert holder(told, "z")["controls"] == "yes"
    found = holder(told, "p")
    assert (found["controls"], found["because"][0]["rule"]) == ("no", "another_controls")
    assert "40%" in found["because"][0]["text"]["en"]
    assert "z has the majority" in found["because"][0]["text"]["en"]


@pytest.mark.parametrize("own", ["a", "sub"])
def test_shares_of_a_company_in_itself_or_through_a_subsidiary_have_no_votes(own, tmp_path):
    story = Story().company("a").company("sub").person("p", "CN")
    story.holds("p", "a", shares(40)).holds(own, "a", shares(30)).holds("a", "sub", shares(100))
    told = ask(story, tmp_path)
    found = holder(told, "p")
    assert found["controls"] == "yes"
    assert found["voting"]["at_least"] == pytest.approx(100 * 40 / 70, abs=1e-4)
    assert "57.14%" in found["because"][0]["text"]["en"]
    assert [one["of"] for one in told["assumptions"] if one["assumption"].startswith("own")] == [["a"]]


def test_votes_that_are_stated_are_not_counted_anew_beside_own_shares(tmp_path):
    story = Story().company("a").person("p", "CN").person("q", "CN")
    story.holds("a", "a", shares(20)).holds("p", "a", shares(40), votes(45)).holds(
        "q", "a", shares(40), votes(55)
    )
    told = ask(story, tmp_path)
    assert holder(told, "p")["voting"] == {"at_least": 45, "at_most": 45}
    assert holder(told, "q")["controls"] == "yes"


def test_the_reason_speaks_of_votes_held_and_never_of_those_added_up_over_chains(tmp_path):
    story = Story().company("a").company("b").person("p", "US").person("q", "CN")
    story.holds("p", "a", shares(30)).holds("b", "a", shares(70)).holds("p", "b", shares(45))
    story.holds("q", "b", shares(55))
    found = holder(ask(story, tmp_path), "p")
    assert found["voting"]["at_least"] == 61.5
    assert found["controls"] == "no"
    assert "30%" in found["because"][0]["text"]["en"]
    assert "61.5" not in found["because"][0]["text"]["en"]


@pytest.mark.parametrize(
    ("words", "controls", "rule"),
    [
        ("与 q 签署一致行动协议", "yes", "acting_in_concert"),
        ("acts in concert with q", "yes", "acting_in_concert"),
        ("一致行动协议", "unknown", "largest"),
        ("", "unknown", "largest"),
    ],
)
def test_holders_who_act_in_concert_are_added_where_a_statement_says_so(words, controls, rule, tmp_path):
    story = Story().company("a").person("p", "US").person("q", "CN")
    story.holds("p", "a", shares(35, details=words)).holds("q", "a", shares(25))
    told = ask(story, tmp_path)
    found = holder(told, "p")
    assert found["controls"] == controls
    if rule == "acting_in_concert":
        assert found["because"][0]["rule"] == rule
        assert "60%" in found["because"][0]["text"]["zh"]
        assert holder(told, "q")["controls"] == "yes"


def test_a_concert_with_someone_not_named_is_only_possible(tmp_path):
    story = Story().company("a").person("p", "US").person("q", "CN").person("r", "CN")
    story.holds("p", "a", shares(20, details="一致行动人")).holds("q", "a", shares(41)).holds(
        "r", "a", shares(39)
    )
    found = holder(ask(story, tmp_path), "p")
    assert (found["controls"], found["because"][0]["rule"]) == ("unknown", "in_concert_with_someone")


def test_a_nominee_told_on_the_share_itself_holds_for_its_nominator(tmp_path):
    story = Story().company("a").person("n", "CN").person("p", "US").person("q", "CN")
    story.holds("n", "a", shares(60), right("nominee")).holds("p", "a", shares(60) | {"type": "nominator"})
    story.holds("q", "a", shares(40))
    told = ask(story, tmp_path)
    assert told["contradictions"] == []
    assert both(holder(told, "p")) == ((60, 60), (60, 60))
    assert both(holder(told, "n")) == ((0, 0), (0, 0))
    assert (holder(told, "p")["controls"], holder(told, "n")["controls"]) == ("yes", "no")


def test_who_is_nominator_of_a_tenth_does_not_control_by_that(tmp_path):
    story = Story().company("a").person("n", "CN").person("p", "US").person("q", "CN")
    story.holds("n", "a", shares(10), right("nominee")).holds("p", "a", right("nominator"))
    story.holds("q", "a", shares(90))
    told = ask(story, tmp_path)
    assert both(holder(told, "p")) == ((10, 10), (10, 10))
    assert (holder(told, "p")["controls"], holder(told, "q")["controls"]) == ("no", "yes")


def test_a_nominee_whose_nominator_is_not_named_holds_for_someone_not_disclosed(tmp_path):
    story = Story().company("a").person("n", "CN").holds("n", "a", shares(60), right("nominee"))
    told = ask(story, tmp_path)
    assert both(holder(told, "n")) == ((0, 0), (0, 0))
    assert "nominator_not_named" in [g["gap"] for g in told["gaps"]]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("独家购股权、股权质押、授权委托书", "variable_interest"),
        ("独家咨询和服务协议", "variable_interest"),
        ("合约安排", "variable_interest"),
        ("股权质押合同（银行贷款）", "contract"),
        ("movies and view rights", "contract"),
    ],
)
def test_chinese_words_of_contractual_control_are_known_and_a_pledge_alone_is_none(words, rule, tmp_path):
    story = Story().company("a").company("w").person("p", "CN")
    story.holds("w", "a", right("rightsGrantedByContract", details=words)).holds("p", "a", shares(100))
    found = holder(ask(story, tmp_path), "w")
    assert found["because"][0]["rule"] == rule


@pytest.mark.parametrize(
    ("type_", "controls", "rule"),
    [
        ("otherInfluenceOrControl", "yes", "variable_interest"),
        ("unknownInterest", "unknown", "variable_interest"),
        ("conditionalRightsGrantedByContract", "unknown", "variable_interest"),
        ("boardMember", "no", None),
    ],
)
def test_contracts_told_under_an_unspecific_type_are_contracts(type_, controls, rule, tmp_path):
    story = Story().company("a").company("w", "US").person("p", "CN").holds("p", "a", shares(100))
    story.holds("w", "a", right(type_, details="独家购股权、股权质押、授权委托书"))
    told = ask(story, tmp_path)
    found = holder(told, "w")
    assert (found["controls"], rule in [one["rule"] for one in found["because"]]) == (
        controls,
        rule is not None,
    )
    assert ("by contract" in str(told["headline"])) == (rule is not None)


def test_what_a_contract_gives_stands_beside_the_shares_and_first(tmp_path):
    story = Story().company("a").company("w").company("fund", "US").person("p", "CN")
    story.holds("w", "a", right("rightsGrantedByContract", details="VIE")).holds("p", "a", shares(100))
    story.holds("fund", "w", shares(70)).holds("p", "w", shares(30))
    told = ask(story, tmp_path)
    fund = holder(told, "fund")
    assert (fund["share"]["at_least"], fund["by_contract"], fund["controls"]) == (
        0,
        {"at_least": 70, "at_most": 70},
        "yes",
    )
    assert told["foreign"]["by_contract"] == {"at_least": 70, "at_most": 70}
    assert "by contract" in told["headline"][0]["en"]
    assert "0%" not in told["headline"][0]["en"] + told["findings"][0]["finding"]["en"]
    assert told["findings"][0]["source"]["method"] == "control.contracts"


def test_a_stated_chain_narrows_its_first_link_and_settles_control(tmp_path):
    story = Story().company("a").company("b").person("p", "GB")
    story.holds("b", "a", shares(50)).holds("p", "b", {"directOrIndirect": "unknown"})
    story.holds("p", "a", indirect(50), shares(50))
    found = holder(ask(story, tmp_path), "p")
    assert (both(found), found["controls"]) == (((100, 100), (100, 100)), "yes")


@pytest.mark.parametrize(
    ("nationality", "jurisdiction", "gap"),
    [
        ({"name": "中国"}, "CN", None),
        ({"code": "CHN"}, "CN", None),
        ({"name": "British"}, "GB", None),
        ({"name": "美利坚合众国"}, "US", None),
        ({"name": "Atlantis"}, None, "jurisdiction_not_recognised"),
    ],
)
def test_a_nationality_is_read_by_its_name_where_the_code_is_left_out(
    nationality, jurisdiction, gap, tmp_path
):
    story = Story().company("a").person("p").holds("p", "a", shares(100))
    story.statements[1]["recordDetails"]["nationalities"] = [nationality]
    told = ask(story, tmp_path)
    assert holder(told, "p")["jurisdiction"] == jurisdiction
    assert [g["gap"] for g in told["gaps"] if g["party"] == "p"] == ([gap] if gap else [])
    assert all("is not in the statements" not in g["text"]["en"] for g in told["gaps"])


@st.composite
def ownership(draw):
    """Who holds how much in whom, without circles; shares of a company sum to 100 or leave something open."""
    size = draw(st.integers(3, 7))
    held = {}
    for subject in range(size - 1):
        above = draw(st.lists(st.integers(subject + 1, size - 1), min_size=1, max_size=4, unique=True))
        parts = [draw(st.integers(1, 60)) for _ in above]
        scale = 100 / max(sum(parts), draw(st.sampled_from([1, 100])))
        held |= {(h, subject): p * scale for h, p in zip(above, parts, strict=True)}
    return size, held


@settings(deadline=None, max_examples=80)
@given(ownership())
def test_control_by_majorities_is_that_of_a_plain_closure(tmp_path_factory, given_):
    size, held = given_
    story = Story()
    ends = set(range(size)) - {s for _, s in held}
    for one in range(size):
        story = story.person(f"p{one}", "CN") if one in ends else story.company(f"p{one}")
    for (above, subject), share in held.items():
        story.holds(f"p{above}", f"p{subject}", shares(round(share, 6)))
    told = ask(story, tmp_path_factory.mktemp("closure"), of="p0")
    for found in told["holders"]:
        mine = {int(found["id"][1:])}
        while more := {
            s
            for s in range(size)
            if s not in mine
            and sum(round(w, 6) for (h, t), w in held.items() if t == s and h in mine) > 50 + 1e-6
        }:
            mine |= more
        assert (found["controls"] == "yes") == (0 in mine), (held, found["id"])
