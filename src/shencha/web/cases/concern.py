"""A member unit raises a concern."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.procedure.acts import event_from
from shencha.procedure.names import SUBJECT_NAMES
from shencha.procedure.roles import Role
from shencha.records import access
from shencha.records.acts.concern import raise_concern as raised
from shencha.records.models import Report
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.confirming import confirm
from shencha.web.keys import fresh_key
from shencha.web.templatetags.say import reading

LABELS = {
    "title": Text("涉及的产品、服务或者数据处理活动", "The product, service or data processing it concerns"),
    "subject": Text("属于哪一类", "Of which kind"),
    "report": Text("由转来的哪一件举报引起", "The report put before you that gave rise to it"),
}


class ConcernForm(forms.Form):
    """What the concern is about."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    title = forms.CharField(max_length=300)
    subject = forms.ChoiceField(widget=forms.RadioSelect)
    report = forms.ChoiceField(required=False)

    def __init__(self, *args: object, referred: Sequence[Report] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        lang = reading()
        for name, label in LABELS.items():
            self.fields[name].label = label.said(lang)
        self.fields["subject"].choices = [(key, text.begun.said(lang)) for key, text in SUBJECT_NAMES.items()]  # type: ignore[attr-defined]
        if not referred:
            del self.fields["report"]
            return
        none = Text("不是由举报引起", "It was no report").said(lang)
        named = [(one.number, f"{one.number} {one.about}") for one in referred]
        self.fields["report"].choices = [("", none), *named]  # type: ignore[attr-defined]


@only_for(Role.MEMBER_LIAISON)
def raise_concern(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin an ex officio case."""
    membership = acting(request)
    referred = list(access.referred_to(membership).prefetch_related("entries"))
    posted = request.POST if request.method == "POST" else None
    form = ConcernForm(posted, initial={"key": fresh_key()}, referred=referred)
    if form.is_valid():
        given = form.cleaned_data
        made = raised(
            by=membership,
            subject=given["subject"],
            title=given["title"],
            key=given["key"],
            report=given.get("report", ""),
        )
        confirm(request, membership, made.case.number, event_from(made.payload))
        return redirect("cases:case", made.case.number)
    shown = {
        "form": form,
        "referred": [
            (one, [entry for entry in one.entries.all() if entry.what == "referred"][-1]) for one in referred
        ],
    }
    return render(request, "cases/concern.html", shown, status=422 if form.errors else 200)
