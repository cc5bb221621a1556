"""The declaration as a paper: a PDF of what was filled in, and an empty form to fill in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Any

from shencha.documents.declaration import NOT_PUBLIC, Field, Kind, parts, rows
from shencha.documents.measures import FONTS, PAGE
from shencha.documents.pdf import fonts_here, set_as_pdf
from shencha.documents.sheet import said_day
from shencha.law.measures.instruments import instrument
from shencha.law.measures.materials import required
from shencha.law.screening.sentences import article_name
from shencha.text import Lang, Text

TITLE = Text("网络安全审查申报书", "Declaration for cybersecurity review")
TRUTH = Text("以上内容与事实相符。", "What stands above is true.")
NAME = "申报书.pdf"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the paper says beside the fields."""

    title: str
    party: Text
    ground: str
    instrument: str
    at: datetime
    """Aware, in the zone in which the day is shown."""


def declaration_pdf(declared: Mapping[str, Any], given: Particulars, lang: Lang) -> bytes:
    """The declaration as PDF/A; the same bytes for the same fields, moment and fonts."""
    fonts = fonts_here()
    told = _data(declared, given, lang, tuple(fonts.families()))
    return set_as_pdf(_template(), "declaration", told, given.at)


def empty_form(ground: str, lang: Lang) -> bytes:
    """The form of that ground as an empty Word document."""
    import docx as word

    made = word.Document()
    made.add_heading(TITLE.said(lang), level=1)
    made.add_paragraph(NOT_PUBLIC.said(lang))
    for part in parts(ground):
        made.add_heading(part.title.said(lang), level=2)
        table = made.add_table(rows=0, cols=2, style="Table Grid")
        for field in part.fields:
            cells = table.add_row().cells
            cells[0].text = field.label.said(lang)
            if field.kind is Kind.CHOICE:
                cells[1].text = "\n".join(f"□ {name.said(lang)}" for _, name in field.choices)
    made.add_paragraph(TRUTH.said(lang))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def empty_pdf(given: Particulars, lang: Lang) -> bytes:
    """The form of that ground as a PDF to fill in by hand, in the layout in which a declaration prints."""
    told = _data({}, given, lang, tuple(fonts_here().families()))
    told["parts"] = [
        {
            "title": part.title.said(lang),
            "rows": [(field.label.said(lang), _room(field, lang)) for field in part.fields],
        }
        for part in parts(given.ground)
    ]
    told["day"] = Text("年　　月　　日", "Day, month, year:").said(lang)
    return set_as_pdf(_template(), "declaration", told, given.at)


def _room(field: Field, lang: Lang) -> str:
    """What stands in an empty cell: boxes to tick, or room to write."""
    if field.kind is Kind.CHOICE:
        return "\n".join(f"□ {name.said(lang)}" for _, name in field.choices)
    return "\n\n\n" if field.kind is Kind.WORDS else ""


def _data(
    declared: Mapping[str, Any], given: Particulars, lang: Lang, installed: tuple[str, ...]
) -> dict[str, Any]:
    known = {family.lower(): family for family in installed}
    law, on = instrument(given.instrument), given.at.date()
    wanted = [one for one in required(given.ground, given.instrument) if one.material == "declaration"]
    article = article_name(wanted[0].article) if wanted else Text("", "")
    signing = declared.get("signing", {})
    by_part: dict[str, list[tuple[str, str]]] = {}
    for title, label, value in rows(declared):
        by_part.setdefault(title.said(lang), []).append((label.said(lang), value.said(lang)))
    return {
        "lang": lang,
        "page": PAGE.as_dict(),
        "fonts": {
            use: [known[name.lower()] for name in (*FONTS[use], *FONTS["latin"]) if name.lower() in known]
            for use in ("body", "title", "heading")
        },
        "title": TITLE.said(lang),
        "matter": given.title,
        "party": given.party.said(lang),
        "basis": Text(f"{law.name.zh}{article.zh}", f"{law.name.en}, {article.en}").said(lang),
        "parts": [{"title": title, "rows": told} for title, told in by_part.items()],
        "truth": TRUTH.said(lang),
        "signed": " ".join(filter(None, (signing.get("post"), signing.get("signatory")))),
        "day": said_day(on).said(lang),
        "year": on.year,
        "month": on.month,
        "dayOfMonth": on.day,
    }


@cache
def _template() -> bytes:
    return resources.files("shencha.documents").joinpath("declaration.typ").read_bytes()
