"""The office chases what is late, in two clicks from the desk; who is chased sees it, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shencha.procedure import acts as e
from shencha.records.clock import today
from shencha.records.log.auditing import audit_everything
from shencha.records.models import CaseFile, StoredEvent, Todo
from shencha.records.reads import figures
from shencha.server.sample.instance import CLERK, OFFICER, YUNQI, Story, account_of

SignIn = Callable[[str], Client]


@pytest.fixture
def number(settled: None) -> str:
    story = Story(today())
    made = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 60)
    return story.consulted(made, 20, "not_affecting", ("cac", "ndrc"))


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_from_the_desk_a_late_opinion_is_chased_and_the_unit_alone_reads_it(
    number: str, sign_in: SignIn
) -> None:
    clerk, chased, other = sign_in(CLERK), sign_in(account_of("ndrc")), sign_in(account_of("cac"))
    address = f"/cases/{number}/chase/opinion_received/"
    assert address in page(clerk, "/work/")
    shown = page(clerk, address)
    assert "现在应当催办" in shown
    assert shown.count('name="to"') == 2
    given = {
        "key": "c-1",
        "expected": CaseFile.objects.get(number=number).sequence,
        "to": ["ndrc"],
        "reason": "请尽快",
    }
    assert clerk.post(address, given | {"until": "2020-01-01"}).status_code == 422
    assert clerk.post(address, given).status_code == 302
    assert "催办已发出" in page(clerk, f"/cases/{number}/")
    late = {one.who: (one.chased, one.chased_on) for one in Todo.objects.filter(case__number=number)}
    assert late == {"cac": (0, None), "ndrc": (1, today())}
    assert "审查办公室已于" in page(chased, "/work/")
    assert "已催办 1 次" in page(chased, f"/cases/{number}/")
    made = StoredEvent.objects.get(name="opinion_chased")
    paper = f"/cases/{number}/events/{made.sequence}/notice-zh.pdf"
    assert chased.get(paper).status_code == clerk.get(paper).status_code == 200
    assert other.get(paper).status_code == 404
    assert "已向逾期未答复的单位催办" not in page(other, f"/cases/{number}/")
    assert "催办" not in page(sign_in(YUNQI), f"/party/cases/{number}/")
    assert clerk.post(address, given | {"key": "c-2", "expected": made.sequence}).status_code == 422, (
        "today already"
    )
    told = page(clerk, f"/cases/{number}/sent/")
    assert told.count(">尚未查收<") == 1, "cac and ndrc looked at the case; the party has its notice unread"
    assert told.count("已查收") == 3
    assert audit_everything().faults == ()


def test_papers_and_evidence_are_chased_with_a_notice_to_the_party(settled: None, sign_in: SignIn) -> None:
    story, officer, owner = Story(today()), sign_in(OFFICER), sign_in(YUNQI)
    asked = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴香港以外上市", 30)
    story.does(asked, CLERK, 20, e.SupplementRequested, ("股权结构图",))
    given = {"key": "s-1", "expected": 2}
    address = f"/cases/{asked}/chase/supplement_received/"
    assert officer.post(address, given).status_code == 302
    kept = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴伦敦上市", 70)
    story.consulted(kept, 30, "not_affecting", ("cac",))
    story.answers(kept, 28, "cac", "agree")
    story.decides(kept, 27, e.ConclusionNotified, "not_affecting")
    promise = ("每月报告", "party", None, "promise", "月报", story.ago(10))
    story.does(kept, OFFICER, 26, e.CommitmentRecorded, *promise)
    shown = page(officer, f"/cases/{kept}/obligations/")
    assert f"/cases/{kept}/chase/evidence_received/" in shown
    expected = CaseFile.objects.get(number=kept).sequence
    chase = {"key": "e-1", "expected": expected, "commitment": "每月报告"}
    assert officer.post(f"/cases/{kept}/chase/evidence_received/", chase).status_code == 302
    told = page(owner, "/party/notices/")
    assert "关于催交补充材料的通知" in told
    assert "关于催交承诺履行证明的通知" in told
    assert "已于" in page(officer, "/obligations/")
    assert figures.times_chased(today().year) == 2
    for wrong in (f"/cases/{kept}/chase/opinion_received/", f"/cases/{kept}/chase/filed/"):
        assert officer.get(wrong).status_code in (404, 409)
    assert owner.get(address).status_code == 404
    assert audit_everything().faults == ()
