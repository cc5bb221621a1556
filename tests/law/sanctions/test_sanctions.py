"""Sanctions: exact on random breaches, on every day on which the law changed, and as a jurist's cases say."""

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.law.sanctions.breaches import DAYS, LAST, acts, breaches
from tests.places import ROOT, SHARED

from shencha import inputs
from shencha.inputs import Document
from shencha.law.calendar.workdays import published
from shencha.law.data import facts_of
from shencha.law.logic.holds import NO, UNKNOWN, YES
from shencha.law.measures.instruments import instruments
from shencha.law.sanctions.answer import sanctions
from shencha.law.sanctions.facts import Act, SanctionFacts, closed
from shencha.law.sanctions.governing import Than, compare, fines
from shencha.law.sanctions.money import Sum, exactly_yuan
from shencha.law.sanctions.provisions import Fine, Tier, change_days, instrument_name, provisions
from shencha.law.sanctions.reach import Known, outcome
from shencha.law.sanctions.reading import load_sanction_facts
from shencha.law.sanctions.schemas import sanction_facts_schema, sanctions_schema
from shencha.law.sanctions.spans import NOTHING
from shencha.law.sanctions.steps import months_later, steps

CASES = sorted((ROOT / "tests" / "cases" / "sanctions").glob("*.yaml"))
EXAMPLES = sorted((ROOT / "examples" / "sanctions").glob("*.yaml"))
SHARED = SHARED / "law" / "penalties.toml"
ANSWER = Draft202012Validator(sanctions_schema())
FACTS = Draft202012Validator(sanction_facts_schema())
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


ALL = [(path.stem, case) for path in CASES for case in inputs.read(path).data]


@pytest.mark.parametrize("case", [c for _, c in ALL], ids=[f"{stem}: {c['name']}" for stem, c in ALL])
def test_a_case_is_answered_as_a_jurist_wrote_it(case):
    on, expected = date.fromisoformat(case["on"]), case["expected"]
    answer = sanctions(load_sanction_facts(Document("case", case["facts"]), on), on).as_dict()
    act = answer["acts"][0]
    by = {p["provision"]: p["applies"] for p in act["provisions"]}
    read = {
        "applies": lambda: [one for one, held in by.items() if held == "yes"],
        "may_apply": lambda: [one for one, held in by.items() if held == "unknown"],
        "fine": lambda: act["fine"]["provision"],
        "equal": lambda: act["fine"]["equal"],
        "unit": lambda: [act["fine"]["unit"][end] for end in ("from", "to")],
        "person": lambda: [act["fine"]["person"][end] for end in ("from", "to")],
        "responsible": lambda: [act["fine"]["responsible"][end] for end in ("from", "to")],
        "orders": lambda: {
            p["provision"]: sorted(
                {o["id"] for tier in p["tiers"] for o in tier["orders"]}
                if p["tiers"]
                else {o["id"] for o in p["orders"]}
            )
            for p in act["provisions"]
            if p["applies"] == "yes"
        },
        "tiers": lambda: [
            tier["tier"] for p in act["provisions"] if p["applies"] != "no" for tier in p["tiers"]
        ],
        "later_is": lambda: [one["later_is"] for one in act["governing"]["compared"]],
        "left_out": lambda: act["fine"]["unit"]["may_be_left_out"],
        "total": lambda: [answer["total"]["unit"][end] for end in ("from", "to")],
        "no_penalty": lambda: [reason["article"] for reason in act["no_penalty"]["reasons"]],
        "against": lambda: [reason["article"] for reason in answer["decided"][0]["reasons"]],
        "decided": lambda: [one["within"] for one in answer["decided"]],
        "missing": lambda: act["missing"],
        "limitation": lambda: act["limitation"]["last_day"],
        "continuing": lambda: len(act["governing"]["reasons"]) == 2,
        "compared": lambda: len(act["governing"]["compared"]),
        "barred": lambda: act["limitation"]["barred"],
        "on_record": lambda: act["limitation"]["on_record"],
        "notes": lambda: [note["instrument"] for note in answer["notes"]],
        "note_articles": lambda: [note["article"] for note in answer["notes"]],
        "gaps": lambda: [gap["article"] for gap in act["gaps"]],
    }
    found = {key: read[key]() for key in expected}
    for key in ("applies", "may_apply", "missing"):
        if key in found:
            assert sorted(found.pop(key)) == sorted(expected[key]), key
    assert found == {key: expected[key] for key in found}
    ANSWER.validate(answer)


@quick
@given(breaches(most=2))
def test_an_answer_is_whole_and_keeps_to_its_schema(facts):
    answer = sanctions(facts, LAST).as_dict()
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer
    ANSWER.validate(answer)


