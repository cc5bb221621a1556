"""The party's first page with more than fits on one."""

from __future__ import annotations

import pytest

from shencha.records.acts import drafts
from shencha.records.models import Membership
from shencha.server.sample.instance import YUNQI


def test_drafts_are_shown_page_by_page(sign_in, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shencha.web.desks.party.DRAFTS_SHOWN", 2)
    client = sign_in(YUNQI)
    by = Membership.objects.get(person__email=YUNQI)
    for n in range(3):
        drafts.begin(by=by, party_key="yunqi", ground="procurement", title=f"采购第{n}号")
    first, second = (client.get(f"/party/?drafts={n}").content.decode() for n in (1, 2))
    assert [f"采购第{n}号" in first for n in range(3)] == [False, True, True]
    assert [f"采购第{n}号" in second for n in range(3)] == [True, False, False]
    assert 'rel="next" href="?drafts=2#drafts"' in first
    assert 'rel="prev" href="?drafts=1#drafts"' in second
    assert client.get("/party/?drafts=x").status_code == 200
