"""Routes of export: the lines of the provisions, exact missing facts, columns equal to single answers."""

import json
from datetime import date
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import ROOT

from shencha import inputs
from shencha.evidence.flows.answer import analysis, answer
from shencha.evidence.flows.columns import NO_BOUND, OF_FLOW, Columns, route_columns
from shencha.evidence.flows.flow import Flow, Inventory
from shencha.evidence.flows.flows import check, state
from shencha.evidence.flows.numerals import written_count
from shencha.evidence.flows.reading import read_flows
from shencha.law.export.rules import ASKS, GROUNDS, ROUTES, Route, needs, rules_on, verdict
from shencha.law.logic.facts import Count, exactly
from shencha.law.logic.holds import NO, UNKNOWN, YES

ON = date(2026, 11, 24)
HOLDS = st.sampled_from([NO, UNKNOWN, YES])
SOME_UNKNOWN = st.tuples(*[HOLDS] * len(ASKS)).filter(lambda asks: asks.count(UNKNOWN) <= 4)


def flow(id_="a", **more):
    known = {"persons": exactly(10), "personal": YES, "sensitive": NO, "important": NO, "country": "US"}
    return Flow(id_, id_, **(known | more))


def route(*flows, ciio=NO, on=ON):
    return check(Inventory("-", "", ciio, flows), on).route.value


@pytest.mark.parametrize(
    ("plain", "sensitive", "expected"),
    [
        (99_999, 0, "none"),
        (100_000, 0, "standard_contract_or_certification"),
        (999_999, 0, "standard_contract_or_certification"),
        (1_000_000, 0, "security_assessment"),
        (0, 1, "standard_contract_or_certification"),
        (0, 9_999, "standard_contract_or_certification"),
        (0, 10_000, "security_assessment"),
        (5, 10_000, "security_assessment"),
    ],
)
def test_the_lines_of_articles_5_7_and_8(plain, sensitive, expected):
    flows = [flow("plain", persons=exactly(plain))]
    if sensitive:
        flows.append(flow("sensitive", persons=exactly(sensitive), sensitive=YES))
    assert route(*flows) == expected


def test_flows_are_cumulated_over_all_recipients():
    some = [flow(str(n), persons=exactly(25_000), country=c) for n, c in enumerate(["US", "JP", "HK", "SG"])]
    assert route(*some[:3]) == "none"
    assert route(*some) == "standard_contract_or_certification"


def test_flows_of_one_group_are_a_range():
    some = [flow(str(n), persons=exactly(60_000), group="members") for n in range(2)]
    found = check(Inventory("-", "", NO, tuple(some)), ON)
    assert (found.persons.at_least, found.persons.at_most) == (60_000, 120_000)
    assert found.route is Route.UNKNOWN


@pytest.mark.parametrize("place", ["HK", "MO", "TW"])
def test_hong_kong_macau_and_taiwan_lie_outside_the_mainland(place):
    assert route(flow(persons=exactly(100_000), country=place)) == "standard_contract_or_certification"


@pytest.mark.parametrize(
    ("more", "ciio", "expected"),
    [
        ({"persons": exactly(5_000_000), "ground": "statutory_duty"}, NO, "none"),
        ({"country": "CN", "important": YES}, YES, "none"),
        ({"important": YES, "personal": NO, "persons": exactly(0)}, NO, "security_assessment"),
        ({"core": YES}, NO, "security_assessment"),
        ({"important": YES, "ground": "contract"}, NO, "security_assessment"),
        ({}, YES, "security_assessment"),
        ({"ground": "human_resources"}, YES, "none"),
        ({"personal": NO, "persons": exactly(0)}, YES, "none"),
        ({"persons": exactly(5_000_000), "ground": "contract"}, NO, "none"),
        ({"persons": exactly(5_000_000), "ground": "transit"}, NO, "none"),
        ({"persons": exactly(5_000_000), "ground": "free_trade_zone"}, NO, "none"),
        ({"judicial": YES, "approved": NO}, NO, "prohibited"),
        ({"judicial": YES, "approved": YES}, NO, "none"),
        ({"judicial": YES}, NO, "unknown"),
        ({"judicial": YES, "approved": NO, "country": "HK"}, NO, "unknown"),
        ({"judicial": YES, "approved": NO, "country": "CN"}, NO, "prohibited"),
        ({"since": date(2026, 12, 1), "important": YES}, NO, "none"),
        ({"until": date(2025, 12, 31), "persons": exactly(5_000_000)}, NO, "none"),
        ({"until": date(2026, 1, 1), "persons": exactly(5_000_000)}, NO, "security_assessment"),
        ({"important": UNKNOWN}, NO, "unknown"),
        ({"country": None}, NO, "none"),
        ({"country": None}, YES, "unknown"),
    ],
)
def test_one_flow_takes_the_route_its_facts_ask(more, ciio, expected):
    assert route(flow(**more), ciio=ciio) == expected