@quick
@given(breaches(most=3), st.sampled_from(DAYS))
def test_an_act_that_must_not_be_punished_bears_no_fine_and_adds_none(facts, discovered):
    """Barred (an act that ended before the day of discovery less its period) or forbidden by its circumstances."""
    acts = tuple(replace(act, discovered_on=max(act.start, discovered)) for act in facts.acts)
    answer = sanctions(replace(facts, acts=acts), LAST)
    for act in answer.acts:
        said, known = act.known.act.said, act.known.act
        longest = months_later(known.end, 60) if known.end else None
        barred = longest is not None and known.discovered_on > longest
        minor = (
            said["minor"] is YES and said["corrected_in_time"] is YES and said["harmful_consequence"] is NO
        )
        if barred or minor or said["no_fault_proved"] is YES:
            assert not act.fine.unit.possible or all(one.applies is NO for one in act.found)
            assert not act.fine.person.possible
            assert not act.measures
            assert act.fine.provision is None
    live = [act for act in answer.acts if act.no_penalty.holds is not YES]
    alone = sanctions(replace(facts, acts=tuple(act.known.act for act in live)), LAST) if live else None
    assert answer.unit.as_dict() == (alone.unit.as_dict() if alone else NOTHING.as_dict())
    assert answer.within(answer.unit, 1) is NO or live


def sources(part):
    """Every source that an answer names."""
    if isinstance(part, dict):
        if "instrument" in part and "confidence" in part:
            yield part["instrument"]
        for value in part.values():
            yield from sources(value)
    elif isinstance(part, list):
        for value in part:
            yield from sources(value)


@quick
@given(breaches(most=2), st.sampled_from([*DAYS, date(2019, 5, 6), date(2021, 3, 2)]), st.booleans())
def test_no_answer_names_a_law_before_its_day(facts, on, decided):
    acts = tuple(replace(a, start=min(a.start, on), end=a.end and min(a.end, on)) for a in facts.acts)
    facts = replace(facts, acts=acts, actor={**facts.actor, "supplier": YES})
    steps = {"opened_on": on - timedelta(9), **({"decided_on": on} if decided else {})}
    answer = sanctions(replace(facts, steps=steps), LAST if decided else on).as_dict()
    since = {
        one["id"]: date.fromisoformat(one["in_force_from"])
        for one in facts_of("sanctions/penalties.yaml")["instruments"]
    }
    since |= {one.id: one.in_force_from for one in instruments()}
    named = set(sources({key: value for key, value in answer.items() if key != "procedure"}))
    assert {one for one in named if since.get(one, date.min) > on} == set()
    ANSWER.validate(answer)
    if on < since["apl_2021"]:
        assert "apl_earlier" in {note["instrument"] for note in answer["notes"]}
        assert not answer["procedure"]
        assert all(act["limitation"]["barred"] == "unknown" for act in answer["acts"] if act["limitation"])
        assert all(one["within"] != "yes" for one in answer["decided"])


def statutory():
    """Every range of every provision by the data file itself, in yuan (multiples as factors)."""
    return {one["id"]: one for one in facts_of("sanctions/penalties.yaml")["provisions"]}


