"""What stands in a paper that its reader should know is told on both desks, and a locked one is asked for anew."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.documents.kinds.makers import office, pdf
from tests.web.party.test_party_pages import OWNER, begun, code, paper, told

from shencha.documents.kinds.marks import MARKS
from shencha.documents.kinds.table import in_short
from shencha.records.models import CaseFile, DraftPaper
from shencha.server.sample.instance import CLERK

SignIn = Callable[[str], Client]


def test_marks_stand_on_both_desks_and_a_locked_paper_is_asked_for(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = begun(owner)
    told(owner, address)
    macros = office("word", {"word/vbaProject.bin": "x"})
    locked = pdf(encryption=pikepdf.Encryption(user="x", owner="y"))
    for material, name, content in (
        ("declaration", "申报书.docm", macros),
        ("analysis_report", "报告.pdf", locked),
    ):
        sent = {"file": SimpleUploadedFile(name, content)}
        assert owner.post(f"{address}papers/{material}/", sent).status_code == 302
        shown = owner.get(f"{address}papers/{material}/").content.decode()
        assert MARKS["macros" if material == "declaration" else "locked"].zh in shown
    owner.post(f"{address}papers/listing_documents/", {"file": paper("F-1.pdf", b"listing")})
    assert MARKS["macros"].zh in owner.get(f"{address}check/").content.decode()
    owner.post(f"{address}check/")
    owner.post(f"{address}sign/", {"key": "k", "code": code(), "clean": "yes"})
    number = CaseFile.objects.get().number

    clerk = sign_in(CLERK)
    for page in (f"/cases/{number}/", f"/cases/{number}/filing/"):
        shown = clerk.get(page).content.decode()
        assert MARKS["macros"].zh in shown
        assert MARKS["locked"].zh in shown
    checklist = clerk.get(f"/cases/{number}/do/materials_accepted/").content.decode()
    said = f"文件“报告.pdf”{MARKS['locked'].zh}"
    assert said in checklist
    link = checklist.partition("do/supplement_requested/?")[2].partition('"')[0].replace("&amp;", "&")
    assert said in clerk.get(f"/cases/{number}/do/supplement_requested/?{link}").content.decode()
    assert MARKS["macros"].zh in sign_in(OWNER).get(f"/cases/{number}/").content.decode()


def test_the_field_says_which_kinds_it_takes_and_a_program_is_refused_beside_it(sign_in: SignIn):
    owner = sign_in(OWNER)
    address = f"{begun(owner)}papers/declaration/"
    assert in_short("declaration").zh in owner.get(address).content.decode()
    sent = {"file": SimpleUploadedFile("申报书.pdf", b"MZ\x90\x00\x03\x00")}
    refused = owner.post(address, sent)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "是可执行程序" in shown
    assert in_short("declaration").zh.split("、")[0] in shown
    assert not DraftPaper.objects.exists()
