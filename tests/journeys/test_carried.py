"""In a real browser: a dossier made offline is brought in, its draft goes out again, papers and calendar are had."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.hardening import HARDEN

from shencha.documents.dossier.archive import stream
from shencha.documents.dossier.folder import begin, read
from shencha.records.clock import today
from shencha.server.sample import instance as sample

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).with_name("axe.min.js")
LANGS = ("zh-CN", "en-GB")

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (make system installs it)"),
    pytest.mark.xdist_group("journeys"),
]

WHO = {key.partition(".")[2]: said for key, said in sample.who_files("yunqi").items()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A dossier of the sample's owner, built."""
    folder = tmp_path / "d"
    begin(folder, "foreign_listing", "云栖出行赴纽约上市", "云栖出行科技有限公司（虚构）", today())
    with (folder / "dossier.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write(json.dumps({"declaration": {"party": WHO}})[1:-1] + "\n")
    for material in ("declaration", "analysis_report", "listing_documents"):
        (folder / "materials" / material / f"{material}.pdf").write_bytes(b"%PDF-1.7\n" + material.encode())
    found, out = read(folder), tmp_path / "d.dossier.tar"
    out.write_bytes(b"".join(stream(found.manifest, found.content)))
    return out


def faults(page: Page) -> list[str]:
    """What axe-core finds on the page, and whether it is wider than the window."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))")
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*found, *(["the page is wider than the window"] if wide else [])]


@pytest.mark.parametrize(
    ("lang", "width"),
    [(LANGS[0], 1280), (LANGS[1], 360), *([(LANGS[0], 360), (LANGS[1], 1280)] if HARDEN else [])],
)
def test_a_dossier_comes_in_goes_out_and_is_refused_in_words(
    live_server,  # type: ignore[no-untyped-def]
    transactional_db: None,
    browser: Browser,
    dossier: Path,
    lang: str,
    width: int,
) -> None:
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    caches["here"].clear()
    sample.settle(today())
    context = browser.new_context(
        locale=lang, viewport={"width": width, "height": 800}, bypass_csp=True, accept_downloads=True
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/party/")
    page.locator("input[name=login]").fill("editor@yunqi.example")
    page.locator("input[name=password]").fill(sample.PASSWORD)
    page.locator("main button.primary").click()

    page.locator("a[href='/party/dossiers/new/']").click()
    assert faults(page) == []
    broken = dossier.with_name("broken.tar")
    broken.write_bytes(dossier.read_bytes()[:-700])
    page.locator("#file").set_input_files(broken)
    page.locator("main button.primary").click()
    expect(page.get_by_role("alert")).to_contain_text("不完整" if lang == "zh-CN" else "cut off")
    assert faults(page) == []
    page.locator("#file").set_input_files(dossier)
    page.locator("main button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云栖出行赴纽约上市", timeout=30_000)
    expect(page.locator("main")).to_contain_text("齐备" if lang == "zh-CN" else "complete")
    assert faults(page) == []
    with page.expect_download() as started:
        page.locator("a[href$='/dossier/']").click()
    assert Path(started.value.path()).read_bytes() == dossier.read_bytes()

    page.locator("a[href='/calendar/']").click()
    assert faults(page) == []
    page.locator("button[value=make]").click()
    address = page.locator("code.digest").inner_text()
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    assert faults(page) == []

    story = sample.Story(today())
    number = story.files(sample.YUNQI, "yunqi", "procurement", "车载终端采购", 3)
    story.does(number, sample.CLERK, 1, sample.e.SupplementRequested, ("股权结构图",))
    page.goto(f"{live_server.url}/party/")
    page.locator("a[href^='/party/notices/']").first.click()
    assert faults(page) == []
    for name, begins in (("notice-zh.pdf", b"%PDF"), ("notice-zh.docx", b"PK"), ("notice-en.pdf", b"%PDF")):
        href = page.locator(f"a[href$='{name}']").get_attribute("href")
        assert page.request.get(f"{live_server.url}{href}").body().startswith(begins)
    context.close()