@quick
@given(breaches(), st.sampled_from(DAYS))
def test_no_fine_lies_outside_a_statutory_range_on_any_day(facts, shift):
    on = max([LAST, shift])
    answer = sanctions(facts, on).acts[0].as_dict()
    fine, raw = answer["fine"], statutory()
    if fine["provision"] is None:
        return
    tiers = raw[fine["provision"]]["tiers"]
    act = facts.acts[0]
    lows, highs = [], []
    for tier in tiers:
        unit = tier["unit"]
        if "times" in unit:
            amount = act.sums[unit["times"]]
            lows.append(amount.at_least * unit["min"])
            highs.append(None if amount.at_most is None else amount.at_most * unit["max"])
        elif "per_cent_of" in unit:
            turnover = act.sums[unit["per_cent_of"]].at_most
            lows.append(0)
            highs.append(
                None if turnover is None else max(unit["max"] * 100, turnover * unit["per_cent"] // 100)
            )
        else:
            lows.append(unit["min"] * 100)
            highs.append(unit["max"] * 100)
    span = sanctions(facts, on).acts[0].fine.unit
    assert span.low.at_least >= min(lows)
    if span.high.at_most is not None:
        assert None in highs or span.high.at_most <= max(highs)


@quick
@given(breaches())
def test_one_act_bears_one_fine_and_it_is_the_highest_that_is_known(facts):
    known = Known(facts, 0, LAST, provisions())
    answer = sanctions(facts, LAST).acts[0]
    found = answer.fine
    assert (found.provision is None) or not found.candidates
    if found.provision is None:
        return
    unknown = tuple(dict.fromkeys(f for family in known.families() for f in known.unknown(family)))[:6]
    for end, values in product(known.ends, product((False, True), repeat=len(unknown))):
        complete = known.complete(unknown, values)
        tops = {}
        for family in known.families():
            led = outcome(family, end, LAST, complete)[0]
            if led and led.tier and led.tier.unit:
                tops[led.provision.id] = led.tier.unit.ends(facts.acts[0].sums)[1]
        carried = tops.get(found.provision)
        if carried is not None and carried.exact:
            assert all(not (top.exact and top.at_least > carried.at_least) for top in tops.values())


def a_provision(name, since, until, orders, unit, person, measures=(), successor=None):
    tier = Tier("single", instrument_name("csl_2017"), (), unit, person, tuple(measures))
    model = next(one for one in provisions() if one.id == "csl17_65")
    return replace(
        model,
        id=name,
        in_force_from=since,
        in_force_to=until,
        orders=orders,
        tiers=(tier,),
        successor=successor,
    )


fixed = st.tuples(st.integers(0, 5), st.integers(1, 5), st.booleans()).map(
    lambda t: Fine(min(t[:2]), max(t[:2]), optional=t[2])
)
some_fine = st.one_of(st.none(), fixed)
some_orders = st.one_of(st.none(), st.sets(st.sampled_from(["stop_use", "correct", "warning"])).map(tuple))
some_measures = st.sets(st.sampled_from(["suspend_business", "revoke_permit"]))
OLD_TO, NEW_FROM = date(2025, 12, 31), date(2026, 1, 1)


@settings(max_examples=200, deadline=None)
@given(some_orders, some_orders, some_fine, some_fine, some_fine, some_fine, some_measures, some_measures)
def test_the_law_that_governs_is_never_worse_for_the_party_than_that_of_the_time(
    o1, o2, u1, u2, p1, p2, m1, m2
):
    old = a_provision("old", date(2020, 1, 1), OLD_TO, o1, u1, p1, m1, "new")
    new = a_provision("new", NEW_FROM, None, o2, u2, p2, m2)
    act = Act("a", frozenset(["uses_unreviewed_product"]), end=OLD_TO, said=closed({}), sums={"gain": Sum()})
    facts = SanctionFacts(actor={"ciio": YES}, acts=(act,))
    answer = sanctions(facts, LAST, law=(old, new)).acts[0]
    governs = next(one.provision for one in answer.found if one.applies is YES)
    assert [one.applies for one in answer.found].count(YES) == 1

    def ends(fine):
        return (0, 0) if fine is None else (0 if fine.optional else fine.low, fine.high)

    if governs.id == "new":
        better = [b <= a for a, b in zip(ends(u1) + ends(p1), ends(u2) + ends(p2), strict=True)]
        assert all(better)
        assert set(o2) <= set(o1)
        assert m2 <= m1
        assert (ends(u1), ends(p1), set(o1), m1) != (ends(u2), ends(p2), set(o2), m2)
    else:
        worse = [b > a for a, b in zip(ends(u1) + ends(p1), ends(u2) + ends(p2), strict=True)]
        silent = o1 is None or o2 is None
        wider = silent or not set(o2) <= set(o1) or not m2 <= m1
        same = not silent and (ends(u1), ends(p1), set(o1), m1) == (ends(u2), ends(p2), set(o2), m2)
        assert any(worse) or wider or same


def test_a_law_that_no_longer_punishes_frees_the_act():
    old = a_provision("old", date(2020, 1, 1), OLD_TO, (), Fine(1, 2), None, (), "new")
    new = replace(a_provision("new", NEW_FROM, None, (), Fine(1, 2), None), asks=((), *old.asks))
    act = Act("a", frozenset(["uses_unreviewed_product"]), end=OLD_TO, said=closed({}), sums={"gain": Sum()})
    facts = SanctionFacts(actor={"ciio": YES}, acts=(act,))
    assert [one.applies for one in sanctions(facts, LAST, law=(old, new)).acts[0].found] == [NO]
    assert [one.applies for one in sanctions(facts, OLD_TO, law=(old, new)).acts[0].found] == [YES]


def test_beside_the_amended_cybersecurity_law_the_old_article_is_never_the_harsher():
    old = next(one for one in provisions() if one.id == "csl17_65")
    new = next(one for one in provisions() if one.id == "csl26_67")
    found = compare(old, old.tiers[0], new, new.tiers[0])
    assert dict(found.by_measure) == {
        "orders": Than.HARSHER,
        "unit": Than.SAME,
        "person": Than.SAME,
        "measures": Than.SAME,
    }
    assert found.later_is is Than.HARSHER
    assert fines(None, new.tiers[0].unit) is Than.HARSHER


@pytest.mark.parametrize("day", sorted({d + timedelta(n) for d in change_days() for n in (-1, 0)}))
def test_on_each_day_something_changed_every_provision_is_asked_without_gap_or_overlap(day):
    """Asserts no value: each version of a family in force alone, each provision asked of its own conduct."""
    for family in Known(SanctionFacts(), 0, day, provisions()).families():
        in_force = [one.id for one in family if one.in_force(day)]
        assert len(in_force) == (1 if family[0].in_force_from <= day else 0), in_force
    for one in provisions():
        conduct = [fact.removeprefix("conduct.") for fact in one.facts if fact.startswith("conduct.")]
        act = Act(
            "a",
            frozenset(conduct),
            start=day,
            end=day,
            said=closed({"may_affect_national_security": YES, "commercial_cryptography": YES}),
            sums={"purchase_amount": exactly_yuan(1), "turnover_previous_year": Sum(), "gain": Sum()},
        )
        actor = {"ciio": YES, "state_organ": NO, "network_operator": YES, "data_handler": YES}
        actor |= dict.fromkeys(
            ("important_data_handler", "personal_information_handler", "domestic_enterprise"), YES
        )
        answer = sanctions(SanctionFacts(actor=actor, acts=(act,)), day).acts[0]
        reached = {found.provision.id for found in answer.found if found.applies is not NO}
        assert (one.id in reached) == one.in_force(day)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts(), st.data())
