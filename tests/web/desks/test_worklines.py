"""Rows of a desk are kept by each process: they are what their line is now, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from shencha.records.clock import today
from shencha.records.models import CaseFile, Organisation, Todo
from shencha.server.sample.instance import CLERK, HAINA, OFFICER, Story

SignIn = Callable[[str], Client]


def test_a_kept_row_is_drawn_anew_once_anything_of_it_changes(settled: None, sign_in: SignIn) -> None:
    number = Story(today()).files(HAINA, "haina", "foreign_listing", "海纳互动赴纽约上市", 3)
    officer, clerk = sign_in(OFFICER), sign_in(CLERK)

    def row(browser: Client, **headers: str) -> str:
        page = browser.get("/work/", headers=headers).content.decode()
        return page[page.index(f">{number}</a>") :].partition("</tr>")[0]

    first = row(officer)
    assert first == row(officer)
    assert "海纳互动赴纽约上市" in row(clerk)
    assert row(officer, accept_language="en") != first
    for model, changed in (
        (CaseFile, {"title": "海纳互动赴东京上市"}),
        (Organisation, {"name_zh": "改名后的海纳"}),
        (Todo, {"due": today()}),
        (Todo, {"provisional": True, "earliest": today(), "latest": today() + timedelta(days=300)}),
    ):
        before = row(officer)
        where = model.objects.filter(key="haina") if model is Organisation else model.objects.all()
        where.update(**changed)
        assert row(officer) != before, changed
