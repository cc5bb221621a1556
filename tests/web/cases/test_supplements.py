"""Typed requests for supplements: begun from what was filed, answered item by item, read against the last version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.web.party.test_party_pages import EDITOR, OFFICER, OTHER, OWNER, filed, paper

from shencha.procedure import acts as e
from shencha.procedure.acts import event_from
from shencha.procedure.supplements import About, Item
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import CasePaper, Membership, StoredEvent, SupplementPaper, SupplementReply

SignIn = Callable[[str], Client]
ROW = {
    "kind": "incomplete",
    "ask": "补充数据出境的接收方",
    "why": "据此评估出境风险",
    "article": "8",
    "factor": "F5",
}


@pytest.fixture
def number(sign_in: SignIn) -> str:
    """A filing whose report says two lines."""
    return filed(sign_in(OWNER))


def row(at: int, **more: str) -> dict[str, str]:
    """One item as the officer's form sends it."""
    return {f"i{at}-{name}": value for name, value in (ROW | more).items()}


def form_of(browser: Client, address: str) -> dict[str, str]:
    """What holds the officer's form together."""
    page = browser.get(address).content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]+)"', page) for name in ("key", "expected")}
    return {name: one[1] for name, one in found.items() if one}


def asks(number: str, *items: Item | str) -> None:
    """The clerk asks."""
    clerk = Membership.objects.get(person__email="clerk@office.example")
    record(number, e.SupplementRequested(today(), items), by=clerk, key=f"ask-{len(items)}")


def item(name: str = "S1", **more: Any) -> Item:
    """About a page of the report, unless told otherwise."""
    given: dict[str, Any] = {
        "about": About(material="analysis_report", file="analysis_report.pdf", page=2),
        "kind": "incomplete",
        "ask": "写明接收方",
        "why": "据此评估出境风险",
    }
    return Item(item=name, **(given | more))


