"""Bills of materials: real files counted by other means, old and odd ones read, several merged."""

import json
import re
from xml.etree import ElementTree

import pytest
from tests.places import ROOT, SHARED

from shencha.errors import BadInput
from shencha.evidence.supply.bill import LICENCE, RELATED
from shencha.evidence.supply.boms import read_boms

DATA = SHARED / "data" / "bom"
FILES = sorted(DATA.iterdir()) if DATA.is_dir() else []
NEEDS = ("DEPENDS_ON", "STATIC_LINK", "DYNAMIC_LINK", "DEPENDENCY_OF", "RUNTIME_DEPENDENCY_OF")


def counted(path):
    """Components with the root, distinct; and distinct needs: straight from the file."""
    text = path.read_text("utf-8")
    if path.suffix == ".xml":
        return counted_in_xml(ElementTree.fromstring(text))
    if not text.lstrip().startswith("{"):
        within = [m for m in re.findall(r"(?m)^Relationship: (\S+) (\S+) (\S+)$", text) if m[1] in NEEDS]
        here = [m for m in within if ":" not in m[0] + m[2]]
        return len(re.findall(r"(?m)^PackageName:", text)), len(here)
    bill = json.loads(text)
    if "spdxVersion" in bill:
        needs = {
            (r["spdxElementId"], r["relatedSpdxElement"])
            for r in bill.get("relationships", ())
            if r["relationshipType"] in NEEDS
        }
        return len(bill["packages"]), len(needs)
    found, waiting = (
        set(),
        [bill["metadata"]["component"], *bill.get("components", ()), *bill.get("services", ())],
    )
    while waiting:
        one = waiting.pop()
        found.add(one.get("purl") or (one.get("group"), one["name"], one.get("version")))
        waiting += [*one.get("components", ()), *one.get("services", ())]
    return len(found), len(
        {(d["ref"], t) for d in bill.get("dependencies", ()) for t in d.get("dependsOn", ())}
    )


def counted_in_xml(root):
    name = re.match(r"\{.*\}", root.tag)[0]
    found = {one.findtext(f"{name}purl") for one in root.iter(f"{name}component")}
    heads = root.findall(f"{name}dependencies/{name}dependency")
    return len(found), len({(d.get("ref"), t.get("ref")) for d in heads for t in d})


