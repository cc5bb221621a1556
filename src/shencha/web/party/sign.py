"""Sign and file: what goes out, who signs, and the second factor's confirmation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from shencha.canonical import digest_of
from shencha.documents.answers import declared
from shencha.documents.items import material
from shencha.errors import BadInput, ShenchaError
from shencha.law.measures.instruments import instrument
from shencha.procedure.case import Case
from shencha.procedure.names import GROUND_NAMES
from shencha.procedure.roles import PARTY, Role
from shencha.records.acts.drafts import incomplete
from shencha.records.acts.filing import declared as signed_fields
from shencha.records.acts.filing import file_draft, going_out, unseen
from shencha.records.clock import today
from shencha.records.models import Draft, Person
from shencha.records.passkeys import Answered, ask, has_passkey
from shencha.records.reads import paper_words
from shencha.records.second_factor import (
    TooManyCodes,
    WrongCode,
    confirmed,
    good_for_an_act,
    has_codes,
    has_second_factor,
)
from shencha.text import Text
from shencha.web.accounts.guard import signed_in_by_code
from shencha.web.cases.filing import said
from shencha.web.done import done
from shencha.web.interview import flat, screened
from shencha.web.keys import fresh_key
from shencha.web.party.ours import our_draft, party_page
from shencha.web.questions import BY_FACT
from shencha.web.rare_signs import shown as rare_signs

ASKED = "signature_asked"
"""In the session: what a passkey was asked for the signature under a draft, by its number."""
REFUSED = "signature_refused"
"""In the session: why a signature was not taken, for the page shown next, so that going back leads to a page."""
FILED = Text(
    "申报已提交，案件编号 {number}。审查办公室随后核对材料；材料符合要求的，书面通知是否需要审查。",
    "The filing is made; its case number is {number}. The review office now checks the materials and, if they are "
    "complete, tells you in writing whether review is needed.",
)


@party_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, draft_id: int) -> HttpResponse:
    """File the draft; sent twice it is filed once, and the second answer is the same receipt."""
    membership, draft = our_draft(request, draft_id)
    if draft.case is not None:
        return redirect("cases:receipt", draft.case.number, 1)
    if incomplete(draft) or draft.checked_at is None:
        return redirect("party:draft", draft.pk)
    person, wrong = membership.person, _refused(request, draft)
    asked: dict[str, Any] = request.session.get(ASKED, {})
    answers, on = flat(draft.facts), today()
    signed_in = signed_in_by_code(request)
    if request.method == "POST":
        key = request.POST.get("key", "")
        try:
            code, answer = request.POST.get("code", ""), request.POST.get("credential", "")
            passkey = Answered(asked.get(str(draft.pk)), answer) if answer else None
            with confirmed(person, code, signed_in=signed_in, passkey=passkey) as moment:
                clean = request.POST.get("clean") == "yes"
                made = file_draft(draft, by=membership, key=key, confirmed_at=moment, clean=clean)
        except (WrongCode, TooManyCodes, BadInput) as refused:
            draft.refresh_from_db()
            if draft.case is not None:
                return redirect("cases:receipt", draft.case.number, 1)
            words = _why(refused)
            request.session[REFUSED] = [draft.pk, words.zh, words.en]
            return redirect("party:sign", draft.pk)
        else:
            done(request, FILED.fill(number=made.case.number))
            return redirect("cases:receipt", made.case.number, made.sequence)
    of = Case("", draft.ground, instrument=draft.instrument)
    shown = {
        "section": "desk",
        "draft": draft,
        "ground": GROUND_NAMES[draft.ground].begun,
        "version": instrument(draft.instrument),
        "going": [(one, material(of, one.material)) for one in going_out(draft)],
        "answers": said(draft.facts),
        "declared": declared(signed_fields(draft)),
        "unseen": list(unseen(draft).items()),
        "digest": digest_of(draft.facts),
        "open": [BY_FACT[fact].asks for fact in screened(answers, on).missing if fact in BY_FACT],
        "may_sign": Role(membership.role) in PARTY,
        "has_factor": has_second_factor(person),
        "has_codes": has_codes(person),
        **_passkey(request, draft, person, asked),
        "confirmed": not wrong and good_for_an_act(person, signed_in),
        "key": fresh_key(),
        "wrong": wrong,
        **rare_signs(*paper_words.of_filing(draft)),
    }
    return render(request, "party/sign.html", shown)


def _passkey(request: HttpRequest, draft: Draft, person: Person, asked: Mapping[str, Any]) -> dict[str, Any]:
    """What the browser is to ask a passkey of theirs; the question is kept in the session, one for each draft."""
    if not has_passkey(person):
        return {"js_data": None}
    options, question = ask(person)
    request.session[ASKED] = {**asked, str(draft.pk): question}
    return {"js_data": {"request_options": options}}


def _why(refused: ShenchaError) -> Text:
    if not isinstance(refused, BadInput):
        return refused.text
    first = refused.faults[0]
    return Text(f"{first.wrong.zh}；{first.right.zh}", f"{first.wrong.en}; {first.right.en}")


def _refused(request: HttpRequest, draft: Draft) -> Text | None:
    """Why the last signature under this draft was not taken, told once."""
    told = request.session.pop(REFUSED, None)
    return Text(told[1], told[2]) if told and told[0] == draft.pk else None
