"""What bears the mark of a state secret is refused wherever a file arrives, and nothing of it stays."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from shencha.documents.covers import looked, mark_of
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
        "密级：机密  保密期限：10年",
        "密级：秘密级　期限：长期",
        "保密级别：绝密",
        "絕密",
        "機密★長期",
        "密級：機密",
        "【機密】",
        "（秘密）",
        "ＴＯＰ　ＳＥＣＲＥＴ",
        "机密级★5年",
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
        "商业秘密级别的说明",
        "按照密级管理制度执行",
        "密级标识的使用办法",
        "公司保密制度：员工不得泄露商业秘密",
        "機密性与完整性",
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


MARK = "机密★5年"


def zipped(**parts: str) -> bytes:
    """An archive with these parts, their names written with `__` for `/` and `_dot_` for `.`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return made.getvalue()


def two_pages(second: str) -> bytes:
    import typst

    made: bytes = typst.compile(f"申报书\n#pagebreak()\n{second}".encode())
    return made


CONTAINERS = {
    "utf-16 without a mark of order": f"{MARK}\n申报书".encode("utf-16-le"),
    "utf-32": f"{MARK}\n申报书".encode("utf-32"),
    "big5": "機密★5年\n".encode("big5"),
    "word, footer": zipped(
        word__document_dot_xml="<w:p/>", word__footer1_dot_xml=f"<w:p><w:t>{MARK}</w:t></w:p>"
    ),
    "word, split runs": docx("机</w:t></w:r><w:r><w:t>密★5年"),
    "word, properties": zipped(docProps__core_dot_xml=f"<cp><dc:title>{MARK}</dc:title></cp>"),
    "word, custom property": zipped(
        docProps__custom_dot_xml="<p name='密级'><vt:lpwstr>机密</vt:lpwstr></p>"
    ),
    "spreadsheet": zipped(xl__sharedStrings_dot_xml=f"<sst><si><t>{MARK}</t></si><si><t>a</t></si></sst>"),
    "spreadsheet, header": zipped(xl__worksheets__s_dot_xml=f"<s><oddHeader>&amp;C{MARK}</oddHeader></s>"),
    "slides": zipped(ppt__slides__slide2_dot_xml=f"<a:p><a:r><a:t>{MARK}</a:t></a:r></a:p>"),
    "open document": zipped(content_dot_xml=f"<text:p>{MARK}</text:p>"),
    "open document, styles": zipped(styles_dot_xml=f"<text:p>{MARK}</text:p>"),
    "a member's name": zipped(**{"机密★附件_dot_txt": "x"}),
    "a paper in an archive": zipped(a_dot_txt=f"{MARK}\n申报书"),
    "a Word file in an archive": b"",
    "pdf, second page": b"",
    "rich text": b"{\\rtf1\\ansi " + b"".join(b"\\'%02x" % one for one in MARK.encode("gb18030")) + b"\\par}",
    "rich text, code points": b"{\\rtf1 " + b"".join(b"\\u%d?" % ord(one) for one in MARK) + b"\\par x}",
    "mail": f"From: a@b.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{MARK}\n".encode(),
    "mail, subject": f"From: a@b.example\nSubject: {MARK}\nTo: c@d.example\n\nx\n".encode(),
    "old word": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + MARK.encode("utf-16-le"),
}


@pytest.mark.parametrize("kind", CONTAINERS)
def test_a_mark_is_found_in_every_container(tmp_path: Path, kind: str):
    content = CONTAINERS[kind]
    if kind == "pdf, second page":
        content = two_pages(MARK)
    elif kind == "a Word file in an archive":
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("附件/a.docx", docx(MARK))
        content = made.getvalue()
    (tmp_path / "a").write_bytes(content)
    assert mark_of(tmp_path / "a", "a.bin")


@pytest.mark.parametrize(
    "content",
    [
        docx("本公司的商业</w:t></w:r><w:r><w:t>秘密", "机密性、完整性"),
        zipped(docProps__core_dot_xml="<cp><dc:title>商业秘密保护措施</dc:title></cp>"),
        zipped(xl__sharedStrings_dot_xml="<sst><si><t>密级</t></si><si><t>公开</t></si></sst>"),
        zipped(商业秘密说明_dot_txt="商业秘密"),
        two_pages("机密性的说明"),
        "From: a@b.example\nSubject: 保密协议\n\n商业秘密\n".encode(),
    ],
)
def test_what_speaks_of_secrets_in_a_container_is_no_mark(tmp_path: Path, content: bytes):
    (tmp_path / "a").write_bytes(content)
    assert mark_of(tmp_path / "a", "a.bin") is None


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


def test_a_mark_behind_a_large_part_is_found_in_little_memory(tmp_path: Path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "word/document.xml", b"<w:p><w:t>a</w:t></w:p>" * 2_000_000 + f"<w:p>{MARK}</w:p>".encode()
        )
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    tracemalloc.start()
    assert mark_of(tmp_path / "a.docx", "a.docx") == "机密★5年"
    assert tracemalloc.get_traced_memory()[1] < 10 * 2**20
    tracemalloc.stop()


def test_an_archive_in_an_archive_is_unpacked_once_however_many_members_it_has(tmp_path: Path):
    many = {f"{at:05}_dot_txt": "申报书\n" * 1_000 for at in range(3_000)}
    inner = zipped(**many, zzz_dot_txt=f"{MARK}\n")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("附件.zip", inner)
    (tmp_path / "a.zip").write_bytes(made.getvalue())
    assert mark_of(tmp_path / "a.zip", "a.zip") == MARK


def test_what_unpacks_without_end_is_given_up(tmp_path: Path):
    bomb = gzip.compress(gzip.compress(bytes(2**29), 1), 1)
    (tmp_path / "a.gz").write_bytes(bomb)
    assert looked(tmp_path / "a.gz", "a.gz") == (None, frozenset({"unlooked"}))
