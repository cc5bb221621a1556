"""Pictures: the pixels alone; no place, camera, owner, thumbnail or profile."""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from shencha.documents.rebuilding.refused import NO_PICTURE, Refused
from shencha.text import Text

MOST_PIXELS = 25_000_000
FORMATS = ["PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP"]
LARGE = Text("图片超过 2500 万像素", "the picture has more than 25 million pixels")


def rebuilt(source: Path | IO[bytes], target: Path | IO[bytes], *, jpeg: bool) -> None:
    """Write the pixels of a picture as JPEG or PNG.

    Raises:
        Refused: no picture, or too many pixels; they are counted before one is read.
    """
    try:
        with Image.open(source, formats=FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused(LARGE)
            upright = ImageOps.exif_transpose(found)
            clear = "A" in upright.getbands() or "transparency" in upright.info
            plain = upright.convert("RGBA" if clear and not jpeg else "RGB")
            plain.info = {}  # what a writer would carry over
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(NO_PICTURE) from None
    if jpeg:
        plain.save(target, "JPEG", quality=92)
    else:
        plain.save(target, "PNG")


def rebuilt_bytes(content: bytes, *, jpeg: bool) -> bytes:
    """The same for a picture inside another file."""
    out = io.BytesIO()
    rebuilt(io.BytesIO(content), out, jpeg=jpeg)
    return out.getvalue()


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG without what its segments say of camera, place and tool; the coded pixels stay as they are.

    For one inside a PDF, whose colours may be of any kind. What follows the picture's end goes too.

    Raises:
        Refused: it is not built as a JPEG is.
    """
    out, at = bytearray(b"\xff\xd8"), 2
    if content[:2] != b"\xff\xd8":
        raise Refused(NO_PICTURE)
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Refused(NO_PICTURE)
        kind = content[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if length < 2:
            raise Refused(NO_PICTURE)
        segment = content[at : at + 2 + length]
        if kind == 0xDA:  # the scan, and whatever scans follow it up to the end of the picture
            end = content.rfind(b"\xff\xd9")
            return bytes(out) + content[at : end + 2 if end > at else len(content)]
        if kind == 0xEE or not (0xE0 <= kind <= 0xEF or kind == 0xFE):
            out += segment  # APP14 says how the colours are coded
        at += 2 + length
    raise Refused(NO_PICTURE)
