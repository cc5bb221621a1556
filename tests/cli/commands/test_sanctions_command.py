"""`shencha sanctions`: answers in both languages and as JSON; every bad input and contradiction is named."""

import json

import pytest
from tests.places import ROOT

EXAMPLES = sorted((ROOT / "examples" / "sanctions").glob("*.yaml"))
BAD = ROOT / "tests" / "bad_input" / "sanctions"
FAULTS = {
    "act_in_the_future.yaml": ["acts.0.from (line 2)"],
    "act_twice.yaml": ["acts.1.id (line 3)"],
    "amount_in_words.yaml": ["acts.0.purchase_amount (line 2)"],
    "amount_negative.yaml": ["acts.0.purchase_amount (line 2)"],
    "amount_three_decimals.yaml": ["acts.0.purchase_amount (line 2)"],
    "amount_upside_down.yaml": ["acts.0.purchase_amount (line 2)"],
    "begun_after_the_decision.yaml": ["acts.0.from (line 2)"],
    "ciio_no_operator.yaml": ["actor.network_operator (line 1)"],
    "conduct_misspelt.yaml": ["acts.0.conduct.0 (line 2)"],
    "conduct_no_list.yaml": ["acts.0.conduct (line 2)"],
    "corrected_and_refused.yaml": ["acts.0.refused_to_correct (line 2)"],
    "day_that_is_none.json": ["acts.0.from"],
    "decided_before_opened.yaml": ["procedure.decided_on (line 3)"],
    "decided_range.yaml": ["decided.unit (line 3)"],
    "discovered_before_it_began.yaml": ["acts.0.discovered_on (line 2)"],
    "ends_before_it_begins.yaml": ["acts.0.until (line 2)"],
    "first_and_punished_before.yaml": ["acts.0.punished_before (line 2)"],
    "first_breach_five_times.yaml": ["acts.0.times (line 2)"],
    "found_and_suspected.yaml": ["acts.0.suspected (line 3)"],
    "function_lost_not_serious.yaml": ["acts.0.serious (line 2)"],
    "function_lost_without_harm.yaml": ["acts.0.harmful_consequence (line 2)"],
    "list.yaml": ["document", "acts"],
    "minor_and_serious.yaml": ["acts.0.serious (line 2)"],
    "more_fines_than_persons.yaml": ["decided.persons (line 4)"],
    "no_acts.yaml": ["acts (line 1)"],
    "no_fault_and_refused.yaml": ["acts.0.refused_to_correct (line 2)"],
    "ongoing_and_corrected.yaml": ["acts.0.ongoing (line 2)"],
    "over_and_ongoing.yaml": ["acts.0.ongoing (line 2)"],
    "role_unknown.yaml": ["persons.0.role (line 4)"],
    "several_faults.yaml": ["actor.ciio (line 3)", "acts.0.from (line 2)"],
    "times_none.yaml": ["acts.0.times (line 2)"],
    "unknown_act_fact.yaml": ["acts.0.purchase (line 2)"],
    "unknown_actor_fact.yaml": ["actor.ciioo (line 1)"],
}


@pytest.mark.parametrize("path", sorted(BAD.iterdir()), ids=lambda path: path.name)
def test_a_bad_input_is_refused_with_every_fault_named(path, shencha):
    for lang in ("en", "zh"):
        code, out, err = shencha("sanctions", path, "--on", "2026-05-12", "--lang", lang, "--json")
        lines = err.splitlines()
        assert (code, out) == (2, "")
        assert [line.removeprefix(f"{path}: ").partition(": ")[0] for line in lines] == FAULTS[path.name]
        assert all("; " in line for line in lines)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_person_reads_every_example_in_either_language(path, lang, shencha):
    code, out, err = shencha("sanctions", path, "--on", "2026-05-12", "--lang", lang)
    assert (code, err) == (0, "")
    assert out.startswith("行为" if lang == "zh" else "Act")
    assert all(len(line) <= 100 for line in out.splitlines())
    assert "{" not in out


