"""Nothing that the standards can say passes in silence: each field of each version is read, or counted as not used."""

import ast
import base64
import importlib
import json
from pathlib import Path

import cyclonedx.schema._res as schemas
import pytest
from tests.evidence.supply.vex_fields import CSAF, OPENVEX

from shencha.evidence.supply import boms, cyclonedx, spdx, spdx3, vex
from shencha.evidence.supply.bill import HASH, IDENTIFIED, LICENCE, RELATED, WEAK
from shencha.evidence.supply.boms import read_boms
from shencha.evidence.supply.vulnerabilities import STATES, State, settled

FOLDER = Path(schemas.__file__).parent
JSON_SCHEMAS = sorted(p for p in FOLDER.glob("bom-*.schema.json") if "strict" not in p.name)
XML_SCHEMAS = sorted(FOLDER.glob("bom-*.xsd"))
WHERE = {"components.": "component", "services.": "service", "dependencies.": "dependency"}
WHERE |= {"vulnerabilities.": "vulnerability", "compositions.": "compositions", "metadata.": "metadata"}


def version_of(path):
    return path.name.removeprefix("bom-").partition(".SNAPSHOT")[0]


def field_in(name, path, version):
    """A bill that says this one field, at that path, and otherwise as little as can be."""
    component = {"type": "library", "name": "a", "bom-ref": "a"}
    told = {"bomFormat": "CycloneDX", "specVersion": version, "components": [component]}
    value = ["something"]
    match path:
        case "":
            told.setdefault(name, value)
        case "components.":
            component.setdefault(name, value)
        case "metadata.":
            told["metadata"] = {name: value}
        case _:
            told[path[:-1]] = [{"ref": "a", "id": "x", "bom-ref": "v", name: value}]
    return told


def mentioned(bill):
    return " ".join(one.why.en for one in bill.notes.told() if "does not use" in one.why.en)


def fields_of_the_schemas():
    for path in JSON_SCHEMAS:
        schema = json.loads(path.read_text("utf-8"))
        yield from ((version_of(path), "", name) for name in schema["properties"])
        for at, definition in WHERE.items():
            known = schema["definitions"].get(definition, {}).get("properties", {})
            yield from ((version_of(path), at, name) for name in known)


@pytest.mark.parametrize("version", [version_of(p) for p in JSON_SCHEMAS])
def test_each_field_of_cyclonedx_is_read_or_counted_as_not_used(version, tmp_path):
    asked = [(at, name) for known, at, name in fields_of_the_schemas() if known == version]
    assert len(asked) > 40
    silent = []
    for number, (at, name) in enumerate(asked):
        if name in cyclonedx.READ[at]:
            continue
        path = tmp_path / f"{number}.json"
        path.write_text(json.dumps(field_in(name, at, version)), "utf-8")
        if f"{at}{name} (1)" not in mentioned(read_boms([path])):
            silent.append(f"{at}{name}")
    assert silent == []


def fields_within(schema, node, seen=()):
    """Names and schemas of the fields of an object, or of the objects of a list, whichever form of it."""
    while "$ref" in node:
        if not node["$ref"].startswith("#/"):
            return
        name = node["$ref"].rpartition("/")[2]
        if name in seen:
            return
        node, seen = schema["definitions"][name], (*seen, name)
    yield from node.get("properties", {}).items()
    for form in ("oneOf", "anyOf", "allOf"):
        for one in node.get(form, ()):
            yield from fields_within(schema, one, seen)
    if isinstance(node.get("items"), dict):
        yield from fields_within(schema, node["items"], seen)


def bill_with(path, name, version):
    """A bill with one field inside an object that is read: `path` leads to it from the object's kind."""
    kind, *inner = path.strip(".").split(".")
    value = {name: "something"}
    for key in reversed(inner):
        value = {key: [value]} if (kind, key) != ("vulnerabilities", "analysis") else {key: value}
    if kind == "metadata":
        return {"bomFormat": "CycloneDX", "specVersion": version, "metadata": value}
    return {"bomFormat": "CycloneDX", "specVersion": version, kind: [{"name": "a", "ref": "a", **value}]}


