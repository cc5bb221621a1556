"""What is asked of a reporter, and of the desk that answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from shencha.errors import BadInput
from shencha.records.acts.reports import LONGEST, LONGEST_KEY, Upload, fresh_form
from shencha.text import Text
from shencha.web.keys import fresh_key
from shencha.web.templatetags.say import reading

LABELS = {
    "about": {
        "party": Text("举报的是哪个当事人或者产品和服务提供者", "Which party or supplier it concerns"),
        "review": Text("涉及哪项审查、哪个单位或者人员", "Which review, unit or person it concerns"),
    },
    "text": {
        "party": Text("发生了什么，什么时候，您是怎样知道的", "What happened, when, and how you know"),
        "review": Text("发生了什么，什么时候，您是怎样知道的", "What happened, when, and how you know"),
        "": Text("要补充的内容", "What you wish to add"),
    },
    "name": Text("您的姓名", "Your name"),
    "contact": Text("联系方式", "How to reach you"),
    "files": Text("附件", "Files"),
}


class MoreForm(forms.Form):
    """More from a reporter: words, and files."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_KEY)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), max_length=LONGEST)

    def __init__(self, request: HttpRequest, kind: str = "", *, sent: bool = True) -> None:
        self.request, self.kind, self.lang = request, kind, reading()
        super().__init__(
            request.POST if sent and request.method == "POST" else None, initial={"key": fresh_key()}
        )
        self.fields["text"].label = LABELS["text"][kind].said(self.lang)  # type: ignore[index]

    def uploads(self) -> list[Upload]:
        """The files that came with it."""
        return [Upload(one.name or "", one.chunks()) for one in self.request.FILES.getlist("files")]

    def refuse(self, refused: BadInput) -> None:
        """Mark what the act refused beside its box."""
        for fault in refused.faults:
            said = f"{fault.wrong.said(self.lang)}{'。' if self.lang == 'zh' else '. '}{fault.right.said(self.lang)}"
            self.add_error(fault.where if fault.where in self.fields else None, said)


class ReportForm(MoreForm):
    """A report: whom it concerns, what happened, and, if one wishes, who reports."""

    about = forms.CharField(max_length=300)
    name = forms.CharField(max_length=200, required=False)
    contact = forms.CharField(max_length=300, required=False)
    field_order = ("key", "about", "text", "name", "contact")

    def __init__(self, request: HttpRequest, kind: str) -> None:
        super().__init__(request, kind)
        self.initial["key"] = fresh_form()
        self.fields["about"].label = LABELS["about"][kind].said(self.lang)  # type: ignore[index]
        for plain in ("name", "contact"):
            label: Any = LABELS[plain]
            self.fields[plain].label = label.said(self.lang)
