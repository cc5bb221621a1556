"""Withdraw a filing; the text is silent on it, and the page says so."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.errors import NotAllowed
from shencha.law.measures.open_points import points_on
from shencha.procedure.acts import Withdrawn
from shencha.procedure.allowed import may_next
from shencha.procedure.kinds import LONGEST
from shencha.records import access
from shencha.records.acts.record import already, record
from shencha.records.clock import today
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.cases.case import file_of
from shencha.web.keys import fresh_key
from shencha.web.party.ours import party_page
from shencha.web.rare_signs import asks_first

NO_REASON = Text("请写明撤回理由", "say why the filing is withdrawn")
TOO_LONG = Text(f"请不要超过 {LONGEST} 字", f"write no more than {LONGEST} characters")


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
@asks_first
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The reason, and what follows; sent twice it is one withdrawal."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    key = request.POST.get("key") or fresh_key()
    if (before := already(key, membership)) is not None:
        return redirect("cases:receipt", number, before.sequence)
    if "withdrawn" not in may_next(whole, by=access.actor(membership)):
        raise NotAllowed(
            Text(
                "本案现在不能撤回，或者须由贵方的签署人办理",
                "this case cannot be withdrawn now, or not by you",
            )
        )
    reason, wrong = request.POST.get("reason", "").strip(), None
    if request.method == "POST":
        wrong = NO_REASON if not reason else TOO_LONG if len(reason) > LONGEST else None
        if wrong is None:
            made = record(number, Withdrawn(today(), reason), by=membership, key=key)
            return redirect("cases:receipt", number, made.sequence)
    shown = {
        "section": "desk",
        "file": file,
        "reason": reason,
        "wrong": wrong,
        "key": key,
        "point": next(points_on(("withdrawal",), whole.opened or today(), whole.choices)),
    }
    return render(request, "party/withdraw.html", shown, status=422 if wrong else 200)
