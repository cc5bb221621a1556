"""A member unit raises a concern."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.procedure.roles import Role
from shencha.records.acts.concern import raise_concern as raised
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.keys import fresh_key
from shencha.web.templatetags.say import reading
from shencha.web.words import SUBJECTS

LABELS = {
    "title": Text("涉及的产品、服务或者数据处理活动", "The product, service or data processing it concerns"),
    "subject": Text("属于哪一类", "Of which kind"),
}


class ConcernForm(forms.Form):
    """What the concern is about."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    title = forms.CharField(max_length=300)
    subject = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        lang = reading()
        for name, label in LABELS.items():
            self.fields[name].label = label.said(lang)
        self.fields["subject"].choices = [(key, text.said(lang)) for key, text in SUBJECTS.items()]  # type: ignore[attr-defined]


@only_for(Role.MEMBER_LIAISON)
def raise_concern(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin an ex officio case."""
    form = ConcernForm(request.POST if request.method == "POST" else None, initial={"key": fresh_key()})
    if form.is_valid():
        given = form.cleaned_data
        made = raised(by=acting(request), subject=given["subject"], title=given["title"], key=given["key"])
        return redirect("cases:case", made.case.number)
    return render(request, "cases/concern.html", {"form": form}, status=422 if form.errors else 200)