@pytest.mark.skipif(not FILES, reason="the shared data folder is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_has_as_many_components_and_needs_as_counted_straight_from_it(path):
    bill = read_boms([path])
    assert (len(bill.names), len(set(zip(bill.heads, bill.tails, strict=True)))) == counted(path)


@pytest.mark.skipif(not FILES, reason="the shared data folder is not here")
@pytest.mark.parametrize("path", [p for p in FILES if "BOM" in p.name], ids=lambda path: path.name)
def test_a_real_cyclonedx_file_reads_as_the_maintained_parser_reads_it(path):
    from cyclonedx.model.bom import Bom

    raw = path.read_text("utf-8")
    try:
        theirs = (
            Bom.from_xml(ElementTree.fromstring(raw))
            if path.suffix == ".xml"
            else Bom.from_json(json.loads(raw))
        )
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        pytest.skip(f"the maintained parser refuses it: {type(error).__name__}: {str(error)[:80]}")
    names, waiting = set(), [*theirs.components, theirs.metadata.component, *theirs.services]
    while waiting:
        one = waiting.pop()
        names.add((one.name, one.version))
        waiting += [*getattr(one, "components", ()), *getattr(one, "services", ())]
    bill = read_boms([path])
    assert {(n, v) for n, v in zip(bill.names, bill.versions, strict=True)} == names
    needs = {(str(d.ref.value), str(t.ref.value)) for d in theirs.dependencies for t in d.dependencies}
    assert len(set(zip(bill.heads, bill.tails, strict=True))) == len(needs)


@pytest.mark.skipif(not FILES, reason="the shared data folder is not here")
@pytest.mark.parametrize("path", [p for p in FILES if "spdx" in p.name], ids=lambda path: path.name)
def test_a_real_spdx_document_reads_as_the_maintained_parser_reads_it(path, tmp_path):
    from spdx_tools.spdx.parser.error import SPDXParsingError
    from spdx_tools.spdx.parser.parse_anything import parse_file

    try:
        theirs = parse_file(str(path))
    except SPDXParsingError as error:
        pytest.skip(f"the maintained parser refuses it: {str(error)[:80]}")
    assert sorted(read_boms([path]).names) == sorted(one.name for one in theirs.packages)


@pytest.mark.skipif(not FILES, reason="the shared data folder is not here")
def test_one_product_in_two_formats_is_one_product():
    bill = read_boms([p for p in FILES if "laravel" in p.name])
    assert (len(bill.names), [len(one.roots) for one in bill.files]) == (63, [1, 1])
    assert len(set(zip(bill.heads, bill.tails, strict=True))) == 113


def cyclonedx(tmp_path, name="b.json", **told):
    path = tmp_path / name
    path.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.5", **told}), "utf-8")
    return path


def why(bill):
    return [
        (one.where.partition(" (")[0], one.why.en, one.count)
        for one in bill.notes.told()
        if "standard" not in one.why.en and "does not use" not in one.why.en
    ]


def test_several_files_are_merged_by_purl_then_by_name_version_and_supplier(tmp_path):
    one = cyclonedx(
        tmp_path,
        "one.json",
        components=[
            {"name": "a", "version": "1", "purl": "pkg:npm/%40x/a@1"},
            {"name": "b", "version": "1", "supplier": {"name": "S"}},
            {"name": "c", "version": "1"},
            {"name": "d", "version": "1", "purl": "pkg:npm/d@1"},
        ],
    )
    two = cyclonedx(
        tmp_path,
        "two.json",
        components=[
            {"name": "other", "version": "9", "purl": "pkg:npm/@x/a@1"},  # the same purl, spelt otherwise
            {"name": "b", "version": "1", "supplier": {"name": "S"}},
            {"name": "b", "version": "1", "supplier": {"name": "T"}},  # another supplier
            {"name": "c", "version": "2"},  # another version
            {"name": "d", "version": "1"},  # the only one so called
        ],
    )
    bill = read_boms([one, two])
    assert [bill.ref(n) for n in range(len(bill.names))] == [
        "pkg:npm/%40x/a@1",
        "b@1",
        "c@1",
        "pkg:npm/d@1",
        "b@1",
        "c@2",
    ]


def test_joining_by_name_keeps_needs_and_references_right(tmp_path):
    one = cyclonedx(
        tmp_path,
        "one.json",
        components=[
            {"bom-ref": "1", "name": "bare", "version": "1"},
            {"bom-ref": "2", "name": "x", "version": "1"},
        ],
        dependencies=[{"ref": "1", "dependsOn": ["2"]}],
    )
    two = cyclonedx(
        tmp_path,
        "two.json",
        components=[
            {"bom-ref": "3", "name": "bare", "version": "1", "purl": "pkg:npm/bare@1"},
            {"bom-ref": "4", "name": "y", "version": "1"},
        ],
        dependencies=[{"ref": "3", "dependsOn": ["4"]}],
    )
    bill = read_boms([one, two])
    needs = {(bill.ref(h), bill.ref(t)) for h, t in zip(bill.heads, bill.tails, strict=True)}
    assert needs == {("pkg:npm/bare@1", "x@1"), ("pkg:npm/bare@1", "y@1")}
    assert [bill.ref(bill.by_ref(ref)) for ref in "1234"] == [
        "pkg:npm/bare@1",
        "x@1",
        "pkg:npm/bare@1",
        "y@1",
    ]


def test_a_bad_field_costs_only_itself(tmp_path):
    bill = read_boms(
        [
            cyclonedx(
                tmp_path,
                serialNumber="no. 7",
                components=[
                    None,
                    {
                        "name": "a",
                        "version": 1.0,
                        "type": "thing",
                        "purl": "npm/a",
                        "supplier": "S",
                        "bom-ref": "a",
                    },
                    {"bom-ref": "a", "name": "twin"},
                    {"name": ["x"]},
                ],
                dependencies=[
                    {"ref": "a", "dependsOn": ["ghost", 5]},
                    {"dependsOn": []},
                    {"ref": "a", "dependsOn": ["a"]},
                ],
            )
        ]
    )
    assert len(bill.names) == 3
    assert len(bill.heads) == 0
    assert {(where, count) for where, _, count in why(bill)} == {
        ("serialNumber", 1),
        ("components.0", 1),
        ("components.1", 1),
        ("components.2", 1),
        ("components.3", 1),
        ("dependencies.0", 1),
        ("dependencies.1", 1),
        ("metadata.component", 1),
    }


def test_the_maintained_parsers_name_what_we_do_not_need(tmp_path):
    odd = {"name": "a", "type": "library", "licenses": [{"license": {"id": "No-Such"}}]}
    document = tmp_path / "d.spdx"
    document.write_text("SPDXVersion: SPDX-2.3\nPackageName: a\nSPDXID: SPDXRef-a\n", "utf-8")
    bill = read_boms([cyclonedx(tmp_path, components=[odd], dependencies=[]), document])
    told = [(one.where, one.why.en) for one in bill.notes.told() if "standard" in one.why.en]
    assert told[0][0].startswith("$.components[0].licenses")
    assert "download_location" in told[1][1]
    assert list(bill.said) == [1]  # both files speak of the same a


def test_a_missing_section_is_told_and_nesting_is_no_need(tmp_path):
    bill = read_boms([cyclonedx(tmp_path, components=[{"name": "board", "components": [{"name": "chip"}]}])])
    assert (len(bill.names), len(bill.heads)) == (2, 0)
    assert [where for where, _, _ in why(bill)] == ["dependencies", "metadata.component", "components"]
    assert "so it is no dependency" in why(bill)[2][1]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])
