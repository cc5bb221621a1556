"""In a real browser: an error, an ended session, a double click, the back button; nothing typed is lost by any.

Each form is one that people write long words into. What happens to it is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from tests.hardening import HARDEN
from tests.journeys.walking import Desk, press, says

from shencha.procedure import acts as e
from shencha.procedure.supplements import About, Item
from shencha.records.acts import drafts
from shencha.records.clock import now
from shencha.records.models import Arrival, Judgement, Report, StoredEvent, SupplementReply
from shencha.server.sample import instance as sample
from shencha.server.sample.instance import CLERK, HAINA, OFFICER, YUNQI, Story, account_of

WORDS = "供应商名单与合同附件不一致，<b>&“引号”"


@dataclass(frozen=True)
class Form:
    """A form, who fills it, what is typed, and what there is once it was taken."""

    who: str
    at: Callable[[Story], str]
    """Makes what is needed, and says where the form is."""
    typed: dict[str, str]
    """By the name of the box."""
    button: str
    taken: Callable[[], int]
    """How often it was taken."""
    chosen: dict[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    empty: str = ""
    """The box that is wrong when it is left empty."""


def asked(story: Story) -> str:
    """A case whose party is asked for something."""
    number = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5)
    item = Item("S1", About(material="analysis_report"), "incomplete", "补充接收方", "据此评估")
    story.does(number, CLERK, 2, e.SupplementRequested, (item, "清单"))
    return f"/party/cases/{number}/supplement/"


def filed(story: Story, act: str) -> str:
    """A case that was just filed, and an act on it."""
    number = story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5)
    return f"/cases/{number}/do/{act}/"


def in_review(story: Story, act: str) -> str:
    """A case in preliminary review, and an act on it."""
    number = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 25), 24)
    story.decides(number, 15, e.DeterminationNotified, True)
    return f"/cases/{number}/do/{act}/"


def consulted(story: Story) -> str:
    """A case on which a unit is asked."""
    number = story.files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 45)
    return f"/cases/{story.consulted(number, 3, 'not_affecting', ('ndrc', 'mss'))}/opinion/"


def in_draft(story: Story) -> str:
    """A party's draft, and the judgement of a factor."""
    by = story.held[YUNQI]
    draft = drafts.begin(by=by, party_key="yunqi", ground="foreign_listing", title="云栖出行赴纽约上市")
    return f"/party/drafts/{draft.pk}/evidence/factors/F5/"


def events(name: str) -> Callable[[], int]:
    """How many events of that name there are."""
    return lambda: StoredEvent.objects.filter(name=name).count()


FORMS = {
    "supplement reply": Form(
        YUNQI, asked, {"text-0": WORDS}, "提交补充材料", events("supplement_received"), empty="text-0"
    ),
    "supplement request": Form(
        OFFICER,
        lambda story: filed(story, "supplement_requested"),
        {"i0-ask": WORDS, "i0-why": "据此评估"},
        "发出补充材料通知",
        events("supplement_requested"),
        {"i0-about": "m:other", "i0-kind": "unclear"},
        empty="i0-why",
    ),
    "decision": Form(
        OFFICER,
        lambda story: in_review(story, "preliminary_extended"),
        {"days": "15", "reason": WORDS},
        "交第二人审核",
        lambda: StoredEvent.objects.filter(name="decision_drafted").count() - 1,
        empty="days",
    ),
    "judgement of the office": Form(
        OFFICER,
        lambda story: in_review(story, "factor_judged"),
        {"judgement": WORDS, "reason": "见分析报告"},
        "研判一项评估因素",
        events("factor_judged"),
        ticked=("F5",),
        empty="reason",
    ),
    "judgement of the party": Form(
        YUNQI, in_draft, {"text": WORDS, "source": "分析报告第3页"}, "保存", Judgement.objects.count
    ),
    "opinion": Form(
        account_of("mss"),
        consulted,
        {"conditions": "境内存储", "remark": WORDS},
        "答复审查办公室",
        events("opinion_received"),
        ticked=("condition",),
        empty="conditions",
    ),
    "concern": Form(
        account_of("ndrc"),
        lambda story: "/work/concern/",
        {"title": WORDS},
        "提交",
        events("concern_raised"),
        ticked=("products_services",),
        empty="title",
    ),
    "report": Form(
        "",
        lambda story: "/report/party/",
        {"about": "云栖", "text": WORDS},
        "提交举报",
        Report.objects.count,
        empty="about",
    ),
}
SIGNED_IN = {name: form for name, form in FORMS.items() if form.who}
every = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))


