"""Whoever signs or issues a paper is told before of a sign that no font can set; then it goes on, or is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from tests.api.programs import Program
from tests.web.party.test_dossiers import built, held
from tests.web.party.test_party_pages import OFFICER, OWNER, code, filed, office_asks, ready

from shencha.errors import BadInput
from shencha.records.acts.accounts import token
from shencha.records.acts.carried import handed_in
from shencha.records.models import CaseFile, Draft, Organisation, StoredEvent
from shencha.server.sample import instance as sample

SignIn = Callable[[str], Client]
RARE = "\U00024b62"
TOLD = "U+24B62"


def again(page: str) -> dict[str, str]:
    """The form that goes on as it is."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"[^>]*>', page)
    return {name: unescape(value) for name, value in found}


def test_a_party_is_told_above_its_signature(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    address = ready(owner)
    assert TOLD not in owner.get(f"{address}sign/").content.decode()
    declared = Draft.objects.get().declaration
    declared["party"]["contact"] = f"周{RARE}"
    Draft.objects.update(declaration=declared)
    assert TOLD in owner.get(f"{address}sign/").content.decode()
    assert owner.post(f"{address}sign/", {"key": "k1", "code": code()}).status_code == 302
    assert CaseFile.objects.exists()


def test_the_office_is_asked_before_a_notice_goes_out(sign_in: SignIn) -> None:
    number = filed(sign_in(OWNER))
    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    page = officer.get(address).content.decode()
    item = {
        "i0-kind": "incomplete",
        "i0-ask": f"说明{RARE}公司",
        "i0-why": "据此评估",
        "i0-about": "paper:other",
    }
    held = {name: value for name, value in again(page).items() if name in ("key", "expected")}
    about = re.search(r'<option value="([^"]+)">', page.partition('name="i0-about"')[2])
    assert about
    sent = held | item | {"i0-about": unescape(about[1]), "i0-article": "8", "do": "send"}
    asked = officer.post(address, sent, HTTP_REFERER=f"http://127.0.0.1{address}")
    assert asked.status_code == 422
    assert TOLD in asked.content.decode()
    assert StoredEvent.objects.count() == 1
    assert RARE in officer.get(address).content.decode(), "what was typed is back in the form"
    assert officer.post(address, again(asked.content.decode())).status_code == 302
    assert StoredEvent.objects.filter(name="supplement_requested").exists()


def test_a_party_with_such_a_name_is_told_of_for_papers_alone(sign_in: SignIn) -> None:
    number = filed(sign_in(OWNER))
    Organisation.objects.filter(key="yunqi").update(name_zh=f"{RARE}公司")
    officer = sign_in(OFFICER)
    accept = f"/cases/{number}/do/materials_accepted/"
    held = again(officer.get(accept).content.decode())
    assert officer.post(accept, held).status_code == 302, "no paper goes out"
    notice = f"/cases/{number}/do/determination_notified/"
    held = again(officer.get(notice).content.decode())
    asked = officer.post(notice, held | {"review": "yes", "reason": "平台规模较大"})
    assert TOLD in asked.content.decode()
    assert officer.post(notice, again(asked.content.decode())).status_code == 302
    second, sign = sign_in("second@office.example"), f"/cases/{number}/sign/determination_notified/"
    held = again(second.get(f"/cases/{number}/").content.decode())
    asked = second.post(sign, held)
    assert TOLD in asked.content.decode()
    assert second.post(sign, again(asked.content.decode())).status_code == 302
    assert StoredEvent.objects.filter(name="determination_notified").exists()


def test_an_answer_is_kept_and_handed_in_once_its_writer_knows(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    number = filed(owner)
    office_asks(number, "用户数量")
    address = f"/party/cases/{number}/supplement/"
    sent = {"item-0": "用户数量", "text-0": f"由{RARE}公司提供", "key": "k2", "do": "send"}
    asked = owner.post(address, sent)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert TOLD in page
    assert not StoredEvent.objects.filter(name="supplement_received").exists()
    known = again(page)["rare_signs"]
    assert owner.post(address, sent | {"rare_signs": known}).status_code == 302
    assert StoredEvent.objects.filter(name="supplement_received").exists()


def test_a_program_is_told_before_it_issues_a_paper_and_goes_on_knowingly(sign_in: SignIn) -> None:
    owner = sign_in(OWNER)
    ready(owner)
    declared = Draft.objects.get().declaration
    declared["party"]["contact"] = f"周{RARE}"
    Draft.objects.update(declaration=declared)
    program = Program({"Authorization": f"Bearer {token(held(OWNER), 'p')}"}, OWNER)
    address = f"/drafts/{Draft.objects.get().pk}/file"
    refused = program.act(address, {"code": code()}, 422)
    assert refused["faults"][0]["where"] == "Known-Signs"
    assert TOLD in refused["faults"][0]["right"]
    made = program.act(address, {"code": code()}, Known_Signs=TOLD)
    officer = Program({"Authorization": f"Bearer {token(held(OFFICER), 'o')}"}, OFFICER)
    asks = {"event": "supplement_requested", "items": [f"说明{RARE}公司"]}
    assert officer.act(f"/cases/{made['case']}/events", asks, 422)["code"] == "bad_input"
    assert StoredEvent.objects.count() == 1
    officer.act(f"/cases/{made['case']}/events", asks, Known_Signs=TOLD)
    assert StoredEvent.objects.count() == 2


def test_a_command_is_told_too(sign_in: SignIn, tmp_path: Path) -> None:
    raw = built(title=f"云栖{RARE}上市", facts=sample.ANSWERS["foreign_listing"])
    (tmp_path / "d.dossier.tar").write_bytes(raw)
    given = {"email": OWNER, "clean": True}
    with pytest.raises(BadInput, match="U\\+24B62"):
        handed_in([tmp_path / "d.dossier.tar"], code=code(), **given)
    assert not Draft.objects.exists()
    _, event = handed_in([tmp_path / "d.dossier.tar"], code=code(), known_signs=TOLD, **given)
    assert event is not None
