"""Small dossiers for tests."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from shencha.documents.dossier.archive import stream
from shencha.documents.dossier.manifest import Manifest, Paper

CONTENT = {
    ("declaration", "申报书.pdf"): b"declaration",
    ("analysis_report", "分析报告（终稿）.docx"): b"analysis " * 100,
    ("listing_documents", "F-1.pdf"): b"x" * 512,
    ("other", "说明.txt"): b"?",
}


def manifest(content: dict[tuple[str, str], bytes] = CONTENT, **other: object) -> Manifest:
    papers = tuple(Paper(*named, len(raw), sha256(raw).hexdigest()) for named, raw in content.items())
    said = {
        "ground": "foreign_listing",
        "instrument": "measures-2022",
        "title": "云栖出行赴纽约上市",
        "party": "云栖出行科技有限公司（虚构）",
        "facts": {"involves_state_secrets": "no"},
    }
    return Manifest(**{**said, **other}, papers=papers)  # type: ignore[arg-type]


def built(content: dict[tuple[str, str], bytes] = CONTENT, **other: object) -> bytes:
    raw = list(content.values())

    def pieces(at: int, paper: Paper) -> Iterator[bytes]:
        yield raw[at]

    return b"".join(stream(manifest(content, **other), pieces))


def source(raw: bytes) -> BytesIO:
    return BytesIO(raw)
