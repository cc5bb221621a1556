"""The office takes in a party's request in writing to withdraw its filing; a second person confirms it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.documents.kinds.table import SIGNED
from shencha.procedure.acts import Withdrawn
from shencha.procedure.case import Case
from shencha.procedure.roles import OFFICE
from shencha.records.acts import on_paper
from shencha.records.acts.record import already
from shencha.records.clock import today
from shencha.records.models import Membership
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.cases.forms import ActForm, refused_on
from shencha.web.done import TAKEN, done
from shencha.web.keys import fresh_key
from shencha.web.templatetags.papers import kinds_taken
from shencha.web.templatetags.say import reading

TITLE = Text("登记当事人的书面撤回申请", "Record the party’s request to withdraw")
LEAD = Text(
    "只用于当事人以书面提出、自己没有在系统中办理的撤回。请照原件登记并附上扫描件；由另一人对照原件确认后，本案才终止，"
    "经过和回执都写明由审查办公室依当事人书面申请登记。",
    "For a request on paper of a party that does not withdraw here itself. Record what the paper says and attach its "
    "scan; the case ends once another person has held it against the paper, and history and receipt say that the "
    "office recorded it at the party’s request.",
)
SCAN = Text("书面申请的扫描件", "The scan of the request")


class WithdrawalForm(ActForm):
    """The day and the reason that the paper has, and its scan."""

    def __init__(self, whole: Case, *args: object, **kwargs: object) -> None:
        lang = reading()
        super().__init__(
            "withdrawn",
            today(),
            lang,
            *args,
            instrument=whole.instrument or "",
            given={},
            whole=whole,
            **kwargs,
        )
        self.fields["requested"].required = True
        self.fields["requested"].widget.attrs |= {"max": today().isoformat()}
        self.fields["file"] = forms.FileField(label=SCAN.said(lang), help_text=kinds_taken(SIGNED))
        self.order_fields(["requested", "reason", "file"])


@only_for(*OFFICE)
def paper_withdrawal(request: HttpRequest, number: str) -> HttpResponse:
    """Show the form, or lay the withdrawal before a second person."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    if request.method == "POST" and already(request.POST.get("key", ""), membership) is not None:
        return redirect("cases:case", number)
    on_paper.withdrawal_open(membership, whole)
    posted = request.method == "POST"
    form = WithdrawalForm(
        whole,
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"key": fresh_key(), "expected": file.sequence},
    )
    event = form.event() if posted else None
    if isinstance(event, Withdrawn) and _taken_in(membership, number, event, form):
        done(request, TAKEN)
        return redirect("cases:case", number)
    shown = {"file": file, "form": form, "title": TITLE, "lead": LEAD}
    return render(request, "cases/on_paper.html", shown, status=422 if posted else 200)


def _taken_in(membership: Membership, number: str, event: Withdrawn, form: WithdrawalForm) -> bool:
    """Lay it before a second person; what was refused stands on the form afterwards."""
    sent = form.cleaned_data["file"]
    with refused_on(form, otherwise="requested"):
        on_paper.take_in(
            number,
            event,
            event.on,
            name=sent.name or "",
            chunks=sent.chunks(),
            by=membership,
            key=form.cleaned_data["key"],
            expected=form.cleaned_data["expected"],
        )
    return not form.errors
