"""The forms in which a paper is had."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shencha.documents.sheet import Notice
from shencha.text import Lang


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file."""

    media_type: str
    write: Callable[[Notice, Lang], bytes]


def _pdf(notice: Notice, lang: Lang) -> bytes:
    from shencha.documents.pdf import pdf

    return pdf(notice, lang)


def _docx(notice: Notice, lang: Lang) -> bytes:
    from shencha.documents.docx import docx

    return docx(notice, lang)


FORMS: Mapping[str, Form] = {
    "pdf": Form("application/pdf", _pdf),
    "docx": Form("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
}


def file_name(notice: Notice, lang: Lang, form: str) -> str:
    """What the file is called when it is kept: case, title, and `en` for the courtesy copy."""
    return f"{notice.case} {notice.title.zh}{' (en)' if lang == 'en' else ''}.{form}"
