"""A receipt is verified in a real browser, by file and by address; none of it leaves the page, and none that was changed holds."""

from __future__ import annotations

import base64
import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from tests.hardening import HARDEN
from tests.journeys.walking import Desk

from shencha.canonical import canonical
from shencha.ledger import verify
from shencha.ledger.checkpoint import Checkpoint, SigningKey, sign
from shencha.ledger.receipt import read
from shencha.records import log
from shencha.records.log import epochs
from shencha.records.models import StoredEvent
from shencha.server.sample.instance import YUNQI, Story


@pytest.fixture
def filed(story: Story) -> StoredEvent:
    story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5)
    return StoredEvent.objects.get()


@pytest.fixture
def opened(desk: Callable[..., Page], filed: StoredEvent) -> Page:
    page = desk("", scripts=True)
    page.goto("/log/verify/")
    expect(page.locator("#ask")).to_be_visible()
    return page


def answer(page: Page, receipt: str | bytes) -> str:
    """What the page says of a file."""
    raw = receipt if isinstance(receipt, bytes) else receipt.encode()
    page.evaluate("document.querySelector('[data-verify]').dataset.answer = ''")
    page.set_input_files("#file", {"name": "a.tlog-proof", "mimeType": "text/plain", "buffer": raw})
    told = '[data-answer]:not([data-answer=""], [data-answer="working"])'
    page.wait_for_selector(told, state="attached")
    return str(page.evaluate("document.querySelector('[data-verify]').dataset.answer"))


def with_extra(receipt: str, **changed: Any) -> str:
    """The receipt with other fields in its extra line."""
    line = receipt.split("\n")[1]
    extra = json.loads(base64.b64decode(line.removeprefix("extra "))) | changed
    return receipt.replace(line, "extra " + base64.b64encode(canonical(extra)).decode())


def test_a_receipt_holds_by_file_and_all_that_was_signed_is_shown(opened: Page, filed: StoredEvent) -> None:
    assert answer(opened, log.receipt(filed)) == "holds"
    shown = opened.locator("#record").inner_text()
    for word in (filed.case.number, "云栖出行赴纽约上市", filed.payload["answers_digest"], YUNQI):
        assert word in shown, word
    for one in filed.papers.all():
        assert one.name in shown
        assert one.file.digest in shown
    assert not re.search(r"\bevent\.|answers\.", shown), "each field has a name"


def test_the_code_on_the_receipt_leads_to_the_page_and_nothing_of_it_is_sent(
    desk: Callable[..., Page], filed: StoredEvent
) -> None:
    page = desk(YUNQI, scripts=True)
    page.goto(f"/cases/{filed.case.number}/events/1/")
    expect(page.locator("svg.qr")).to_be_visible()
    link = page.get_by_role("link", name="在浏览器中核验").get_attribute("href") or ""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data}"))
    page.goto(link)
    expect(page.get_by_role("heading", name="成立：回执所载内容")).to_be_visible()
    assert "云栖出行赴纽约上市" in page.locator("#record").inner_text()
    assert sent, "the page itself was asked for"
    told = read(log.receipt(filed)).fragment().split(".")
    for part in (*told[1:3], told[5], "云栖"):
        assert not any(part[:40] in one for one in sent), part
    count = len(sent)
    assert answer(page, log.receipt(filed)) == "holds"
    assert len(sent) == count, "verifying asks for nothing"
    refused = page.evaluate("fetch('/log/key').then(() => 'sent', () => 'refused')")
    assert refused == "refused", "the page can open no connection"


def test_what_the_paper_carries_proves_the_entry_without_its_content(
    opened: Page, filed: StoredEvent
) -> None:
    opened.goto(f"/log/verify/#{read(log.receipt(filed)).withheld().fragment()}")
    opened.reload()
    expect(opened.get_by_role("heading", name="成立：这一条在日志中")).to_be_visible()
    expect(opened.locator("#record")).to_be_empty()