def test_every_version_in_xml_is_read(version, tmp_path):
    extension = 'xmlns:dg="http://cyclonedx.org/schema/ext/dependency-graph/1.0"' if version == "1.1" else ""
    dg = "dg:" if version == "1.1" else ""
    path = tmp_path / "b.xml"
    path.write_text(
        f'<bom xmlns="http://cyclonedx.org/schema/bom/{version}" {extension} version="1"><components>'
        '<component type="library" bom-ref="a"><name>a</name><version>1</version></component>'
        '<component type="library" bom-ref="b"><group>g</group><name>b</name><version>1</version>'
        "<licenses><license><id>odd-licence</id></license></licenses></component></components>"
        f'<{dg}dependencies><{dg}dependency ref="a"><{dg}dependency ref="b"/></{dg}dependency></{dg}dependencies></bom>',
        "utf-8",
    )
    bill = read_boms([path])
    assert [bill.ref(n) for n in range(2)] == ["a@1", "g/b@1"]
    assert list(zip(bill.heads, bill.tails, strict=True)) == [(0, 1)]
    assert (bill.files[0].version, list(bill.said)) == (version, [RELATED, LICENCE])


def test_files_may_point_into_each_other(tmp_path):
    serial = "3e671687-395b-41f5-a30f-a58921a69b79"
    one = cyclonedx(
        tmp_path,
        "one.json",
        serialNumber=f"urn:uuid:{serial}",
        version=2,
        components=[{"name": "a", "bom-ref": "a"}],
    )
    two = cyclonedx(
        tmp_path,
        "two.json",
        components=[{"name": "b", "bom-ref": "b"}],
        dependencies=[{"ref": "b", "dependsOn": [f"urn:cdx:{serial}/2#a", f"urn:cdx:{serial}/3#a"]}],
    )
    bill = read_boms([two, one])
    assert [(bill.names[h], bill.names[t]) for h, t in zip(bill.heads, bill.tails, strict=True)] == [
        ("b", "a")
    ]
    assert [text for _, text, _ in why(bill) if "was not read with this one" in text]


def test_spdx_needs_go_the_way_their_names_say(tmp_path):
    path = tmp_path / "d.spdx"
    path.write_text(
        "SPDXVersion: SPDX-2.3\nDocumentNamespace: https://example.org/d\n"
        + "".join(
            f"PackageName: {n}\nSPDXID: SPDXRef-{n}\nPackageComment: <text>two\nlines: of it</text>\n"
            for n in "abcd"
        )
        + "PackageSupplier: Organization: Acme (mail@example.org)\n"
        "Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\n"
        "Relationship: SPDXRef-a DEPENDS_ON SPDXRef-b\nRelationship: SPDXRef-c DEPENDENCY_OF SPDXRef-b\n"
        "Relationship: SPDXRef-d TEST_DEPENDENCY_OF SPDXRef-a\nRelationship: SPDXRef-a CONTAINS SPDXRef-d\n"
        "Relationship: SPDXRef-a DEPENDS_ON NONE\n",
        "utf-8",
    )
    bill = read_boms([path])
    assert [(bill.names[h], bill.names[t]) for h, t in zip(bill.heads, bill.tails, strict=True)] == [
        ("a", "b"),
        ("b", "c"),
    ]
    assert [bill.names[n] for n in bill.files[0].roots] == ["a"]
    assert bill.suppliers == [None, None, None, "Acme"]
    assert len(why(bill)) == 2


