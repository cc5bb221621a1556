"""Makes the papers: each way of writing as a text, and each place in each container with one way after another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

from tests.documents.secrecy_corpus import Paper, office, others
from tests.documents.secrecy_corpus.ways import HARMLESS, MARKS, around

ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-8-sig", "utf-16-be")
TOLD = tuple(
    one[0] for one in MARKS.values() if len(one) == 1 and set(one[0]) & set("★：") and len(one[0]) < 16
)
"""Marks that are marks wherever they stand."""
SPOKEN = tuple(
    one[0] for one in HARMLESS.values() if len(one) == 1 and "/" not in one[0] and len(one[0]) < 28
)


def texts() -> Iterator[Paper]:
    """Each way as the first lines of a text, in one encoding after another."""
    for marked, ways in ((True, MARKS), (False, HARMLESS)):
        codes = cycle(ENCODINGS)
        for way, lines in ways.items():
            content = "\n".join(around(lines)).encode(next(codes))
            yield Paper(f"text: {way}", "txt", "说明.txt", content, marked)
    big5 = "\r\n".join(("機密★長期", "關於採購網路安全設備的說明")).encode("big5hkscs")
    yield Paper("text in Big5", "txt", "說明.txt", big5, True)
    harmless = "商業秘密\r\n關於採購網路安全設備的說明".encode("big5hkscs")
    yield Paper("text in Big5: trade secrets", "txt", "說明.txt", harmless, False)


def places(steps: int = 5) -> Iterator[Paper]:
    """Each place with a mark and with what only looks like one; `steps` different lines in turn."""
    for marked, lines in ((True, TOLD), (False, SPOKEN)):
        for kind in (office, others):
            for step in range(steps):
                line = lines[(step * 4 + len(lines) // steps) % len(lines)]
                for place, container, name, content in islice(kind.placed(line), step, None, steps):
                    yield Paper(
                        f"{place}: {'mark' if marked else 'harmless'}", container, name, content, marked
                    )


def papers() -> Iterator[Paper]:
    """All of them."""
    yield from texts()
    yield from places()
    yield from cells()


def cells() -> Iterator[Paper]:
    """Label and value in two cells, and a column of classes of data, which is none."""
    label, classes = (
        ("密级", "机密★10年"),
        ("序号", "数据名称", "数据级别", "1", "用户表", "机密", "2", "设备表", "内部"),
    )
    plain = ("密级", "内部", "编制", "张三")
    for way, words, marked in (("label and value", label, True), ("label and class", plain, False), ("column of classes", classes, False)):  # fmt: skip
        row = "".join(f"<w:tc>{office.p(one)}</w:tc>" for one in words)
        yield Paper(f"Word table: {way}", "docx", "表.docx", office.docx(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"), marked)  # fmt: skip
        strings = "</t></si><si><t>".join(words)
        yield Paper(f"Excel: {way}", "xlsx", "表.xlsx", office.xlsx(parts={"xl/sharedStrings.xml": f"<sst><si><t>{strings}</t></si></sst>"}), marked)  # fmt: skip
        lines = "\n".join(",".join(words[at : at + 3]) for at in range(0, len(words), 3))
        yield Paper(f"table: {way}", "csv", "表.csv", lines.encode("utf-8-sig"), marked)
