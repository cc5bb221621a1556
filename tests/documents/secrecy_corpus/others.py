"""Places in PDF, RTF, mail, archives, older Office files, pictures, tables and web pages."""

from __future__ import annotations

import base64
import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, PngImagePlugin
from tests.documents.kinds.makers import zipped
from tests.documents.secrecy_corpus import compound
from tests.documents.secrecy_corpus.office import Placed, docx, p
from tests.documents.secrecy_corpus.ways import BODY

PLAIN = "\n".join(BODY)


def hexed(text: str) -> str:
    return "<" + text.encode("utf-16-be").hex() + ">"


def drawn(*lines: str, top: int = 760) -> bytes:
    """What a page draws: these lines from the top."""
    shown = "\n".join(f"1 0 0 1 60 {top - 24 * n} Tm {hexed(one)} Tj" for n, one in enumerate(lines))
    return f"BT /F1 14 Tf\n{shown}\nET".encode()


def pdf(*pages: bytes, font: str = "UniGB-UCS2-H", **saved: object) -> pikepdf.Pdf:
    """A PDF in the Chinese font that readers carry themselves."""
    made = pikepdf.new()
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2))  # fmt: skip
    used = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/STSong-Light"), Encoding=Name(f"/{font}"), DescendantFonts=Array([below]))  # fmt: skip
    used = made.make_indirect(used)
    for one in pages:
        made.add_blank_page(page_size=(595, 842))
        page = made.pages[-1].obj
        page.Resources = Dictionary(Font=Dictionary(F1=used))
        page.Contents = Stream(made, one)
    return made


def saved(made: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def pdfs(line: str) -> Iterator[Placed]:
    def yields(place: str, made: pikepdf.Pdf) -> Placed:
        return f"PDF, {place}", "pdf", "说明.pdf", saved(made)

    yield yields("first page", pdf(drawn(line, *BODY)))
    yield yields("page 300", pdf(*[drawn(*BODY)] * 299, drawn(line, *BODY)))
    yield yields("foot of a page", pdf(drawn(*BODY), drawn(*BODY) + b"\n" + drawn(line, top=40)))
    signs = "\n".join(
        f"BT /F1 14 Tf 1 0 0 1 {60 + 14 * n} 760 Tm {hexed(c)} Tj ET" for n, c in enumerate(line)
    )
    yield yields("sign by sign", pdf(signs.encode() + b"\n" + drawn(*BODY, top=700)))
    kerned = "BT /F1 14 Tf 60 760 Td [" + " -900 ".join(hexed(c) for c in line) + "] TJ ET\n"
    yield yields("signs far apart", pdf(kerned.encode() + drawn(*BODY, top=700)))
    upright = "\n".join(
        f"BT /F1 14 Tf 1 0 0 1 540 {780 - 16 * n} Tm {hexed(c)} Tj ET" for n, c in enumerate(line)
    )
    yield yields("upright", pdf(drawn(*BODY, top=400) + b"\n" + upright.encode()))
    turned = f"q 0.7 0.7 -0.7 0.7 200 300 cm BT /F1 60 Tf {hexed(line)} Tj ET Q\n".encode()
    yield yields("slanting watermark", pdf(turned + drawn(*BODY)))
    made = pdf(drawn(*BODY))
    form = Stream(made, drawn(line))
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    page = made.pages[0].obj
    form.Resources = page.Resources
    page.Resources.XObject = Dictionary(X1=made.make_indirect(form))
    page.Contents = Stream(made, drawn(*BODY, top=600) + b"\n/X1 Do")
    yield yields("form drawn on the page", made)
    for place, subtype in (("remark", "Text"), ("free text", "FreeText")):
        made = pdf(drawn(*BODY))
        made.pages[0].obj.Annots = Array([made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([60, 700, 200, 720]), Contents=String(line)))])  # fmt: skip
        yield yields(place, made)
    made = pdf(drawn(*BODY))
    field = made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("标识"), V=String(line), Rect=Array([60, 700, 200, 720])))  # fmt: skip
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))
    yield yields("form field", made)
    made = pdf(drawn(*BODY))
    made.docinfo["/Title"] = line
    yield yields("title", made)
    made = pdf(drawn(*BODY))
    made.docinfo["/Keywords"] = line
    yield yields("keywords", made)
    made = pdf(drawn(*BODY))
    with made.open_metadata(set_pikepdf_as_editor=False) as data:
        data["dc:description"] = line
    yield yields("XMP", made)
    made = pdf(drawn(*BODY))
    made.attachments["附件.txt"] = f"{line}\n{PLAIN}".encode()
    yield yields("attachment", made)
    made = pdf(drawn(*BODY))
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(line, 0))
    yield yields("outline", made)
    made = pdf(drawn(*BODY))
    made.Root.OCProperties = Dictionary(OCGs=Array([made.make_indirect(Dictionary(Type=Name.OCG, Name=String(line)))]), D=Dictionary())  # fmt: skip
    yield yields("layer", made)


