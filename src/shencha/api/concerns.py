"""A member unit raises a concern: an ex officio case begins (Article 16; 2020: 15)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from shencha.api.events import EventOut, recorded
from shencha.api.headers import Key
from shencha.api.shapes import Strict, Title, Words
from shencha.api.tokens import acting
from shencha.procedure.roles import Role
from shencha.records.acts.concern import raise_concern

router = Router(tags=["cases"])


class Concern(Strict):
    """What a member unit holds to affect national security."""

    title: Title
    subject: Words
    """`products_services`, `data_processing`, or the thing itself in words."""


@router.post("/concerns", response={201: EventOut})
def concern(request: HttpRequest, response: HttpResponse, key: Key, said: Concern) -> EventOut:
    """Raise a concern in your unit's name; the answer names the case that begins."""
    membership = acting(request, (Role.MEMBER_LIAISON,))
    made = raise_concern(by=membership, subject=said.subject, title=said.title, key=key)
    return recorded(response, membership, made)
