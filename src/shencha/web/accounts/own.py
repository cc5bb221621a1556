"""What people keep of their own: tokens for their programs, their absence, and the proof of a new address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from shencha.errors import BadInput, Fault, NotFound
from shencha.records.acts import absences, accounts, administration, invitations
from shencha.records.clock import today
from shencha.records.models import ApiToken
from shencha.records.reads.absences import coming, stands_in_for
from shencha.text import Text
from shencha.text.days import day_of
from shencha.web.acting import acting, only_for
from shencha.web.done import ENDED, SAVED, done
from shencha.web.numbers import number_in

LONGEST = timedelta(days=366)
"""A token is made anew once a year."""
LONGEST_LABEL, A_PAGE = 100, 50


@only_for()
def tokens(request: HttpRequest) -> HttpResponse:
    """Show one's tokens in the role in which one acts; posted, make one, which is shown once, or end one."""
    by, given = acting(request), request.POST
    mine = ApiToken.objects.filter(membership=by, revoked_at=None).order_by("pk")
    shown: dict[str, Any] = {"given": given, "least": today(), "most": today() + LONGEST}
    status = 200
    if request.method == "POST":
        if given.get("act") == "end":
            one = mine.filter(pk=number_in(given.get("token", "")) or 0).first()
            if one is None:
                raise NotFound(Text("没有这个令牌", "there is no such token"))
            administration.end_token(one.pk, by=by)
            done(request, ENDED)
            return redirect("own_tokens")
        try:
            label, until = _wanted(given.get("label", ""), day_of(given.get("until", "")))
            reads = given.get("may") != "act"
            shown["secret"] = accounts.token(by, label, until=until, reads_only=reads, by=by)
            shown["given"] = {}
        except BadInput as wrong:
            shown["faults"], status = wrong.faults, wrong.status
    page = Paginator(mine.all(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/tokens.html", shown | {"tokens": page, "page": page}, status=status)


@only_for()
def absence(request: HttpRequest) -> HttpResponse:
    """Show when one is away and who stands in; posted, note it, or come back."""
    by, given = acting(request), request.POST
    shown: dict[str, Any] = {"given": given, "today": today()}
    status = 200
    if request.method == "POST":
        try:
            if given.get("act") == "back":
                absences.back(number_in(given.get("absence", "")) or 0, by=by)
            else:
                days = day_of(given.get("first", "")), day_of(given.get("last", ""))
                absences.note(by, number_in(given.get("deputy", "")), *days, by=by)
            done(request, SAVED)
            return redirect("own_absence")
        except BadInput as wrong:
            shown["faults"], status = wrong.faults, wrong.status
    shown |= {
        "coming": coming(by),
        "deputies": absences.deputies_of(by),
        "stands_in": stands_in_for(by),
    }
    return render(request, "account/absence.html", shown, status=status)


def address(request: HttpRequest, written: str) -> HttpResponse:
    """Prove an address: shown first, and taken by a click, so that no program that follows links takes it."""
    person, becomes = invitations.proved(written)
    if request.method == "POST":
        invitations.take_address(written)
        return render(request, "account/address.html", {"done": True, "becomes": becomes})
    return render(request, "account/address.html", {"whose": person, "becomes": becomes})


def _wanted(label: str, until: date | None) -> tuple[str, date]:
    faults, words = [], label.strip()
    if not 0 < len(words) <= LONGEST_LABEL:
        wrong = Text("没有写用途，或者太长", "it is not said what it is for, or at too great length")
        faults.append(
            Fault("form", "label", wrong, Text("请写由哪个程序使用", "say which program it is for"))
        )
    if until is None or not today() <= until <= today() + LONGEST:
        wrong = Text(
            "没有写有效期，或者超过一年", "its last day is missing, has passed, or is over a year away"
        )
        right = Text("请写今天起一年以内的日期", "write a day within a year from today")
        faults.append(Fault("form", "until", wrong, right))
    if faults or until is None:
        raise BadInput(faults)
    return words, until
