"""A refusal of the Commission: with its reason, on the case, and never followed by the same submission."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from shencha.records.clock import today
from shencha.records.models import CaseFile
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import OFFICER, SECRETARY

SignIn = Callable[[str], Client]


def test_a_refusal_needs_a_reason_which_the_case_shows(settled: None, sign_in: SignIn) -> None:
    sample.tell(today())
    case = CaseFile.objects.get(state="awaiting_commission", ground="foreign_listing")
    secretary, officer = sign_in(SECRETARY), sign_in(OFFICER)
    address = f"/cases/{case.number}/do/commission_decided/"
    sent = {"key": "no", "expected": case.sequence, "approved": "no"}
    answer = secretary.post(address, sent)
    assert answer.status_code == 422
    assert '<a href="#id_reason">' in answer.content.decode()
    assert secretary.post(address, sent | {"reason": "本地化存储的措施不具体"}).status_code == 302
    page = officer.get(f"/cases/{case.number}/").content.decode()
    assert "委员会未批准" in page
    assert "本地化存储的措施不具体" in page
    first = re.search(r'class="button primary" href="([^"]+)"', page)
    assert first is not None
    assert first[1].endswith("/do/second_proposal_sent/")
    assert "/do/submitted_to_commission/" not in page
