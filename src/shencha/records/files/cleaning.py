"""Takes the data of its author out of a file before it is kept: who wrote it, where, with what.

A reporter may not know what a picture or a document says about them. Kinds that cannot be cleaned are refused
with the way to send the same content safely; nothing in a file is ever run or fetched.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from shencha.errors import BadInput, Fault
from shencha.text import Text

MOST_BYTES = 50 * 2**20
"""Of one file as it arrives."""
MOST_UNPACKED = 400 * 2**20
MOST_PARTS = 5_000
MOST_PIXELS = 120_000_000

_OWN_WORDS = "docProps/"
"""Where office files keep author, company, dates, template and custom properties."""
_NAMED = re.compile(
    rb'((?:w|w15|w16cex|p|x|xr|threadedComment)?:?(?:author|initials|displayName|userId)=")[^"]*(")'
)
_COMMENT_AUTHORS = re.compile(rb"(<author>)[^<]*(</author>)")


def clean(source: Path, target: Path, name: str) -> None:
    """Write the content of `source` to `target` without its author's data.

    Args:
        name: as its author called it; its extension says the kind.
    Raises:
        BadInput: a kind that cannot be cleaned, or a file that is not what its name says; nothing is kept.
    """
    suffix = Path(name).suffix.lower()
    cleaner = CLEANERS.get(suffix)
    if cleaner is None:
        raise BadInput([_unknown(name, suffix)])
    if source.stat().st_size > MOST_BYTES:
        raise BadInput([_large(name)])
    try:
        cleaner(source, target, suffix)
    except _Refused as refused:
        target.unlink(missing_ok=True)
        raise BadInput([_broken(name, refused.reason)]) from None


class _Refused(Exception):
    def __init__(self, reason: Text) -> None:
        self.reason = reason


def _text(source: Path, target: Path, suffix: str) -> None:
    raw = source.read_bytes()
    try:
        raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused(Text("不是 UTF-8 文本", "it is not UTF-8 text")) from None
    target.write_bytes(raw)


def _picture(source: Path, target: Path, suffix: str) -> None:
    """The pixels alone: no place, camera, owner or thumbnail."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(source, formats=["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP"]) as found:
            if found.width * found.height > MOST_PIXELS:
                raise _Refused(Text("图片太大", "the picture is too large"))
            upright = ImageOps.exif_transpose(found)
            plain = upright.convert(
                "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
            )
            bare = Image.frombytes(plain.mode, plain.size, plain.tobytes())
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise _Refused(Text("不是可以读取的图片", "it is no picture that can be read")) from None
    if suffix in (".jpg", ".jpeg"):
        bare.convert("RGB").save(target, "JPEG", quality=92)
    else:
        bare.save(target, "PNG")


def _pdf(source: Path, target: Path, suffix: str) -> None:
    """Pages as they are; document information, XMP, attachments, scripts and annotations' authors go."""
    import pikepdf

    try:
        with pikepdf.open(source) as pdf:
            info, root = cast(Any, pdf.docinfo), cast(Any, pdf.Root)
            for key in list(info):
                del info[key]
            for key in ("/Metadata", "/Names", "/OpenAction", "/AA", "/PieceInfo", "/AcroForm"):
                if key in root:
                    del root[key]
            for page in cast(Any, pdf.pages):
                for key in ("/Metadata", "/PieceInfo", "/AA", "/LastModified"):
                    if key in page:
                        del page[key]
                for note in page.get("/Annots", []):
                    for key in ("/T", "/CreationDate", "/M", "/A", "/AA", "/FS"):
                        if key in note:
                            del note[key]
            pdf.save(target, deterministic_id=True, fix_metadata_version=False)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, AttributeError):
        raise _Refused(
            Text("不是可以读取的 PDF，或者已加密", "it is no PDF that can be read, or it is locked")
        ) from None


def _office(source: Path, target: Path, suffix: str) -> None:
    """The parts of an office file without its properties; authors of comments and changes become a dash."""
    try:
        with zipfile.ZipFile(source) as before:
            parts = before.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _Refused(Text("解压后过大", "it is too large when unpacked"))
            if "[Content_Types].xml" not in before.namelist():
                raise _Refused(Text("不是办公文档", "it is no office document"))
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
                for part in parts:
                    if part.filename.startswith(_OWN_WORDS) or "vbaProject" in part.filename:
                        continue
                    content = before.read(part)
                    if part.filename.endswith((".xml", ".rels")):
                        content = _without_names(part.filename, content)
                    after.writestr(zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise _Refused(Text("不是可以读取的办公文档", "it is no office document that can be read")) from None


def _without_names(part: str, content: bytes) -> bytes:
    if part == "[Content_Types].xml":
        return re.sub(rb'<Override[^>]*PartName="/docProps/[^>]*/>', b"", content)
    if part.endswith(".rels"):
        return re.sub(rb'<Relationship [^>]*Target="/?docProps/[^>]*/>', b"", content)
    return _COMMENT_AUTHORS.sub(rb"\1-\2", _NAMED.sub(rb"\1-\2", content))


_Cleaner = Callable[[Path, Path, str], None]


def _for(cleaner: _Cleaner, suffixes: Iterable[str]) -> dict[str, _Cleaner]:
    return dict.fromkeys(suffixes, cleaner)


CLEANERS: dict[str, _Cleaner] = (
    _for(_text, (".txt", ".md", ".csv"))
    | _for(_picture, (".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp"))
    | _for(_pdf, (".pdf",))
    | _for(_office, (".docx", ".xlsx", ".pptx"))
)
"""By the extension of a file's name."""


def _unknown(name: str, suffix: str) -> Fault:
    kinds = ", ".join(sorted(CLEANERS))
    return Fault(
        name,
        "file",
        Text(
            f"无法去除 {suffix or '没有扩展名的'} 文件中的作者信息，因此没有接收",
            f"the author's data cannot be taken out of a file of the kind {suffix or '(no extension)'}, "
            "so it was not kept",
        ),
        Text(
            f"请另存为 PDF 或者图片；可以接收：{kinds}", f"save it as PDF or as a picture; taken are {kinds}"
        ),
    )


def _large(name: str) -> Fault:
    most = MOST_BYTES // 2**20
    return Fault(
        name,
        "file",
        Text(f"超过 {most} MB", f"larger than {most} MB"),
        Text("请拆分后分别上传", "split it and upload the parts"),
    )


def _broken(name: str, reason: Text) -> Fault:
    return Fault(name, "file", reason, Text("请重新导出后再上传", "export it again, then upload it"))