def test_a_statutory_duty_is_a_ground_of_its_own_since_2025():
    some = flow(persons=exactly(150_000), ground="statutory_duty")
    assert route(some, on=date(2025, 1, 1)) == "none"
    assert route(some, on=date(2024, 12, 31)) == "standard_contract_or_certification"
    rules = [one.rule for one in check(Inventory("-", "", NO, (some,)), date(2024, 12, 31)).flows[0].reasons]
    assert "ground_statutory_duty_not_yet" in rules


def test_before_2024_only_the_cybersecurity_law_and_article_36_are_known():
    assert route(flow(), ciio=YES, on=date(2024, 3, 21)) == "security_assessment"
    assert route(flow(), ciio=NO, on=date(2024, 3, 21)) == "unknown"
    assert route(flow(judicial=YES, approved=NO), on=date(2021, 9, 1)) == "prohibited"
    assert route(flow(judicial=YES, approved=NO), on=date(2021, 8, 31)) == "unknown"
    assert route(flow(), ciio=YES, on=date(2017, 5, 31)) == "unknown"


def test_the_whole_is_certain_when_nothing_unknown_could_be_stricter():
    assert route(flow("x", important=YES), flow("y", important=UNKNOWN)) == "security_assessment"
    assert route(flow("x", important=YES), flow("y", judicial=YES)) == "unknown"


@settings(deadline=None, max_examples=150)
@given(SOME_UNKNOWN, st.sampled_from([("none",), ("none", "contract"), ("none", "contract", "assessment")]))
def test_what_is_missing_is_exact(asks, need):
    known, need = rules_on(ON), frozenset(need)
    found = verdict(known, asks, need)
    options = [(NO, YES) if a is UNKNOWN else (a,) for a in asks]
    routes = {
        (*filled, one): verdict(known, filled, frozenset([one])).route
        for filled in product(*options)
        for one in sorted(need)
    }
    for at, name in enumerate((*ASKS, "volume")):
        decides = any(
            routes[other] != route
            for chosen, route in routes.items()
            for other in routes
            if all(x == y for i, (x, y) in enumerate(zip(chosen, other, strict=True)) if i != at)
        )
        assert (name in found.missing) == decides, name
    if found.route is not Route.UNKNOWN:
        assert found.missing == ()
        for filled in product(*[(NO, YES) if a is UNKNOWN else (a,) for a in asks]):
            for one in need:
                assert verdict(known, filled, frozenset([one])).route is found.route


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000), st.integers(0, 20_000), st.integers(0, 20_000))
def test_what_a_range_may_need_is_all_that_its_numbers_need(a, b, c, d):
    low, high = min(a, b), max(a, b)
    slow, shigh = min(c, d), max(c, d)
    found = needs(Count(low, high), Count(slow, shigh))
    tried = set()
    for n in {low, high, *(x for x in (100_000, 999_999, 1_000_000, 99_999) if low <= x <= high)}:
        for s in {slow, shigh, *(x for x in (0, 1, 9_999, 10_000) if slow <= x <= shigh)}:
            tried |= needs(exactly(n), exactly(s))
    assert found == tried


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000))
def test_persons_of_whom_it_is_not_known_whether_they_are_sensitive_are_in_one_part_or_the_other(
    known, open_
):
    found = needs(Count(known, known + open_), Count(0, open_), exactly(known + open_))
    shares = {0, open_, *(s for s in (1, 9_999, 10_000, open_ - 99_999, open_ - 1) if 0 <= s <= open_)}
    shares |= {s for s in (known + open_ - 999_999, known + open_ - 99_999) if 0 <= s <= open_}
    tried = set()
    for share in shares:
        tried |= needs(exactly(known + open_ - share), exactly(share))
    assert found == tried


