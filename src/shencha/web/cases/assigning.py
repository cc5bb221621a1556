"""Whose case it is: naming its officer and deputy, handing over, and the queue of cases that nobody has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from shencha.errors import NotAllowed
from shencha.procedure.acts import CaseAssigned
from shencha.procedure.allowed import may_next
from shencha.procedure.case import ENDS, Case
from shencha.procedure.names import GROUND_NAMES, STATE_NAMES
from shencha.procedure.roles import OFFICE, OFFICERS, Role
from shencha.records import access
from shencha.records.acts.assigning import Colleague, colleagues
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.models import CaseFile, Membership
from shencha.text import Lang, Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.cases.forms import ActForm, refused_on
from shencha.web.done import done
from shencha.web.keys import fresh_key
from shencha.web.templatetags.say import reading

A_PAGE = 50
DONE = Text(
    "已指定承办人：{name}。经过中已记录，工作台即日按此显示。",
    "The case is now {name}’s; history and desks say so.",
)


class AssignForm(ActForm):
    """Who has the case, who stands in, and for the head who may see it."""

    def __init__(
        self, membership: Membership, file: CaseFile, whole: Case, *args: Any, keeps: bool, **kwargs: Any
    ) -> None:
        """Args: keeps: who may see the case is left as it was."""
        before = whole.assigned
        given: dict[str, Any] = {}
        if keeps:
            given = {"restricted": "yes" if before and before.restricted else "no"}
            given |= {"readers": list(before.readers)} if before and before.readers else {}
        super().__init__(
            CaseAssigned.name,
            today(),
            reading(),
            *args,
            instrument=whole.instrument or "",
            given=given,
            whole=whole,
            **kwargs,
        )
        lang = reading()
        able = colleagues(OFFICERS, file.ground, file)
        alone = access.role_of(membership) is not Role.OFFICE_HEAD and whole.officer is None
        named = [one for one in able if not alone or one.key == membership.person.key]
        self._choose("officer", [(one.key, _loaded(one, lang)) for one in named])
        self._choose("deputy", [("", "—"), *((one.key, _loaded(one, lang)) for one in able)])
        if keeps:
            self.fields.pop("readers", None)
        else:
            label = self.fields["readers"].label
            everyone = [(one.key, one.name) for one in colleagues(OFFICE, file.ground, file)]
            self.fields["readers"] = forms.MultipleChoiceField(
                choices=everyone, widget=forms.CheckboxSelectMultiple, required=False, label=label
            )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        self.fields[name] = forms.ChoiceField(choices=choices, required=field.required, label=field.label)


def _loaded(one: Colleague, lang: Lang) -> str:
    """`王宁 · 在办 12 件，本事由 3 件`."""
    said = Text("{name} · 在办 {n} 件，本事由 {same} 件", "{name} · {n} open, {same} of this ground")
    return said.fill(name=one.name, n=one.load, same=one.of_ground).said(lang)


@only_for(*OFFICERS)
def assign(request: HttpRequest, number: str) -> HttpResponse:
    """Name the officer, take the case, or hand it over with the reason."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    if CaseAssigned.name not in may_next(whole, by=access.actor(membership)):
        raise NotAllowed(
            Text(
                "本案已有承办人，由其或者负责人移交",
                "the case has its officer, who hands it over, or the head does",
            )
        )
    before, posted = whole.assigned, request.method == "POST"
    from_queue = request.POST.get("next") == "queue"
    form = AssignForm(
        membership,
        file,
        whole,
        request.POST if posted else None,
        keeps=from_queue or access.role_of(membership) is not Role.OFFICE_HEAD,
        initial={
            "officer": whole.officer or membership.person.key,
            "deputy": whole.deputy or "",
            "restricted": "yes" if before and before.restricted else "no",
            "readers": list(before.readers) if before else [],
            "key": fresh_key(),
            "expected": file.sequence,
        },
    )
    event = form.event() if posted else None
    if isinstance(event, CaseAssigned) and _given(request, membership, number, event, form):
        return redirect("cases:queue") if from_queue else redirect("cases:case", number)
    shown = {
        "section": "desk",
        "file": file,
        "form": form,
        "label": CaseAssigned.act.button,
        "today": today(),
    }
    return render(request, "cases/assign.html", shown, status=422 if posted else 200)


def _given(
    request: HttpRequest, membership: Membership, number: str, event: CaseAssigned, form: AssignForm
) -> bool:
    """Record it; what was refused stands on the form afterwards."""
    key, expected = form.cleaned_data["key"], form.cleaned_data["expected"]
    with refused_on(form):
        record(number, event, by=membership, key=key, expected=expected)
    if form.errors:
        return False
    name = next((one.name for one in colleagues() if one.key == event.officer), event.officer)
    done(request, DONE.fill(name=name))
    return True


@only_for(*OFFICERS)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The open cases that nobody has, the earliest due first, and how much each of the office has."""
    membership = acting(request)
    ground = request.GET.get("ground", "")
    waits = access.cases_of(membership).filter(officer=None).exclude(state__in=[one.value for one in ENDS])
    if ground in GROUND_NAMES:
        waits = waits.filter(ground=ground)
    page = Paginator(waits.order_by(F("due_on").asc(nulls_last=True), "id"), A_PAGE).get_page(
        request.GET.get("page")
    )
    shown = {
        "section": "desk",
        "page": page,
        "lines": [
            (one, GROUND_NAMES[one.ground].begun, STATE_NAMES[one.state].begun, fresh_key()) for one in page
        ],
        "grounds": [(key, name.begun) for key, name in GROUND_NAMES.items()],
        "ground": ground,
        "people": colleagues(ground=ground),
        "head": access.role_of(membership) is Role.OFFICE_HEAD,
        "today": today(),
    }
    return render(request, "cases/queue.html", shown)