@pytest.mark.parametrize("path", JSON_SCHEMAS, ids=version_of)
def test_each_field_inside_what_cyclonedx_reads_is_read_or_counted_too(path, tmp_path):
    schema = json.loads(path.read_text("utf-8"))
    within = [one for one in cyclonedx.READ if one.count(".") > 1]
    asked = []
    for at in within:
        kind, *inner = at.strip(".").split(".")
        nodes = [schema["properties"][kind]] if kind in schema["properties"] else []
        for key in inner:
            nodes = [n for node in nodes for name, n in fields_within(schema, node) if name == key]
        asked += [(at, name) for node in nodes for name, _ in fields_within(schema, node)]
    assert len(set(asked)) > 10
    silent = []
    for number, (at, name) in enumerate(sorted(set(asked))):
        if name in cyclonedx.READ[at]:
            continue
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(bill_with(at, name, version_of(path))), "utf-8")
        if f"{at}{name} (1)" not in mentioned(read_boms([file])):
            silent.append(f"{at}{name}")
    assert silent == []


@pytest.mark.parametrize("path", XML_SCHEMAS, ids=version_of)
def test_each_element_of_a_component_in_xml_is_read_or_counted(path, tmp_path):
    from lxml import etree

    xs = "{http://www.w3.org/2001/XMLSchema}"
    tree = etree.parse(str(path))
    found = tree.find(f".//{xs}complexType[@name='component']")
    names = [e.get("name") for e in found.find(f"{xs}sequence").findall(f".//{xs}element") if e.get("name")]
    assert "purl" in names
    for number, name in enumerate(n for n in names if n not in cyclonedx.READ["components."]):
        file = tmp_path / f"{number}.xml"
        inner = "".join(f"<{n}>x</{n}>" for n in ("name", "version", name))
        file.write_text(
            f'<bom xmlns="http://cyclonedx.org/schema/bom/{version_of(path)}"><components>'
            f'<component type="library">{inner}</component></components></bom>',
            "utf-8",
        )
        assert f"components.{name} (1)" in mentioned(read_boms([file])), name


SPDX_PACKAGE = [
    "SPDXID",
    "annotations",
    "attributionTexts",
    "builtDate",
    "checksums",
    "comment",
    "copyrightText",
    "description",
    "downloadLocation",
    "externalRefs",
    "filesAnalyzed",
    "hasFiles",
    "homepage",
    "licenseComments",
    "licenseConcluded",
    "licenseDeclared",
    "licenseInfoFromFiles",
    "name",
    "originator",
    "packageFileName",
    "packageVerificationCode",
    "primaryPackagePurpose",
    "releaseDate",
    "sourceInfo",
    "summary",
    "supplier",
    "validUntilDate",
    "versionInfo",
]
SPDX_DOCUMENT = [
    "SPDXID",
    "annotations",
    "comment",
    "creationInfo",
    "dataLicense",
    "documentDescribes",
    "documentNamespace",
    "externalDocumentRefs",
    "files",
    "hasExtractedLicensingInfos",
    "name",
    "packages",
    "relationships",
    "revieweds",
    "snippets",
    "spdxVersion",
]


def test_each_field_of_spdx_2_is_read_or_counted_as_not_used(tmp_path):
    """The names are those of the specification's JSON schema, 2.3."""
    for number, (path, name) in enumerate(
        [("packages.", n) for n in SPDX_PACKAGE] + [("", n) for n in SPDX_DOCUMENT]
    ):
        if name in spdx.READ[path]:
            continue
        package = {"SPDXID": "SPDXRef-a", "name": "a"}
        told = {"spdxVersion": "SPDX-2.3", "packages": [package]}
        (package if path else told)[name] = ["x"]
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(told), "utf-8")
        assert f"{path}{name} (1)" in mentioned(read_boms([file])), name