def test_an_officer_asks_for_several_things_each_with_what_it_is_about(number: str, sign_in: SignIn) -> None:
    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    report = CasePaper.objects.get(name="analysis_report.pdf")
    due = str(today() + timedelta(days=9))
    head = form_of(officer, address)
    sent = head | row(0, about=f"p:{report.pk}", page="3", due=due) | {"do": "add"}
    page = officer.post(address, sent).content.decode()
    assert 'name="i1-about"' in page
    assert ROW["ask"] in page, "what was typed stays"
    assert page.count(f'value="{due}"') == 2, "the next item is wanted by the same day unless said otherwise"
    sent |= row(1, about="f:actor.ciio", kind="contradicts", against=f"p:{report.pk}") | {"do": "send"}
    for _ in range(2):  # a double click
        assert officer.post(address, sent)["Location"] == f"/cases/{number}/"
    (stored,) = StoredEvent.objects.filter(name="supplement_requested")
    event = event_from(stored.payload)
    assert isinstance(event, e.SupplementRequested)
    first, second = event.items
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert first.about == About(material="analysis_report", file="analysis_report.pdf", page=3)
    assert (first.item, second.item) == ("S1", "S2")
    assert (first.article, first.factors, str(first.due)) == ("8", ("F5",), due)
    assert second.about == About(fact="actor.ciio")
    assert second.against == About(material="analysis_report", file="analysis_report.pdf")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"about": ""}, "针对哪一项"),
        ({"about": "p:99999"}, "针对哪一项"),
        ({"kind": "strange"}, "什么问题"),
        ({"ask": " "}, "要求补充什么"),
        ({"why": ""}, "为什么需要"),
        ({"article": "eight"}, "依据哪一条"),
        ({"article": "99"}, "引用的第 99 条"),
        ({"page": "0"}, "第几页"),
        ({"due": "2020-01-01"}, "日期不能早于今天"),
        ({"due": "soon"}, "希望在哪一天前"),
    ],
)
def test_a_wrong_item_is_marked_and_nothing_typed_is_lost(
    number: str, sign_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    sent = form_of(officer, address) | row(0, about="m:other") | row(1, **{"about": "m:other"} | wrong)
    answer = officer.post(address, sent | {"do": "send"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert page.count(ROW["factor"]) >= 2
    assert ROW["ask"] in page
    assert not StoredEvent.objects.filter(name="supplement_requested").exists()


def test_nothing_at_all_is_asked_for(number: str, sign_in: SignIn) -> None:
    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    answer = officer.post(address, form_of(officer, address) | {"do": "send"})
    assert answer.status_code == 422
    assert "请至少写一项" in answer.content.decode()


def test_an_item_is_taken_out_and_the_others_stay(number: str, sign_in: SignIn) -> None:
    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    sent = row(0, about="m:other", ask="甲项") | row(1, about="m:other", ask="乙项") | {"do": "remove:0"}
    page = officer.post(address, sent).content.decode()
    assert "乙项" in page
    assert "甲项" not in page


def test_an_item_begins_from_a_remark_in_the_form_itself(number: str, sign_in: SignIn) -> None:
    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    report = CasePaper.objects.get(name="analysis_report.pdf")
    noted = {"key": "n1", "paper": report.pk, "page": 4, "text": "来源没有注明"}
    officer.post(f"/cases/{number}/side-by-side/remark/", noted)
    (start,) = re.findall(r'value="(start:remark:\d+)"', officer.get(address).content.decode())
    page = officer.post(address, row(0, about="m:other", ask="甲项") | {"do": start}).content.decode()
    assert "甲项" in page
    assert 'name="i1-page" value="4"' in page
    assert "来源没有注明</textarea>" in page
    assert "start:remark" in officer.post(address, {"do": "start:remark:999"}).content.decode()


def test_after_an_ended_session_every_item_is_there_again(number: str, sign_in: SignIn) -> None:
    from tests.web.test_typed_again import ended, signs_in

    officer, address = sign_in(OFFICER), f"/cases/{number}/do/supplement_requested/"
    sent = (
        form_of(officer, address) | row(0, about="m:other", ask="甲项") | row(1, about="m:other", ask="乙项")
    )
    answer = ended(officer).post(address, sent | {"do": "send"})
    assert answer["Location"].startswith("/accounts/login/")
    signs_in(officer, OFFICER)
    page = officer.get(address).content.decode()
    assert "甲项</textarea>" in page
    assert "乙项</textarea>" in page


def test_a_party_answers_item_by_item_and_comes_back(number: str, sign_in: SignIn) -> None:
    asks(number, item("S1", due=today()), item("S2", about=About(fact="actor.ciio")), "股权结构图")
    owner, address = sign_in(OWNER), f"/party/cases/{number}/supplement/"
    page = owner.get(address).content.decode()
    for words in ("写明接收方", "据此评估出境风险", "analysis_report.pdf”第2页", "今天到期", "条文没有规定"):
        assert words in page
    names = {"item-0": "S1", "item-1": "S2", "item-2": "股权结构图"}
    half = names | {
        "text-0": "接收方是甲公司",
        "text-1": "还在核实",
        "file-0": paper("二.txt", b"new"),
        "do": "save",
    }
    assert owner.post(address, half).status_code == 302
    assert not StoredEvent.objects.filter(name="supplement_received").exists()
    back = sign_in(EDITOR).get(address).content.decode()
    assert "接收方是甲公司</textarea>" in back
    assert "二.txt" in back
    send = names | {
        "key": "s1",
        "text-0": "接收方是甲公司",
        "text-1": "还在核实",
        "later-1": "yes",
        "do": "send",
    }
    for _ in range(2):
        assert owner.post(address, send)["Location"] == f"/cases/{number}/events/3/"
    stored = StoredEvent.objects.get(name="supplement_received")
    assert stored.payload["items"] == ["S1"]
    assert stored.payload["replies"] == {"S1": "接收方是甲公司"}
    (came,) = stored.papers.all()
    assert (came.item, came.material, came.name) == ("S1", "analysis_report", "二.txt")
    after = owner.get(address).content.decode()
    assert "还在核实</textarea>" in after, "a half-done reply stays"
    assert "写明接收方" not in after.replace("S2", "")[: after.find("S2")]


def test_the_office_and_others_cannot_read_what_waits(number: str, sign_in: SignIn) -> None:
    asks(number, item())
    owner, address = sign_in(OWNER), f"/party/cases/{number}/supplement/"
    owner.post(address, {"item-0": "S1", "text-0": "尚未提交的话", "file-0": paper("秘.txt"), "do": "save"})
    waits = SupplementPaper.objects.get()
    file = f"{address}files/{waits.pk}/"
    assert owner.get(file).getvalue() == b"paper"  # type: ignore[attr-defined]
    for who in (OFFICER, OTHER, "auditor@audit.example"):
        stranger = sign_in(who)
        assert stranger.get(file).status_code == 404
        assert stranger.get(address).status_code == 404
        page = stranger.get(f"/cases/{number}/supplements/")
        assert "尚未提交的话" not in page.content.decode()
    assert (
        owner.post(
            address, {"item-0": "S1", "text-0": "尚未提交的话", "do": f"remove:{waits.pk}"}
        ).status_code
        == 302
    )
    assert not SupplementPaper.objects.exists()
    assert SupplementReply.objects.get().text == "尚未提交的话"


def test_an_editor_saves_and_a_signatory_hands_in(number: str, sign_in: SignIn) -> None:
    asks(number, item())
    editor, address = sign_in(EDITOR), f"/party/cases/{number}/supplement/"
    sent = {"key": "e", "item-0": "S1", "text-0": "x"}
    assert editor.post(address, sent | {"do": "save"}).status_code == 302
    assert "由签署人提交" in editor.get(address).content.decode()
    assert editor.post(address, sent | {"do": "send"}).status_code == 409
    assert SupplementReply.objects.get().text == "x"


def test_who_saves_over_a_colleague_is_told_first(number: str, sign_in: SignIn) -> None:
    asks(number, item())
    owner, editor, address = sign_in(OWNER), sign_in(EDITOR), f"/party/cases/{number}/supplement/"
    editor.post(address, {"item-0": "S1", "seen-0": "0", "text-0": "编辑的话", "do": "save"})
    answer = owner.post(address, {"item-0": "S1", "seen-0": "0", "text-0": "主管的话", "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "编辑的话" in page
    assert "主管的话</textarea>" in page
    again = owner.post(address, {"item-0": "S1", "seen-0": "1", "text-0": "主管的话", "do": "save"})
    assert again.status_code == 302
    assert SupplementReply.objects.get().text == "主管的话"


def test_a_missing_paper_is_not_answered_by_words(number: str, sign_in: SignIn) -> None:
    asks(number, item("S1", about=About(material="other"), kind="missing"))
    owner, address = sign_in(OWNER), f"/party/cases/{number}/supplement/"
    answer = owner.post(address, {"key": "s", "item-0": "S1", "text-0": "随后提交", "do": "send"})
    assert answer.status_code == 422
    assert "还没有文件" in answer.content.decode()
    assert "随后提交</textarea>" in answer.content.decode()
    sent = {"key": "s", "item-0": "S1", "text-0": "随后提交", "file-0": paper("a.txt"), "do": "send"}
    assert owner.post(address, sent).status_code == 302


@pytest.mark.parametrize("name", ["S9", "", "x" * 300])
def test_an_item_that_is_not_asked_is_refused(number: str, sign_in: SignIn, name: str) -> None:
    asks(number, item())
    sent = {"item-0": name, "text-0": "x", "do": "save"}
    assert sign_in(OWNER).post(f"/party/cases/{number}/supplement/", sent).status_code == 409


def test_a_reply_that_is_too_long_is_kept_in_the_form(number: str, sign_in: SignIn) -> None:
    asks(number, item())
    long = "长" * 20_001
    answer = sign_in(OWNER).post(
        f"/party/cases/{number}/supplement/", {"item-0": "S1", "text-0": long, "do": "save"}
    )
    assert answer.status_code == 422
    assert long in answer.content.decode()


def test_the_office_reads_each_answer_against_the_last_version(number: str, sign_in: SignIn) -> None:
    asks(number, item(due=today()))
    address = f"/party/cases/{number}/supplement/"
    sent = {"key": "s", "item-0": "S1", "text-0": "已更正", "file-0": paper("换名.pdf", b"new"), "do": "send"}
    assert sign_in(OWNER).post(address, sent).status_code == 302
    old, new = CasePaper.objects.get(name="analysis_report.pdf"), CasePaper.objects.get(name="换名.pdf")
    page = sign_in(OFFICER).get(f"/cases/{number}/supplements/").content.decode()
    assert "已更正" in page
    assert f"/cases/{number}/papers/{new.pk}/changes/" in page
    assert f"left={old.pk}&amp;right={new.pk}" in page
    assert "上一版：analysis_report.pdf" in page
    english = sign_in(OFFICER)
    english.post("/language/", {"language": "en"})
    shown = english.get(f"/cases/{number}/supplements/").content.decode()
    assert "last version: analysis_report.pdf" in shown
    assert english.get(f"/cases/{number}/papers/{new.pk}/changes/").status_code == 200


def test_the_notice_and_the_receipt_list_the_items(number: str, sign_in: SignIn) -> None:
    asks(number, item("S1", article="8", factors=("F5",), due=today()))
    sign_in(OWNER).post(
        f"/party/cases/{number}/supplement/", {"key": "s", "item-0": "S1", "text-0": "已更正", "do": "send"}
    )
    owner = Membership.objects.get(person__email=OWNER)
    from shencha.records.reads.papers import paper_of

    _, notice = paper_of(owner, number, 2)
    said = "\n".join(notice.said("zh"))
    assert (
        "（S1）关于影响或者可能影响国家安全的分析报告“analysis_report.pdf”第2页：不完整。请补充：写明接收方。"
        in said
    )
    assert "（第八条、因素F5）" in said
    assert "所列日期由审查办公室确定" in said
    english = "\n".join(notice.said("en"))
    assert "the office's own" in english
    _, receipt = paper_of(owner, number, 3)
    assert "已更正" in "\n".join(receipt.said("zh"))


def test_the_items_stay_readable_for_ever() -> None:
    old = {"on": "2026-04-01", "event": "supplement_requested", "items": ["analysis_report", "股权结构图"]}
    event = event_from(old)
    assert isinstance(event, e.SupplementRequested)
    assert event.items == ("analysis_report", "股权结构图")
    assert json.loads(json.dumps(e.event_to(event)))["items"] == old["items"]
