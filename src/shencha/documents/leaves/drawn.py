"""Leaves of a PDF by PDFium, and pictures, as PNG; and the words that stand on a leaf."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from shencha.documents.leaves import MOST_CHARACTERS

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 25_000_000
"""Of a picture that is opened."""
TALLEST = 4
"""A leaf is drawn at most so many times as high as it is wide; a taller one is drawn narrower."""
STAMP = 60
"""The width of a leaf is so many times the height of its stamp's letters."""


def png(file: IO[bytes], kind: str, leaf: int, width: int, stamp: str = "") -> bytes:
    """One leaf as a PNG of at most that width.

    Args:
        leaf: from 1. stamp: Latin letters and figures, set in the lower right corner with the leaf's number.
    """
    out = io.BytesIO()
    made, count = image(file, kind, leaf, width)
    if stamp:
        _stamp(made, f"{stamp}   {leaf}/{count}")
    made.save(out, "PNG", compress_level=1)
    return out.getvalue()


def image(file: IO[bytes], kind: str, leaf: int, width: int) -> tuple[Image, int]:
    """One leaf as pixels, and how many leaves there are."""
    if kind == "pdf":
        with _pdf(file) as found:
            one = found[leaf - 1]
            wide, high = one.get_size()
            made: Image = one.render(
                scale=(width - 0.01) / max(wide, high / TALLEST, 1), may_draw_forms=False
            ).to_pil()
            return made.convert("RGB"), len(found)
    import PIL.Image

    with PIL.Image.open(file) as given:
        given.seek(leaf - 1)
        return _plain(given, width), int(getattr(given, "n_frames", 1))


def frames(file: IO[bytes], width: int, most: int) -> Iterator[Image]:
    """The pictures of a file, one after another."""
    import PIL.Image

    with PIL.Image.open(file) as given:
        for at in range(min(int(getattr(given, "n_frames", 1)), most)):
            given.seek(at)
            yield _plain(given, width)


def _plain(given: Image, width: int) -> Image:
    """A picture upright, without transparency, and no wider than that."""
    import PIL.ImageOps

    if given.width * given.height > MOST_PIXELS:
        raise ValueError("too many pixels")
    given.draft("RGB", (width, width * TALLEST))
    plain = _on_white(PIL.ImageOps.exif_transpose(given))
    plain.thumbnail((width, width * TALLEST))
    return plain


def words(file: IO[bytes], kind: str, first: int, last: int) -> dict[str, Any]:
    """How many leaves there are, and of some of them the words and the size; a picture has no words.

    Fewer than were asked for where the words are too many.
    """
    if kind != "pdf":
        import PIL.Image

        with PIL.Image.open(file) as given:
            count = int(getattr(given, "n_frames", 1))
            size = (given.height, given.width) if given.getexif().get(0x0112, 1) > 4 else given.size
        some = max(min(last, count) - first + 1, 0)
        return {"count": count, "words": [""] * some, "sizes": [size] * some}
    with _pdf(file) as found:
        count = len(found)
        said: list[str] = []
        sizes, left = [], MOST_CHARACTERS
        for number in range(first, min(last, count) + 1):
            page = found[number - 1]
            text = page.get_textpage().get_text_bounded()[: left + 1]
            if (left := left - len(text)) < 0:
                break
            said.append(text.replace("\r\n", "\n").replace("\0", "").encode("utf-8", "replace").decode())
            sizes.append(page.get_size())
            page.close()
        return {"count": count, "words": said, "sizes": sizes}


def _on_white(given: Image) -> Image:
    """Without transparency, which a reader would see as black."""
    import PIL.Image

    if given.mode not in ("RGBA", "LA", "PA", "P"):
        return given.convert("RGB")
    solid = given.convert("RGBA")
    white = PIL.Image.new("RGBA", solid.size, "white")
    return PIL.Image.alpha_composite(white, solid).convert("RGB")


def _stamp(made: Image, stamp: str) -> None:
    from PIL import ImageDraw, ImageFont

    size = max(made.width // STAMP, 9)
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(size)
    left, top, right, bottom = (int(one) for one in draw.textbbox((0, 0), stamp, font=font))
    at = (made.width - (right - left) - size, made.height - (bottom - top) - size)
    frame = (at[0] - size // 2, at[1] - size // 3, made.width - size // 2, made.height - size // 2)
    draw.rectangle(frame, fill="white", outline="#b3000c")
    draw.text((at[0] - left, at[1] - top), stamp, fill="#b3000c", font=font)


def _pdf(file: IO[bytes]) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(file)