def test_thousands_of_levels_and_endless_text_are_refused_by_line(tmp_path):
    deep = tmp_path / "deep.json"
    deep.write_text(
        '{"bomFormat": "CycloneDX",\n"components": ['
        + '{"name":"a","components":[' * 10_000
        + "]}" * 10_000
        + "]}"
    )
    with pytest.raises(BadInput, match=r"line 2: nested too deeply"):
        read_boms([deep])
    deep = tmp_path / "deep.xml"
    inner = '<component type="library"><name>a</name><components>' * 10_000
    deep.write_text(f'<bom xmlns="http://cyclonedx.org/schema/bom/1.4">\n<components>{inner}')
    with pytest.raises(BadInput, match=r"line 2: not valid XML: Excessive depth"):
        read_boms([deep])


def test_an_item_without_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("shencha.evidence.supply.bom_json.MOST_ITEM", 1 << 21)
    path = tmp_path / "b.json"
    path.write_text('{"bomFormat":"CycloneDX","components":[{"name":"' + "x" * (1 << 23) + '"}]}')
    with pytest.raises(BadInput, match="one item is longer than"):
        read_boms([path])


def test_a_file_read_through_a_small_window_is_the_same(tmp_path, monkeypatch):
    path = cyclonedx(
        tmp_path,
        components=[
            {"name": f"组件{n}", "version": "1", "x": [n, -1.5e3, True, "\\u00e9\n"]} for n in range(200)
        ],
        dependencies=[],
        metadata={"component": {"name": "root"}},
    )
    whole = read_boms([path]).names
    monkeypatch.setattr("shencha.evidence.supply.bom_json._CHUNK", 7)
    assert read_boms([path]).names == whole


def test_a_bill_with_anything_wrong_in_it_is_read_or_refused_in_words(tmp_path, monkeypatch):
    import random

    monkeypatch.setattr("shencha.evidence.supply.bom_schema.MOST_BYTES", 0)
    source = json.loads((ROOT / "examples" / "supply" / "dispatch.cdx.json").read_text("utf-8"))
    spdx = {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "documentNamespace": "https://example.org/d",
        "documentDescribes": ["SPDXRef-a"],
        "packages": [
            {"SPDXID": f"SPDXRef-{n}", "name": n, "versionInfo": "1", "supplier": "Organization: A", "checksums": [{}],
             "externalRefs": [{"referenceType": "purl", "referenceLocator": f"pkg:npm/{n}@1"}]}
            for n in "ab"
        ],
        "relationships": [{"spdxElementId": "SPDXRef-a", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-b"}],
    }  # fmt: skip
    chance = random.Random(5)
    odd = [
        None,
        True,
        0,
        -1.5,
        "",
        "x",
        "urn:cdx:x/1#y",
        "pkg:a/b",
        "pkg:",
        [],
        ["x"],
        [[]],
        {},
        {"name": {}},
        [{"ref": []}],
    ]

    def spoil(one, left):
        if left[0] and chance.random() < 0.02:
            left[0] -= 1
            return chance.choice(odd)
        if isinstance(one, dict):
            return {k: spoil(v, left) for k, v in one.items() if chance.random() > 0.005}
        return [spoil(v, left) for v in one] if isinstance(one, list) else one

    path, read = tmp_path / "b.json", 0
    for _ in range(600):
        text = json.dumps(spoil(chance.choice([source, spdx]), [4]))
        if chance.random() < 0.2:
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice('{}[]",:\\x') + text[at + 1 :]
        path.write_text(text, "utf-8")
        try:
            bill = read_boms([path])
        except BadInput:
            continue
        read += 1
        assert all(0 <= n < len(bill.names) for n in (*bill.heads, *bill.tails))
    assert read > 400
