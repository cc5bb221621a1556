"""Statutory words are links: `{% article version "8(2)" %}`, `{% step "supplement" %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from shencha.law.data import Confidence
from shencha.law.measures.instruments import governing, in_force, instrument
from shencha.law.measures.steps import steps
from shencha.law.screening.sentences import article_name
from shencha.records.clock import today
from shencha.web.citing import has_page, instrument_name
from shencha.web.templatetags.say import reading
from shencha.web.words import CONFIDENCES

register = template.Library()


@register.filter
def cited(number: str) -> str:
    """第八条第二项, Article 8(2), in the reader's language."""
    return article_name(number).said(reading())


@register.filter
def confidence(found: Confidence) -> str:
    """How well the wording behind a statement is known."""
    return CONFIDENCES[found.value].said(reading())


@register.simple_tag
def article(instrument_id: str, number: str | None) -> SafeString | str:
    """The article, linked to its page; another version or text than today's is named."""
    if not number:
        return ""
    lang = reading()
    words, name = article_name(number).said(lang), instrument_name(instrument_id).said(lang)
    if not has_page(instrument_id):
        return f"{name}{words}" if lang == "zh" else f"{words}, {name}"
    governing = in_force(today())
    if governing is None or governing.id != instrument_id:
        words = f"{name}{words}" if lang == "zh" else f"{words} of the {name}"
    address = reverse("public:article", args=[instrument_id, number.partition("(")[0]])
    return format_html('<a class="article" href="{}" title="{}">{}</a>', address, name, words)


@register.simple_tag
def articles(found: Mapping[str, Sequence[str]]) -> SafeString:
    """Articles by version, each linked, the version in force first: an older one names itself and what is of it."""
    newest_first = sorted(found, key=lambda one: instrument(one).in_force_from, reverse=True)
    within, between = ("、", "；") if reading() == "zh" else (", ", "; ")
    parts = [
        format_html_join(within, "{}", ((article(version, number),) for number in found[version]))
        for version in newest_first
        if found[version]
    ]
    return format_html_join(between, "{}", ((part,) for part in parts))


@register.simple_tag
def step(name: str, instrument_id: str | None = None) -> SafeString | str:
    """The article of a step of the Measures, linked; of the version in force today where none is given.

    A version that does not know the step has no article for it.
    """
    version = governing(instrument_id or None, today())
    return article(version, steps(version).get(name))
