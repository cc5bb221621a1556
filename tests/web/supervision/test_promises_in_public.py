"""A promise is public only where both sides agree: in the party's words, signed by two people of the office."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from tests.web.supervision.test_obligations import BEIFANG, OFFICER, SECOND, concluded, send

from shencha.records.models import StoredEvent

__all__ = ["concluded"]
SignIn = Callable[[str], Client]
INSIDE, OUTSIDE = "源代码托管于境内", "相关产品的源代码在境内保存。"
AGREED = {
    "commitment": INSIDE,
    "public_words": OUTSIDE,
    "public_words_en": "Its source code is kept in China.",
}


def test_a_promise_is_public_where_both_sides_agree_and_in_the_partys_words(
    sign_in: SignIn,
    concluded: str,
    reader: Client,
) -> None:
    publish = f"/cases/{concluded}/do/commitment_published/"
    assert sign_in(OFFICER).get(publish).status_code == 409, "the party has not agreed"
    assert send(sign_in(OFFICER), f"/cases/{concluded}/do/commitment_opened/", **AGREED) in (404, 409)
    assert send(sign_in(BEIFANG), f"/cases/{concluded}/do/commitment_opened/", **AGREED) == 302
    assert OUTSIDE not in reader.get("/conclusions/").content.decode()
    assert send(sign_in(OFFICER), publish, commitment=INSIDE) == 302
    assert OUTSIDE not in reader.get("/conclusions/").content.decode(), "a second person has not signed"
    signing = sign_in(SECOND)
    page = signing.get(f"/cases/{concluded}/").content.decode()
    form = re.search(rf'action="(/cases/{concluded}/sign/commitment_published/)".*?</form>', page, re.DOTALL)
    assert form
    hidden = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[0]))
    assert signing.post(form[1], hidden).status_code == 302
    assert StoredEvent.objects.filter(name="commitment_published").count() == 1
    shown = reader.get("/conclusions/").content.decode()
    assert OUTSIDE in shown
    assert INSIDE not in shown
    feed = reader.get("/conclusions/feed.xml").content.decode()
    assert OUTSIDE in feed
    assert INSIDE not in feed


@pytest.mark.parametrize("empty", ["public_words", "public_words_en"])
def test_the_words_are_asked_for_in_both_languages(
    sign_in: SignIn,
    concluded: str,
    empty: str,
) -> None:
    given = AGREED | {empty: ""}
    assert send(sign_in(BEIFANG), f"/cases/{concluded}/do/commitment_opened/", **given) == 422
