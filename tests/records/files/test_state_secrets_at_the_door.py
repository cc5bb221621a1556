"""What bears the mark of a state secret is refused wherever a file arrives, and nothing of it stays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from shencha.documents.covers import first_lines, mark_of
from shencha.errors import BadInput
from shencha.law.state_secrets import mark_on
from shencha.records import files
from shencha.records.models import StoredFile


def docx(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs and nothing else of interest."""
    body = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{one}</w:t></w:r></w:p>" for one in paragraphs)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("word/document.xml", f"<w:document><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def pdf(*lines: str) -> bytes:
    """A PDF with these lines on its first page."""
    import typst

    return typst.compile("\n\n".join(lines).encode())  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "line",
    [
        "机密★1年",
        "绝密",
        "秘密",
        "机 密 ★ 长 期",
        "【秘密】",
        "密级：机密",
        "000017 秘密★6个月",
        "TOP SECRET",
    ],
)
def test_a_line_that_is_a_mark_is_known(line: str):
    assert mark_on(["", line, "关于某事的报告"])


@pytest.mark.parametrize(
    "line",
    [
        "商业秘密",
        "本报告不涉及国家秘密",
        "保守商业秘密的措施",
        "机密性、完整性、可用性",
        "the secret of our success",
    ],
)
def test_a_sentence_that_speaks_of_secrets_is_no_mark(line: str):
    assert mark_on([line]) is None


def test_a_mark_far_down_is_text_and_no_mark():
    assert mark_on([*["正文"] * 40, "机密"]) is None


@pytest.mark.parametrize(
    "content",
    [
        "机密★5年\n申报书".encode(),
        "机密★5年\n申报书".encode("gb18030"),
        "机密★5年\n申报书".encode("utf-16"),
        docx("机密", "申报书"),
        pdf("机密★5年", "申报书"),
    ],
    ids=["utf-8", "gb18030", "utf-16", "docx", "pdf"],
)
@pytest.mark.django_db
def test_nothing_of_a_marked_paper_is_kept(content: bytes):
    with pytest.raises(BadInput) as refused:
        files.keep([content[:7], content[7:]], "申报书")
    assert "没有留存" in refused.value.faults[0].wrong.zh
    assert refused.value.faults[0].right.zh
    assert not StoredFile.objects.exists()
    assert not list(Path(settings.FILES).glob(".arriving-*"))


@pytest.mark.django_db
def test_a_marked_name_is_refused_before_anything_is_read():
    def never():
        raise AssertionError("read")
        yield b""

    with pytest.raises(BadInput):
        files.keep(never(), "机密★附件.pdf")


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 broken", b"PK\x03\x04broken", b"\x00\x01\x02", docx("申报书")]
)
def test_what_cannot_be_read_is_not_accused(tmp_path: Path, content: bytes):
    (tmp_path / "a").write_bytes(content)
    assert mark_of(tmp_path / "a", "申报书.bin") is None


def test_a_large_part_is_read_no_further_than_its_head(tmp_path: Path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"<w:p><w:t>a</w:t></w:p>" * 2_000_000)
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    assert len(first_lines(tmp_path / "a.docx")) < 20_000