def test_each_field_inside_what_spdx_2_reads_is_counted_too(tmp_path):
    package = {"SPDXID": "SPDXRef-a", "name": "a"}
    package |= {"checksums": [{"algorithm": "SHA256", "checksumValue": "00"}]}
    package |= {"packageVerificationCode": {"packageVerificationCodeValue": "00"}}
    package |= {
        "externalRefs": [
            {"referenceType": "purl", "referenceLocator": "pkg:npm/a@1", "referenceCategory": "P"}
        ]
    }
    outside = {"externalDocumentId": "DocumentRef-b", "spdxDocument": "urn:b", "checksum": {}}
    told = {"spdxVersion": "SPDX-2.3", "packages": [package], "externalDocumentRefs": [outside]}
    (tmp_path / "b.json").write_text(json.dumps(told), "utf-8")
    found = mentioned(read_boms([tmp_path / "b.json"]))
    for path in (
        "packages.checksums.checksumValue",
        "packages.packageVerificationCode.packageVerificationCodeValue",
        "packages.externalRefs.referenceCategory",
        "externalDocumentRefs.checksum",
    ):
        assert f"{path} (1)" in found, path


@pytest.mark.parametrize(
    ("of", "path"),
    [
        ("package", "packages."),
        ("document", ""),
        ("creation_info", "creationInfo."),
        ("checksum", "packages.checksums."),
        ("external_package_ref", "packages.externalRefs."),
        ("package_verification_code", "packages.packageVerificationCode."),
        ("external_document_ref", "externalDocumentRefs."),
        ("file", "files."),
        ("relationship", "relationships."),
    ],
)
def test_each_property_of_spdx_2_that_its_own_library_knows_is_read_or_counted(of, path, tmp_path):
    """The library of SPDX's own project lists what each object may hold."""
    module = importlib.import_module(f"spdx_tools.spdx.jsonschema.{of}_properties")
    (properties,) = [
        one for one in vars(module).values() if isinstance(one, type) and one.__module__ == module.__name__
    ]
    names = [_camel(one.name) for one in properties]
    assert len(names) > 0
    outer, _, inner = path.rstrip(".").partition(".")
    for name in names:
        if name in spdx.READ[path]:
            continue
        told = {"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-a", "name": "a"}]}
        if outer == "packages":
            (told["packages"][0].setdefault(inner, {}) if inner else told["packages"][0])[name] = "x"
        elif outer == "creationInfo":
            told[outer] = {name: "x"}
        elif outer:
            ends = {
                "spdxElementId": "SPDXRef-a",
                "relationshipType": "DEPENDS_ON",
                "relatedSpdxElement": "NONE",
            }
            told[outer] = [(ends if outer == "relationships" else {}) | {name: "x"}]
        else:
            told[name] = "x"
        (tmp_path / "a.json").write_text(json.dumps(told), "utf-8")
        assert f"{path}{name} (1)" in mentioned(read_boms([tmp_path / "a.json"])), name


def _camel(name):
    if name == "SPDX_ID":
        return "SPDXID"
    first, *others = name.lower().split("_")
    return first + "".join(one.capitalize() for one in others)


def test_each_type_and_field_of_spdx_3_is_read_or_counted(tmp_path):
    """Of the model that SPDX's own project generates from its specification, as JSON-LD writes it."""
    asked = dict(_of_spdx_3())
    assert len(asked) > 70
    assert sum(map(len, asked.values())) > 700
    for type_, fields in asked.items():
        if type_ in spdx3._ASIDE:  # told as a whole: it is part of a package
            continue
        element = dict.fromkeys(fields, "x") | {"type": type_, "spdxId": "urn:a"}
        (tmp_path / "a.json").write_text(json.dumps(graph(element)), "utf-8")
        found = mentioned(read_boms([tmp_path / "a.json"]))
        scored = type_ in spdx3._ASSESSMENTS or type_.startswith("security_Cvss")
        read = spdx3._ASSESSED if scored else spdx3._WITHIN.get(f"{type_}.")
        if read is None:
            assert f"{type_} (1)" in found, type_
            continue
        for name in fields - read:
            assert f"{type_}.{name} (1)" in found, f"{type_}.{name}"


def _of_spdx_3():
    from spdx_python_model.bindings import v3_0_1

    for type_, one in v3_0_1.SHACLObject.CLASSES.items():
        if "://" not in type_ and not one.IS_ABSTRACT:
            yield type_, {compact for _, _, compact in one().property_keys() if compact}


