"""How a person moves through pages, and what is wrong with a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

Desk = Callable[..., Page]
"""The first page of a person, by the address with which they sign in."""


AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']});
  return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | '));
}"""
UNFOLD = """() => {
  const strips = [...document.querySelectorAll('.clockwork, .clockwork details')];
  document.querySelectorAll('details').forEach(one => one.open = !strips.slice(2).includes(one));
}"""
"""Everything but the second strip of days and those after it, which are like the first."""
OVERHANG = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def opens(page: Page, what: Locator) -> None:
    """Click what leads to another page, and be there: whatever is asked next is asked of the new page."""
    with page.expect_navigation(timeout=30_000):
        what.click()


def press(page: Page, words: str) -> None:
    """Press the button of that name in the page's body and read the page that answers."""
    opens(page, page.locator("main").get_by_role("button", name=words, exact=True))


def follow(page: Page, words: str) -> None:
    """Follow the link of that name in the page's body, the first of several."""
    opens(page, page.locator("main").get_by_role("link", name=words).first)


def fetch(page: Page, words: str) -> Download:
    """The file that the link of that name gives."""
    with page.expect_download() as started:
        page.locator("main").get_by_role("link", name=words).first.click()
    return started.value


def says(page: Page, *words: str) -> None:
    """The page's body says all of this."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one)


def looked_at(page: Page) -> list[str]:
    """What is wrong with a page, unfolded."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(UNFOLD)
    page.evaluate(AXE)
    faults: list[str] = page.evaluate(RULES)
    if (over := page.evaluate(OVERHANG)) > 0:
        faults.append(f"hangs over by {over} px at 1280 px")
    page.set_viewport_size({"width": 360, "height": 740})
    if (over := page.evaluate(OVERHANG)) > 0:
        faults.append(f"hangs over by {over} px at 360 px")
    return faults
