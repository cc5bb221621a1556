"""The page that gives a case out: who finds it, and that what comes down verifies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from shencha.ledger.bundle import verified
from shencha.records import log
from shencha.records.clock import today
from shencha.records.models import LoggedAct, Seen
from shencha.server.sample.instance import CLERK, HEAD, YUNQI, Story

SignIn = Callable[[str], Client]


@pytest.fixture
def number(settled: None) -> str:
    return Story(today()).files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5)


@pytest.mark.parametrize("who", [YUNQI, HEAD, "auditor@audit.example"])
def test_whoever_may_have_it_finds_it_on_the_case(
    number: str, sign_in: SignIn, who: str, tmp_path: Path
) -> None:
    reader = sign_in(who)
    assert f"/cases/{number}/bundle/" in reader.get(f"/cases/{number}/").content.decode()
    assert "生成并下载" in reader.get(f"/cases/{number}/bundle/").content.decode()
    assert not LoggedAct.objects.filter(name="bundle_given").exists(), "looking gives nothing out"
    answer = reader.post(f"/cases/{number}/bundle/")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}.zip"'
    path = tmp_path / "case.zip"
    path.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    found = verified(str(path), log.verifier())
    assert found.faults == ()
    assert (found.case, found.given_to, found.entries) == (number, who, 1)
    assert LoggedAct.objects.get(name="bundle_given").by.email == who  # type: ignore[union-attr]
    assert who == YUNQI or Seen.objects.filter(what="bundle", case__number=number).exists()


def test_nobody_else_is_shown_the_way(number: str, sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    assert "/bundle/" not in clerk.get(f"/cases/{number}/").content.decode()
    for answer in (clerk.get(f"/cases/{number}/bundle/"), clerk.post(f"/cases/{number}/bundle/")):
        assert answer.status_code == 404
    assert not LoggedAct.objects.filter(name="bundle_given").exists()
