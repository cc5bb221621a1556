"""A notice as an editable Word document, with the measures of the PDF; the same notice makes the same bytes."""

from __future__ import annotations

import zipfile
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any

from shencha.documents.measures import PAGE, POINTS, RED
from shencha.documents.sheet import (
    COURTESY,
    SPECIMEN,
    Files,
    Listing,
    Notice,
    Paragraph,
    file_line,
    numbered,
    said_day,
)
from shencha.text import Lang, plain

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line
    from docx.text.run import Run

EAST_ASIAN = {
    "body": "仿宋_GB2312",
    "title": "方正小标宋简体",
    "heading": "黑体",
    "number": "宋体",
    "code": "DejaVu Sans Mono",
}
"""The families of the standard; a reader without them sees what their word processor puts in their place."""
LATIN = "Times New Roman"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name."""


def docx(notice: Notice, lang: Lang) -> bytes:
    """The paper as a .docx: the Chinese original, or the English courtesy copy."""
    sheet = _Sheet(notice, lang)
    sheet.head()
    sheet.body()
    sheet.foot()
    return _same_bytes(sheet.document)


class _Sheet:
    """One document being written, line by line."""

    def __init__(self, notice: Notice, lang: Lang) -> None:
        import docx as word

        self.notice, self.lang, self.zh = notice, lang, lang == "zh"
        self.document: Document = word.Document()
        self.size = PAGE.body if self.zh else 12
        self.pitch = PAGE.pitch if self.zh else 19
        self._page()

    def _page(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(PAGE.width), Mm(PAGE.height)
        section.top_margin, section.bottom_margin = Mm(PAGE.top), Mm(PAGE.bottom)
        section.left_margin, section.right_margin = Mm(PAGE.left), Mm(PAGE.right)
        letter = self.notice.form == "letter"
        section.header_distance = Mm(PAGE.letter_mark if letter else 14)
        section.footer_distance = Mm(PAGE.letter_foot)
        section.different_first_page_header_footer = letter
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = LATIN, Pt(self.size)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), EAST_ASIAN["body"])
        core = self.document.core_properties
        core.title, core.author = (
            plain(self.notice.title.said(self.lang)),
            self.notice.letterhead.issuer.said(self.lang),
        )
        core.last_modified_by, core.comments, core.revision = (
            self.notice.letterhead.issuer.said(self.lang),
            "",
            1,
        )
        core.language = "zh-CN" if self.zh else "en-GB"
        core.created = core.modified = self.notice.recorded.astimezone(UTC).replace(
            tzinfo=None, microsecond=0
        )
        self._page_number(section.footer.paragraphs[0])
        specimen = SPECIMEN.said(self.lang) if self.notice.specimen else ""
        if specimen:
            self.write(specimen, size=PAGE.note, pitch=12, right=True, line=section.header.paragraphs[0])
        if letter:  # its mark stands above the text area, its second rule below it, on the first page only
            mark, foot = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
            self._mark(mark)
            self.write(specimen, size=PAGE.note, pitch=12, right=True, line=foot)
            self.rule(mark, where="bottom", kind="thickThinSmallGap", eighths=24, colour=RED)
            self.rule(foot, where="top", kind="thinThickSmallGap", eighths=24, colour=RED)
            for line in (mark, foot):
                side = (PAGE.width - PAGE.letter_rule_width) / 2
                line.paragraph_format.left_indent = Mm(side - PAGE.left)
                line.paragraph_format.right_indent = Mm(side - PAGE.right)

    def write(
        self,
        text: str,
        *,
        font: str = "body",
        size: float | None = None,
        bold: bool = False,
        red: bool = False,
        centre: bool = False,
        right: bool = False,
        indent: bool = False,
        right_indent: float = 0,
        before: float = 0,
        pitch: float | None = None,
        line: Line | None = None,
    ) -> Line:
        """One paragraph; lengths in points, `indent` by two characters."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
        from docx.shared import Pt, RGBColor

        line = line if line is not None else self.document.add_paragraph()
        form = line.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch or self.pitch)
        form.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER
            if centre
            else WD_ALIGN_PARAGRAPH.RIGHT
            if right
            else WD_ALIGN_PARAGRAPH.JUSTIFY
        )
        if indent and self.zh:
            form.first_line_indent = Pt(2 * PAGE.advance)
        if right_indent:
            form.right_indent = Pt(right_indent)
        run = line.add_run(plain(text))
        run.font.name, run.font.size, run.font.bold = (
            LATIN if font != "code" else EAST_ASIAN["code"],
            Pt(size or self.size),
            bold,
        )
        _east_asian(run, font)
        if red:
            run.font.color.rgb = RGBColor.from_string(RED.upper())
        return line

    def rule(self, line: Line, *, where: str, kind: str, eighths: int, colour: str) -> None:
        """A rule above or below a paragraph, `eighths` of a point thick."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        borders = OxmlElement("w:pBdr")
        edge = OxmlElement(f"w:{where}")
        for name, value in (("val", kind), ("sz", str(eighths)), ("space", "6"), ("color", colour.upper())):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
        properties = line._p.get_or_add_pPr()
        properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")

    def _mark(self, line: Line | None = None, before: float = 0) -> None:
        """The issuer's name in red."""
        self.write(
            self.notice.letterhead.issuer.said(self.lang),
            font="title",
            size=36 if self.zh else 24,
            bold=True,
            red=True,
            centre=True,
            pitch=44,
            before=before,
            line=line,
        )

    def head(self) -> None:
        """Mark and number with the red rule, title, addressee; a letter has its mark in the page's header."""
        notice, lang = self.notice, self.lang
        letter = notice.form == "letter"
        if not letter:
            self._mark(before=(PAGE.document_mark - 6) * POINTS)
        if lang == "en":
            self.write(COURTESY.said(lang), size=10, before=4)
        number = self.write(
            notice.number.said(lang), font="number", right=letter, centre=not letter, before=PAGE.body * 0.875
        )
        if not letter:
            self.rule(number, where="bottom", kind="single", eighths=13, colour=RED)
        self.write(
            notice.title.said(lang),
            font="title",
            size=PAGE.title if self.zh else 17,
            bold=True,
            centre=True,
            before=2 * self.pitch if self.zh else 14,
            pitch=PAGE.title + 10,
        )
        self.write(notice.salutation.said(lang), before=self.pitch if self.zh else 10)

    def body(self) -> None:
        """What the paper says, closing words, name and day."""
        notice, lang, apart = self.notice, self.lang, 0 if self.zh else 5
        for block in notice.blocks:
            match block:
                case Paragraph(text) if text.said(lang):
                    self.write(text.said(lang), indent=True, before=apart)
                case Listing(items):
                    for one in numbered(items):
                        self.write(one.said(lang), indent=True, before=apart)
                case Files(files):
                    lines = numbered([file_line(one) for one in files])
                    for line, file in zip(lines, files, strict=True):
                        self.write(line.said(lang), indent=True, before=apart)
                        self.write(f"SHA-256 {file.sha256}", font="code", size=7, indent=True, pitch=14)
                case _:
                    pass
        if notice.closing:
            self.write(
                notice.closing.said(lang), indent=True, before=apart
            ).paragraph_format.keep_with_next = True
        space = 4 * PAGE.advance if self.zh else 0
        name = self.write(
            notice.letterhead.signature.said(lang), right=True, right_indent=space, before=self.pitch
        )
        name.paragraph_format.keep_with_next = True
        self.write(said_day(notice.issued).said(lang), right=True, right_indent=space)

    def foot(self) -> None:
        """Remarks, who drafted and signed, the place in the log; the imprint of a document."""
        notice, lang = self.notice, self.lang
        proof, root = notice.proof
        texts = [
            *(one.said(lang) for one in notice.remarks),
            *([notice.people.said(lang)] if notice.hands else []),
            proof.said(lang),
        ]
        for at, text in enumerate(texts):
            line = self.write(text, size=PAGE.note, pitch=13, before=self.pitch if at == 0 else 0)
            if at == 0:
                self.rule(line, where="top", kind="single", eighths=4, colour="808080")
        if root.zh:
            self.write(root.said(lang), font="code", size=7.5, pitch=13)
        if notice.form == "document":
            imprint = self.write(
                f"{notice.letterhead.issuer.said(lang)}　　{notice.printed.said(lang)}",
                size=PAGE.small,
                before=10,
                pitch=PAGE.small + 8,
            )
            self.rule(imprint, where="top", kind="single", eighths=8, colour="000000")

    def _page_number(self, line: Line) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt

        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below = PAGE.bottom - PAGE.number_below - PAGE.small / POINTS - PAGE.letter_foot
        line.paragraph_format.space_after = Pt(below * POINTS)
        for kind, text in (("", "— "), ("begin", ""), ("instr", " PAGE "), ("end", ""), ("", " —")):
            run = line.add_run(plain(text) if kind == "" else "")
            run.font.size = Pt(PAGE.small)
            if kind in ("begin", "end"):
                mark: Any = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
                run._r.append(mark)
            elif kind == "instr":
                mark = OxmlElement("w:instrText")
                mark.text = text
                run._r.append(mark)


def _east_asian(run: Run, font: str) -> None:
    """Name the Chinese family of a run; its Latin one is named already."""
    from docx.oxml.ns import qn

    properties: Any = run.element.rPr
    properties.rFonts.set(qn("w:eastAsia"), EAST_ASIAN[font])


def _same_bytes(document: Document) -> bytes:
    """The document's archive with every member's moment fixed, so that only the notice decides the bytes."""
    written, fixed = BytesIO(), BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(fixed, "w") as out:
        for name in sorted(made.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            member = zipfile.ZipInfo(name, EARLIEST)
            member.compress_type, member.external_attr, member.create_system = (
                zipfile.ZIP_DEFLATED,
                0o600 << 16,
                3,
            )
            out.writestr(member, made.read(name))
    return fixed.getvalue()