def test_missing_names_the_facts_that_could_still_change_whether_and_how_a_provision_applies(act, data):
    act = replace(act, suspected=frozenset(), end=act.start, ongoing=NO)
    actor = dict.fromkeys(("data_handler", "personal_information_handler", "important_data_handler"), YES)
    actor |= {"ciio": data.draw(st.sampled_from([YES, NO])), "network_operator": YES, "state_organ": NO}
    actor["domestic_enterprise"] = NO
    facts = SanctionFacts(actor=actor, acts=(act,))
    names = (
        "refused_to_correct",
        "harmful_consequence",
        "serious",
        "grave_consequence",
        "serious_consequence",
        "main_function_lost",
    )
    names += ("may_affect_national_security", "commercial_cryptography")
    open_ = [name for name in names if act.said[name] is UNKNOWN][:4]
    settled = {name: NO for name in names if act.said[name] is UNKNOWN and name not in open_}
    act = replace(act, said={**act.said, **settled})
    facts = replace(facts, acts=(act,))

    def way(values):
        said = {**act.said, **dict(zip(open_, values, strict=True))}
        full = replace(facts, acts=(replace(act, said=said),))
        return {
            one.provision.id: (one.applies, tuple(tier.id for tier, _ in one.tiers))
            for one in sanctions(full, LAST).acts[0].found
        }

    ways = {values: way(values) for values in product((NO, YES), repeat=len(open_))}
    for found in sanctions(facts, LAST).acts[0].found:
        own = {values: led[found.provision.id] for values, led in ways.items()}
        flips = {
            f"acts.0.{name}"
            for i, name in enumerate(open_)
            if any(own[v] != own[(*v[:i], YES, *v[i + 1 :])] for v in own if v[i] is NO)
        }
        named = {name for name in found.missing if not name.endswith(("amount", "year"))}
        assert named == flips
        answers = {applies for applies, _ in own.values()}
        assert found.applies is (answers.pop() if len(answers) == 1 else UNKNOWN)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_keeps_to_the_schema_and_is_answered(path):
    document = inputs.read(path)
    FACTS.validate(document.data)
    ANSWER.validate(sanctions(load_sanction_facts(document, LAST), LAST).as_dict())


def test_the_announced_fine_on_didi_is_lawful_only_by_share_of_a_turnover_that_is_not_on_record():
    path = next(one for one in EXAMPLES if one.stem == "didi")
    on = date(2022, 7, 21)
    facts = load_sanction_facts(inputs.read(path), on)
    answer = sanctions(facts, on)
    assert [one.within for one in answer.decided] == [UNKNOWN, UNKNOWN, UNKNOWN]
    assert "acts.0.turnover_previous_year" in answer.missing
    act = replace(
        facts.acts[0], sums={**facts.acts[0].sums, "turnover_previous_year": exactly_yuan(160 * 10**9)}
    )
    assert sanctions(replace(facts, acts=(act,)), on).decided[0].within is NO
    act = replace(act, sums={**act.sums, "turnover_previous_year": exactly_yuan(161 * 10**9)})
    assert sanctions(replace(facts, acts=(act,)), on).decided[0].within is UNKNOWN
    settled = replace(act, suspected=frozenset(), end=date(2022, 7, 1))
    assert [one.within for one in sanctions(replace(facts, acts=(settled,)), on).decided] == [YES, YES, YES]


