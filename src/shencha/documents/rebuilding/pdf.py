"""PDF: the pages, copied into a new file by the keys that draw them; nothing else comes along."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pikepdf

from shencha.documents.rebuilding.pictures import bare_jpeg
from shencha.documents.rebuilding.refused import Refused
from shencha.text import Text

MOST_PAGES = 3_000
_PAGE = frozenset(
    {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Parent"}
)
_RESOURCES = frozenset({"/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading", "/ProcSet"})
_NOWHERE = frozenset(
    {
        "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Names", "/AA", "/A", "/OC", "/OPI", "/Alternates",
        "/SMask_", "/Annots", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/NM", "/RC", "/T",
        "/StructParent", "/StructParents", "/Ref", "/PZ", "/Thumb", "/B", "/Measure", "/PtData",
    }
)  # fmt: skip
"""Keys that say who, when, where or with what, wherever they stand."""
BROKEN = Text("不是可以读取的 PDF，或者已加密", "it is no PDF that can be read, or it is locked")


def rebuilt(source: Path, target: Path) -> None:
    """Write the pages of a PDF into a new one; comments, links, forms, attachments and scripts stay behind.

    Raises:
        Refused: no PDF that can be read, locked, or of too many pages.
    """
    try:
        with pikepdf.open(source) as given, pikepdf.new() as made:
            if not 0 < len(given.pages) <= MOST_PAGES:
                raise Refused(Text(f"页数不在 1 至 {MOST_PAGES} 之间", f"it has not 1 to {MOST_PAGES} pages"))
            for page in given.pages:
                _whole(page)
                made.pages.append(page)
            for one in made.pages:
                _only(cast(Any, one.obj), _PAGE)
                _only(cast(Any, one.obj).get("/Resources"), _RESOURCES)
            for held in made.objects:
                _bare(held)
            for key in list(made.Root.keys()):
                if key not in ("/Type", "/Pages"):
                    del made.Root[key]
            if "/Info" in made.trailer:
                del made.trailer["/Info"]
            made.save(target, deterministic_id=True, fix_metadata_version=False)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        RuntimeError,
    ):
        raise Refused(BROKEN) from None


def _whole(page: pikepdf.Page) -> None:
    """What a page takes from the page tree stands on it, before it leaves the tree."""
    for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        node, depth = cast(Any, page.obj), 0
        while key not in page.obj and "/Parent" in node and depth < 50:
            node, depth = node["/Parent"], depth + 1
            if key in node:
                page.obj[key] = node[key]


def _only(found: Any, keys: frozenset[str]) -> None:
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        for key in list(found.keys()):
            if key not in keys:
                del found[key]


def _bare(held: Any) -> None:
    """One object without the keys of `_NOWHERE`; a form's resources are a page's, and a JPEG loses its segments."""
    if not isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in list(held.keys()):
        if key in _NOWHERE and not (key == "/B" and held.get("/Type") != "/Page"):
            del held[key]
    if not isinstance(held, pikepdf.Stream):
        return
    if held.get("/Subtype") == "/Form":
        _only(held.get("/Resources"), _RESOURCES)
    filters = held.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names[-1] == "/DCTDecode":
        if len(names) > 1:  # unpack what lies around the JPEG, so that it can be read
            held.write(bare_jpeg(_inner(held, names)), filter=pikepdf.Name("/DCTDecode"))
        else:
            held.write(bare_jpeg(held.read_raw_bytes()), filter=pikepdf.Name("/DCTDecode"))
    elif names[-1] == "/JPXDecode":
        raise Refused(
            Text(
                "含有 JPEG 2000 图片，无法去除其中的信息",
                "it holds a JPEG 2000 picture, which cannot be cleaned",
            )
        )


def _inner(held: pikepdf.Stream, names: list[str]) -> bytes:
    import zlib

    content = held.read_raw_bytes()
    for name in names[:-1]:
        if name != "/FlateDecode":
            raise Refused(BROKEN)
        unpacked = zlib.decompressobj()
        content = unpacked.decompress(content, 50 * 2**20)
    return content
