"""A folded page is the page: in both languages, for every side of the counter, and under another prefix."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.test import override_settings
from django.urls import set_script_prefix
from django.utils.translation import override

from shencha.records.clock import today
from shencha.server.sample.instance import OFFICER, YUNQI, Story
from shencha.web.folding import Piece, fold

UNFOLDED = deepcopy(settings.TEMPLATES)
UNFOLDED[0]["APP_DIRS"] = True
del UNFOLDED[0]["OPTIONS"]["loaders"]
ONCE = re.compile(r'nonce-?="?[\w=+/-]+|csrfmiddlewaretoken" value="\w+"|name="key" value="[\w-]+"')
"""What each answer has of its own."""


def _pieces(source: str) -> tuple[str, list[str]]:
    template = Engine.get_default().from_string(source)
    fold(template.nodelist)
    return template, [type(node).__name__ for node in template.nodelist]


def test_pages_are_the_same_folded_and_not(sign_in):
    story = Story(today())
    number = story.accepted(story.files(YUNQI, "yunqi", "foreign_listing", "云栖出行赴纽约上市", 5), 5)
    asked = {
        OFFICER: ("/work/", "/cases/", f"/cases/{number}/", f"/cases/{number}/filing/", "/statistics/"),
        YUNQI: ("/party/", f"/cases/{number}/", "/party/drafts/new/", "/law/", "/nowhere/"),
    }
    clients = {who: sign_in(who) for who in asked}

    def read() -> dict[tuple[str, str, str], str]:
        return {
            (who, address, lang): ONCE.sub(
                "", clients[who].get(address, headers={"accept-language": lang}).content.decode()
            )
            for who, addresses in asked.items()
            for address in addresses
            for lang in ("zh", "en")
        }

    read()  # "since you looked" stands once only
    folded = read()
    with override_settings(TEMPLATES=UNFOLDED):
        plain = read()
    assert folded == plain
    assert all(folded[who, address, "zh"] != folded[who, address, "en"] for who, address, _ in folded)


def test_neighbours_that_never_change_are_one_piece_and_speak_the_readers_language():
    template, kinds = _pieces(
        "{% load say %}{# why #}<p>{% say '审查' 'review' %} {% url 'public:home' %}</p>{{ name }}<b>"
    )
    assert kinds == ["Piece", "Shown", "TextNode"]
    for lang, word in (("zh-hans", "审查"), ("en", "review"), ("zh-hans", "审查")):
        with override(lang):
            assert template.render(Context({"name": "<a&b>"})) == f"<p>{word} /</p>&lt;a&amp;b&gt;<b>"
    try:
        set_script_prefix("/under/")
        with override("en"):
            assert template.render(Context({"name": ""})) == "<p>review /under/</p><b>"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(
    "source",
    [
        "{% say '共 {n} 件' '{n} in all' n=n %}",
        "{% say '审查' 'review' as kept %}",
        "{% url 'cases:case' n %}",
        "{% url 'public:home' as kept %}",
        "{% if n %}x{% endif %}",
    ],
)
def test_what_can_change_stays_as_it_is(source):
    _, kinds = _pieces("{% load say %}" + source)
    assert Piece.__name__ not in kinds


def test_what_stands_within_is_folded_too():
    template, _ = _pieces(
        "{% load say %}{% for one in many %}{% if one %}<i>{% say '是' 'yes' %}</i>{% else %}{% say '否' 'no' %}"
        "{% endif %}{% endfor %}"
    )
    assert len(template.nodelist.get_nodes_by_type(Piece)) == 2
    with override("en"):
        assert template.render(Context({"many": [1, 0]})) == "<i>yes</i>no"
