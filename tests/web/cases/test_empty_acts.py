"""An empty form enters nothing into the log, and says at the field what is missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shencha.records.clock import today
from shencha.records.models import CaseFile, StoredEvent
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import OFFICER

SignIn = Callable[[str], Client]


@pytest.mark.parametrize(
    ("title", "act", "field"),
    [
        ("海纳互动赴纽约上市", "analysis_recorded", "analysis"),
        ("变电站安全网关采购", "report_received", "report"),
        ("变电站安全网关采购", "supervision_recorded", "finding"),
        ("变电站安全网关采购", "commitment_recorded", "commitment"),
    ],
)
def test_an_empty_form_is_refused_at_its_field(
    settled: None, sign_in: SignIn, title: str, act: str, field: str
) -> None:
    sample.tell(today())
    case, before = CaseFile.objects.get(title=title), StoredEvent.objects.count()
    officer, address = sign_in(OFFICER), f"/cases/{case.number}/do/{act}/"
    sent = {"key": "empty", "expected": case.sequence}
    answer = officer.post(address, sent)
    assert answer.status_code == 422
    assert f'<a href="#id_{field}">' in answer.content.decode()
    assert StoredEvent.objects.count() == before
    assert officer.post(address, sent | {field: "写明了的内容"}).status_code == 302
    assert StoredEvent.objects.count() == before + 1