def test_an_address_that_was_cut_off_is_told(opened: Page, filed: StoredEvent) -> None:
    whole = read(log.receipt(filed)).fragment()
    for changed in (whole[:-1], whole[: len(whole) // 2], "1.AA.BB", "x", whole + ".AA"):
        opened.goto("about:blank")
        opened.goto(f"/log/verify/#{changed}")
        expect(opened.locator(".errors:visible")).to_have_count(1)


def other_log(receipt: str) -> str:
    key = SigningKey.fresh("elsewhere.example/log")
    found = read(receipt)
    root = Checkpoint(key.name, found.index + 1, b"\x01" * 32)
    return replace(found, note=sign(root, key)).text()


def resigned(receipt: str) -> str:
    """Signed by the log's own key over another root."""
    key = epochs.signing_key(1)
    found = read(receipt)
    return replace(found, note=sign(Checkpoint(key.name, found.index + 1, b"\x01" * 32), key)).text()


CHANGES: dict[str, Callable[[str], str | bytes]] = {
    "unreadable-crlf": lambda one: one.replace("\n", "\r\n"),
    "unreadable-bom": lambda one: "\ufeff" + one,
    "unreadable": lambda one: one[: len(one) // 2],
    "key": other_log,
    "path": resigned,
    "leaf": lambda one: with_extra(one, record={"case": "2026-0001", "event": {"event": "filed"}}),
}


def test_a_receipt_that_was_mangled_is_told_as_such(opened: Page, filed: StoredEvent) -> None:
    for part, change in CHANGES.items():
        assert answer(opened, change(log.receipt(filed))) == part
        expect(opened.locator("#record")).to_be_empty()
        expect(opened.locator("[data-part]:visible")).to_have_count(1)


def test_a_key_of_ones_own_decides(opened: Page, filed: StoredEvent) -> None:
    assert answer(opened, log.receipt(filed)) == "holds"
    opened.locator("#ask summary").click()
    box = opened.get_by_label("公钥（名称+编号+公钥）")
    stranger = SigningKey.fresh(settings.LOG_ORIGIN)
    for key, said in (
        (str(stranger.verifier), "不成立：签署的不是这把公钥"),
        ("abc", "您填写的不是公钥"),
        (str(log.verifier()), "成立：回执所载内容"),
    ):
        box.fill(key)
        box.blur()
        expect(opened.get_by_role("heading", name=said)).to_be_visible()


def test_the_page_and_the_strangers_file_agree_on_changed_receipts(opened: Page, filed: StoredEvent) -> None:
    receipt, key = log.receipt(filed), str(log.verifier())
    chance = random.Random(12)
    for _ in range(2_000 if HARDEN else 60):
        changed = list(receipt)
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(changed))
            changed[at] = chance.choice([chance.choice("AZaz09+/=\n -—\0é"), "", changed[at] * 2])
        written = "".join(changed)
        try:
            verify.verified(written, key)
            theirs = True
        except ValueError:
            theirs = False
        assert (answer(opened, written) == "holds") == theirs, repr(written)


def test_a_browser_that_lacks_what_is_needed_says_so(
    desk: Callable[..., Page], filed: StoredEvent, browser: Any, live_server: Any
) -> None:
    context = browser.new_context(locale="zh-CN", base_url=live_server.url)
    context.add_init_script(
        "const known = crypto.subtle.importKey.bind(crypto.subtle); crypto.subtle.importKey = (form, key, kind, ...rest) => "
        "kind.name === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError')) : known(form, key, kind, ...rest)"
    )
    page = context.new_page()
    page.goto("/log/verify/")
    expect(page.get_by_role("heading", name="这个浏览器不能核验")).to_be_visible()
    expect(page.locator("#ask")).to_be_hidden()
    context.close()


def test_without_scripts_the_page_says_what_to_do(desk: Desk, filed: StoredEvent) -> None:
    page = desk("")
    page.goto("/log/verify/")
    assert "本页需要脚本" in page.inner_text("main")
    assert "独立的核验程序" in page.inner_text("main")
