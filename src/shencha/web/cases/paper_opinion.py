"""The office takes in an opinion that a unit without an account sent on paper; a second person confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.documents.kinds.table import SIGNED
from shencha.errors import NotAllowed
from shencha.procedure.acts import DecisionDrafted, OpinionReceived
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.roles import OFFICE
from shencha.records import access, files
from shencha.records.acts.record import Paper, already, fold, record
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

MATERIAL = "paper_opinion"
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


def paper_units(whole: Case) -> tuple[str, ...]:
    """The units that are asked, silent, and without anyone who could answer here."""
    if whole.round is None or not whole.open or "opinion_received" not in may_next(whole):
        return ()
    silent = whole.round.silent
    answering = access.with_desk(silent) if silent else set()
    return tuple(unit for unit in silent if unit not in answering)


@only_for(*OFFICE)
def paper_opinion(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form, or lay the opinion before a second person."""
    membership = acting(request)
    file = access.case_for(membership, number)
    whole = fold(file, file.events.order_by("sequence"))
    units = paper_units(whole)
    if request.method == "POST" and already(request.POST.get("key", ""), membership) is not None:
        return redirect("cases:case", number)
    if not units:
        raise NotAllowed(
            Text(
                "本案没有须以纸面答复的单位：被征求意见的单位都已答复，或者有自己的账户",
                "no unit of this case answers on paper: each has answered, or has an account of its own",
            )
        )
    if whole.draft("opinion_received") is not None:
        raise NotAllowed(
            Text(
                "已有一份纸面意见等待第二人确认；请先确认或者退回",
                "an opinion on paper waits for a second person; confirm it or send it back first",
            )
        )
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
        kept = files.keep(sent.chunks(), sent.name or "", SIGNED)
        record(
            number,
            DecisionDrafted(form.arrived, replace(event, on=form.arrived), membership.person.key),
            by=membership,
            key=form.cleaned_data["key"],
            expected=form.cleaned_data["expected"],
            papers=[Paper(MATERIAL, files.safe_name(sent.name or ""), kept)],
        )
    return not form.errors
