"""Draft decisions on sanctions: drafted by one person, countersigned or sent back by another."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.inputs import Document
from shencha.law.holds import NO, Holds
from shencha.law.money import FEN
from shencha.law.sanction_reading import load_sanction_facts
from shencha.law.sanctions import Sanctions, sanctions
from shencha.procedure.roles import COUNTERSIGNERS, OFFICERS
from shencha.records import access
from shencha.records.clock import now
from shencha.records.models import Membership, SanctionDraft
from shencha.text import Text

LONGEST_TITLE, LONGEST_WORDS = 200, 20_000


def draft(
    facts: dict[str, Any], on: date, *, title: str, proposed: str, fine: int | None, key: str, by: Membership
) -> SanctionDraft:
    """Keep a draft decision with the answer of the law of that day.

    Args:
        fine: proposed for the unit, in yuan; it must lie in the range, unless the law lets it be reduced.
        key: made by the form; the same key again is the same draft.
    Raises:
        NotAllowed: not by this person. BadInput: the facts, the words, or a fine outside its range.
    """
    if access.role_of(by) not in OFFICERS:
        raise NotAllowed(Text("处罚决定由承办人员起草", "an officer of the office drafts a decision"))
    before = SanctionDraft.objects.filter(key=key, drafted_by=by.person).first()
    if before is not None:
        return before
    found = sanctions(load_sanction_facts(Document("form", facts), on), on)
    faults = [*_words("title", title, LONGEST_TITLE), *_words("proposed", proposed, LONGEST_WORDS)]
    if fine is not None and within(found, fine) is NO:
        faults.append(Fault("form", "fine", *found.refusal(fine * FEN)))
    if faults:
        raise BadInput(faults)
    return SanctionDraft.objects.create(
        key=key,
        title=title.strip(),
        on=on,
        facts=facts,
        answer=found.as_dict(),
        proposed=proposed.strip(),
        fine=fine,
        drafted_by=by.person,
        drafted_role=by.role,
        drafted_at=now(),
    )


def within(found: Sanctions, fine: int) -> Holds:
    """Does a fine for the unit lie in the range, as far as the facts tell?"""
    return found.within(found.unit, fine * FEN)


def countersign(number: int, *, by: Membership) -> SanctionDraft:
    """The second person signs; the draft stands from now on.

    Raises:
        NotFound: it is not there, or not theirs. NotAllowed: by the drafter, or not by this role, or decided.
    """
    return _decided(number, SanctionDraft.State.COUNTERSIGNED, "", by)


def send_back(number: int, reason: str, *, by: Membership) -> SanctionDraft:
    """The second person sends it back with a reason; a new draft may follow.

    Raises:
        NotFound, NotAllowed: as `countersign`. BadInput: no reason.
    """
    if faults := _words("reason", reason, LONGEST_WORDS):
        raise BadInput(faults)
    return _decided(number, SanctionDraft.State.SENT_BACK, reason.strip(), by)


def may_decide(draft: SanctionDraft, by: Membership) -> bool:
    """May this person sign it or send it back?"""
    waits = draft.state == SanctionDraft.State.DRAFTED
    return waits and access.role_of(by) in COUNTERSIGNERS and by.person_id != draft.drafted_by_id


def _decided(number: int, state: SanctionDraft.State, reason: str, by: Membership) -> SanctionDraft:
    access.sanction_for(by, number)
    with transaction.atomic():
        held = SanctionDraft.objects.select_for_update().get(pk=number)
        if held.state == state and held.decided_by_id == by.person_id:
            return held
        if not may_decide(held, by):
            raise NotAllowed(
                Text(
                    "须由起草人以外的第二承办人或者负责人审核，并且只能审核一次",
                    "a second officer or the head other than the drafter decides, and only once",
                )
            )
        held.state, held.reason = state, reason
        held.decided_by, held.decided_role, held.decided_at = by.person, by.role, now()
        held.save()
    return held


def _words(where: str, words: str, longest: int) -> list[Fault]:
    if words.strip() and len(words) <= longest:
        return []
    wrong = Text("没有填写，或者太长", "it is empty or too long")
    return [Fault("form", where, wrong, Text(f"请写 1 至 {longest} 字", f"write 1 to {longest} characters"))]
