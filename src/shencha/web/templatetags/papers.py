"""What stands beside a paper wherever it is listed: its marks, and the kinds of file that a field takes."""

from __future__ import annotations

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shencha.documents.kinds.marks import told
from shencha.documents.kinds.table import in_short
from shencha.records.models import StoredFile
from shencha.text import Text
from shencha.web.templatetags.say import reading

register = template.Library()


@register.simple_tag
def beware(file: StoredFile) -> SafeString:
    """What a reader should know before opening the file; nothing where nothing is."""
    return format_html_join(
        "",
        ' <span class="tag warn">{}</span>',
        ((one.said(reading()),) for one in told(file.marks, file.scanned)),
    )


@register.simple_tag
def kinds_taken(material: str) -> str:
    """The kinds of file that a field takes, in a sentence."""
    kinds = in_short(material)
    return Text(
        f"可以上传：{kinds.zh}；可执行程序和网页不收。",
        f"Taken are {kinds.en}; no programs and no web pages.",
    ).said(reading())
