"""What an analyst expects to be told: vulnerabilities and what rests on them, support, quality, keystones, owners."""

import json
from base64 import b64encode
from datetime import date
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shencha.evidence.supply.asked import cuts_asked
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.boms import read_boms
from shencha.evidence.supply.graph import supply_graph
from shencha.evidence.supply.keystones import keystones_of, resting_on
from shencha.evidence.supply.references import References
from shencha.evidence.supply.rows import rows_of
from shencha.evidence.supply.services import Service, Services
from shencha.evidence.supply.suppliers import Register, Supplied, read_register
from shencha.evidence.supply.supply import supply

COMPONENTS = [
    {"type": "application", "name": "app", "version": "1", "bom-ref": "app"},
    {"type": "library", "name": "log", "version": "2", "bom-ref": "log", "purl": "pkg:maven/org.x/log@2"},
    {"type": "library", "name": "core", "version": "2", "bom-ref": "core", "purl": "pkg:maven/org.x/core@2"},
    {"type": "library", "name": "aside", "version": "1", "bom-ref": "aside", "purl": "pkg:npm/aside@1"},
]
NEEDS = [{"ref": "app", "dependsOn": ["log", "aside"]}, {"ref": "log", "dependsOn": ["core"]}]


def asked(folder, register=None, on=date(2026, 11, 30), beside=(), **more):
    told = {"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": COMPONENTS[0]}}
    told |= {"components": COMPONENTS[1:], "dependencies": NEEDS} | more
    (folder / "b.json").write_text(json.dumps(told), "utf-8")
    files = [folder / "b.json"]
    for number, one in enumerate(beside):
        files.append(folder / f"vex{number}.json")
        files[-1].write_text(json.dumps(one), "utf-8")
    bill = read_boms(files)
    listed = None
    if register is not None:
        (folder / "r.json").write_text(json.dumps(register), "utf-8")
        listed = read_register(folder / "r.json")
    found = supply(supply_graph(bill, listed, None, References(bill)), on=on)
    return found, found.told("measures-2022").as_dict()


def sentences(found, factor):
    return [one.finding.en for one in found.findings if one.factor == factor]


def test_an_exploitable_vulnerability_is_told_first_with_what_rests_on_it(tmp_path):
    told = {"id": "CVE-2021-44228", "ratings": [{"score": 10.0}], "affects": [{"ref": "core"}]}
    found, answer = asked(tmp_path, vulnerabilities=[told | {"analysis": {"state": "exploitable"}}])
    assert answer["vulnerabilities"]["listed"] == [
        {
            "id": "CVE-2021-44228",
            "component": "pkg:maven/org.x/core@2",
            "state": "exploitable",
            "severity": "critical",
        }
    ]
    assert answer["vulnerabilities"]["resting_on_exploitable"] == 2
    assert answer["vulnerabilities"]["services_on_exploitable"] == ["app@1"]
    (finding,) = [s for s in sentences(found, "F1") if "exploitable vulnerability" in s]
    assert "CVE-2021-44228 (pkg:maven/org.x/core@2)" in finding
    assert "2 more components rest on them" in finding
    assert "so does app@1" in finding


def openvex(status, product):
    return {
        "@context": "https://openvex.dev/ns/v0.2.0",
        "author": "a",
        "statements": [
            {"vulnerability": {"name": "CVE-1"}, "products": [{"@id": product}], "status": status}
        ],
    }


def csaf(status, purl):
    product = {"product_id": "P", "name": "p", "product_identification_helper": {"purl": purl}}
    return {
        "document": {"category": "csaf_vex", "csaf_version": "2.0"},
        "product_tree": {
            "branches": [{"category": "vendor", "name": "v", "branches": [{"product": product}]}]
        },
        "vulnerabilities": [{"cve": "CVE-1", "product_status": {status: ["P"]}}],
    }


