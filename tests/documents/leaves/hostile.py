"""Papers made to harm whoever opens them, as small makers; what each would do stands in its name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(
    page: str = "",
    stream: bytes = b"",
    *,
    filters: str = "",
    more: str = "",
    pages: str = "",
    box: str = "0 0 200 200",
) -> bytes:
    """A PDF of one page written by hand; objects from 5 on are `more`."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        (pages or "<</Type/Pages/Kids[3 0 R]/Count 1>>").encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R{page}>>".encode(),
        f"<</Length {len(stream)}{filters}>>stream\n".encode() + stream + b"\nendstream",
        *(one.encode("latin-1") for one in more.split("\n\n") if one),
    ]
    body = b"%PDF-1.7\n"
    for at, one in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (at, one)
    return body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)


def png(width: int, height: int, *chunks: tuple[bytes, bytes], rows: bytes = b"") -> bytes:
    """A PNG that says it has that size."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    body = b"".join(chunk(*one) for one in chunks) + chunk(b"IDAT", rows or zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def archive(**parts: bytes | str) -> bytes:
    """A ZIP of these members, whose names are written with `__` for `/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def word(body: str, before: str = "") -> bytes:
    """A document of that body."""
    return archive(
        **{"word__document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    )


def sheet(rows: str) -> bytes:
    """A workbook with one sheet of these rows."""
    return archive(
        **{
            "xl__workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" r:id="r"/></sheets></workbook>',
            "xl___rels__workbook.xml.rels": '<Relationships><Relationship Id="r" Target="../../../../etc/passwd"/>'
            '<Relationship Id="r" Target="s.xml"/></Relationships>',
            "xl__s.xml": f'<worksheet xmlns="{S}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def bomb(unit: bytes, size: int) -> bytes:
    """A deflated stream that unpacks to that size."""
    return zlib.compress(unit * (size // len(unit)), 9)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f'<!DOCTYPE d [<!ENTITY l0 "ha">{entities}]>')


def _frames() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    one = Image.new("1", (8, 8))
    one.save(out, "TIFF", save_all=True, append_images=[one] * 800)
    return out.getvalue()


MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a page as large as a city": ("pdf", lambda: pdf(box="0 0 99999999 99999999", stream=b"0 0 m 9 9 l S")),
    "a page without width": ("pdf", lambda: pdf(box="0 0 0 900")),
    "a page as thin as a thread": ("pdf", lambda: pdf(box="0 0 1 99999999")),
    "a page the wrong way round": ("pdf", lambda: pdf(box="500 500 -500 -500")),
    "pages within themselves": ("pdf", lambda: pdf(pages="<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")),
    "a billion pages": ("pdf", lambda: pdf(pages="<</Type/Pages/Kids[3 0 R]/Count 1000000000>>")),
    "a stream without end": (
        "pdf",
        lambda: pdf(stream=bomb(b"q ", 80 * 2**20), filters="/Filter/FlateDecode"),
    ),
    "a form that draws itself": (
        "pdf",
        lambda: pdf(
            "/Resources<</XObject<</F 5 0 R>>>>",
            b"/F Do",
            more="<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n/F Do\nendstream",
        ),
    ),
    "forms that double": (
        "pdf",
        lambda: pdf(
            "/Resources<</XObject<</F 5 0 R>>>>",
            b"/F Do",
            more="\n\n".join(
                f"<</Type/XObject/Subtype/Form/BBox[0 0 200 200]/Resources<</XObject<</F {at + 1} 0 R>>>>/Length 23>>stream\n"
                "/F Do /F Do /F Do /F Do\nendstream"
                for at in range(5, 30)
            ),
        ),
    ),
    "an image of 900 megapixels": (
        "pdf",
        lambda: pdf(
            "/Resources<</XObject<</I 5 0 R>>>>",
            b"200 0 0 200 0 0 cm /I Do",
            more="<</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceRGB"
            "/Filter/FlateDecode/Length 30>>stream\n" + "x" * 30 + "\nendstream",
        ),
    ),
    "a password": ("pdf", lambda: pdf() + b"\ntrailer<</Root 1 0 R/Encrypt<</Filter/Standard/V 5/R 6>>>>"),
    "nothing but a head": ("pdf", lambda: b"%PDF-1.7\n"),
    "a picture of 118 megapixels": ("picture", lambda: png(10_900, 10_900, rows=bomb(b"\0", 15_000_000))),
    "a picture of four billion pixels": ("picture", lambda: png(65_500, 65_500)),
    "a note that unpacks": ("picture", lambda: png(8, 8, (b"zTXt", b"a\0\0" + bomb(b"a", 90 * 2**20)))),
    "eight hundred frames": ("picture", _frames),
    "a picture that is cut": ("picture", lambda: png(8, 8)[:40]),
    "a drawing as a picture": ("picture", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "a billion laughs": ("word", _laughs),
    "a file of the server": (
        "word",
        lambda: word(
            "<w:p><w:r><w:t>&f;</w:t></w:r></w:p>", '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        ),
    ),
    "tables in tables": (
        "word",
        lambda: word("<w:tbl><w:tr><w:tc>" * 5_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5_000),
    ),
    "a part that unpacks": ("word", lambda: archive(**{"word__document.xml": b" " * (210 * 2**20)})),
    "no such part": ("word", lambda: archive(a=b"x")),
    "a cell in column ZZZ": ("sheet", lambda: sheet('<row><c r="ZZZ1048576"><v>1</v></c></row>' * 3_000)),
    "a string far away": ("sheet", lambda: sheet(f'<row><c t="s"><v>{"9" * 5_000}</v></c></row>')),
    "a file beside the workbook": ("sheet", lambda: sheet("")),
    "a row of a million": ("table", lambda: b"a," * 1_000_000),
    "a quote without end": ("table", lambda: b'"' + b"a\n" * 1_000_000),
    "no text": ("text", lambda: b"\0" * 1000),
    "one long line": ("text", lambda: b"a" * 20_000_000),
}


def made() -> Iterator[tuple[str, str, bytes]]:
    """Each with its name and its kind."""
    for name, (kind, make) in MAKERS.items():
        yield name, kind, make()
