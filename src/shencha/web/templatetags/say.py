"""Both languages in one tag: `{% say "中文 {name}" "English {name}" name=value %}`."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django import template
from django.template.base import token_kwargs
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from shencha.errors import Fault
from shencha.law.measures.open_points import OPEN_POINTS, OpenPoint
from shencha.procedure.roles import ROLES, Role
from shencha.records.clock import SHANGHAI
from shencha.records.models import Organisation
from shencha.text import LANGS, Lang, Text

register = template.Library()


def reading() -> Lang:
    """The language in which the page is read."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


class Say(template.Node):
    """A sentence whose two languages were read, and escaped, when the template was."""

    def __init__(
        self, sentence: Text, values: dict[str, template.base.FilterExpression], kept_as: str
    ) -> None:
        self.sentence = Text(*(conditional_escape(sentence.said(lang)) for lang in LANGS))
        self.values, self.kept_as = values, kept_as

    def render(self, context: template.Context) -> SafeString:
        """The sentence in the reader's language, its values escaped; a Text value speaks the same language."""
        lang = reading()
        sentence = self.sentence.said(lang)
        if self.values:
            shown = {
                name: conditional_escape(said_in(one.resolve(context), lang))
                for name, one in self.values.items()
            }
            sentence = sentence.format(**shown)
        safe = mark_safe(sentence)  # noqa: S308  (both escaped)
        if not self.kept_as:
            return safe
        context[self.kept_as] = safe
        return SafeString("")


@register.tag
def say(parser: template.base.Parser, token: template.base.Token) -> Say:
    """One sentence in the reader's language: `{% say "中文 {name}" "English {name}" name=value [as sentence] %}`."""
    tag, *bits = token.split_contents()
    kept_as = ""
    if len(bits) > 2 and bits[-2] == "as":
        kept_as, bits = bits[-1], bits[:-2]
    written = [parser.compile_filter(bit).var for bit in bits[:2]]
    values = token_kwargs(bits[2:], parser)
    if len(written) < 2 or not all(isinstance(one, str) for one in written) or len(values) < len(bits) - 2:
        raise template.TemplateSyntaxError(f"{tag}: two sentences in quotes, then name=value")
    return Say(Text(*map(str, written)), values, kept_as)


@register.filter
def said(value: Any) -> Any:
    """A Text in the reader's language, a date as the reader writes it, anything else as it is."""
    return said_in(value, reading())


def said_in(value: Any, lang: Lang) -> Any:
    """The same in that language; of a fault what is wrong and what would be right, not where it stands."""
    if isinstance(value, Text):
        return value.said(lang)
    if isinstance(value, Fault):
        between = "；" if lang == "zh" else "; "
        return f"{value.wrong.said(lang)}{between}{value.right.said(lang)}"
    if isinstance(value, datetime):
        return moment_in(value, lang)
    return day_in(value, lang) if isinstance(value, date) else value


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
    return "" if value is None else moment_in(value, reading())


def moment_in(value: datetime, lang: Lang) -> str:
    """The same in that language."""
    local = value.astimezone(SHANGHAI)
    return f"{day_in(local.date(), lang)} {local:%H:%M}"


@register.filter
def named(organisation: Organisation | None) -> str:
    """An organisation's name in the reader's language."""
    if organisation is None:
        return ""
    return organisation.name_zh if reading() == "zh" else organisation.name_en


@register.filter
def role_name(role: str) -> str:
    """What people call a role."""
    return ROLES[Role(role)].name.said(reading())


_ROW = re.compile(r"row (\d+)(?:, column (.+))?")


@register.filter
def placed(fault: Fault) -> str:
    """Where a fault lies, before what is wrong: a file's name, `第 3 行，actor.ciio 列：`; empty for a form's fault."""
    if fault.where == "file" and fault.file != "form":
        return Text(f"{fault.file}：", f"{fault.file}: ").said(reading())
    found = _ROW.fullmatch(fault.where)
    if found is None:
        return ""
    row, column = found[1], found[2]
    if reading() == "zh":
        return f"{fault.file} 第 {row} 行{f'，{column} 列' if column else ''}："
    return f"{fault.file}, {fault.where}: "


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
