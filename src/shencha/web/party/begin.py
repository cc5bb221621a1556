"""Begin a filing: a name, a ground, and the answers of the interview if there are any."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.errors import BadInput
from shencha.procedure.kinds import GROUNDS_FILED
from shencha.procedure.names import GROUND_NAMES
from shencha.records import access
from shencha.records.acts import drafts
from shencha.records.clock import today
from shencha.text import Text
from shencha.web.acting import acting
from shencha.web.interview import nested, screened, settled
from shencha.web.party.ours import party_page
from shencha.web.public.interview import answers_of

WRONG = {
    "party": Text("请选择为哪一家当事人申报", "Choose the party for which you file"),
    "ground": Text("请选择一种申报事由", "Choose a ground"),
    "title": Text("请写一个 1 至 300 字的名称", "Write a name of 1 to 300 characters"),
}
"""What would be right, by box."""


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft; the same one sent twice stays one."""
    membership, answers = acting(request), answers_of(request)
    parties = list(access.parties_of(membership).order_by("name_zh"))
    held = screened(answers, today()).held if answers else ()
    typed = {
        "party": parties[0].key if len(parties) == 1 else "",
        "ground": held[0] if len(held) == 1 else "",
        "title": "",
    }
    faults: dict[str, Text] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in typed}
        same = access.drafts_of(membership).filter(
            case=None, party__key=typed["party"], ground=typed["ground"], title=typed["title"]
        )
        if (before := same.first()) is not None:
            return redirect("party:draft", before.pk)
        try:
            made = drafts.begin(
                by=membership,
                party_key=typed["party"],
                ground=typed["ground"],
                title=typed["title"],
                facts=nested(answers),
            )
        except BadInput as refused:
            faults = {fault.where: WRONG[fault.where] for fault in refused.faults}
        else:
            return redirect("party:draft", made.pk)
    shown = {
        "section": "desk",
        "parties": parties,
        "grounds": [(ground, GROUND_NAMES[ground].begun, ground in held) for ground in GROUNDS_FILED],
        "typed": typed,
        "faults": faults,
        "answers": settled(answers),
    }
    return render(request, "party/begin.html", shown, status=422 if faults else 200)
