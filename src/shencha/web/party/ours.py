"""Who may see the party's pages: those who act for a party, each for their own."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from shencha.procedure.roles import PARTY_SIDE
from shencha.records import access
from shencha.records.models import Draft, Membership
from shencha.web.acting import acting, only_for

party_page = only_for(*PARTY_SIDE)
"""For everyone else the page is not there."""


def our_draft(request: HttpRequest, draft_id: int) -> tuple[Membership, Draft]:
    """The membership and its draft.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    membership = acting(request)
    return membership, access.draft_for(membership, draft_id)


def seen_in(sent: QueryDict) -> int | None:
    """The version that the form showed; None where it carries none."""
    written = sent.get("seen", "")
    return int(written) if written.isdecimal() and len(written) < 10 else None
