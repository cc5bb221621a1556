"""Answer a request for supplements, item by item; each item with its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.procedure.allowed import may_next
from shencha.procedure.events import SupplementReceived
from shencha.records import access, files
from shencha.records.acts.record import Paper, already, record
from shencha.records.clock import today
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.cases.case import file_of
from shencha.web.keys import fresh_key
from shencha.web.party.case import asked
from shencha.web.party.ours import party_page
from shencha.web.templatetags.say import reading

NOTHING = Fault(
    "form",
    "file",
    Text("还没有为任何一项选择文件", "no file is chosen for any item"),
    Text(
        "请至少为一项选择文件；其余各项可以以后再交",
        "choose files for one item at least; the others may follow",
    ),
)
SENT = Text("补充材料已提交。", "The supplements are handed in.")


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """What is asked, since when, and a box for each item; the items left out stay asked."""
    membership = acting(request)
    file, whole = file_of(membership, number)
    key = request.POST.get("key") or fresh_key()
    if (before := already(key, membership)) is not None:
        return redirect("cases:receipt", number, before.sequence)
    if "supplement_received" not in may_next(whole, by=access.actor(membership)):
        raise NotAllowed(
            Text("本案现在没有需要贵方补充的材料", "nothing is asked of you in this case at present")
        )
    items, faults = asked(whole), (NOTHING,)
    if request.method == "POST":
        try:
            papers = [
                Paper(item, files.safe_name(one.name or ""), files.keep(one.chunks(), one.name or ""))
                for at, (item, _) in enumerate(items)
                for one in request.FILES.getlist(f"file-{at}")
            ]
        except BadInput as refused:
            papers, faults = [], refused.faults  # type: ignore[assignment]
        if papers:
            answered = tuple(dict.fromkeys(paper.material for paper in papers))
            event = SupplementReceived(today(), answered)
            made = record(number, event, by=membership, key=key, papers=papers)
            messages.success(request, SENT.said(reading()))
            return redirect("cases:receipt", number, made.sequence)
    shown = {
        "section": "desk",
        "file": file,
        "items": items,
        "since": whole.papers.since,
        "key": key,
        "faults": faults if request.method == "POST" else (),
    }
    return render(request, "party/supplement.html", shown, status=422 if request.method == "POST" else 200)
