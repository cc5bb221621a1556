"""Which kinds of file each material may be, and by which endings they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken."""

    id: str
    name: Text
    endings: tuple[str, ...]


KINDS: Mapping[str, Kind] = {
    one.id: one
    for one in (
        Kind("pdf", Text("PDF", "PDF"), (".pdf",)),
        Kind("ofd", Text("OFD", "OFD"), (".ofd",)),
        Kind("word", Text("Word、WPS 文档", "Word"), (".docx", ".doc", ".docm", ".wps", ".rtf", ".odt")),
        Kind("sheet", Text("电子表格", "spreadsheets"), (".xlsx", ".xls", ".xlsm", ".et", ".ods")),
        Kind("slides", Text("演示文稿", "slides"), (".pptx", ".ppt", ".pptm", ".dps", ".odp")),
        Kind(
            "picture",
            Text("图片", "pictures"),
            (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif"),
        ),
        Kind(
            "text",
            Text("纯文本", "plain text"),
            (".txt", ".md", ".csv", ".json", ".yaml", ".yml", ".toml", ".xml"),
        ),
        Kind("zip", Text("ZIP 压缩包", "ZIP"), (".zip",)),
        Kind("mail", Text("电子邮件", "mail"), (".eml", ".msg")),
    )
}
BY_ENDING: Mapping[str, Kind] = {ending: kind for kind in KINDS.values() for ending in kind.endings}
ANY = "other"
"""The material that may be of every kind: what the office asked for, evidence, a supplier's papers."""
SIGNED = "signed_on_paper"
"""A paper that was signed by hand and comes as a scan."""
_BY_MATERIAL: Mapping[str, tuple[str, ...]] = {
    "declaration": ("pdf", "ofd", "word", "picture", "text"),
    SIGNED: ("pdf", "ofd", "word", "picture", "text"),
    "business_licence": ("pdf", "ofd", "word", "picture", "text"),
    "power_of_attorney": ("pdf", "ofd", "word", "picture", "text"),
    "analysis_report": ("pdf", "ofd", "word", "sheet", "picture", "text", "zip"),
}


def allowed(material: str) -> tuple[Kind, ...]:
    """The kinds of file that a material may be."""
    return tuple(KINDS[one] for one in _BY_MATERIAL.get(material, tuple(KINDS)))


def taken(material: str) -> Text:
    """The same in words, each kind with its endings."""
    kinds = allowed(material)
    return Text(
        "、".join(f"{one.name.zh}（{'、'.join(e[1:] for e in one.endings)}）" for one in kinds),
        "; ".join(f"{one.name.en} ({', '.join(e[1:] for e in one.endings)})" for one in kinds),
    )


def in_short(material: str) -> Text:
    """The names of the kinds alone, for the line beside a field."""
    kinds = allowed(material)
    return Text("、".join(one.name.zh for one in kinds), ", ".join(one.name.en for one in kinds))
