"""How a person moves through pages."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

Desk = Callable[..., Page]
"""The first page of a person, by the address with which they sign in."""


def press(page: Page, words: str) -> None:
    """Press the button of that name in the page's body."""
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    """Follow the link of that name in the page's body, the first of several."""
    page.locator("main").get_by_role("link", name=words).first.click()


def says(page: Page, *words: str) -> None:
    """The page's body says all of this."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one)
