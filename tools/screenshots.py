"""Pictures of the main pages of a demo, in both languages and two widths: `make screenshots`.

Starts a throw-away demo on a free port of 127.0.0.1, signs in as each role, and writes PNG files into a folder
(default docs/pictures/all, which is not committed). With `--readme` it writes the README's pictures only,
into docs/pictures, each below 200 kB.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
WIDTHS = {"wide": (1280, 900), "phone": (360, 740)}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class View:
    """One page as one person sees it."""

    name: str
    address: str
    who: str | None = None
    opens: str | None = None
    """A part of the page that is opened first."""


OFFICER, SECOND = "officer@office.example", "second@office.example"
YUNQI, HAINA, BEIFANG = "owner@yunqi.example", "signatory@haina.example", "owner@beifang.example"
FIRST_CLOCK = "details.clockwork"
VIEWS = (
    View("home", "/"),
    View("about", "/about/"),
    View("interview", "/must-we-file/"),
    View("question", "/must-we-file/state-secrets/"),
    View("calculator", "/due/?from=2026-02-09&days=30"),
    View("law", "/law/"),
    View("article", "/law/measures-2022/13/"),
    View("compare", "/law/compare/"),
    View("open-points", "/law/open-points/"),
    View("log", "/log/"),
    View("demo", "/demo/"),
    View("sign-in", "/accounts/login/"),
    View("not-found", "/nowhere/"),
    View("desk-officer", "/work/", OFFICER),
    View("desk-clerk", "/work/", "clerk@office.example"),
    View("week", "/work/week/", OFFICER),
    View("search", "/search/?q=上市", OFFICER),
    View("case-filed", "/cases/2026-0014/", "clerk@office.example"),
    View("case-intake", "/cases/2026-0015/", SECOND),
    View("case-paused", "/cases/2026-0010/", OFFICER),
    View("case-consultation", "/cases/2026-0007/", OFFICER),
    View("case-silence", "/cases/2026-0005/", OFFICER),
    View("case-special", "/cases/2026-0004/", OFFICER),
    View("case-commission", "/cases/2026-0001/", OFFICER, FIRST_CLOCK),
    View("case-concluded", "/cases/2026-0003/", OFFICER),
    View("case-ex-officio", "/cases/2026-0006/", OFFICER),
    View("intake", "/cases/2026-0017/do/materials_accepted/", "clerk@office.example"),
    View("board", "/cases/2026-0013/board/", OFFICER),
    View("act-supplement", "/cases/2026-0012/do/supplement_requested/", OFFICER),
    View("supplements", "/cases/2026-0014/supplements/", OFFICER),
    View("act-proposal", "/cases/2026-0012/do/proposal_sent/", OFFICER),
    View("receipt", "/cases/2026-0007/events/1/", OFFICER),
    View("desk-member", "/work/", "liaison@mps.example"),
    View("case-member", "/cases/2026-0007/", "liaison@mps.example"),
    View("opinion", "/cases/2026-0007/opinion/", "liaison@mps.example"),
    View("opinions", "/work/opinions/", "liaison@ndrc.example"),
    View("side-by-side", "/cases/2026-0007/side-by-side/", OFFICER),
    View("holidays", "/work/holidays/", OFFICER),
    View("concern", "/work/concern/", "liaison@mps.example"),
    View("desk-department", "/work/", "liaison@transport.example"),
    View("desk-protection", "/work/", "liaison@energy.example"),
    View("desk-commission", "/work/", "secretary@commission.example"),
    View("case-secretary", "/cases/2026-0001/", "secretary@commission.example"),
    View("desk-supervisor", "/work/", "supervisor@supervision.example"),
    View("case-supervisor", "/cases/2026-0003/", "supervisor@supervision.example"),
    View("desk-auditor", "/audit/", "auditor@audit.example"),
    View("desk-auditor-cases", "/work/", "auditor@audit.example"),
    View("people-system", "/people/", "system@operation.example"),
    View("people-security", "/people/", "security@operation.example"),
    View("people-audit", "/people/", "auditadmin@operation.example"),
    View("desk-party", "/party/", HAINA),
    View("party-case", "/party/cases/2026-0014/", HAINA),
    View("party-case-paused", "/party/cases/2026-0010/", HAINA),
    View("party-case-special", "/party/cases/2026-0004/", HAINA),
    View("party-case-concluded", "/party/cases/2026-0003/", BEIFANG),
    View("party-supplement", "/party/cases/2026-0014/supplement/", HAINA),
    View("party-begin", "/party/drafts/new/", YUNQI),
    View("desk-counsel", "/party/", "counsel@zhengde.example"),
    View("account", "/accounts/2fa/", OFFICER),
)
README = {
    "desk-officer": "desk",
    "case-special": "case",
    "calculator": "days",
    "desk-party": "party",
    "board": "board",
    "interview": "interview",
}


def main() -> None:
    """Start the demo, take the pictures, stop the demo."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=None, help="folder for the pictures")
    options.add_argument("--at", help="address of a demo that runs already")
    options.add_argument("--only", default="", help="names of views, separated by commas")
    options.add_argument("--readme", action="store_true", help="the README's pictures")
    chosen = options.parse_args()
    folder = chosen.to or ROOT / "docs/pictures" / ("" if chosen.readme else "all")
    folder.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, chosen.only.split(","))) or (set(README) if chosen.readme else set())
    views = [view for view in VIEWS if not only or view.name in only]
    with demo(chosen.at) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "/usr/bin/chromium", args=ARGUMENTS
        )
        held = {who: signed_in(browser, address, who) for who in {view.who for view in views}}
        for lang, width in [("zh", "wide")] if chosen.readme else [(a, b) for a in LOCALES for b in WIDTHS]:
            for view, page in pages(browser, address, views, held, lang, width):
                name = README[view.name] if chosen.readme else f"{view.name}.{lang}.{width}"
                shot(page, folder / f"{name}.png", whole=not chosen.readme)
        browser.close()


