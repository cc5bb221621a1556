"""The office takes in an opinion that a unit without an account sent on paper; a second person confirms it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.documents.kinds.table import SIGNED
from shencha.procedure.acts import OpinionReceived
from shencha.procedure.case import Case
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts import on_paper
from shencha.records.acts.record import already, fold
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.forms import ActForm, refused_on
from shencha.web.done import TAKEN, done
from shencha.web.keys import fresh_key
from shencha.web.templatetags.papers import kinds_taken
from shencha.web.templatetags.say import reading
from shencha.web.units import registered, unit_name

TITLE = Text("登记纸面意见", "Take in an opinion on paper")
LEAD = Text(
    "用于在本系统没有账户的单位。请照原文登记并附上扫描件；由另一人对照原件确认后，意见才算收到，期限按收到纸面意见之日计算。",
    "For a unit without an account here. Record what the paper says and attach its scan; it counts once another "
    "person has held it against the paper, and the clock ends on the day the paper arrived.",
)
LABELS = {
    "from": Text("哪个单位的意见", "Whose opinion it is"),
    "arrived": Text("收到纸面意见的日期", "The day on which the paper arrived"),
    "file": Text("书面意见的扫描件", "The scan of the written opinion"),
}


class PaperOpinionForm(ActForm):
    """An opinion as the paper has it, the day it arrived, and the scan."""

    def __init__(self, whole: Case, units: tuple[str, ...], *args: object, **kwargs: object) -> None:
        lang = reading()
        super().__init__(
            "opinion_received",
            today(),
            lang,
            *args,
            instrument=whole.instrument or "",
            given={},
            whole=whole,
            **kwargs,
        )
        known = registered()
        names = [(unit, unit_name(unit, known).said(lang)) for unit in units]
        self.fields["from"] = forms.ChoiceField(choices=names, label=LABELS["from"].said(lang))
        day = forms.DateInput(attrs={"type": "date", "max": today().isoformat()}, format="%Y-%m-%d")
        self.fields["arrived"] = forms.DateField(
            widget=day, label=LABELS["arrived"].said(lang), initial=today()
        )
        self.fields["file"] = forms.FileField(label=LABELS["file"].said(lang), help_text=kinds_taken(SIGNED))

    @property
    def arrived(self) -> date:
        """The day typed in, once the form is valid."""
        day: date = self.cleaned_data["arrived"]
        return day


@only_for(*OFFICE)
def paper_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form, or lay the opinion before a second person."""
    membership = acting(request)
    file = access.case_for(membership, number)
    whole = fold(file, file.events.order_by("sequence"))
    if request.method == "POST" and already(request.POST.get("key", ""), membership) is not None:
        return redirect("cases:case", number)
    units = on_paper.opinion_open(whole)
    posted = request.method == "POST"
    form = PaperOpinionForm(
        whole,
        units,
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"key": fresh_key(), "expected": file.sequence},
    )
    event = form.event() if posted else None
    if isinstance(event, OpinionReceived) and _taken_in(membership, number, event, form):
        done(request, TAKEN)
        return redirect("cases:case", number)
    shown = {"file": file, "form": form, "title": TITLE, "lead": LEAD}
    return render(request, "cases/on_paper.html", shown, status=422 if posted else 200)


def _taken_in(membership: Membership, number: str, event: OpinionReceived, form: PaperOpinionForm) -> bool:
    """Lay it before a second person; what was refused stands on the form afterwards."""
    sent = form.cleaned_data["file"]
    with refused_on(form, {"on": "arrived"}):
        on_paper.take_in(
            number,
            event,
            form.arrived,
            name=sent.name or "",
            chunks=sent.chunks(),
            by=membership,
            key=form.cleaned_data["key"],
            expected=form.cleaned_data["expected"],
        )
    return not form.errors
