"""All papers of a case at once: the originals in a zip, and one PDF with an index and a stamp on each page."""

from __future__ import annotations

import fcntl
import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from pypdf import PdfReader
from tests.documents.test_pages import docx_of, pdf_of

from shencha.procedure import acts as e
from shencha.records import files
from shencha.records.acts.record import Paper, record
from shencha.records.clock import today
from shencha.records.models import CasePaper, Seen
from shencha.server.sample.instance import HAINA, OFFICER, YUNQI, Story, account_of

SignIn = Callable[[str], Client]


def sealed(path: Path) -> Path:
    """A page turned on its side, with a seal that is an annotation, and a script that would run when it is opened."""
    with pikepdf.open(pdf_of(path.with_suffix(".plain"), ["body"])) as made:
        page = made.pages[0]
        page.obj["/Rotate"] = 90
        look = made.make_stream(
            b"BT /F1 12 Tf 5 5 Td (SEAL) Tj ET",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 60, 20],
            Resources=page.obj["/Resources"],
        )
        seal = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[20, 20, 80, 40], F=4, AP={"/N": look}
        )
        page.obj["/Annots"] = made.make_indirect(pikepdf.Array([made.make_indirect(seal)]))
        made.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        made.save(path)
    return path


@pytest.fixture
def number(settled: None, tmp_path: Path) -> str:
    """A case with papers of every kind, one of them broken."""
    story = Story(today())
    filed = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    asked = story.consulted(filed, 3, "not_affecting", ("cac", "mss"))
    story.does(asked, OFFICER, 2, e.SupplementRequested, ("analysis_report",))
    Image.new("RGB", (600, 400), "green").save(tmp_path / "p.png")
    contents = {
        "合同.pdf": sealed(tmp_path / "a.pdf").read_bytes(),
        "报告.docx": docx_of(tmp_path / "b").read_bytes(),
        "照片.png": (tmp_path / "p.png").read_bytes(),
        "供应商.csv": "产品,国别\n路由器,德国\n".encode(),
        "破损.pdf": b"%PDF-1.4 nothing follows",
        "邮件.eml": b"From: a@b.example\nTo: c@d.example\n\nx",
    }
    came = [
        Paper("analysis_report" if not at else "other", name, files.keep([one], name))
        for at, (name, one) in enumerate(contents.items())
    ]
    on = story.ago(1)
    event = e.SupplementReceived(on, ("analysis_report",))
    record(asked, event, by=story.held[HAINA], key="again", papers=came, at=story.moment(on))
    return asked


def test_the_originals_come_in_one_zip_with_an_index(number: str, sign_in: SignIn) -> None:
    answer = sign_in(OFFICER).get(f"/cases/{number}/papers.zip")
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as given:
        assert given.testzip() is None
        index, *members = given.namelist()
        told = given.read(index).decode("utf-8-sig")
        digests = {sha256(given.read(one)).hexdigest() for one in members}
    papers = CasePaper.objects.filter(case__number=number)
    assert digests == set(papers.values_list("file", flat=True))
    assert len(members) == len(papers)
    assert all(digest in told for digest in digests)
    assert any(one.endswith("/合同.pdf") for one in members)
    assert Seen.objects.filter(person__email=OFFICER, what="papers").count() == 1


def test_one_pdf_holds_what_can_be_printed_stamped_and_says_what_cannot(number: str, sign_in: SignIn) -> None:
    answer = sign_in(OFFICER).get(f"/cases/{number}/papers.pdf")
    made = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(made)
    read = PdfReader(BytesIO(made))
    pages = ["".join(page.extract_text().split()) for page in read.pages]
    came = list(CasePaper.objects.filter(case__number=number).order_by("pk"))
    ahead = (
        len(pages) - 12
    )  # three texts of the filing, its check on two, and of the supplement 1, 2 and four of 1
    assert ahead >= 1
    assert [one["/Title"].partition("  ")[2] for one in read.outline] == [one.name for one in came]
    for at, page in enumerate(pages[ahead:], 1):
        assert f"{number}号案件" in page, page
        assert f"总第{at}页" in page, page
    whole = "".join(pages)
    assert "body" in whole
    assert "SEAL" in whole, "what an annotation shows is drawn into the page"
    assert "第二页的话" in whole
    assert "路由器" in whole
    assert whole.count("本件不能印入本册") == 2
    assert b"app.alert" not in made
    with pikepdf.open(BytesIO(made)) as opened:
        assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(opened.Root.keys())
        assert all("/Annots" not in page.obj for page in opened.pages)
    assert not list(Path(settings.DATA).glob("binding-*")), "nothing of it stays behind"


def test_who_may_read_a_part_is_given_that_part(number: str, sign_in: SignIn) -> None:
    for who in (HAINA, account_of("mss"), "auditor@audit.example"):
        browser = sign_in(who)
        answer = browser.get(f"/cases/{number}/papers.zip")
        with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as given:
            members = [one.rpartition("/")[2] for one in given.namelist()[1:]]
        page = browser.get(f"/api/cases/{number}/papers")  # a session opens no API
        assert page.status_code == 401
        read = {one for one in ("合同.pdf", "申报书.txt") if one in members}
        shown = (
            browser.get(f"/cases/{number}/").content.decode()
            + browser.get(f"/cases/{number}/opinion/").content.decode()
        )
        assert read == {one for one in ("合同.pdf", "申报书.txt") if one in shown}, who
    for who in (YUNQI, account_of("ndrc")):
        for form in ("zip", "pdf"):
            assert sign_in(who).get(f"/cases/{number}/papers.{form}").status_code == 404


def test_two_are_not_bound_at_once(number: str, sign_in: SignIn) -> None:
    with (Path(settings.DATA) / ".binding").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        answer = sign_in(OFFICER).get(f"/cases/{number}/papers.pdf")
    assert answer.status_code == 409
    assert "另一份 PDF 正在制作" in answer.content.decode()
