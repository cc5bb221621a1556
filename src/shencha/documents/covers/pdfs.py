"""A PDF: every page as it is read, every string of its remarks, fields, outline and properties, what is attached.

For the bounded process only: whoever sends a PDF decides what it makes its readers do.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from pypdfium2 import raw

from shencha.documents.covers.texts import paragraphs

if TYPE_CHECKING:
    from shencha.documents.covers.parts import Looking, Part

PAGES = 5_000
OBJECTS = 500_000
NESTED = 12
"""How deep strings are sought within one object."""
BROKEN = (pikepdf.PdfError, ValueError, TypeError, RuntimeError, RecursionError, AttributeError, KeyError)


def parts(look: Looking, file: IO[bytes], depth: int) -> Iterator[Part]:
    """The pages of a PDF, then what stands beside them."""
    from shencha.documents.covers.parts import LOCKED, UNLOOKED

    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        yield LOCKED if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) else UNLOOKED
        return
    try:
        yield from _pages(document)
    except pypdfium2.PdfiumError:
        yield UNLOOKED
    finally:
        document.close()
    file.seek(0)
    try:
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream) as given:  # type: ignore[arg-type]
            yield from _beside(look, given, depth)
    except pikepdf.PasswordError:
        yield LOCKED
    except BROKEN:
        yield UNLOOKED


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Part]:
    from shencha.documents.covers.parts import SCAN, UNLOOKED, Lines

    for at in range(min(len(document), PAGES)):
        page = document[at]
        text = page.get_textpage()
        words = text.get_text_range()
        text.close()
        if words.strip():
            yield Lines(words.splitlines(), foot=True)
        elif next(page.get_objects(max_depth=3), None) is not None:
            yield SCAN
        page.close()
    if len(document) > PAGES:
        yield UNLOOKED


def _beside(look: Looking, given: pikepdf.Pdf, depth: int) -> Iterator[Part]:
    from shencha.documents.covers.parts import UNLOOKED, Lines

    for at, held in enumerate(given.objects):
        if at >= OBJECTS:
            yield UNLOOKED
            return
        yield Lines(list(_strings(held, NESTED)))
        if not isinstance(held, pikepdf.Stream):
            continue
        kind = str(held.get("/Type", ""))
        if kind == "/Metadata":
            words = held.read_bytes().decode("utf-8", "ignore")
            yield Lines(paragraphs(iter([words]), properties=True))
        elif kind == "/EmbeddedFile":
            content = held.read_bytes()
            look.spend(len(content))
            yield from look.parts(BytesIO(content), depth + 1)


def _strings(held: Any, deep: int) -> Iterator[str]:
    """The strings in an object, not in those that it refers to."""
    if isinstance(held, pikepdf.String):
        yield str(held)
    elif deep and isinstance(held, pikepdf.Array):
        for one in held:
            if not getattr(one, "is_indirect", False):
                yield from _strings(one, deep - 1)
    elif deep and isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
        for key in held.keys():  # noqa: SIM118  (a PDF's dictionary is iterated by its keys only so)
            one = held[key]
            if not getattr(one, "is_indirect", False):
                yield from _strings(one, deep - 1)
