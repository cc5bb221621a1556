"""What stands beside a paper wherever it is listed: its marks, and the kinds of file that a field takes."""

from __future__ import annotations

from django import template
from django.db.models import F
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from shencha.documents.kinds.marks import told
from shencha.documents.kinds.table import in_short
from shencha.records.files.leaves import marked_leaves
from shencha.records.models import Reading, StoredFile
from shencha.text import Text
from shencha.web.templatetags.say import reading

register = template.Library()
RECOGNISED = "recognised"
"""The mark that is told with its pages where they are known."""
ON_PAGES = Text(
    "第 {n} 页识别出密级标志，请查看原件核对", "a mark of secrecy was recognised on page {n}: look at it"
)
UNDER_WAY = Text(
    "正在识别其中的文字，稍后刷新本页可见结果",
    "its words are being recognised: load this page again in a while",
)


@register.simple_tag
def beware(file: StoredFile) -> SafeString:
    """What a reader should know before opening the file; nothing where nothing is."""
    numbers = marked_leaves(file)
    said = told([mark for mark in file.marks if mark != RECOGNISED or not numbers], file.scanned)
    if numbers:
        said.append(ON_PAGES.fill(n="、".join(map(str, numbers))))
    return format_html_join("", ' <span class="tag warn">{}</span>', ((one.said(reading()),) for one in said))


@register.simple_tag
def recognising(file: StoredFile) -> str:
    """How far the recognition of a scan is, while it goes on."""
    waiting = Reading.objects.filter(file=file, done__lt=F("leaves")).first()
    return UNDER_WAY.said(reading()) if waiting else ""


@register.simple_tag
def kinds_taken(material: str) -> str:
    """The kinds of file that a field takes, in a sentence."""
    kinds = in_short(material)
    return Text(
        f"可以上传：{kinds.zh}；可执行程序和网页不收。",
        f"Taken are {kinds.en}; no programs and no web pages.",
    ).said(reading())
