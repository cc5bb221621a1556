"""Every paper in both languages: PDF/A and .docx say the same, all of it, and the same notice makes the same bytes."""

from __future__ import annotations

import re
from io import BytesIO

import docx as word
import pikepdf
import pytest
from pypdf import PdfReader
from tests.documents.paper_stories import STORIES, paper

from shencha.documents import pdf as setter
from shencha.documents.docx import docx
from shencha.documents.measures import FREE, PAGE
from shencha.documents.notices import notice_for
from shencha.documents.pdf import fonts_here, pdf
from shencha.documents.sheet import ISSUER, SPECIMEN
from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.acts import PAPERS
from shencha.procedure.case import replay

LANGS = ("zh", "en")
needs_font = pytest.mark.skipif(
    FREE not in fonts_here().families(), reason=f"{FREE} (Debian: fonts-noto-cjk) is not installed"
)


def bare(text: str) -> str:
    """Text without what a line break or a page break adds or takes."""
    return (
        re.sub(r"[\s\u200b\u00ad\u0002]|—\s*\d+\s*—", "", text)
        .replace("ﬁ", "fi")
        .replace("ﬀ", "ff")
        .replace("ﬃ", "ffi")
    )


def text_of_pdf(raw: bytes) -> str:
    return bare("".join(page.extract_text() for page in PdfReader(BytesIO(raw)).pages))


def text_of_docx(raw: bytes) -> str:
    document = word.Document(BytesIO(raw))
    sections = document.sections[0]
    edges = (sections.header, sections.first_page_header, sections.footer, sections.first_page_footer)
    around = [line.text for edge in edges for line in edge.paragraphs]
    return bare("".join([*around, *(line.text for line in document.paragraphs)]))


@needs_font
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("story", STORIES)
def test_pdf_and_docx_say_every_sentence_of_the_notice(story, lang):
    notice = paper(story, specimen=True)
    printed, editable = text_of_pdf(pdf(notice, lang)), text_of_docx(docx(notice, lang))
    for sentence in notice.said(lang):
        wanted = bare(sentence)
        if lang == "en":  # a Latin word may be hyphenated at a line's end
            assert wanted.replace("-", "") in printed.replace("-", "").replace("‐", "")
        else:
            assert wanted in printed
        assert wanted in editable


