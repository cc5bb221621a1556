"""A table that goes out of a page, for a spreadsheet: its heads and words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from shencha.stores.sheets import Cell, csv_of, xlsx_of
from shencha.text import Text
from shencha.web.templatetags.say import reading

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(
    name: str, form: str, heads: Sequence[Text], rows: Iterable[Sequence[Text | Cell]]
) -> HttpResponse:
    """The table as a file of that form, `csv` or `xlsx`.

    Raises:
        BadInput: it is too much for a sheet.
    """
    lang = reading()
    written = [one.said(lang) for one in heads]
    lines = [[one.said(lang) if isinstance(one, Text) else one for one in row] for row in rows]
    body = csv_of(written, lines) if form == "csv" else xlsx_of(name, written, lines)
    response = HttpResponse(body, content_type=TYPES[form])
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or ""
    return response
