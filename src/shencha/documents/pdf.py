"""A notice as PDF/A-2a, set by Typst: the same bytes for the same notice and the same fonts, and no network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from shencha.documents.measures import FONTS, PAGE, RED
from shencha.documents.sheet import (
    COURTESY,
    SPECIMEN,
    Block,
    Files,
    Listing,
    Notice,
    Paragraph,
    file_line,
    numbered,
    said_day,
)
from shencha.text import Lang

if TYPE_CHECKING:
    from typst import Fonts, PDFStandard

STANDARD: PDFStandard = "a-2a"
"""Archival and tagged, so that a screen reader can follow it."""


def pdf(notice: Notice, lang: Lang) -> bytes:
    """The paper as a PDF: the Chinese original, or the English courtesy copy.

    Without a Chinese font it is still made, but is no PDF/A: an archive must not hold signs that nobody can read.
    """
    told = data(notice, lang, tuple(fonts_here().families()))
    return set_as_pdf(_template(), "paper", told, notice.recorded)


def set_as_pdf(template: bytes, name: str, told: Mapping[str, Any], at: datetime) -> bytes:
    """Set a template as PDF/A-2a, or as a plain PDF where a sign cannot be set; the same bytes for the same data.

    Args:
        name: under which the template reads its data. at: the moment that the file bears, aware.
    """
    import typst

    asked: dict[str, Any] = {
        "input": template,
        "format": "pdf",
        "font_paths": fonts_here(),
        "sys_inputs": {name: json.dumps(told, ensure_ascii=False)},
        "timestamp": int(at.astimezone(UTC).timestamp()),
    }
    try:
        made = typst.compile(**asked, pdf_standards=[STANDARD])
    except typst.TypstError as refused:
        if "PDF/A" not in refused.message:
            raise
        made = typst.compile(**asked)
    assert isinstance(made, bytes)
    return made


def picture(notice: Notice, lang: Lang, *, ppi: float = 110) -> list[bytes]:
    """The pages of the paper as PNG."""
    import typst

    fonts = fonts_here()
    made = typst.compile(
        _template(),
        format="png",
        font_paths=fonts,
        ppi=ppi,
        sys_inputs={"paper": json.dumps(data(notice, lang, tuple(fonts.families())), ensure_ascii=False)},
    )
    return made if isinstance(made, list) else [made]


@cache
def fonts_here() -> Fonts:
    """The fonts of this machine, searched once."""
    import typst

    return typst.Fonts(include_system_fonts=True)


def data(notice: Notice, lang: Lang, installed: tuple[str, ...]) -> dict[str, Any]:
    """What the template sets: text and measures, no markup."""
    proof, root = notice.proof
    known = {family.lower(): family for family in installed}
    return {
        "lang": lang,
        "page": PAGE.as_dict(),
        "red": RED,
        "fonts": {use: _families(use, lang, known) for use in FONTS},
        "form": notice.form,
        "issuer": notice.letterhead.issuer.said(lang),
        "signature": notice.letterhead.signature.said(lang),
        "courtesy": COURTESY.en if lang == "en" else None,
        "specimen": SPECIMEN.said(lang) if notice.specimen else None,
        "number": notice.number.said(lang),
        "title": notice.title.said(lang),
        "salutation": notice.salutation.said(lang),
        "blocks": [
            _block(one, lang)
            for one in notice.blocks
            if not isinstance(one, Paragraph) or one.text.said(lang)
        ],
        "closing": notice.closing.said(lang) if notice.closing else None,
        "day": said_day(notice.issued).said(lang),
        "year": notice.issued.year,
        "month": notice.issued.month,
        "dayOfMonth": notice.issued.day,
        "remarks": [one.said(lang) for one in notice.remarks],
        "people": notice.people.said(lang),
        "proof": proof.said(lang),
        "root": root.said(lang),
        "printed": notice.printed.said(lang),
    }


def _families(use: str, lang: Lang, known: Mapping[str, str]) -> list[str]:
    """What is installed of the families for a use; English takes its letters from a Latin family first."""
    wanted = FONTS[use] if lang == "zh" or use == "code" else (*FONTS["latin"], *FONTS[use])
    return [known[name.lower()] for name in (*wanted, *FONTS["latin"]) if name.lower() in known]


def _block(block: Block, lang: Lang) -> dict[str, Any]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": text.said(lang)}
        case Listing(items):
            return {"kind": "listing", "items": [one.said(lang) for one in numbered(items)]}
        case Files(files):
            lines = numbered([file_line(one) for one in files])
            return {
                "kind": "files",
                "items": [
                    {"line": line.said(lang), "digest": f"SHA-256 {one.sha256}"}
                    for line, one in zip(lines, files, strict=True)
                ],
            }


@cache
def _template() -> bytes:
    return resources.files("shencha.documents").joinpath("notice.typ").read_bytes()