def opened(desk: Desk, story: Story, form: Form, *, scripts: bool = True) -> Page:
    """The form, filled in."""
    address = form.at(story)
    page = desk(form.who, scripts=scripts)
    page.goto(address)
    fill(page, form)
    return page


def fill(page: Page, form: Form) -> None:
    for name, words in form.typed.items():
        page.locator(f"main [name='{name}']").fill(words)
    for name, value in form.chosen.items():
        page.locator(f"main [name='{name}']").select_option(value)
    for value in form.ticked:
        page.locator(f"main [value='{value}']").check()


def holds(page: Page, form: Form, *, but: str = "") -> None:
    """Everything typed stands in the form."""
    for name, words in form.typed.items():
        expect(page.locator(f"main [name='{name}']")).to_have_value("" if name == but else words)
    for name, value in form.chosen.items():
        expect(page.locator(f"main [name='{name}']")).to_have_value(value)
    for value in form.ticked:
        expect(page.locator(f"main [value='{value}']")).to_be_checked()


@every
def test_an_error_keeps_what_was_typed(desk: Desk, story: Story, form: Form) -> None:
    if not form.empty:
        pytest.skip("an empty one takes the judgement away; there is no wrong one")
    page = opened(desk, story, form)
    page.locator(f"main [name='{form.empty}']").fill("")
    press(page, form.button)
    expect(page.get_by_role("alert").first).to_be_visible()
    holds(page, form, but=form.empty)
    assert form.taken() == 0


def sent_in_vain(page: Page, form: Form) -> None:
    """The line breaks while the form is sent; another page is looked at, and then the form again."""
    address = page.url
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    button = page.locator("main").get_by_role("button", name=form.button, exact=True)
    with page.expect_event("requestfailed"):
        button.click(no_wait_after=True)
    page.unroute("**/*")
    page.goto("/desk/")
    page.goto(address)


ENDED = [(name, True) for name in SIGNED_IN] + [
    (name, False) for name in (SIGNED_IN if HARDEN else ("decision", "opinion"))
]


@pytest.mark.parametrize(("name", "scripts"), ENDED)
def test_after_a_broken_line_and_an_ended_session_one_signs_in_and_finds_it(
    desk: Desk, story: Story, name: str, scripts: bool
) -> None:
    form = SIGNED_IN[name]
    page = opened(desk, story, form, scripts=scripts)
    if scripts:
        sent_in_vain(page, form)
        holds(page, form)
    Session.objects.update(expire_date=now() - timedelta(minutes=1))
    press(page, form.button)
    page.locator("[name=login]").fill(form.who)
    page.locator("[name=password]").fill(sample.PASSWORD)
    press(page, "登录")
    if "2fa" in page.url:
        page.locator("[name=code]").fill(pyotp.TOTP(sample.TOTP_SECRET).now())
        page.locator("[name=code]").press("Enter")
    says(page, "会话已过期")
    holds(page, form)
    assert form.taken() == 0
    press(page, form.button)
    page.wait_for_load_state()
    assert form.taken() == 1


ANSWERED = """([address, before]) => location.href !== address || !document.querySelector('form[novalidate]')
  || document.querySelector('h1').innerText !== before"""
"""The answer to a form has another address, no form, or at least another title."""


@every
def test_a_double_click_is_one_act(desk: Desk, story: Story, form: Form) -> None:
    page = opened(desk, story, form)
    address, before = page.url, page.locator("h1").inner_text()
    page.locator("main").get_by_role("button", name=form.button, exact=True).dblclick()
    page.wait_for_function(ANSWERED, arg=[address, before])
    page.wait_for_load_state()
    assert form.taken() == 1


