"""The analysis report: read with every fault named, each reference followed, and what stands out told."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest
from docx import Document as Docx
from jsonschema import Draft202012Validator
from pypdf import PdfReader, PdfWriter
from tests.places import ROOT

from shencha import inputs
from shencha.documents.analysis_report import Particulars, report_pdf
from shencha.documents.reading import count_of, pages_of
from shencha.errors import BadInput
from shencha.evidence.report.checking import Evidence, Item, Kind, check
from shencha.evidence.report.numbers import said_in
from shencha.evidence.report.reading import read_report, report_schema
from shencha.text import Text

BAD = ROOT / "tests" / "bad_input" / "report"
ON = date(2026, 11, 25)
FAULTS = {
    "a_list.yaml": ["statements"],
    "analysis_without_finding.yaml": ["statements.0.references.0.finding"],
    "covers_upside_down.yaml": ["statements.0.references.0.covers_to (line 5)"],
    "day_other_format.yaml": ["statements.0.references.0.made_on (line 5)"],
    "empty.yaml": ["statements (line 1)"],
    "factor_unknown.yaml": ["statements.0.factor (line 2)"],
    "marked_secret.yaml": ["statements.0.text (line 3)"],
    "no_text.yaml": ["statements.0.text (line 3)"],
    "page_in_words.yaml": ["statements.0.references.0.page (line 6)"],
    "page_of_a_source.yaml": ["statements.0.references.0.page (line 5)"],
    "several_faults.yaml": [
        "title (line 1)",
        "statements.0.say (line 4)",
        "statements.0.text",
        "statements.0.references (line 5)",
        "statements.1 (line 6)",
        "statements.2.references.0.sha256 (line 10)",
        "statements.2.references.1 (line 11)",
    ],
    "two_kinds_in_one.yaml": ["statements.0.references.0.source (line 6)"],
}


def test_every_bad_report_is_listed():
    assert sorted(FAULTS) == sorted(path.name for path in BAD.iterdir())


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_each_fault_is_named_with_its_place(name):
    with pytest.raises(BadInput) as refused:
        read_report((BAD / name).read_bytes(), name)
    assert [one.where for one in refused.value.faults] == FAULTS[name]
    assert all(one.file == name for one in refused.value.faults)


def test_not_utf8_and_too_large_are_refused():
    for raw in ("statements: 一".encode("gbk"), b"#" * (3 * 2**20)):
        with pytest.raises(BadInput):
            read_report(raw)


def pdf(pages: int) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(72, 72)
    writer.write(out)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    made, out = Docx(), io.BytesIO()
    made.add_heading(paragraphs[0], 1)
    for one in paragraphs[1:]:
        made.add_paragraph(one)
    made.save(out)
    return out.getvalue()


FINDING = {
    "factor": "F5",
    "finding": {"zh": "持有至少 1,100,000 人的个人信息", "en": "personal information of at least 1,100,000"},
    "measure": {"at_least": 1_100_000, "at_most": 1_200_000, "unit": "persons"},
    "source": {"file": "people.json", "place": "document"},
}
ANALYSIS = {
    "kind": "people",
    "inputs": [{"name": "people.json", "made_on": "2026-10-01", "covers_to": "2026-10-01"}],
    "findings": [FINDING],
}


@pytest.fixture
def lights(tmp_path):
    """Checks one statement against files, and gives what stands out: kind and English words."""

    def run(text="一句话", files=None, analyses=None, instrument="measures-2022", factor="F5", **reference):
        items = []
        for path, content in (files or {}).items():
            place = tmp_path / sha256(content).hexdigest()
            place.write_bytes(content)
            material, _, name = path.partition("/")
            items.append(
                Item(
                    material,
                    name,
                    place.name,
                    lambda place=place, name=name: pages_of(place, name),
                    lambda place=place, name=name: count_of(place, name),
                    lambda most, content=content: content[:most],
                )
            )
        statement = {"factor": factor, "text": text}
        if reference:
            statement["references"] = [reference]
        raw = json.dumps({"statements": [statement]}, ensure_ascii=False).encode()
        found = check(read_report(raw), Evidence(items, analyses or {}), instrument, ON)
        return [(one.kind, one.text.en) for one in found.lights], found.places[0]

    return run


FRESH = {"made_on": "2026-10-01"}


def test_a_statement_that_points_to_nothing_lights_up(lights):
    assert lights()[0] == [(Kind.UNSUPPORTED, "it points to no evidence")]


def test_a_factor_of_the_other_version_lights_up(lights):
    assert lights(factor="P1")[0][0] == (
        Kind.UNSUPPORTED,
        "the version that applies has no factor P1",
    )
    assert lights(factor="P1", instrument="measures-2020")[0] == [
        (Kind.UNSUPPORTED, "it points to no evidence")
    ]


def test_a_page_is_followed_and_one_beyond_the_end_is_told(lights):
    files = {"other/a.pdf": pdf(3)}
    told, (place,) = lights(files=files, file="other/a.pdf", page=3, **FRESH)
    assert (told, place.page) == ([], 3)
    told, _ = lights(files=files, file="a.pdf", page=4, **FRESH)
    assert told == [(Kind.UNSUPPORTED, "a.pdf has 3 pages, and no page 4")]
    told, _ = lights(files=files, file="b.pdf", page=1, **FRESH)
    assert told == [(Kind.UNSUPPORTED, "there is no file b.pdf in the filing")]
    told, _ = lights(files={"other/a.pdf": b"no pdf"}, file="a.pdf", page=1, **FRESH)
    assert [kind for kind, _ in told] == [Kind.UNREAD]
    told, _ = lights(files=files, file="a.pdf", place="第四章", **FRESH)
    assert [kind for kind, _ in told] == [Kind.UNREAD], "a scan holds no words; that is said, not guessed"


def test_a_heading_is_found_in_a_docx_and_a_line_in_a_text(lights):
    files = {"other/制度.docx": docx("第四章 数据出境", "第十条 报批"), "other/a.txt": b"one\ntwo\n"}
    assert lights(files=files, file="制度.docx", place="第四章数据出境", **FRESH)[0] == []
    assert lights(files=files, file="制度.docx", place="第五章", **FRESH)[0] == [
        (Kind.UNSUPPORTED, "“第五章” is not found in 制度.docx")
    ]
    assert lights(files=files, file="a.txt", line=2, **FRESH)[0] == []
    assert lights(files=files, file="a.txt", line=3, **FRESH)[0] == [
        (Kind.UNSUPPORTED, "a.txt has 2 lines, and no line 3")
    ]


def test_words_on_another_page_are_told_with_their_page(lights):
    files = {"other/a.txt": "前\f第二章 股权".encode()}
    told, (place,) = lights(files=files, file="a.txt", place="第二章", **FRESH)
    assert (told, place.page) == ([], 2)
    told, _ = lights(files=files, file="a.txt", place="第二章", page=1, **FRESH)
    assert told == [(Kind.UNSUPPORTED, "“第二章” does not stand on page 1 but on page 2")]


def test_evidence_that_changed_since_is_told(lights):
    files = {"other/a.txt": b"new"}
    told, _ = lights(files=files, file="a.txt", sha256=sha256(b"old").hexdigest(), **FRESH)
    assert told == [(Kind.CHANGED, "a.txt was changed since this was written")]
    assert lights(files=files, file="a.txt", sha256=sha256(b"new").hexdigest(), **FRESH)[0] == []
    several = {"other/a.txt": b"old", "declaration/a.txt": b"new"}
    assert lights(files=several, file="a.txt", **FRESH)[0][0][0] is Kind.UNREAD


def test_days_that_are_missing_or_far_back_are_told(lights):
    files = {"other/a.txt": b"x"}
    assert [kind for kind, _ in lights(files=files, file="a.txt")[0]] == [Kind.STALE]
    old = {"made_on": "2026-10-01", "covers_to": "2025-11-24"}
    assert "may be stale" in lights(files=files, file="a.txt", **old)[0][0][1]
    assert lights(files=files, file="a.txt", made_on="2025-11-25")[0] == []
    assert lights(source="公司登记", received_on="2026-11-01")[0] == []


def test_an_analysis_and_its_finding_are_followed(lights):
    analyses = {"people-3": ANALYSIS}
    told, (place,) = lights(analyses=analyses, analysis="people-3", finding=1)
    assert told == []
    assert place.finding == FINDING
    assert lights(analyses=analyses, analysis="people-3", finding=2)[0] == [
        (Kind.UNSUPPORTED, "people-3 has no finding 2")
    ]
    assert lights(analyses=analyses, analysis="people-4", finding=1)[0][0][0] is Kind.UNSUPPORTED
    again = analyses | {"people-7": ANALYSIS}
    assert lights(analyses=again, analysis="people-3", finding=1)[0] == [
        (Kind.STALE, "the same analysis was made again after people-3")
    ]


def test_a_finding_in_a_file_that_an_analysis_printed(lights):
    files = {"other/people.json": json.dumps({"findings": [FINDING]}).encode(), "other/a.json": b"[]"}
    told, (place,) = lights(files=files, file="people.json", finding=1, **FRESH)
    assert (told, place.finding["measure"]["unit"]) == ([], "persons")
    assert lights(files=files, file="people.json", finding=2, **FRESH)[0][0][0] is Kind.UNSUPPORTED
    assert lights(files=files, file="a.json", finding=1, **FRESH)[0][0][0] is Kind.UNREAD


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("平台掌握 90 万名用户的个人信息", True),
        ("平台掌握 115 万名用户的个人信息", False),
        ("平台掌握约 108 万名用户的个人信息", False),
        ("平台掌握不超过 100 万人的个人信息", True),
        ("The platform holds fewer than 1,000,000 users", True),
        ("The platform holds 1.1 to 1.3 million users", False),
        ("平台掌握 115 万名用户的个人信息，其中境外用户不足 1 万人", False),
        ("平台掌握 90 万名用户的个人信息，其中境外用户不足 1 万人", True),
        ("平台在 30 天内删除数据", False),
        ("平台掌握大量个人信息", False),
    ],
)
def test_a_number_that_the_finding_contradicts_is_told(lights, text, against):
    told, _ = lights(text, analyses={"people-3": ANALYSIS}, analysis="people-3", finding=1)
    assert ([kind for kind, _ in told] == [Kind.CONTRADICTORY]) is against


def test_numbers_are_read_with_their_unit():
    def read(text):
        return [(one.unit, one.low, one.high) for one in said_in(text)]

    assert read("100 万至 120 万人") == [("persons", 995_000, 1_205_000)]
    assert read("不足 100 万人") == [("persons", None, 1_000_000)]
    assert read("供应方集中度（HHI）为 4,200，备件可用 30 天") == [("days", 30, 30), ("hhi", 4200, 4200)]
    assert read("持股 45%") == [("percent", 45, 45)]
    assert read("自 3 月 27 日起支付 30 万人民币") == []


def test_what_is_written_is_read_again_as_it_was():
    raw = (ROOT / "examples/dossier/materials/analysis_report/analysis_report.yaml").read_bytes()
    report = read_report(raw)
    assert read_report(report.text()) == report
    assert read_report(report.text()).text() == report.text()
    assert len({one.id for one in report.statements}) == len(report.statements)
    schema = Draft202012Validator(report_schema())
    schema.validate(inputs.parse_yaml(raw.decode(), "x").data)
    for name in ("empty.yaml", "two_kinds_in_one.yaml", "page_in_words.yaml"):
        assert not schema.is_valid(inputs.read(BAD / name).data), name


def test_statements_stand_in_the_order_of_the_factors():
    raw = b"statements: [{factor: F5, text: b}, {factor: F1, text: a}, {factor: F5, text: c}]"
    assert [one.text for one in read_report(raw).statements] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("lang", "page", "note"), [("zh", "第3页", "制作2026-10-01"), ("en", "page3", "made2026")]
)
def test_the_paper_shows_each_reference_as_a_footnote_and_is_the_same_each_time(lang, page, note):
    content = pdf(3)
    item = Item("other", "a.pdf", sha256(content).hexdigest(), None, None, lambda most: content[:most])
    raw = b"""statements:
  - factor: F5
    text: "first # sentence #eval(1)"
    references: [{file: a.pdf, page: 3, made_on: 2026-10-01}, {analysis: people-3, finding: 1}]
  - {factor: F6, text: second}
"""
    report = read_report(raw)
    checked = check(report, Evidence([item], {"people-3": ANALYSIS}), "measures-2022", ON)
    at = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    given = Particulars("赴纽约上市", Text("云栖", "Yunqi"), "foreign_listing", "measures-2022", at)
    made = report_pdf(report, checked, given, lang)
    assert made == report_pdf(report, checked, given, lang)
    text = "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(made)).pages).split())
    for words in (page, note, "first#sentence#eval(1)", item.sha256, "people-3"):
        assert words in text
    assert b"http://www.aiim.org/pdfa/ns/id/" in made


def test_a_report_under_the_first_version_has_five_sections():
    report = read_report(b"statements: [{factor: P2, text: x}]")
    at = datetime(2021, 5, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
    given = Particulars("x", Text("甲", "A"), "procurement", "measures-2020", at)
    checked = check(report, Evidence([]), "measures-2020", at.date())
    made = report_pdf(report, checked, given, "zh")
    text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(made)).pages)
    assert text.count("本报告对此项没有陈述") == 4
