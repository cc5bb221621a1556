"""The second person signs a drafted decision, or sends it back with a reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from shencha.errors import BadInput, Fault
from shencha.procedure.acts import DecisionSentBack, event_from
from shencha.records.acts import signing
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.case import file_of
from shencha.web.cases.confirming import confirm
from shencha.web.numbers import number_in
from shencha.web.rare_signs import asks_first


@require_POST
@only_for()
@asks_first
def sign(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The decision goes out as it was drafted, today, with the very paper that stood above the button."""
    membership = acting(request)
    key, expected = request.POST.get("key", ""), _expected(request)
    made = signing.sign(
        number, name, by=membership, key=key, expected=expected, paper=request.POST.get("paper") or None
    )
    confirm(request, membership, number, event_from(made.payload))
    return redirect("cases:case", number)


@require_POST
@only_for()
def send_back(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The draft goes back to its author, with the reason."""
    membership = acting(request)
    file_of(membership, number)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise BadInput(
            [
                Fault(
                    "form",
                    "reason",
                    Text("没有写退回理由", "no reason is given"),
                    Text("请写明理由", "say why it is sent back"),
                )
            ]
        )
    event = DecisionSentBack(today(), name, membership.person.key, reason)
    record(number, event, by=membership, key=request.POST.get("key", ""), expected=_expected(request))
    confirm(request, membership, number, event)
    return redirect("cases:case", number)


def _expected(request: HttpRequest) -> int | None:
    return number_in(request.POST.get("expected", ""))
