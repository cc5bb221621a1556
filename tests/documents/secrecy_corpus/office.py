"""Places in papers of the zip family: Word, Excel, PowerPoint, OpenDocument, OFD."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.documents.kinds.makers import TYPES, zipped
from tests.documents.secrecy_corpus.ways import BODY

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><cp:keywords>{keywords}</cp:keywords>'
    "<cp:contentStatus>{status}</cp:contentStatus></cp:coreProperties>"
)
Placed = tuple[str, str, str, bytes]
"""Place, container, name, content."""


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


PLAIN = "".join(map(p, BODY))


def docx(body: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    whole = f"<w:document {W} {A}><w:body>{body}{PLAIN}</w:body></w:document>"
    return zipped({"[Content_Types].xml": TYPES.format(""), "word/document.xml": whole, **(parts or {})})


def part(element: str, inner: str) -> str:
    return f"<w:{element} {W} {A}>{inner}</w:{element}>"


def words(line: str) -> Iterator[Placed]:
    """Word."""
    text = escape(line)
    made: dict[str, bytes] = {
        "first paragraph": docx(p(line)),
        "runs sign by sign": docx("<w:p>" + "".join(f"<w:r><w:t>{escape(c)}</w:t></w:r>" for c in line) + "</w:p>"),
        "header": docx(parts={"word/header2.xml": part("hdr", p(line))}),
        "footer": docx(parts={"word/footer1.xml": part("ftr", p(line))}),
        "text box": docx(f"<w:p><w:r><w:drawing><wps:txbx xmlns:wps='urn:wps'><w:txbxContent>{p(line)}</w:txbxContent></wps:txbx></w:drawing></w:r></w:p>"),
        "watermark": docx(parts={"word/header1.xml": part("hdr", f"<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textpath string='{text}'/></v:shape></w:pict></w:r></w:p>")}),
        "picture's description": docx(f"<w:p><w:r><w:drawing><wp:docPr xmlns:wp='urn:wp' id='1' name='图1' descr='{text}'/></w:drawing></w:r></w:p>"),
        "comment": docx(parts={"word/comments.xml": part("comments", f"<w:comment w:id='1'>{p(line)}</w:comment>")}),
        "footnote": docx(parts={"word/footnotes.xml": part("footnotes", f"<w:footnote w:id='2'>{p(line)}</w:footnote>")}),
        "endnote": docx(parts={"word/endnotes.xml": part("endnotes", f"<w:endnote w:id='2'>{p(line)}</w:endnote>")}),
        "tracked deletion": docx(f"<w:p><w:del w:id='1'><w:r><w:delText>{text}</w:delText></w:r></w:del></w:p>"),
        "content control": docx(f"<w:sdt><w:sdtContent>{p(line)}</w:sdtContent></w:sdt>"),
        "title of properties": docx(parts={"docProps/core.xml": CORE.format(title=text, keywords="", status="")}),
        "keywords of properties": docx(parts={"docProps/core.xml": CORE.format(title="说明", keywords=text, status="")}),
        "status of properties": docx(parts={"docProps/core.xml": CORE.format(title="说明", keywords="", status=text)}),
        "custom property": docx(parts={"docProps/custom.xml": f"<Properties><property name='标识'><vt:lpwstr xmlns:vt='urn:vt'>{text}</vt:lpwstr></property></Properties>"}),
        "SmartArt": docx(parts={"word/diagrams/data1.xml": f"<dgm:dataModel xmlns:dgm='urn:dgm' {A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:dataModel>"}),
        "numeric entities": docx("<w:p><w:r><w:t>" + "".join(f"&#{ord(c)};" for c in line) + "</w:t></w:r></w:p>"),
        "header in another encoding": docx(parts={"word/header1.xml": ('<?xml version="1.0" encoding="UTF-16"?>' + part("hdr", p(line))).encode("utf-16")}),
        "embedded workbook": docx(parts={"word/embeddings/Book.xlsx": xlsx(shared=line)}),
        "imported web page": docx(parts={"word/afchunk.html": f"<html><body><p>{text}</p></body></html>"}),
        "page far behind": docx("".join(map(p, BODY * 120)) + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + p(line)),
    }  # fmt: skip
    yield from ((f"Word, {place}", "docx", "说明.docx", content) for place, content in made.items())


def xlsx(cell: str = "", shared: str = "", parts: dict[str, str | bytes] | None = None, sheet: str = "台账", tail: str = "", state: str = "visible") -> bytes:  # fmt: skip
    rows = "".join(
        f"<row r='{n}'><c t='inlineStr'><is><t>{one}</t></is></c></row>" for n, one in enumerate(BODY, 2)
    )
    first = f"<row r='1'>{cell}</row>" if cell else ""
    strings = f"<sst {S}><si><t>{escape(shared)}</t></si></sst>" if shared else f"<sst {S}/>"
    book = f"<workbook {S}><sheets><sheet name='{escape(sheet)}' sheetId='1' state='{state}'/></sheets></workbook>"
    return zipped({"[Content_Types].xml": TYPES.format(""), "xl/workbook.xml": book, "xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{first}{rows}</sheetData>{tail}</worksheet>", **(parts or {})})  # fmt: skip


def sheets(line: str) -> Iterator[Placed]:
    """Excel."""
    text = escape(line)
    inline = f"<c t='inlineStr'><is><t>{text}</t></is></c>"
    rich = "<c t='inlineStr'><is>" + "".join(f"<r><t>{escape(c)}</t></r>" for c in line) + "</is></c>"
    made = {
        "shared string": xlsx(shared=line),
        "inline string": xlsx(inline),
        "rich string sign by sign": xlsx(rich),
        "page header": xlsx(tail=f"<headerFooter><oddHeader>&amp;L&amp;\"黑体,常规\"&amp;16{text}</oddHeader></headerFooter>"),
        "page footer": xlsx(tail=f"<headerFooter><evenFooter>&amp;C{text}</evenFooter></headerFooter>"),
        "comment": xlsx(parts={"xl/comments1.xml": f"<comments {S}><commentList><comment ref='A1'><text><r><t>{text}</t></r></text></comment></commentList></comments>"}),
        "name of a sheet": xlsx(sheet=line),
        "very hidden sheet": xlsx(inline, state="veryHidden"),
        "text box": xlsx(parts={"xl/drawings/drawing1.xml": f"<xdr:wsDr xmlns:xdr='urn:xdr' {A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></xdr:wsDr>"}),
        "title of a chart": xlsx(parts={"xl/charts/chart1.xml": f"<c:chartSpace xmlns:c='urn:c' {A}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></c:chartSpace>"}),
        "binary workbook": zipped({"[Content_Types].xml": TYPES.format(""), "xl/sharedStrings.bin": b"\x9f\x01\x08" + bytes(8) + b"\x13" + bytes([len(line) * 2 + 5]) + b"\0" + len(line).to_bytes(4, "little") + line.encode("utf-16-le") + b"\xa0\x01\0", "xl/workbook.bin": bytes(16)}),
    }  # fmt: skip
    yield from ((f"Excel, {place}", "xlsx", "台账.xlsx", content) for place, content in made.items())


def slide(text: str) -> str:
    return f"<p:sld {P} {A}><p:txBody><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sld>"


def slides(line: str) -> Iterator[Placed]:
    """PowerPoint."""

    def deck(**parts: str) -> bytes:
        named = {one.replace("__", "/") + ".xml": content for one, content in parts.items()}
        return zipped({"[Content_Types].xml": TYPES.format(""), "ppt/presentation.xml": f"<p:presentation {P}/>", "ppt/slides/slide1.xml": slide(BODY[0]), **named})  # fmt: skip

    made = {
        "last slide": deck(**{f"ppt__slides__slide{n}": slide(BODY[n % 5]) for n in range(2, 40)}, ppt__slides__slide40=slide(line)),
        "master": deck(ppt__slideMasters__slideMaster1=slide(line)),
        "layout": deck(ppt__slideLayouts__slideLayout3=slide(line)),
        "speaker's notes": deck(ppt__notesSlides__notesSlide1=slide(line)),
        "comment": deck(ppt__comments__comment1=f"<p:cmLst {P}><p:cm><p:text>{escape(line)}</p:text></p:cm></p:cmLst>"),
    }  # fmt: skip
    yield from ((f"PowerPoint, {place}", "pptx", "汇报.pptx", content) for place, content in made.items())


ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'


def odf(media: str, body: str = "", styles: str = "", meta: str = "") -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{media}", "content.xml": f"<office:document-content {ODF}>{body}</office:document-content>", "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>", "meta.xml": f"<office:document-meta {ODF}>{meta}</office:document-meta>"})  # fmt: skip


def opened(line: str) -> Iterator[Placed]:
    """OpenDocument and OFD."""
    text, tp = escape(line), f"<text:p>{escape(line)}</text:p>"
    plain = "".join(f"<text:p>{one}</text:p>" for one in BODY)
    yield "OpenDocument, first paragraph", "odt", "说明.odt", odf("text", tp + plain)
    yield "OpenDocument, header of a style", "odt", "说明.odt", odf("text", plain, f"<style:header>{tp}</style:header>")  # fmt: skip
    yield "OpenDocument, keyword", "odt", "说明.odt", odf("text", plain, meta=f"<meta:keyword>{text}</meta:keyword>")  # fmt: skip
    yield "OpenDocument, annotation", "odt", "说明.odt", odf("text", f"<text:p>甲<office:annotation>{tp}</office:annotation></text:p>{plain}")  # fmt: skip
    cell = f"<table:table table:name='台账'><table:table-row><table:table-cell>{tp}</table:table-cell></table:table-row></table:table>"
    yield "OpenDocument sheet, cell", "ods", "台账.ods", odf("spreadsheet", cell)
    yield "OpenDocument sheet, its name", "ods", "台账.ods", odf("spreadsheet", f"<table:table table:name='{text}'>{plain}</table:table>")  # fmt: skip
    flat = f"<?xml version='1.0' encoding='UTF-8'?><office:document {ODF}>{tp}{plain}</office:document>"
    yield "OpenDocument, flat", "fodt", "说明.fodt", flat.encode()
    codes = "".join(f"<ofd:TextObject><ofd:TextCode X='{n * 5}'>{escape(c)}</ofd:TextCode></ofd:TextObject>" for n, c in enumerate(line))  # fmt: skip
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    body = "".join(f"<ofd:TextObject><ofd:TextCode>{one}</ofd:TextCode></ofd:TextObject>" for one in BODY)

    def ofd(page: str = body, template: str = "", title: str = "说明") -> bytes:
        return zipped({"OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title></ofd:DocInfo></ofd:DocBody></ofd:OFD>", "Doc_0/Document.xml": f"<ofd:Document {space}/>", "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content>{page}</ofd:Content></ofd:Page>", "Doc_0/Tpls/Tpl_0/Content.xml": f"<ofd:Page {space}>{template}</ofd:Page>"})  # fmt: skip

    yield "OFD, text code", "ofd", "说明.ofd", ofd(f"<ofd:TextObject><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>{body}")  # fmt: skip
    yield "OFD, sign by sign", "ofd", "说明.ofd", ofd(codes)
    yield "OFD, template of the page", "ofd", "说明.ofd", ofd(template=f"<ofd:TextObject><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>")  # fmt: skip
    yield "OFD, title", "ofd", "说明.ofd", ofd(title=text)


def placed(line: str) -> Iterator[Placed]:
    """This line in each place of these papers."""
    yield from words(line)
    yield from sheets(line)
    yield from slides(line)
    yield from opened(line)
