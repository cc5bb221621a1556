"""Sanctions: drafted by one person, countersigned by another, told to the party, decided by two, served.

Every act is an entry of the log; the row of a sanction is made from them and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.inputs import Document
from shencha.law.logic.holds import NO, Holds
from shencha.law.sanctions.answer import Sanctions, sanctions
from shencha.law.sanctions.money import FEN
from shencha.law.sanctions.reading import load_sanction_facts
from shencha.procedure.roles import COUNTERSIGNERS, OFFICERS
from shencha.records import access
from shencha.records.acts.logged import enter
from shencha.records.clock import SHANGHAI, now, today
from shencha.records.jobs import mail
from shencha.records.models import LoggedAct, Membership, SanctionDraft
from shencha.records.reads import sanctions as standing
from shencha.records.workdays import workdays_now
from shencha.sanctions import acts as a
from shencha.sanctions.acts import NONE, PENALTY, SanctionEvent, class_of, event_of_said, said_in
from shencha.sanctions.fold import Sanction, after, may, refusal
from shencha.text import Text

LONGEST_TITLE, LONGEST_WORDS = 200, 20_000


def draft(
    facts: dict[str, Any],
    on: date,
    *,
    title: str,
    proposed: str,
    fine: int | None,
    key: str,
    by: Membership,
    at: datetime | None = None,
) -> SanctionDraft:
    """Keep a draft decision with the answer of the law of that day.

    Args:
        fine: proposed for the unit, in yuan; it must lie in the range, unless the law lets it be reduced.
        key: made by the form; the same key again is the same draft.
        at: the moment, for a history that is carried in; now otherwise.
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
    drafted = a.SanctionDrafted(on, title.strip(), facts, found.as_dict(), proposed.strip(), fine)
    moment = at or now()
    with transaction.atomic():
        made = after(Sanction(), drafted, by.person.key)
        row = SanctionDraft.objects.create(
            key=key,
            title=made.title,
            on=on,
            facts=facts,
            answer=dict(made.answer),
            proposed=made.proposed,
            fine=fine,
            state=made.stage or "",
            drafted_by=by.person,
            drafted_role=by.role,
            drafted_at=moment,
        )
        enter(standing.about(row.pk), drafted.name, said_in(drafted), by=by, key=key, at=moment)
        return _made(row, by)


def within(found: Sanctions, fine: int) -> Holds:
    """Does a fine for the unit lie in the range, as far as the facts tell?"""
    return found.within(found.unit, fine * FEN)


def act(
    number: int, name: str, given: Mapping[str, Any], *, by: Membership, key: str, at: datetime | None = None
) -> SanctionDraft:
    """One more step of a sanction, whole or not at all.

    Args:
        name: that of its class, or one under which it was written formerly.
        given: what it needs: `on` where the step happened on a day of its own, words, `told_on` of a hearing,
            `outcome` and `fine` (yuan or None) of a decision.
        key: made by the form; the same key again is the same act.
    Raises:
        NotFound: it is not there, or not theirs. NotAllowed: not now, not by this person, or too early by the law.
        BadInput: no words, no day, or a fine outside its range.
    """
    access.sanction_for(by, number)
    moment = at or now()
    day = moment.astimezone(SHANGHAI).date() if at else today()
    with transaction.atomic():
        row = SanctionDraft.objects.select_for_update().get(pk=number)
        known = standing.acts_of(number)
        if any(one.key == key and one.by_id == by.person_id for one in known):
            return row
        sanction = standing.fold(known)
        event = _event(name, given, sanction, day)
        why = refusal(sanction, event, by=access.actor(by), today=day, calendar=workdays_now())
        if why is not None:
            raise NotAllowed(why)
        enter(standing.about(number), event.name, said_in(event), by=by, key=key, at=moment)
        if isinstance(event, a.SanctionDecisionDrafted):
            mail.tell(mail.holding(COUNTERSIGNERS), by=by.person)
        return _made(row, by, told=False)


def open_to(number: int, by: Membership) -> tuple[str, ...]:
    """The steps that this person may take now."""
    return may(standing.fold(standing.acts_of(number)), access.actor(by))


def receipt_for(by: Membership, number: int, entry: int) -> LoggedAct:
    """One act of a sanction, whose receipt is asked for.

    Raises:
        NotFound: it is not there, or not theirs.
    """
    access.sanction_for(by, number)
    return access.act_for(standing.about(number), entry)


def _made(row: SanctionDraft, by: Membership, *, told: bool = True) -> SanctionDraft:
    """Make the row anew from the acts."""
    for column, value in standing.columns(standing.acts_of(row.pk)).items():
        setattr(row, column, value)
    row.save()
    if told:
        mail.tell(mail.holding(COUNTERSIGNERS), by=by.person)
    return row


def _event(name: str, given: Mapping[str, Any], sanction: Sanction, day: date) -> SanctionEvent:
    """The act that was asked for, its faults named together."""
    asked = class_of(name)
    if asked is None or asked is a.SanctionDrafted:
        raise NotFound(Text("没有这个步骤", "there is no such step"))
    faults: list[Fault] = []
    said: dict[str, Any] = {"on": day.isoformat()}
    if asked.act.dated:
        said["on"] = _day("on", given, faults)
    if asked is a.HearingHeld:
        said["told_on"] = _day("told_on", given, faults)
    if (field := asked.act.worded) is not None:
        said[field] = str(given.get(field, "")).strip()
        faults += _words(field, said[field], LONGEST_WORDS)
    if asked is a.SanctionDecisionDrafted:
        outcome, fine = given.get("outcome", PENALTY), given.get("fine")
        said |= {"outcome": outcome, "fine": fine if outcome == PENALTY else None}
        if outcome not in (PENALTY, NONE):
            wrong = Text(f"没有 {outcome} 这种决定", f"there is no decision {outcome}")
            faults.append(
                Fault("form", "outcome", wrong, Text("请选择：penalty、none", "choose penalty or none"))
            )
        elif said["fine"] is not None:
            on = max(day, sanction.on or day)
            found = sanctions(load_sanction_facts(Document("draft", dict(sanction.facts)), on), on)
            if within(found, said["fine"]) is NO:
                faults.append(Fault("form", "fine", *found.refusal(said["fine"] * FEN)))
    if faults:
        raise BadInput(faults)
    return event_of_said(asked.name, said)


def _day(field: str, given: Mapping[str, Any], faults: list[Fault]) -> str:
    value = given.get(field)
    try:
        return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()
    except ValueError:
        wrong = Text("没有填写日期，或者不是日期", "no day is given, or it is none")
        faults.append(Fault("form", field, wrong, Text("例如 2026-03-02", "such as 2026-03-02")))
        return ""


def _words(where: str, words: str, longest: int) -> list[Fault]:
    if words.strip() and len(words) <= longest:
        return []
    wrong = Text("没有填写，或者太长", "it is empty or too long")
    return [Fault("form", where, wrong, Text(f"请写 1 至 {longest} 字", f"write 1 to {longest} characters"))]