def rtfs(line: str) -> Iterator[Placed]:
    def gbk(text: str) -> str:
        return "".join(
            c if c.isascii() else "".join(f"\\'{b:02x}" for b in c.encode("gbk", "ignore")) for c in text
        )

    def u(text: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c) - (65536 if ord(c) > 32767 else 0)}?" for c in text)

    head = r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    plain = "".join(f"\\pard {gbk(one)}\\par\n" for one in BODY)
    for place, body in {
        "signs of the code page": f"\\pard {gbk(line)}\\par\n{plain}",
        "Unicode signs": f"\\pard {u(line)}\\par\n{plain}",
        "runs": "\\pard " + "".join(f"{{\\b {u(c)}}}" for c in line) + f"\\par\n{plain}",
        "header": f"{{\\header \\pard {gbk(line)}\\par}}{plain}",
        "title": f"{{\\info{{\\title {gbk(line)}}}}}{plain}",
        "hidden": f"{{\\v \\pard {u(line)}\\par}}{plain}",
        "text box": f"{{\\shp{{\\*\\shpinst{{\\shptxt \\pard {u(line)}\\par}}}}}}{plain}",
    }.items():
        yield f"RTF, {place}", "rtf", "说明.rtf", f"{head}{body}}}".encode("ascii")


def mail(subject: str = "材料", body: str = PLAIN, attached: tuple[str, bytes] | None = None) -> EmailMessage:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = "a@example.cn", "b@example.cn", subject
    made.set_content(body, cte="base64")
    if attached:
        name, content = attached
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def mails(line: str) -> Iterator[Placed]:
    made = {
        "subject": mail(subject=line).as_bytes(),
        "body": mail(body=f"{line}\n{PLAIN}").as_bytes(),
        "attached paper": mail(attached=("说明.docx", docx(p(line)))).as_bytes(),
        "name of an attachment": mail(attached=(f"{line}.txt", PLAIN.encode())).as_bytes(),
        "in an older code": b"From: a@example.cn\r\nSubject: =?gb2312?B?" + base64.b64encode(line.encode("gb18030")) + b"?=\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n" + PLAIN.encode("gb18030"),
    }  # fmt: skip
    web = mail()
    web.add_alternative(f"<html><body><b>{escape(line)}</b><p>{PLAIN}</p></body></html>", subtype="html")
    made["web page"] = web.as_bytes()
    outer = mail()
    outer.add_attachment(mail(subject=line))
    made["mail in a mail"] = outer.as_bytes()
    yield from ((f"mail, {place}", "eml", "往来.eml", content) for place, content in made.items())


