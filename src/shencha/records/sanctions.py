"""The paper of a draft decision on sanctions."""

from __future__ import annotations

from django.conf import settings

from shencha.documents.outside import Given, sanction_paper
from shencha.documents.sheet import Hand, Notice
from shencha.procedure.names import ROLE_NAMES
from shencha.procedure.roles import Role
from shencha.records.clock import SHANGHAI
from shencha.records.models import SanctionDraft
from shencha.text import Text


def paper_of(draft: SanctionDraft) -> Notice:
    """The draft as a paper, with the hands of both; made anew each time and the same each time."""
    hands = [
        Hand(Text("拟稿", "Drafted by"), ROLE_NAMES[Role(draft.drafted_role)], draft.drafted_by.name),
    ]
    if draft.decided_by and draft.state == SanctionDraft.State.COUNTERSIGNED:
        hands.append(
            Hand(
                Text("审核", "countersigned by"), ROLE_NAMES[Role(draft.decided_role)], draft.decided_by.name
            )
        )
    given = Given(
        number=draft.pk,
        issued=draft.on,
        recorded=(draft.decided_at or draft.drafted_at).astimezone(SHANGHAI),
        hands=tuple(hands),
        code=settings.DOCUMENT_CODE,
        specimen=settings.DEMO,
    )
    party = draft.facts.get("actor", {}).get("name", "")
    return sanction_paper(draft.answer, str(party), draft.proposed, draft.fine, given)