def test_circumstances_never_change_a_number():
    base = Act("a", frozenset(["processes_without_review"]), end=LAST, sums={"gain": Sum()}, said=closed({}))
    actor = {"data_handler": YES}
    plain = closed({"may_affect_national_security": YES, "serious": NO, "refused_to_correct": NO})
    ranges = set()
    for name in (
        "owned_up",
        "merit",
        "forced_or_lured",
        "lessened_harm",
        "punished_before",
    ):
        said = closed({**plain, name: YES})
        answer = sanctions(SanctionFacts(actor=actor, acts=(replace(base, said=said),)), LAST).acts[0]
        assert name in [one.id for one in answer.circumstances]
        ranges.add(answer.fine.unit)
    assert len(ranges) == 1


def test_a_period_of_years_ends_on_the_day_of_the_same_number_or_the_last_of_its_month():
    assert months_later(date(2024, 2, 29), 24) == date(2026, 2, 28)
    assert months_later(date(2025, 12, 31), 6) == date(2026, 6, 30)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared law facts are not beside this checkout")
def test_the_data_file_says_what_the_shared_facts_say():
    shared = {one["id"]: one for one in tomllib.loads(SHARED.read_text("utf-8"))["sanction"]}
    assert [one.id for one in provisions() if one.id in shared] == list(shared)
    assert {one.id for one in provisions()} - set(shared) == {"cii_39_9", "dsl_48_1", "csrc_28"}
    for one in (one for one in provisions() if one.id in shared):
        told = shared[one.id]
        assert (one.instrument, one.article) == (told["instrument"], told["article"])
        assert (one.in_force_from, one.in_force_to) == (told["in_force_from"], told.get("in_force_to"))
        tiers = told.get("tiers") or [told]
        assert len(tiers) == len(one.tiers)
        for ours, theirs in zip(one.tiers, tiers, strict=True):
            same_fine(ours.unit, theirs.get("fine_entity"))
            same_fine(ours.person, theirs.get("fine_person"))
            told_in = len(theirs.get("additional", ()))
            assert one.id in ("dsl_45_2", "pipl_66") or len(ours.measures) == told_in
        if one.id != "dsl_45_2" and "orders" in told:
            assert len(one.orders) == len(told["orders"])


def same_fine(ours: Fine | None, theirs):
    if theirs is None or ours is None:
        assert ours is theirs
        return
    assert ours.optional == theirs.get("optional", False)
    match theirs.get("kind", "range"):
        case "multiple":
            assert (ours.base, ours.low, ours.high) == (theirs["base"], theirs["min_x"], theirs["max_x"])
        case "share":
            assert (ours.per_cent, ours.high) == (theirs["max_pct"], theirs["alt_max"] * 100)
        case _:
            assert (ours.low, ours.high) == (theirs["min"] * 100, theirs["max"] * 100)


def step(name, on, **days):
    (found,) = [one for one in steps(SanctionFacts(steps=days), on, published()) if one.id == name]
    return found


@pytest.mark.parametrize(
    ("name", "begins", "done", "last"),
    [  # from Monday 2026-03-02: working days, calendar days and months
        ("hearing_request", "notice_served_on", "hearing_requested_on", date(2026, 3, 9)),
        ("decision", "opened_on", "decided_on", date(2026, 5, 31)),
        ("service", "decided_on", "served_on", date(2026, 3, 11)),
        ("reconsideration", "served_on", "reconsideration_on", date(2026, 5, 1)),
        ("litigation", "served_on", "action_on", date(2026, 9, 2)),
    ],
)
def test_a_step_done_on_its_last_day_is_in_time_and_one_later_is_not(name, begins, done, last):
    started = date(2026, 3, 2)
    found = {
        on: step(name, last + timedelta(9), **{begins: started, done: on})
        for on in (last, last + timedelta(1))
    }
    assert [(one.due, one.status) for one in found.values()] == [(last, "met"), (last, "missed")]
    late = "overdue" if name in ("decision", "service") else "lapsed"
    assert [step(name, last + timedelta(n), **{begins: started}).status for n in (0, 1)] == ["open", late]
