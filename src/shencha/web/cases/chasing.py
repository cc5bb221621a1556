"""Chase what is late: units that have not answered, the party that owes papers or evidence; a letter goes to each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.errors import NotAllowed, NotFound
from shencha.procedure.acts import ACTS, EVENTS, OWED, Chased
from shencha.procedure.allowed import may_next
from shencha.procedure.case import Case
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.cases.forms import ActForm, refused_on
from shencha.web.cases.late import Waits, waiting
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.templatetags.say import reading
from shencha.web.units import registered

NOT_LATE = Text(
    "本案现在没有逾期可以催办的事项", "nothing of that kind is late in this case, so nothing is to be chased"
)
SENT = Text(
    "催办已发出，经过中已记录。对方工作台即日可见；没有账户的单位，请将催办函打印后送达。",
    "It is sent and stands in the history. Who is chased sees it on the desk at once; for a unit without an account, "
    "print the letter and have it delivered.",
)


class ChaseForm(ActForm):
    """The words of the letter, and whom it goes to."""

    def __init__(self, act: type[Chased], waits: list[Waits], whole: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            act.name,
            today(),
            reading(),
            *args,
            instrument=whole.instrument or "",
            given={},
            whole=whole,
            **kwargs,
        )
        lang = reading()
        named = [
            (one.of, one.name.begun.said(lang) if isinstance(one.name, Text) else one.name) for one in waits
        ]
        if "to" in self.fields:
            chosen = forms.MultipleChoiceField(
                choices=named, widget=forms.CheckboxSelectMultiple, label=self.fields["to"].label
            )
            chosen.initial = [one.of for one in waits if today() not in one.chased]
            self.fields["to"] = chosen
        if "commitment" in self.fields:
            label = self.fields["commitment"].label
            self.fields["commitment"] = forms.ChoiceField(
                choices=named, widget=forms.RadioSelect, label=label
            )
        self.fields["until"].widget.attrs |= {"min": today().isoformat()}


@only_for(*OFFICE)
def chase(request: HttpRequest, number: str, owed: str) -> HttpResponse:
    """Show what is late, how often it was chased, and the letter; or send it."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    if owed not in OWED:
        raise NotFound(Text("没有这个页面", "there is no such page"))
    act = EVENTS[OWED[owed]]
    waits = waiting(whole, owed, registered())
    if not waits or act.name not in may_next(whole, by=access.actor(membership)):
        raise NotAllowed(NOT_LATE)
    posted = request.method == "POST"
    asked = {"commitment": request.GET.get("commitment") or waits[0].of}
    form = ChaseForm(
        act,  # type: ignore[arg-type]
        waits,
        whole,
        request.POST if posted else None,
        initial={**asked, "key": fresh_key(), "expected": file.sequence},
    )
    event = form.event() if posted else None
    if event is not None:
        with refused_on(form):
            record(
                number,
                event,
                by=membership,
                key=form.cleaned_data["key"],
                expected=form.cleaned_data["expected"],
            )
        if not form.errors:
            done(request, SENT)
            return redirect("cases:case", number)
    shown = {
        "section": "desk",
        "file": file,
        "form": form,
        "label": ACTS[act.name].button,
        "waits": waits,
        "today": today(),
    }
    return render(request, "cases/chase.html", shown, status=422 if posted else 200)