def csaf_2_1(status, purl):
    """The component as a part of a product, by a path."""
    told = csaf(status, purl)
    told["document"]["csaf_version"] = "2.1"
    helper = told["product_tree"]["branches"][0]["branches"][0]["product"]["product_identification_helper"]
    helper["purls"] = [helper.pop("purl")]
    path = {"full_product_name": {"product_id": "W", "name": "p in w"}, "beginning_product_reference": "P"}
    told["product_tree"]["product_paths"] = [path | {"subpaths": [{"next_product_reference": "V"}]}]
    metrics = [{"products": ["W"], "content": {"cvss_v4": {"baseScore": 9.3, "baseSeverity": "CRITICAL"}}}]
    told["vulnerabilities"] = [{"cve": "CVE-1", "product_status": {status: ["W"]}, "metrics": metrics}]
    return told


@pytest.mark.parametrize(
    ("beside", "state"),
    [
        (openvex("affected", "pkg:maven/org.x/core@2"), "exploitable"),
        (openvex("not_affected", "pkg:maven/org.x/core"), "not_affected"),
        (csaf("known_affected", "pkg:maven/org.x/core@2"), "exploitable"),
        (csaf("fixed", "pkg:maven/org.x/core@2"), "fixed"),
        (csaf("under_investigation", "pkg:maven/org.x/core@2"), "in_triage"),
        (csaf_2_1("known_affected", "pkg:maven/org.x/core@2"), "exploitable"),
    ],
)
def test_a_vex_file_beside_the_bill_says_where_a_vulnerability_stands(beside, state, tmp_path):
    told = {"id": "CVE-1", "affects": [{"ref": "core"}]}
    _, alone = asked(tmp_path, vulnerabilities=[told])
    assert alone["vulnerabilities"]["by_state"]["unsaid"] == 1
    _, answer = asked(tmp_path, vulnerabilities=[told], beside=[beside])
    assert answer["vulnerabilities"]["by_state"][state] == 1
    assert answer["vulnerabilities"]["known"] == 1
    rated = [one["severity"] for one in answer["vulnerabilities"]["listed"]]
    assert ("critical" in rated) == ("metrics" in beside.get("vulnerabilities", [{}])[0])


def test_of_two_statements_the_graver_counts_and_a_stranger_to_the_bills_is_told(tmp_path):
    beside = [
        openvex("not_affected", "pkg:maven/org.x/core@2"),
        openvex("affected", "pkg:maven/org.x/core@2"),
    ]
    beside.append(openvex("affected", "pkg:npm/elsewhere@9"))
    _, answer = asked(tmp_path, beside=beside)
    assert answer["vulnerabilities"]["by_state"]["exploitable"] == 1
    assert any("in none of the bills" in one["why"]["en"] for one in answer["unread"])
    assert [one["format"] for one in answer["files"]] == ["CycloneDX", "OpenVEX", "OpenVEX", "OpenVEX"]


def test_that_nothing_was_told_of_vulnerabilities_is_told(tmp_path):
    found, answer = asked(tmp_path)
    assert answer["vulnerabilities"]["told"] is False
    assert any("was not examined" in s for s in sentences(found, "F1"))


def test_end_of_support_comes_from_register_or_bill_and_is_asked_as_of_a_day(tmp_path):
    register = {"components": [{"component": "aside", "supported_until": "2026-11-29"}]}
    ends = [{"name": "cdx:lifecycle:milestone:endOfSupport", "value": "2027-05-01"}]
    components = [*COMPONENTS[1:2], COMPONENTS[2] | {"properties": ends}, COMPONENTS[3]]
    found, answer = asked(tmp_path, register, components=components)
    assert [one["component"] for one in answer["support"]["ended"]] == ["pkg:npm/aside@1"]
    assert [one["component"] for one in answer["support"]["ending"]] == ["pkg:maven/org.x/core@2"]
    assert any("no longer supported: pkg:npm/aside@1 (2026-11-29)" in s for s in sentences(found, "F2"))
    _, before = asked(tmp_path, register, date(2026, 11, 29), components=components)
    assert before["support"]["ended"] == []