@pytest.mark.parametrize(("root", "fields"), [("openvex.", OPENVEX), ("csaf.", CSAF)])
def test_each_field_of_openvex_and_csaf_is_read_or_counted(root, fields, tmp_path):
    """One file for each place of either standard, which holds all that may stand there."""
    bill, file, counted = tmp_path / "bill.json", tmp_path / "a.json", 0
    bill.write_text(json.dumps(BARE), "utf-8")
    for path, names in fields.items():
        at = _read_as(root, path)
        if path.endswith("product_status."):
            unread = set(names.split()) - STATES.keys()
        else:
            unread = set(names.split()) - vex.READ[at]
        file.write_text(json.dumps(_holding(root, path, names)), "utf-8")
        found = mentioned(read_boms([bill, file]))
        for name in unread:
            assert f"{at.removeprefix(root)}{name} (1)" in found, f"{path}{name}"
        counted += len(unread)
    assert counted > 10


def _read_as(root, path):
    """Under which path the reader knows that place: products and branches stand in many."""
    if not path:
        return root
    if path.endswith("branches."):
        return "branch."
    for of in ("branches.product.", "full_product_names.", "full_product_name."):
        if of in path:
            return "product." + path.partition(of)[2]
    return path


def _holding(root, path, names):
    """A file that says something of each of these names at that place, and little else."""
    lists = {"statements", "products", "subcomponents", "branches", "full_product_names", "relationships"}
    lists |= {"product_paths", "vulnerabilities", "ids", "scores", "metrics", "x_generic_uris"}
    told = (
        {"@context": "https://openvex.dev/ns/v0.2.0"}
        if root == "openvex."
        else {"document": {"csaf_version": "2.0"}}
    )
    at = told
    for step in path.split(".")[:-1]:
        inner = at.setdefault(step, {})
        if step in lists:
            at[step] = [inner]
        if step in ("product", "full_product_names", "full_product_name"):
            inner["product_id"] = "P"
        at = inner
    for name in names.split():
        at.setdefault(name, [] if name in lists else "x")
    return told


@pytest.mark.parametrize("module", [cyclonedx, spdx, spdx3, vex])
def test_a_field_is_called_read_only_where_the_code_asks_for_it(module):
    """A name that stands in the table alone would pass in silence."""
    tables = {"READ", "LISTS", "_WITHIN", "_COMMON", "_ASSESSED", "_IDENTIFIER"}
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    asked = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if tables & {one.id for one in targets if isinstance(one, ast.Name)}:
            continue
        asked |= {one.value for one in ast.walk(node) if isinstance(one, ast.Constant)}
    reader = Path(boms.__file__).read_text("utf-8")
    unasked = {
        path + name
        for path, names in module.READ.items()
        for name in names
        if name not in asked and f'"{name}"' not in reader
    }
    tie = {f"{path}{name}" for path in module.READ for name in ("creationInfo", "element")}
    assert unasked <= {"$schema", *tie}, (
        "a pointer to the standard, and what ties the elements of a graph together"
    )


def test_what_a_vex_file_says_beyond_states_is_counted(tmp_path):
    (tmp_path / "b.json").write_text(json.dumps(BARE), "utf-8")
    openvex = {"@context": "https://openvex.dev/ns/v0.2.0", "author": "a"}
    openvex["statements"] = [
        {
            "vulnerability": {"name": "CVE-1", "aliases": ["x"]},
            "products": [{"@id": "pkg:npm/a@1", "hashes": {}}],
            "status": "not_affected",
            "justification": "component_not_present",
        }
    ]
    helper = {"purl": "pkg:npm/a@1", "cpe": "x"}
    product = {"product_id": "P", "name": "p", "product_identification_helper": helper}
    csaf = {
        "document": {"csaf_version": "2.0", "notes": []},
        "product_tree": {"product_groups": [], "branches": [{"category": "vendor", "product": product}]},
        "vulnerabilities": [
            {
                "cve": "CVE-1",
                "cwe": {},
                "product_status": {"recommended": ["P"]},
                "scores": [{"products": [], "cvss_v3": {"baseScore": 1, "vectorString": "x"}}],
            }
        ],
    }
    for name, told in (("o", openvex), ("c", csaf)):
        (tmp_path / f"{name}.json").write_text(json.dumps(told), "utf-8")
    found = mentioned(read_boms([tmp_path / f"{n}.json" for n in "boc"]))
    for path in (
        "statements.justification",
        "statements.vulnerability.aliases",
        "statements.products.hashes",
        "document.notes",
        "product_tree.product_groups",
        "branch.category",
        "product.product_identification_helper.cpe",
        "vulnerabilities.cwe",
        "vulnerabilities.product_status.recommended",
        "vulnerabilities.scores.products",
        "vulnerabilities.scores.cvss_v3.vectorString",
    ):
        assert f"{path} (1)" in found, path