def test_a_fine_outside_its_range_is_an_answer_of_no(shencha, tmp_path):
    facts = tmp_path / "facts.yaml"
    text = (
        "actor: {ciio: yes}\nacts:\n  - {conduct: [uses_unreviewed_product], until: 2026-02-10, "
        "purchase_amount: 1000, commercial_cryptography: no}\ndecided: {unit: %s}\n"
    )
    for fine, code, within in ((10000, 0, "yes"), (10001, 1, "no"), (1000, 0, "yes"), (999, 1, "no")):
        facts.write_text(text % fine)
        found, out, _ = shencha("sanctions", facts, "--on", "2026-05-12", "--json")
        assert (found, json.loads(out)["decided"][0]["within"]) == (code, within)


def test_a_fine_on_what_must_not_be_punished_is_an_answer_of_no_that_names_the_article(shencha, tmp_path):
    facts = tmp_path / "facts.yaml"
    barred = (
        "actor: {ciio: yes, state_organ: no}\nacts:\n  - {conduct: [uses_unreviewed_product], from: 2023-01-01, "
        "until: 2024-02-28, discovered_on: 2026-03-01, purchase_amount: 100, commercial_cryptography: no, "
        "citizens_safety: no}\ndecided: {unit: 500}\n"
    )
    minor = (
        "actor: {data_handler: yes}\nacts:\n  - {conduct: [processes_without_review], until: 2026-02-01, "
        "may_affect_national_security: yes, minor: yes, corrected_in_time: yes, harmful_consequence: no}\n"
        "decided: {unit: 200000}\n"
    )
    for text, article in ((barred, "36"), (minor, "33")):
        facts.write_text(text)
        code, out, _ = shencha("sanctions", facts, "--on", "2026-03-02", "--lang", "en")
        assert code == 1
        assert "No penalty may be imposed" in out
        assert "One act, one fine" not in out
        said = " ".join(out.partition("The decision made")[2].split())
        assert "a penalty is forbidden" in said
        assert f"Article {article}" in said
        assert "within the range" not in said


EACH = """
actor: {data_handler: yes, ciio: yes, state_organ: no}
acts:
  - id: a
    conduct: [uses_unreviewed_product, data_security_duties_unmet]
    until: 2026-02-10
    purchase_amount: 1000
    commercial_cryptography: yes
    refused_to_correct: no
    harmful_consequence: no
procedure: {opened_on: 2026-02-10, notice_served_on: 2026-02-10, %s}
"""


def test_each_provision_is_read_with_its_ranges_and_those_with_the_same_one_are_named(shencha, tmp_path):
    facts = tmp_path / "facts.yaml"
    facts.write_text(EACH % "hearing_requested_on: unknown")
    _, out, _ = shencha("sanctions", facts, "--on", "2026-05-12", "--lang", "en")
    assert out.count("unit: 1,000 to 10,000 yuan") == 3
    assert "unit: 50,000 to 500,000 yuan (may be left out)" in out
    assert "each person responsible: 10,000 to 100,000 yuan (may be left out)" in out
    facts.write_text((EACH % "hearing_requested_on: unknown").replace(", data_security_duties_unmet", ""))
    for lang, same in (("en", "with the same range, and no second fine"), ("zh", "幅度相同、不另罚款")):
        _, out, _ = shencha("sanctions", facts, "--on", "2026-05-12", "--lang", lang)
        assert same in out


@pytest.mark.parametrize(
    ("days", "warned"),
    [
        ("decided_on: 2026-02-13", True),
        ("decided_on: 2026-02-24", True),
        ("decided_on: 2026-02-25", False),
        ("hearing_requested_on: 2026-02-13, decided_on: 2026-02-24", False),
    ],
)
def test_a_decision_while_a_hearing_can_still_be_asked_for_is_warned_of(days, warned, shencha, tmp_path):
    facts = tmp_path / "facts.yaml"
    facts.write_text(EACH % days)
    code, out, _ = shencha("sanctions", facts, "--on", "2026-05-12", "--json")
    step = next(one for one in json.loads(out)["procedure"] if one["step"] == "decision")
    assert (code, step["status"]) == (0, "met")
    assert (step["warning"] is not None) == warned
    for lang, told, gap in (("en", "the party could still ask", " "), ("zh", "为止仍可以要求", "")):
        _, out, _ = shencha("sanctions", facts, "--on", "2026-05-12", "--lang", lang)
        assert (told in gap.join(out.split())) == warned


def test_schemas_of_facts_and_answer_are_printed(shencha):
    for name in ("sanction_facts", "sanctions"):
        code, out, _ = shencha("schema", name)
        assert (code, json.loads(out)["title"]) == (0, name)