@needs_font
@pytest.mark.parametrize("story", STORIES)
def test_a_pdf_is_archival_tagged_dated_and_measured_as_the_standard_asks(story):
    notice = paper(story)
    with pikepdf.open(BytesIO(pdf(notice, "zh"))) as opened:
        with opened.open_metadata() as known:
            assert (known["pdfaid:part"], known["pdfaid:conformance"]) == ("2", "A")
            assert ISSUER.zh in str(known["dc:creator"])
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.Lang == "zh-CN"
        assert opened.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert not opened.is_encrypted
        for page in opened.pages:
            width, height = (float(side) * 25.4 / 72 for side in page.MediaBox[2:])
            assert (round(width), round(height)) == (PAGE.width, PAGE.height)
            for font in page.Resources.Font.values():
                below = (
                    font.DescendantFonts[0].FontDescriptor
                    if "/DescendantFonts" in font
                    else font.FontDescriptor
                )
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below.keys()), "a font is not embedded"
    assert f"D:{notice.issued:%Y%m%d}" in PdfReader(BytesIO(pdf(notice, "zh"))).metadata["/CreationDate"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("write", [pdf, docx], ids=["pdf", "docx"])
def test_the_same_notice_makes_the_same_bytes_and_another_makes_others(write, lang):
    notice = paper("concluded_with_conditions")
    assert write(notice, lang) == write(paper("concluded_with_conditions"), lang)
    assert write(notice, lang) != write(paper("concluded_by_consensus"), lang)


def test_without_a_chinese_font_a_paper_is_still_made(monkeypatch):
    import typst

    bare_machine = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(setter, "fonts_here", lambda: bare_machine)
    made = pdf(paper("review_needed"), "zh")
    assert len(PdfReader(BytesIO(made)).pages) >= 1
    assert "2026-0014" in text_of_pdf(pdf(paper("review_needed"), "en"))


def test_every_event_that_calls_for_a_paper_has_a_story_and_no_other_event_has_a_paper():
    assert {STORIES[name][-1].name for name in STORIES} == set(PAPERS)
    filed = STORIES["filed"][0]
    accepted = e.MaterialsAccepted(filed.on)
    before = replay([filed], ground="foreign_listing")
    given = paper_given()
    assert notice_for(accepted, before, replay([filed, accepted]), given, published()) is None


def paper_given():
    from tests.documents.paper_stories import (
        FILES,
        LISTING,
        PARTY,
        SHANGHAI,
        SIGNATORY,
        LogPlace,
        Particulars,
        datetime,
    )

    return Particulars(
        1,
        "2026-0001",
        LISTING,
        PARTY,
        datetime(2026, 3, 2, 10, tzinfo=SHANGHAI),
        LogPlace("o", 0, 1, "00" * 32),
        (SIGNATORY,),
        FILES,
    )


@pytest.mark.parametrize(
    ("story", "zh", "en"),
    [
        (
            "review_needed",
            "30个工作日内完成，至2026年4月27日届满",
            "30 working days from the issue of this notice, that is, until the end of 27 April 2026",
        ),
        (
            "preliminary_extended",
            "延长15个工作日，共45个工作日，至2026年5月20日届满",
            "by 15 working days to 45 in all, that is, until the end of 20 May 2026",
        ),
        (
            "proposal_with_reasons",
            "主要理由：供应中断的风险可以控制",
            "The main reasons: 供应中断的风险可以控制",
        ),
        ("proposal_with_reasons", "F2 业务连续性", "F2 business continuity"),
        ("proposal_with_reasons", "拟附条件", "Proposed conditions"),
        ("proposal_with_reasons", "随附材料：", "Enclosed:"),
        ("proposal_sent", "15个工作日内书面回复", "within 15 working days of receiving"),
        (
            "supplement_requested",
            "已用5个工作日，自2026年3月20日的次日起暂停",
            "of which 5 are used, stands still after 20 March 2026",
        ),
        (
            "special_procedure_notified",
            "90个工作日内完成（第十四条）",
            "at most 90 working days (Article 14)",
        ),
        ("special_extended", "延长45个工作日，共135个工作日", "by 45 working days to 135 in all"),
        ("concluded_by_consensus", "第十二条，审查结论如下", "the conclusion under Article 12"),
        ("concluded_affecting", "第十三条，审查结论如下", "the conclusion under Article 13"),
        ("commitment_released", "第十九条监督落实：每季度报告备件库存。", "under Article 19 of the"),
        ("opinion_chased", "答复期限已于2026年5月13日届满", "the time to answer ended on 13 May 2026"),
        (
            "opinion_chased",
            "请于2026年6月1日前书面答复",
            "Please answer in writing whether you agree by 1 June 2026",
        ),
        ("supplement_chased", "股权结构图", "股权结构图"),
        ("evidence_chased", "应于2026年7月30日前提交", "was owed by 30 July 2026"),
        ("filed", "第八条的要求", "Article 8 of the"),
    ],
)
def test_a_paper_names_article_days_and_due_day(story, zh, en):
    said = {lang: "".join(paper(story).said(lang)) for lang in LANGS}
    assert zh in said["zh"]
    assert en in said["en"]


@pytest.mark.parametrize("story", STORIES)
def test_at_the_foot_stand_the_people_and_the_place_in_the_log(story):
    for lang in LANGS:
        said = list(paper(story).said(lang))
        assert said[-1].endswith("9a4f" * 16)
        assert "1048" in said[-2]
        assert ("承办人" in said[-3] and "复核人" in said[-3]) or "提交" in said[-3] or lang == "en"


def test_an_invented_code_says_so_and_a_real_one_does_not():
    assert "示例网审〔2026〕12号" in list(paper("review_needed").said("zh"))
    assert any("并非审查办公室的真实代字" in one for one in paper("review_needed").said("zh"))
    real = list(paper("review_needed", code="某某").said("zh"))
    assert "某某〔2026〕12号" in real
    assert not any("代字" in one for one in real)


def test_a_specimen_is_marked_on_every_page():
    made = pdf(paper("concluded_with_conditions", specimen=True), "zh")
    for page in PdfReader(BytesIO(made)).pages:
        assert SPECIMEN.zh in bare(page.extract_text())


def test_hostile_words_stay_words():
    events = STORIES["interim_measures_required"]
    odd = '#panic("x") $x^2$ *bold* \\ <label> @ref "quoted" ' + "长" * 300
    story = (*events[:-1], e.InterimMeasuresRequired(events[-1].on, (odd,)))
    notice = notice_for(story[-1], replay(story[:-1]), replay(story), paper_given(), published())
    assert notice is not None
    assert bare(odd) in text_of_pdf(pdf(notice, "zh"))
    assert bare(odd) in text_of_docx(docx(notice, "zh"))
