"""Both languages in one tag: `{% say "中文 {name}" "English {name}" name=value %}`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from shencha.law.open_points import OPEN_POINTS, OpenPoint
from shencha.procedure.names import ROLE_NAMES
from shencha.procedure.roles import Role
from shencha.records.clock import SHANGHAI
from shencha.records.models import Organisation
from shencha.text import Lang, Text

register = template.Library()


def reading() -> Lang:
    """The language in which the page is read."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


@register.simple_tag
def say(zh: str, en: str, **values: Any) -> SafeString:
    """One sentence in the reader's language, its values escaped; a Text value speaks the same language."""
    sentence = conditional_escape(Text(zh, en).said(reading()))
    shown = {name: conditional_escape(said(value)) for name, value in values.items()}
    return mark_safe(sentence.format(**shown)) if shown else mark_safe(sentence)  # noqa: S308  (both escaped)


@register.filter
def said(value: Any) -> Any:
    """A Text in the reader's language, a date as the reader writes it, anything else as it is."""
    if isinstance(value, Text):
        return value.said(reading())
    if isinstance(value, datetime):
        return moment(value)
    return day(value) if isinstance(value, date) else value


@register.filter
def told(value: dict[str, str]) -> str:
    """The `{zh, en}` of a JSON answer in the reader's language."""
    return Text.of(value).said(reading())


@register.filter
def day(value: date | None) -> str:
    """A date: 2026年3月27日, 27 March 2026."""
    if value is None:
        return ""
    return day_in(value, reading())


def day_in(value: date, lang: Lang) -> str:
    """A date in that language, its year always said."""
    return f"{value.year}年{value.month}月{value.day}日" if lang == "zh" else f"{value.day} {value:%B %Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """A moment in Asia/Shanghai, to the minute."""
    if value is None:
        return ""
    local = value.astimezone(SHANGHAI)
    return f"{day_in(local.date(), reading())} {local:%H:%M}"


@register.filter
def named(organisation: Organisation | None) -> str:
    """An organisation's name in the reader's language."""
    if organisation is None:
        return ""
    return organisation.name_zh if reading() == "zh" else organisation.name_en


@register.filter
def role_name(role: str) -> str:
    """What people call a role."""
    return ROLE_NAMES[Role(role)].said(reading())


@register.filter
def grouped(value: int) -> str:
    """A number with its thousands apart: 1,200,000."""
    return f"{value:,}"


@register.filter
def open_point(point: str) -> OpenPoint:
    """The open point of that id."""
    return OPEN_POINTS[point]


@register.filter
def plain(value: Any) -> SafeString:
    """Text with its line breaks kept."""
    return format_html('<span class="lines">{}</span>', value)