@every
def test_after_another_page_the_back_button_brings_it_back(desk: Desk, story: Story, form: Form) -> None:
    page = opened(desk, story, form)
    page.get_by_role("link", name="办法条文").click()
    page.wait_for_url("**/law/")
    page.go_back()
    holds(page, form)
    press(page, form.button)
    page.wait_for_load_state()
    assert form.taken() == 1
    kept = page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('typed:'))")
    assert kept == [] or not form.who, "what was sent does not come back"


def test_a_colleague_who_was_faster_costs_no_word(desk: Desk, story: Story) -> None:
    form = FORMS["decision"]
    page = opened(desk, story, form)
    number = StoredEvent.objects.latest("id").case.number
    story.does(number, CLERK, 0, e.SupplementRequested, ("清单",))
    press(page, form.button)
    says(page, "先于您办理", "没有丢失")
    page.get_by_role("link", name="返回刚才的页面").click()
    holds(page, form)
    press(page, form.button)
    page.wait_for_load_state()
    assert form.taken() == 1


def test_files_of_a_form_with_an_error_need_not_be_chosen_again(
    desk: Desk, story: Story, tmp_path: Path
) -> None:
    """They arrive in pieces first, show how far they are, and stay with the form; a reload keeps them too."""
    address = asked(story)
    page = desk(YUNQI, scripts=True)
    page.goto(address)
    large = tmp_path / "大文件.txt"
    large.write_bytes(b"x" * (20 * 2**20))
    page.locator("[name=file-0]").set_input_files(large)
    page.locator("[name=text-1]").fill("长" * 20_001)
    page.locator("[name=text-1]").evaluate("(box) => { box.value = '长'.repeat(20001); }")
    press(page, "提交补充材料")
    expect(page.get_by_role("alert")).to_be_visible()
    says(page, "大文件.txt")
    assert StoredEvent.objects.filter(name="supplement_received").count() == 0
    page.locator("[name=text-1]").fill("短")
    press(page, "提交补充材料")
    page.wait_for_url("**/events/*/")
    made = StoredEvent.objects.get(name="supplement_received")
    assert [paper.file.size for paper in made.papers.all()] == [20 * 2**20]
    assert not SupplementReply.objects.exists()


def test_an_upload_that_was_cut_goes_on_after_a_reload(desk: Desk, story: Story, tmp_path: Path) -> None:
    address = asked(story)
    page = desk(YUNQI, scripts=True)
    page.goto(address)
    large = tmp_path / "大文件.txt"
    large.write_bytes(b"y" * (20 * 2**20))
    puts: list[int] = []

    def cut(route) -> None:  # type: ignore[no-untyped-def]
        puts.append(1)
        if len(puts) == 2:
            route.abort()
        else:
            route.continue_()

    page.route(
        "**/uploads/*/", lambda route: cut(route) if route.request.method == "PUT" else route.continue_()
    )
    page.locator("[name=file-0]").set_input_files(large)
    page.locator("main").get_by_role("button", name="提交补充材料", exact=True).click(no_wait_after=True)
    expect(page.locator("[aria-live=polite]").first).to_contain_text("连接中断")
    page.unroute("**/uploads/*/")
    page.goto(address)
    says(page, "大文件.txt · 传到 20 %")
    assert Arrival.objects.get().size == 20 * 2**20
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.headers["content-range"]) if one.method == "PUT" else None)
    page.locator("[name=file-0]").set_input_files(large)
    press(page, "提交补充材料")
    page.wait_for_url("**/events/*/")
    assert sent[0].startswith(f"bytes {4 * 2**20}-")
    made = StoredEvent.objects.get(name="supplement_received")
    assert [paper.file.size for paper in made.papers.all()] == [20 * 2**20]


def test_what_one_reader_typed_is_not_the_next_ones(desk: Desk, story: Story) -> None:
    form = FORMS["judgement of the party"]
    page = opened(desk, story, form)
    page.get_by_role("link", name="办法条文").click()
    page.wait_for_url("**/law/")
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('typed:')).length"
    assert page.evaluate(kept) == 1
    page.locator("header").get_by_role("button", name="退出").click()
    page.wait_for_load_state()
    page.goto("/law/")
    assert page.evaluate(kept) == 0
