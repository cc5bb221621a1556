"""No code on any page: what a Chinese page says is Chinese, but for a few proper names; for every role of the sample."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.template import engines
from django.test import Client
from django.urls import Resolver404, resolve
from tests.access.table import PEOPLE

from shencha.records.clock import today
from shencha.records.models import Person
from shencha.server.sample import instance as sample

NAMES = {
    "English": "the other language, named in itself",
    "PDF": "a kind of file, by the name that people know",
    "OFD": "likewise, the national one",
    "Word": "likewise",
    "Excel": "likewise",
    "WPS": "likewise",
    "CSV": "likewise",
    "JSON": "likewise, beside CSV for whoever computes with statistics",
    "ZIP": "likewise",
    "KB": "the unit of a file's size",
    "MB": "likewise",
    "SHA": "SHA-256, the method of a digest: a proper name",
    "AAAA": "a key or number shown as an example",
    "App": "what people call a program on a telephone",
    "IP": "an address of the network, as laws say it",
    "API": "named by its initials on the page of one's own tokens",
    "UKey": "the token that people hold",
    "SBOM": "a bill of materials of software, as contracts name it",
    "CycloneDX": "a form of such a bill, a proper name",
    "SPDX": "likewise",
    "HHI": "the measure of concentration, a proper name",
    "OCR": "reading of scans, as people call it",
    "iCalendar": "a form of calendar, a proper name",
    "age": "the name of a form of sealing",
    "PowerPoint": "a kind of file, by the name that people know",
    "SQLite": "the database, to whoever runs the machine",
    "PostgreSQL": "likewise",
    "DuckDB": "likewise",
    "BODS": "a form of statements on ownership, a proper name",
}
"""What may stand in Latin letters on a Chinese page, each with its reason."""
APART = {
    "help/<slug:reader>/": "help tells how the programs are called that run where a party's data lies",
    "help/glossary/": "the glossary has an English side",
    "law/sources/": "where the texts were read, by their addresses",
    "law/cases/": "public cases, by the names of products",
    "log/verify/": "what can be wrong with the signs of a file, by their technical names",
    "log/": "the standards by which a receipt is made, by their names",
    "cases/<str:number>/papers/<int:paper_id>/read/": "a paper is read in its author's words",
    "cases/<str:number>/side-by-side/": "likewise",
    "audit/": "the log's signed checkpoint stands there to be copied",
}
"""Pages that are read with these words, by their address, each with its reason."""
FILES = re.compile(
    r"[^\s“”（）·/\\]+\.(?:txt|pdf|docx?|xlsx?|csv|zip|json|tlog-proof|yaml|parquet|p12|eml|ofd|png)\b"
)
MAIL = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+|shencha\.example/\w+")
CREDIT = re.compile(r"\b[0-9A-Z]{18}\b")
"""A unified social credit code."""
WORD = re.compile(r"[A-Za-z][A-Za-z_]+")
MISSING = "MISSING_%s"
MOST = 60
"""Pages that one person looks at: one for each kind of address."""


@pytest.fixture(scope="module")
def _once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The sample's people and cases, told once and rolled back in the end."""
    (Path(settings.DATA) / "log.signed").unlink(missing_ok=True)
    engine = engines["django"].engine
    engine.string_if_invalid = (
        MISSING  # what a template names and nothing holds is said, and is a word of no page
    )
    with django_db_blocker.unblock(), transaction.atomic():
        sample.settle(today())
        sample.tell(today())
        yield
        transaction.set_rollback(True)
    engine.string_if_invalid = ""


def words_of(page: str) -> set[str]:
    """The Latin words that a reader sees on a page, without files' names, addresses, digests and proper names."""
    body = page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    body = re.sub(r"<(script|style|textarea|del|ins).*?</\1>", " ", body, flags=re.S)
    body = re.sub(r"<code[^>]*>[^< ]*</code>", " ", body)  # a digest, a key, a number: no word and no command
    text = html.unescape(re.sub(r"<[^>]+>", " ", body))
    text = CREDIT.sub(" ", MAIL.sub(" ", FILES.sub(" ", text)))
    return {word for word in WORD.findall(text) if word not in NAMES}


def crawled(browser: Client, seen: set[str]) -> Iterator[tuple[str, str]]:
    """Pages that are reached by links from the desk, one for each kind of address, with their text."""
    waiting = ["/desk/", "/"]
    found: set[str] = set()
    while waiting and len(found) < MOST:
        address = waiting.pop(0)
        try:
            route = resolve(address.partition("?")[0].partition("#")[0]).route
        except Resolver404:
            continue
        if route in found or route in seen or route.endswith(("logout/", "/en/")):
            continue
        answer = browser.get(address, follow=True)
        found.add(route)
        if route in APART or answer.request["PATH_INFO"].lstrip("/") in APART:
            continue
        if answer.status_code != 200 or "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        page = answer.content.decode()
        yield address, page
        waiting += [html.unescape(one) for one in re.findall(r'href="(/[^"#]*)', page)]


@pytest.mark.wide
@pytest.mark.django_db
@pytest.mark.usefixtures("_once")
def test_no_latin_key_and_no_code_stands_in_the_text_of_a_chinese_page() -> None:
    wrong: dict[str, set[str]] = {}
    public: set[str] = set()
    reader = Client(HTTP_HOST="127.0.0.1")
    for address, page in crawled(reader, set()):
        public.add(resolve(address.partition("?")[0]).route)
        if words := words_of(page):
            wrong[address] = words
    public -= {"desk/"}
    for email in PEOPLE.values():
        browser = Client(HTTP_HOST="127.0.0.1")
        browser.force_login(Person.objects.get(email=email))
        for address, page in crawled(browser, public):
            if words := words_of(page):
                wrong.setdefault(address, set()).update(words)
    assert not wrong, "\n".join(f"{address}: {', '.join(sorted(words))}" for address, words in wrong.items())


def test_a_key_on_a_page_is_noticed() -> None:
    page = (
        "<main><p>材料 <code>shencha log verify a --key KEY</code> evidence_input 申报书.txt PDF</p></main>"
    )
    assert words_of(page.replace("<main>", '<main id="main" class="wrap">')) == {
        "shencha",
        "log",
        "verify",
        "key",
        "KEY",
        "evidence_input",
    }
