"""A notice's PDF beside WeasyPrint for the same text, and a dossier's building and verifying beside cp and a digest."""

from __future__ import annotations

import html
import shutil
import tempfile
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from benchmarks.row import Row, best
from shencha.documents.dossier.archive import stream, verify
from shencha.documents.dossier.folder import begin, read
from shencha.documents.dossier.parts import Writer
from shencha.documents.notices import notice_for
from shencha.documents.pdf import pdf
from shencha.documents.sheet import Hand, LogPlace, Notice, Particulars
from shencha.law.calendar.workdays import published
from shencha.procedure import acts as e
from shencha.procedure.case import replay
from shencha.text import Text

LARGE = 256 * 2**20
STYLE = """@page {size: A4; margin: 37mm 26mm 35mm 28mm} h1 {text-align: center; font-size: 22pt}
body {font: 16pt/29pt "Noto Serif CJK SC"; text-align: justify} p {text-indent: 2em; margin: 0}"""


def run() -> list[Row]:
    """Papers per second, and bytes per second."""
    return [*_papers(), *_dossiers()]


def _papers() -> list[Row]:
    import weasyprint

    notice = _notice()
    page = "".join(f"<p>{html.escape(one)}</p>" for one in notice.said("zh"))
    source = f"<html lang=zh><style>{STYLE}</style><h1>{notice.title.zh}</h1>{page}</html>"

    def theirs() -> bytes:
        made: bytes = weasyprint.HTML(string=source).write_pdf(pdf_variant="pdf/a-2b")
        return made

    for made in (pdf(notice, "zh"), theirs()):
        shown = "".join("".join(one.extract_text().split()) for one in PdfReader(BytesIO(made)).pages)
        assert "2026-0014" in shown
    ours, others = best(lambda: pdf(notice, "zh")), best(theirs, rounds=3)
    return [
        Row(
            "a conclusion with conditions as PDF/A-2a, tagged",
            "WeasyPrint, PDF/A-2b of the same text",
            ours,
            others,
            others / ours,
            "faster",
            others > ours,
        )
    ]


def _notice() -> Notice:
    consulted = ("cac", "ndrc", "miit")
    story = (
        e.Filed(date(2026, 3, 2), ("declaration", "analysis_report", "listing_documents")),
        e.MaterialsAccepted(date(2026, 3, 4)),
        e.DeterminationNotified(date(2026, 3, 13), True),
        e.ProposalSent(date(2026, 4, 20), "not_affecting", consulted),
        *(e.OpinionReceived(date(2026, 4, 28), one, "agree") for one in consulted),
        e.ConclusionNotified(
            date(2026, 4, 30), "not_affecting", ("每季度报告数据出境情况", "源代码托管于境内")
        ),
    )
    before, after = (replay(part, ground="foreign_listing") for part in (story[:-1], story))
    hand = Hand(Text("签发", "signed by"), Text("复核人", "second officer"))
    given = Particulars(
        12,
        "2026-0014",
        Text("云栖出行赴纽约上市", "Yunqi lists in New York"),
        Text("云栖出行科技有限公司（虚构）", "Yunqi Mobility Technology (fictional)"),
        datetime(2026, 4, 30, 10, tzinfo=ZoneInfo("Asia/Shanghai")),
        LogPlace("shencha.example/log", 1047, 1048, "9a4f" * 16),
        (hand,),
    )
    notice = notice_for(story[-1], before, after, given, published())
    assert notice is not None
    return notice


def _dossiers() -> list[Row]:
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        begin(home / "d", "foreign_listing", "大文件", "云栖出行", date(2026, 3, 2))
        large = home / "d" / "materials" / "listing_documents" / "large.bin"
        with large.open("wb") as file:
            for at in range(LARGE // 2**20):
                file.write(sha256(at.to_bytes(4, "big")).digest() * 2**15)
        out = home / "d.tar"

        def build() -> None:
            folder = read(home / "d")
            with Writer(out) as writer:
                for chunk in stream(folder.manifest, folder.content):
                    writer.write(chunk)

        def check() -> None:
            with out.open("rb") as file:
                verify(file, "d.tar")

        def copy() -> None:
            shutil.copyfile(large, home / "copy")
            digest()

        def digest() -> None:
            found = sha256()
            with large.open("rb") as file:
                while piece := file.read(2**20):
                    found.update(piece)

        built, copied = best(build, rounds=3), best(copy, rounds=3)
        checked, digested = best(check, rounds=3), best(digest, rounds=3)
    size = f"{LARGE // 2**20} MB"
    return [
        Row(
            f"a dossier of {size} built",
            "a copy and a digest of it",
            built,
            copied,
            built / copied,
            "at most 4 times",
            built <= 4 * copied,
        ),
        Row(
            f"a dossier of {size} verified",
            "a digest of it",
            checked,
            digested,
            checked / digested,
            "at most 2 times",
            checked <= 2 * digested,
        ),
    ]