def test_the_score_of_a_bill_is_explained_by_what_it_lacks(tmp_path):
    found, answer = asked(tmp_path)
    quality = answer["quality"]
    shares = [(one["of"] - one["lacking"]) / one["of"] for one in quality["elements"]]
    assert quality["score"] == int(100 * sum(shares) / len(shares) + 1e-9)
    lacking = {one["element"]: one["lacking"] for one in quality["elements"]}
    assert lacking["version"] == 0
    assert lacking["identifier"] == 1
    assert lacking["dependency"] == 0
    assert lacking["author"] == lacking["tool"] == 1
    assert any(f"score {quality['score']} of 100" in s for s in sentences(found, "F3"))


def test_what_a_bill_itself_calls_incomplete_is_told(tmp_path):
    compositions = [{"aggregate": "incomplete", "assemblies": ["app"]}, {"aggregate": "complete"}, {}]
    found, answer = asked(tmp_path, compositions=compositions)
    assert answer["incomplete"] == {"incomplete": 1, "not_specified": 1}
    assert any("call 2 parts incomplete or not known" in s for s in sentences(found, "F3"))


def test_two_suppliers_of_one_owner_are_one_cut(tmp_path):
    suppliers = [
        {"id": "a", "owner": "holding", "owner_jurisdiction": "US"},
        {"id": "b", "owner": "holding", "owner_jurisdiction": "US"},
    ]
    components = [
        {"component": "log", "supplier": "a", "substitutes": ["aside"]},
        {"component": "aside", "supplier": "b"},
    ]
    register = {"suppliers": suppliers, "components": components}
    found, answer = asked(tmp_path, register, dependencies=[{"ref": "app", "dependsOn": ["log"]}])
    cuts = {one["cut"]: len(one["services"]) for one in answer["cuts"]}
    assert (cuts["supplier:a"], cuts["supplier:b"]) == (0, 0)
    assert cuts["owner:US"] == cuts["owner:holding"] == 1
    assert any("only if all suppliers of one stop together" in s for s in sentences(found, "F3"))
    (one,) = cuts_asked(["supplier:a+owner:holding"], found.graph, References(found.graph.bill))
    assert one.name == "supplier:a+owner:holding"


def test_substitutes_from_where_the_replaced_comes_from_are_told(tmp_path):
    components = [
        {"component": "log", "supplier": "a", "jurisdiction": "US", "substitutes": ["aside"]},
        {"component": "aside", "supplier": "b", "jurisdiction": "US"},
    ]
    found, _ = asked(tmp_path, {"components": components})
    assert any(
        "them all from the same jurisdiction as itself: pkg:maven/org.x/log@2" in s
        for s in sentences(found, "F3")
    )


def test_names_that_look_alike_are_told_and_versions_of_one_name_are_not(tmp_path):
    names = ["lodash", "1odash", "left-pad", "leftpad", "modern", "rnodern", "plain", "\u0440lain"]
    components = [
        {"type": "library", "name": name, "version": version, "purl": f"pkg:npm/{quote(name)}@{version}"}
        for name in names
        for version in ("1", "2")
    ]
    components.append({"type": "library", "name": "1odash", "purl": "pkg:pypi/1odash@1"})
    found, answer = asked(tmp_path, components=components, dependencies=[])
    assert answer["look_alikes"] == [
        ["1odash", "lodash"],
        ["left-pad", "leftpad"],
        ["modern", "rnodern"],
        ["plain", "\u0440lain"],
    ]
    assert any("4 groups of components have names that look alike" in s for s in sentences(found, "F1"))


SLSA = {
    "0.2": {"builder": {"id": "https://b.example/1"}, "buildType": "t", "materials": [{"uri": "git+x"}]},
    "1": {
        "buildDefinition": {"buildType": "t", "resolvedDependencies": [{"uri": "git+x"}]},
        "runDetails": {"builder": {"id": "https://b.example/1"}},
    },
}