def graph(*elements):
    return {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": list(elements)}


def test_spdx_3_counts_types_and_fields_that_it_does_not_use(tmp_path):
    package = {"type": "software_Package", "spdxId": "urn:a", "name": "a", "software_homePage": "x"}
    package |= {"verifiedUsing": [{"type": "Hash", "algorithm": "sha256", "hashValue": "00"}]}
    external = {"externalIdentifierType": "cpe23", "identifier": "x", "issuingAuthority": "y"}
    package |= {"externalIdentifier": [external]}
    file = tmp_path / "a.json"
    file.write_text(json.dumps(graph(package, {"type": "ai_AIPackage", "spdxId": "urn:b"})), "utf-8")
    told = mentioned(read_boms([file]))
    assert "software_Package.software_homePage (1)" in told
    assert "software_Package.verifiedUsing.hashValue (1)" in told
    assert "software_Package.externalIdentifier.issuingAuthority (1)" in told
    assert "ai_AIPackage (1)" in told
    assert "software_packageVersion" in spdx3.READ["software_Package"]


def test_spdx_3_says_what_a_bill_says(tmp_path):
    bill = graph(
        {"type": "CreationInfo", "@id": "_:c", "created": "2026-01-01T00:00:00Z", "createdBy": ["urn:o"]},
        {
            "type": "Relationship",
            "spdxId": "urn:r",
            "from": "urn:a",
            "to": ["urn:b"],
            "relationshipType": "dependsOn",
        },
        {"type": "LifecycleScopedRelationship", "spdxId": "urn:t", "from": "urn:a", "to": ["urn:d"]}
        | {"relationshipType": "dependsOn", "scope": "test"},
        {"type": "Relationship", "spdxId": "urn:l", "from": "urn:b", "to": ["urn:mit"]}
        | {"relationshipType": "hasDeclaredLicense"},
        {"type": "software_Package", "spdxId": "urn:a", "name": "app", "software_packageVersion": "1"},
        {
            "type": "software_Package",
            "spdxId": "urn:b",
            "name": "lib",
            "software_packageVersion": "2",
            "software_packageUrl": "pkg:npm/lib@2",
            "suppliedBy": "urn:o",
            "verifiedUsing": [{"type": "Hash", "algorithm": "sha1", "hashValue": "00"}],
            "validUntilTime": "2027-01-01T00:00:00Z",
        },
        {"type": "software_Package", "spdxId": "urn:d", "name": "tests"},
        {"type": "Organization", "spdxId": "urn:o", "name": "Acme"},
        {"type": "SpdxDocument", "spdxId": "urn:doc", "rootElement": ["urn:a"]},
        {"type": "security_Vulnerability", "spdxId": "urn:v", "name": "x"}
        | {"externalIdentifier": [{"externalIdentifierType": "cve", "identifier": "CVE-2026-1"}]},
        {"type": "security_VexAffectedVulnAssessmentRelationship", "spdxId": "urn:va", "from": "urn:v"}
        | {"to": ["urn:b"], "relationshipType": "affects"},
    )
    file = tmp_path / "a.spdx3.json"
    file.write_text(json.dumps(bill), "utf-8")
    read = read_boms([file])
    assert read.names == ["app", "lib", "tests"]
    assert list(zip(read.heads, read.tails, strict=True)) == [(0, 1)]
    assert read.suppliers == [None, "Acme", None]
    assert read.said[1] == HASH | WEAK | IDENTIFIED | LICENCE
    assert read.said[0] & RELATED
    assert [read.names[n] for n in read.files[0].roots] == ["app"]
    assert read.until[1].isoformat() == "2027-01-01"
    (one,) = settled(read.told)
    assert (one.id, one.component, one.state) == ("CVE-2026-1", 1, State.EXPLOITABLE)
    assert any("dependsOn (test)" in note.why.en for note in read.notes.told())


BARE = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "a", "bom-ref": "a"}]}
STATEMENT = {
    "_type": "https://in-toto.io/Statement/v1",
    "subject": [{"name": "image"}],
    "predicateType": "https://cyclonedx.org/bom",
    "predicate": BARE,
}
ENVELOPE = {
    "payloadType": "application/vnd.in-toto+json",
    "payload": base64.b64encode(json.dumps(STATEMENT).encode()).decode(),
    "signatures": [{"sig": "x"}],
}


