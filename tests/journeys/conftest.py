"""One browser for all journeys; the people of the sample, each with a window of their own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from tests.journeys.walking import Desk

from shencha.records.clock import today
from shencha.records.models import Person
from shencha.server.sample import instance as sample

CHROMIUM = shutil.which("chromium")
expect.set_options(timeout=30_000)  # how fast a shared machine is says nothing of the page
LOCALES = {"zh": "zh-CN", "en": "en-GB"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys skip, saying so, where there is no browser; they run one after another on one worker."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("journeys"))
            item.add_marker(
                pytest.mark.skipif(
                    CHROMIUM is None, reason="chromium is not installed (make system installs it)"
                )
            )


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture
def story(transactional_db: None) -> sample.Story:
    """The sample's people, registered, and a teller of what happened before the browser opens."""
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    caches["here"].clear()
    sample.settle(today())
    return sample.Story(today())


@pytest.fixture
def desk(live_server, browser: Browser, story: sample.Story) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    """`desk(who)`: the first page of that person, in a window with scripts off unless asked otherwise."""
    opened: list[BrowserContext] = []
    windows: dict[tuple[str, str], Page] = {}

    def of(who: str, *, lang: str = "zh", scripts: bool = False) -> Page:
        if (who, lang) not in windows:
            context = browser.new_context(
                locale=LOCALES[lang], java_script_enabled=scripts, base_url=live_server.url
            )
            opened.append(context)
            if who:
                client = Client(HTTP_HOST="127.0.0.1")
                client.force_login(Person.objects.get(email=who))
                context.add_cookies(
                    [
                        {
                            "name": "sessionid",
                            "value": client.cookies["sessionid"].value,
                            "url": live_server.url,
                        }
                    ]
                )
            windows[who, lang] = context.new_page()
        page = windows[who, lang]
        page.goto("/desk/" if who else "/")
        return page

    yield of
    for context in opened:
        context.close()