@pytest.mark.parametrize("version", SLSA)
def test_a_statement_of_provenance_says_who_built_a_component(version, tmp_path):
    statement = {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "pkg:maven/org.x/core@2", "digest": {"sha256": "0" * 64}}],
        "predicateType": f"https://slsa.dev/provenance/v{version}",
        "predicate": SLSA[version] | {"further": 1},
    }
    signed = {"payload": b64encode(json.dumps(statement).encode()).decode(), "signatures": [{"sig": "x"}]}
    elsewhere = statement | {"subject": [{"name": "nowhere"}]}
    found, answer = asked(tmp_path, beside=[statement, signed, elsewhere])
    assert answer["provenance"] == {
        "statements": 3,
        "components": 1,
        "builders": ["https://b.example/1"],
        "inputs": 3,
    }
    assert any("say who built 1 of 4 components (https://b.example/1)" in s for s in sentences(found, "F1"))
    assert any("an artifact that is in none of the bills" in one["why"]["en"] for one in answer["unread"])
    assert any("predicate.further (1)" in one["why"]["en"] for one in answer["unread"])


@st.composite
def needs(draw):
    size = draw(st.integers(2, 12))
    pairs = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    return size, sorted({(a, b) for a, b in draw(st.lists(pairs, max_size=30)) if a != b})


def graph_of(size, pairs, substitutes=(), suppliers=None):
    bill = Bill()
    for one in range(size):
        bill.add(f"c{one}", "1", None, None, 0)
    for head, tail in pairs:
        bill.need(head, tail)
    rows = [
        Supplied(
            f"c{n}",
            (suppliers or {}).get(n),
            None,
            0,
            tuple(f"c{b}" for a, b in substitutes if a == n),
            f"row {n}",
        )
        for n in range(size)
    ]
    services = Services("s", tuple(Service(f"s{n}", n) for n in range(size)))
    return supply_graph(bill, Register("r", "sha256:", tuple(rows), {}), services, References(bill))


@settings(deadline=None, max_examples=60)
@given(needs())
def test_what_rests_on_a_component_is_a_plain_closure(given_):
    size, pairs = given_
    graph = graph_of(size, pairs)
    counts = {}
    for one in range(size):
        above = {one}
        while more := {h for h, t in pairs if t in above} - above:
            above |= more
        assert set(resting_on(graph, [one]).tolist()) == above - {one}
        counts[one] = len(above) - 1
    told = keystones_of(graph, rows_of(graph))
    assert all(counts[one] == n for one, n in told.components)
    if told.components:
        assert told.components[0][1] == max(counts.values())


@settings(deadline=None, max_examples=60)
@given(needs(), st.data())
def test_weights_by_services_count_needs_alone_also_in_a_knot(given_, data):
    size, pairs = given_
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    standing = [(a, b) for a, b in data.draw(st.lists(ends, max_size=6)) if a != b]
    graph = graph_of(size, pairs, standing, {n: f"u{n % 3}" for n in range(size)})
    found = supply(graph)
    expected = dict.fromkeys(range(3), 0)
    for service in range(size):
        below = {service}
        while more := {t for h, t in pairs if h in below} - below:
            below |= more
        for supplier in {n % 3 for n in below}:
            expected[supplier] += 1
    weighed = found.concentrations[0].by_services
    assert {n: w for n, w in zip(weighed.names, weighed.weights, strict=True) if w} == {
        f"u{n}": w for n, w in expected.items() if w
    }


def test_keystones_of_a_large_bill_are_counted_exactly_though_found_by_a_sample():
    size = 5_000
    pairs = [(n, n + 1) for n in range(size // 2)] + [(n, 0) for n in range(size // 2 + 1, size)]
    graph = graph_of(size, pairs)
    told = keystones_of(graph, rows_of(graph))
    assert told.components[0] == (size // 2, size - 1)
    assert np.all(np.diff([n for _, n in told.components]) <= 0)