CASES = [
    one
    for path in sorted((ROOT / "tests" / "cases" / "flows").glob("*.yaml"))
    for one in inputs.read(path).data
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_case_is_answered_as_a_jurist_wrote_it(case, tmp_path):
    path = tmp_path / "flows.json"
    path.write_text(json.dumps(case["facts"]), "utf-8")
    told = answer(check(read_flows(path), date.fromisoformat(case["on"]))).as_dict()
    reasons = [reason for one in told["flows"] for reason in one["reasons"]]
    found = {
        "route": told["route"],
        "missing": told["missing"],
        "open_points": [one["point"] for one in told["open_points"]],
        "rules": [r["rule"] for r in reasons if r["rule"].startswith("ground")],
        "articles": [r["article"] for r in reasons if r["rule"].startswith("ground")],
    }
    assert {key: found[key] for key in case["expected"]} == case["expected"]


@pytest.mark.parametrize(
    ("cell", "low", "high", "about"),
    [
        ("62000", 62_000, 62_000, False),
        ("'62000", 62_000, 62_000, False),
        ("６２，０００人", 62_000, 62_000, False),
        ("6.2万", 62_000, 62_000, False),
        ("1.5亿", 150_000_000, 150_000_000, False),
        ("约6.2万人", 61_500, 62_499, True),
        ("62000左右", 61_500, 62_499, True),
        (">1000000", 1_000_001, None, False),
        ("＞100万", 1_000_001, None, False),
        ("100万以上", 1_000_000, None, False),
        ("不满10万", 0, 99_999, False),
        ("10万以下", 0, 100_000, False),
        ("10万至20万", 100_000, 200_000, False),
        ("10-20万", 100_000, 200_000, False),
        ("100余万", 1_000_001, 1_999_999, True),
    ],
)
def test_numbers_as_people_write_them(cell, low, high, about):
    assert written_count(cell) == (Count(low, high), about)


@pytest.mark.parametrize(
    "cell", ["", "abc", "约", "6万人次", "-5", "1e6", "20万至10万", "6.00001万", "不足0", "十万"]
)
def test_what_is_no_number_for_certain_is_none(cell):
    assert written_count(cell) is None


@given(st.integers(1, 10**9))
def test_about_a_number_holds_it_and_is_no_wider_than_its_last_place(n):
    count, about = written_count(f"约{n}")
    place = 10 ** (len(str(n)) - len(str(n).rstrip("0")))
    assert about
    assert count.at_least <= n <= count.at_most
    assert count.at_most - count.at_least + 1 == max(place, 1)
    assert all(
        round(edge / place) * place in (n, n - place, n + place) for edge in (count.at_least, count.at_most)
    )


def test_a_table_as_a_spreadsheet_in_chinese_holds_it(tmp_path):
    path = tmp_path / "清单.csv"
    path.write_bytes(
        "数据出境清单（2026年度）,,,\n填报单位：甲公司,2026年11月1日,,\nid,persons,sensitive,to.country\n"
        "a,约6.2万人,否,美国\nb,'62000,否,新加坡\nc,>1000000,否,USA\n".encode("gb18030")
    )
    read = read_flows(path)
    assert [one.country for one in read.flows] == ["US", "SG", "US"]
    assert [one.persons for one in read.flows] == [
        Count(61_500, 62_499),
        exactly(62_000),
        Count(1_000_001, None),
    ]
    told = answer(check(read, ON)).as_dict()
    assert "about_a_number" in [one["point"] for one in told["open_points"]]


def test_a_flow_of_more_persons_than_are_held_is_told():
    some = (flow("a", persons=exactly(70_000)), flow("b", persons=exactly(60_000)))
    for held, named in ((60_000, True), (70_000, False), (None, False)):
        told = answer(check(Inventory("-", "", NO, some, held), ON)).as_dict()
        points = {one["point"]: one["text"]["en"] for one in told["open_points"]}
        assert ("more_than_held" in points) == named
        assert not named or points["more_than_held"].startswith("a: ")


def steps(plain, sensitive):
    """What two volumes need, as a step: none, contract, assessment."""
    if plain >= 1_000_000 or sensitive >= 10_000:
        return 2
    return 1 if plain >= 100_000 or sensitive >= 1 else 0


NEAR = (
    0,
    1,
    2,
    9_998,
    10_000,
    50_000,
    99_999,
    100_000,
    499_999,
    990_001,
    999_999,
    1_000_000,
    1_005_000,
    1_010_000,
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(NEAR),
            st.sampled_from([0, 0, 1, 3]),
            st.sampled_from([NO, YES, UNKNOWN, UNKNOWN]),
            st.sampled_from(["none", "none", None, "contract"]),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_routes_and_missing_facts_are_those_of_every_completion(drawn):
    """Against an enumeration: numbers, sensitive or not, exempt or not, each flow whole."""
    options = []
    for low, wide, sensitive, ground in drawn:
        kinds = {NO: (0,), YES: (1,), UNKNOWN: (0, 1)}[sensitive]
        counted = {"none": (1,), "contract": (0,), None: (0, 1)}[ground]
        options.append(list(product(range(low, low + wide + 1), kinds, counted)))
    routes = {}
    for chosen in product(*options):
        plain = sum(n for n, kind, counts in chosen if counts and not kind)
        need = steps(plain, sum(n for n, kind, counts in chosen if counts and kind))
        routes[chosen] = tuple(need * counts for _, _, counts in chosen)
    missing = set()
    for chosen, told in routes.items():
        for at, other in ((at, other) for at, each in enumerate(options) for other in each):
            names = [
                n
                for n, a, b in zip(("persons", "sensitive", "ground"), chosen[at], other, strict=True)
                if a != b
            ]
            if len(names) == 1 and routes[(*chosen[:at], other, *chosen[at + 1 :])] != told:
                missing.add(f"flows.{at}.{names[0]}")
    flows = [
        flow(str(at), persons=Count(low, low + wide), sensitive=sensitive, ground=ground)
        for at, (low, wide, sensitive, ground) in enumerate(drawn)
    ]
    found = check(Inventory("-", "", NO, tuple(flows)), ON)
    words = ("none", "standard_contract_or_certification", "security_assessment")
    for at, one in enumerate(found.flows):
        possible = {words[told[at]] for told in routes.values()}
        assert one.route == (possible.pop() if len(possible) == 1 else "unknown")
    assert {name for one in found.flows for name in one.missing} == missing


def test_what_cannot_matter_is_not_missing():
    both = flow(persons=exactly(1_000_000), sensitive=UNKNOWN)
    found = check(Inventory("-", "", NO, (both,)), ON)
    assert (found.route, found.missing) == (Route.ASSESSMENT, ()), "sensitive or not, it is an assessment"
    found = check(
        Inventory("-", "", NO, (flow(persons=exactly(1_500_000), sensitive=UNKNOWN, important=NO),)), ON
    )
    assert (found.route, found.missing) == (Route.ASSESSMENT, ())


def test_the_joint_number_of_a_group_is_missing_where_it_decides():
    some = (
        flow("a", persons=exactly(500_000), group="members"),
        flow("b", persons=exactly(700_000), group="members"),
    )
    found = check(Inventory("-", "", NO, some), ON)
    assert found.route is Route.UNKNOWN
    assert set(found.missing) == {"flows.a.group", "flows.b.group"}
    assert check(Inventory("-", "", NO, some[:1]), ON).missing == ()


def test_no_law_is_cited_before_its_day():
    days = {"cybersecurity-law-2016": date(2017, 6, 1), "data-security-law": date(2021, 9, 1)}
    days |= {"personal-information-law": date(2021, 11, 1), "cross-border-2024": date(2024, 3, 22)}
    some = (
        flow("a", core=YES),
        flow("b", judicial=YES, approved=NO),
        flow("c", country="CN"),
        flow("d", country=None, important=UNKNOWN),
        flow("e", since=date(2030, 1, 1)),
    )
    for start in days.values():
        for on in (start, date.fromordinal(start.toordinal() - 1)):
            for ciio in (NO, UNKNOWN, YES):
                found = check(Inventory("-", "", ciio, some), on)
                cited = [reason for a in found.flows for reason in a.reasons]
                assert all(days[reason.instrument] <= on for reason in cited)
                if ciio is NO:
                    assert not [r for r in cited if r.instrument == "cybersecurity-law-2016"]


def test_what_does_not_run_is_in_no_finding():
    gone = flow(until=date(2025, 12, 31), country="US", important=YES, judicial=YES)
    assert analysis(check(Inventory("-", "", NO, (gone,)), ON)).findings == ()


@st.composite
def any_flow(draw, at):
    low = draw(st.sampled_from([0, 1, 5_000, 60_000, 400_000, 1_000_000]))
    wide = draw(st.sampled_from([0, 0, 50_000, None]))
    return Flow(
        f"f{at}",
        f"f{at}",
        persons=Count(low, None if wide is None else low + wide),
        personal=draw(HOLDS),
        sensitive=draw(HOLDS),
        important=draw(HOLDS),
        core=draw(st.sampled_from([NO, NO, UNKNOWN, YES])),
        country=draw(st.sampled_from([None, "CN", "HK", "US", "JP"])),
        judicial=draw(st.sampled_from([NO, NO, UNKNOWN, YES])),
        approved=draw(HOLDS),
        ground=draw(st.sampled_from([*GROUNDS, None, "none", "none"])),
        since=draw(st.sampled_from([None, date(2026, 3, 1), date(2027, 1, 1)])),
    )


@settings(deadline=None, max_examples=150)
@given(st.data(), HOLDS, st.sampled_from([ON, date(2024, 3, 21), date(2020, 1, 1)]))
def test_a_column_answers_as_each_flow_alone(data, ciio, on):
    flows = tuple(data.draw(any_flow(at)) for at in range(data.draw(st.integers(1, 6))))
    found = check(Inventory("-", "", ciio, flows), on)
    states = np.array([[int(h) for h in state(f, ciio, on)] for f in flows], np.uint8)
    asks = {name: states[:, ASKS.index(name)] for name in OF_FLOW}
    asks["sensitive"] = np.array([int(f.sensitive) for f in flows], np.uint8)
    routed = route_columns(
        Columns(
            asks,
            np.array([f.persons.at_least for f in flows], np.int64),
            np.array([NO_BOUND if f.persons.at_most is None else f.persons.at_most for f in flows], np.int64),
        ),
        ciio,
        on,
    )
    assert [ROUTES[r] for r in routed.route] == [a.route for a in found.flows]
    assert (routed.persons, routed.sensitive) == (found.persons, found.sensitive)
    for bits, a in zip(routed.missing, found.flows, strict=True):
        names = [n for at, n in enumerate((*ASKS, "volume")) if int(bits) >> at & 1]
        assert tuple(names) == a.verdict.missing


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_number_that_could_change_a_route_is_missing(data):
    flows = tuple(
        flow(
            str(n), persons=Count(low, low + data.draw(st.sampled_from([0, 10, 90_000]))), sensitive=sensitive
        )
        for n, (low, sensitive) in enumerate(
            data.draw(
                st.lists(
                    st.tuples(st.sampled_from([0, 9_995, 50_000, 950_000]), st.sampled_from([NO, YES])),
                    min_size=1,
                    max_size=4,
                )
            )
        )
    )
    found = check(Inventory("-", "", NO, flows), ON)
    for at, one in enumerate(flows):
        others = [[f.persons.at_least, f.persons.at_most] if f is not one else [None] for f in flows]
        changes = False
        for chosen in product(*others):
            routes = set()
            for n in (one.persons.at_least, one.persons.at_most):
                fixed = tuple(
                    flow(f.id, persons=exactly(n if c is None else c), sensitive=f.sensitive)
                    for f, c in zip(flows, chosen, strict=True)
                )
                routes.add(check(Inventory("-", "", NO, fixed), ON).route)
            changes = changes or len(routes) > 1
        named = f"flows.{one.id}.persons" in {name for a in found.flows for name in a.missing}
        if changes:
            assert named, at