@contextmanager
def demo(address: str | None) -> Iterator[str]:
    """A demo of its own, unless one is given; its address."""
    if address:
        yield address.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from shencha.cli.main import main; main()", "demo"]
        running = subprocess.Popen(
            [*command, "--port", str(port), "--data", f"{folder}/demo"],
            stdout=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        )
        try:
            found = f"http://127.0.0.1:{port}"
            _wait_for(f"{found}/about/")
            yield found
        finally:
            running.terminate()
            running.wait(30)


def _wait_for(address: str, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def pages(
    browser: Browser,
    address: str,
    views: list[View],
    held: Mapping[str | None, StorageState | None],
    lang: str,
    width: str,
) -> Iterator[tuple[View, Page]]:
    """Each view, opened by its reader in that language and width."""
    wide, high = WIDTHS[width]
    for view in views:
        context = browser.new_context(
            locale=LOCALES[lang], viewport={"width": wide, "height": high}, storage_state=held[view.who]
        )
        page = context.new_page()
        page.goto(address + view.address)
        if view.opens:
            page.locator(f"{view.opens} > summary").last.click()
        yield view, page
        context.close()


def signed_in(browser: Browser, address: str, who: str | None) -> StorageState | None:
    """What a browser holds once that person has signed in; password and code stand on the demo's own page."""
    if who is None:
        return None
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/demo/")
    password, code = page.locator("#password").inner_text(), page.locator("#code").inner_text()
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", who)
    page.fill("input[name=password]", password)
    page.locator("main button").click()
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", code)
        page.locator("main button").first.click()
    held = context.storage_state()
    context.close()
    return held


def shot(page: Page, file: Path, *, whole: bool) -> None:
    """Save the page in 64 colours, which text and lines do with; says when it is too large to be committed."""
    page.screenshot(path=file, full_page=whole)
    with Image.open(file) as taken:
        reduced = taken.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    reduced.save(file, optimize=True)
    size = file.stat().st_size
    print(f"{file.name}: {size // 1000} kB" + (" (too large to commit)" if size > MOST_BYTES else ""))


if __name__ == "__main__":
    main()