def archives(line: str) -> Iterator[Placed]:
    inner = zipped({"说明.txt": f"{line}\n{PLAIN}"})
    older = io.BytesIO()
    with zipfile.ZipFile(older, "w") as made:
        made.writestr("N" * len(line.encode("gb18030")) + ".txt", PLAIN)
    gbk = older.getvalue().replace(b"N" * len(line.encode("gb18030")), line.encode("gb18030"))
    noted = io.BytesIO()
    with zipfile.ZipFile(noted, "w") as made:
        made.writestr("说明.txt", PLAIN)
        made.comment = line.encode()
    rolled = io.BytesIO()
    with tarfile.open(fileobj=rolled, mode="w:gz") as made_tar:
        one = tarfile.TarInfo("说明.txt")
        content = f"{line}\n{PLAIN}".encode()
        one.size = len(content)
        made_tar.addfile(one, io.BytesIO(content))
    for place, content in {
        "member": inner,
        "name of a member": zipped({f"{line}.txt": PLAIN}),
        "name of a member in GBK": gbk,
        "name of a folder": zipped({f"{line}/说明.txt": PLAIN}),
        "comment": noted.getvalue(),
        "three deep": zipped({"二.zip": zipped({"三.zip": inner})}),
        "paper in it": zipped({"说明.docx": docx(p(line)), "附件.pdf": saved(pdf(drawn(*BODY)))}),
    }.items():
        yield f"archive, {place}", "zip", "材料.zip", content
    yield "rolled archive, member", "tar.gz", "材料.tar.gz", rolled.getvalue()
    yield "packed text", "gz", "说明.txt.gz", gzip.compress(f"{line}\n{PLAIN}".encode(), mtime=0)


def older(line: str) -> Iterator[Placed]:
    first = f"{line}\n{PLAIN}"
    yield "Word 97, first paragraph", "doc", "说明.doc", compound.word(first)
    yield "Word 97, header", "doc", "说明.doc", compound.word(PLAIN, header=line)
    yield (
        "Word 97, paragraphs out of order",
        "doc",
        "说明.doc",
        compound.word(first, pieces=[3, 0, 5, 2, 1, 4]),
    )
    yield "Word 97, title", "doc", "说明.doc", compound.word(PLAIN, title=line)
    yield "WPS", "wps", "说明.wps", compound.word(first)
    yield "Excel 97, cell", "xls", "台账.xls", compound.excel(line)
    yield "Excel 97, header", "xls", "台账.xls", compound.excel("台账", header=f"&C{line}")
    yield "Excel 97, name of a sheet", "xls", "台账.xls", compound.excel("台账", sheet=line)
    yield "PowerPoint 97, slide", "ppt", "汇报.ppt", compound.powerpoint(line)
    yield "Outlook, subject", "msg", "往来.msg", compound.message(line, PLAIN)


def rest(line: str) -> Iterator[Placed]:
    described = PngImagePlugin.PngInfo()
    described.add_itxt("Description", line)
    png, jpeg = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (8, 8)).save(png, "PNG", pnginfo=described)
    exif = Image.Exif()
    exif[0x9C9C] = line.encode("utf-16-le") + b"\0\0"
    Image.new("RGB", (8, 8)).save(jpeg, "JPEG", exif=exif)
    rows = "\n".join(f"{n},{one}" for n, one in enumerate(BODY))
    yield "picture, description", "png", "图.png", png.getvalue()
    yield "photograph, comment of its camera", "jpg", "图.jpg", jpeg.getvalue()
    yield "table, first cell", "csv", "台账.csv", f"{line},,\n序号,说明\n{rows}".encode("utf-8-sig")
    yield "table in GB 18030", "csv", "台账.csv", f"{line},,\n序号,说明\n{rows}".encode("gb18030")
    entities = "".join(f"&#x{ord(c):X};" for c in line)
    yield "web page, entities", "html", "说明.html", f"<html><body><p>{entities}</p><p>{PLAIN}</p></body></html>".encode()  # fmt: skip
    yield "drawing", "svg", "图.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><text>{escape(line)}</text></svg>".encode()  # fmt: skip
    yield "its own name", "txt", f"{line} 说明.txt", PLAIN.encode()


def placed(line: str) -> Iterator[Placed]:
    """This line in each place of these papers."""
    for kind in (pdfs, rtfs, mails, archives, older, rest):
        yield from kind(line)