@pytest.mark.parametrize(
    "wrapper",
    [
        {"sbom": {"spdxVersion": "SPDX-2.3", "packages": [{"SPDXID": "SPDXRef-a", "name": "a"}]}},
        STATEMENT,
        ENVELOPE,
        {"sbom": BARE},
    ],
    ids=["github", "in-toto", "envelope", "bare"],
)
def test_a_wrapper_is_opened_and_told(wrapper, tmp_path):
    file = tmp_path / "w.json"
    file.write_text(json.dumps(wrapper), "utf-8")
    bill = read_boms([file])
    assert bill.names == ["a"]
    assert any("taken out of a wrapper" in one.why.en for one in bill.notes.told())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pkg:deb/debian/libstdc++6@12", "pkg:deb/debian/libstdc%2B%2B6@12"),
        ("pkg:golang/github.com/a/b@v1+incompatible", "pkg:golang/github.com/a/b@v1%2Bincompatible"),
        ("pkg:npm/a//b@1", "pkg:npm/a/b@1"),
        ("PKG:npm/a@1", "pkg:npm/a@1"),
        ("pkg:npm/@x/a@1", "pkg:npm/%40x/a@1"),
    ],
)
def test_two_spellings_of_one_package_url_are_one_component(one, other, tmp_path):
    from shencha.evidence.supply.references import References

    file = tmp_path / "b.json"
    components = [{"name": "x", "purl": purl, "bom-ref": purl} for purl in (one, other)]
    file.write_text(json.dumps(BARE | {"components": components}), "utf-8")
    bill = read_boms([file])
    assert len(bill.names) == 1
    assert References(bill).find(one) == References(bill).find(other) == [0]
    prefix = one.rpartition("@")[0] + "*"
    assert References(bill).find(prefix) == [0]


def test_a_reference_to_two_components_lets_both_be_needed(tmp_path):
    file = tmp_path / "b.json"
    components = [
        {"name": n, "bom-ref": r} for n, r in (("top", "t"), ("one", "x"), ("two", "x"), ("low", "l"))
    ]
    needs = [{"ref": "t", "dependsOn": ["x"]}, {"ref": "x", "dependsOn": ["l"]}]
    file.write_text(json.dumps(BARE | {"components": components, "dependencies": needs}), "utf-8")
    bill = read_boms([file])
    found = {(bill.names[h], bill.names[t]) for h, t in zip(bill.heads, bill.tails, strict=True)}
    assert found == {("top", "one"), ("top", "two"), ("one", "low"), ("two", "low")}
    assert any("counts for both" in one.why.en for one in bill.notes.told())


def test_maker_and_originator_stand_in_for_a_supplier_that_is_not_named(tmp_path):
    one, two = tmp_path / "b.json", tmp_path / "b.spdx"
    one.write_text(
        json.dumps(BARE | {"components": [{"name": "a", "manufacturer": {"name": "Acme"}}]}), "utf-8"
    )
    two.write_text(
        "SPDXVersion: SPDX-2.3\r\nPackageName: b\r\nSPDXID: SPDXRef-b\r\nPackageSupplier: NOASSERTION\r\n"
        "PackageOriginator: Person: Bee (b@example.org)\r\n",
        "utf-8",
        newline="",
    )
    bill = read_boms([one, two])
    assert bill.suppliers == ["Acme", "Bee"]
    assert sum("was taken for one" in note.why.en for note in bill.notes.told()) == 2
