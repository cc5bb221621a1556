"""What the party signed: its answers, its declaration and its papers, word for word."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from shencha.documents.answers import answered, declared
from shencha.documents.declaration import codes
from shencha.documents.items import material
from shencha.errors import NotFound
from shencha.law.measures.instruments import instrument, instruments
from shencha.procedure.acts import Filed, event_from
from shencha.procedure.case import Case
from shencha.procedure.names import GROUND_NAMES
from shencha.procedure.roles import OFFICE
from shencha.records import access
from shencha.records.models import CaseFile, Membership, StoredEvent
from shencha.records.reads.filings import carried
from shencha.text import Text
from shencha.web.acting import acting, only_for
from shencha.web.cases.looking import beside
from shencha.web.questions import BY_FACT

NUMBER = re.compile(r"\b\d{4}-\d{4}\b")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer beside the step of the Measures for which it is asked."""

    label: Text
    value: Text
    step: str | None
    fact: str = ""


@only_for()
@require_safe
def filing(request: HttpRequest, number: str) -> HttpResponse:
    """The filing as it was signed; what an older filing did not put into the record is said to be missing there."""
    membership = acting(request)
    file = access.case_for(membership, number)
    events = access.events_of(membership, file)
    stored = filed_in(events)
    access.saw(membership, stored.case, f"event {stored.sequence}")
    shown = {"section": "desk", "stored": stored, "file": stored.case, **told(stored)}
    if access.role_of(membership) in OFFICE:
        shown |= {"office": True, **beside(membership, file, events)}
    shown["linked"] = linked(membership, stored)
    return render(request, "cases/filing.html", shown)


def linked(membership: Membership, stored: StoredEvent) -> list[tuple[Text, list[CaseFile]]]:
    """Filings that belong together, as far as the reader may know of them, by the reason why.

    A party learns of none but its own that it named. The office is shown those that name this one too, those of the
    same group by the credit codes that are declared, and those on the same product.
    """
    event = event_from(stored.payload)
    if not isinstance(event, Filed):
        return []
    said = dict(event.declaration or {})
    cases = access.cases_of(membership).exclude(pk=stored.case_id)
    named = NUMBER.findall(json.dumps(said, ensure_ascii=False))
    found = dict.fromkeys(cases.filter(number__in=named), NAMED)
    if access.role_of(membership) in OFFICE:
        filings = StoredEvent.objects.filter(name=Filed.name)
        of_group, same = Q(), Q()
        for code in codes(said):
            of_group |= Q(payload__declaration__party__credit_code__iexact=code)
            of_group |= Q(payload__declaration__party__group__icontains=code)
        if product := said.get("procurement", {}).get("product"):
            same = Q(payload__declaration__procurement__product__iexact=product)
        naming = Q(payload__icontains=stored.case.number)
        for why, asked in ((NAMES_THIS, naming), (OF_GROUP, of_group), (SAME_PRODUCT, same)):
            for one in cases.filter(pk__in=filings.filter(asked).values("case")) if asked else ():
                found.setdefault(one, why)
    by_reason: dict[Text, list[CaseFile]] = {}
    for one, why in sorted(found.items(), key=lambda each: each[0].number):
        by_reason.setdefault(why, []).append(one)
    return list(by_reason.items())


NAMED = Text("本申报写明", "named in this one")
NAMES_THIS = Text("该申报写明本案", "it names this one")
OF_GROUP = Text("同一单位或者同一集团", "of the same party or group")
SAME_PRODUCT = Text("同一产品或者服务", "the same product or service")


def filed_in(stored: list[StoredEvent]) -> StoredEvent:
    """The filing among the events that a reader may read.

    Raises:
        NotFound: there is none, as in a review ex officio.
    """
    found = next((one for one in stored if one.name == Filed.name), None)
    if found is None:
        raise NotFound(Text("本案没有申报", "nothing was filed in this case"))
    return found


def told(stored: StoredEvent) -> dict[str, Any]:
    """What a page shows of an event that is a filing; of any other event nothing."""
    event = event_from(stored.payload)
    if not isinstance(event, Filed):
        return {}
    of = Case("", event.ground or stored.case.ground, instrument=event.instrument)
    older = carried(stored.case) if event.answers is None else None
    known = {one.id for one in instruments()}
    return {
        "filing": event,
        "ground": GROUND_NAMES[event.ground].begun if event.ground else None,
        "version": instrument(event.instrument) if event.instrument in known else None,
        "answers": said(event.answers or (older.said.get("answers", {}) if older else {})),
        "older": older,
        "declared": declared(event.declaration or {}),
        "papers": [(one, material(of, one.material)) for one in stored.papers.all()],
    }


def said(facts: Mapping[str, Any]) -> list[Said]:
    """Answers in words, each with the step for which it is asked."""
    asked = {fact: question.step for fact, question in BY_FACT.items()}
    return [Said(one.label, one.value, asked.get(one.fact), one.fact) for one in answered(facts)]
