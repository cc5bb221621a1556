"""Sanctions: drafted by one person, countersigned by another, told to the party, decided by two, served.

Every act is an entry of the log; the row of a sanction is made from them and from nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed
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
from shencha.sanctions.fold import NONE, PENALTY, Penalty, after, may, refusal
from shencha.text import Text

LONGEST_TITLE, LONGEST_WORDS = 200, 20_000
WORDED = {
    "sanction_sent_back": "reason",
    "decision_sent_back": "reason",
    "defence_heard": "words",
    "hearing_held": "words",
    "decision_drafted": "words",
}
"""Acts that need words, and the field in which they stand."""
DATED = frozenset(
    {
        "rights_notified",
        "defence_heard",
        "hearing_requested",
        "hearing_waived",
        "hearing_held",
        "decision_served",
    }
)
"""Acts on something that happened on a day of its own; the others bear today."""


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
    said = {
        "on": on.isoformat(),
        "title": title.strip(),
        "facts": facts,
        "answer": found.as_dict(),
        "proposed": proposed.strip(),
        "fine": fine,
    }
    moment = at or now()
    with transaction.atomic():
        penalty = after(Penalty(), "sanction_drafted", said, by.person.key)
        row = SanctionDraft.objects.create(
            key=key,
            title=penalty.title,
            on=on,
            facts=facts,
            answer=said["answer"],
            proposed=penalty.proposed,
            fine=fine,
            state=penalty.stage or "",
            drafted_by=by.person,
            drafted_role=by.role,
            drafted_at=moment,
        )
        enter(standing.about(row.pk), "sanction_drafted", said, by=by, key=key, at=moment)
        return _made(row, by)


def within(found: Sanctions, fine: int) -> Holds:
    """Does a fine for the unit lie in the range, as far as the facts tell?"""
    return found.within(found.unit, fine * FEN)


def act(
    number: int, name: str, given: Mapping[str, Any], *, by: Membership, key: str, at: datetime | None = None
) -> SanctionDraft:
    """One more step of a sanction, whole or not at all.

    Args:
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
        penalty = standing.fold(known)
        said = _said(name, given, penalty, day)
        why = refusal(penalty, name, said, by=access.actor(by), today=day, calendar=workdays_now())
        if why is not None:
            raise NotAllowed(why)
        enter(standing.about(number), name, said, by=by, key=key, at=moment)
        if name == "decision_drafted":
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


def _said(name: str, given: Mapping[str, Any], penalty: Penalty, day: date) -> dict[str, Any]:
    """What is written of the act, its faults named together."""
    faults: list[Fault] = []
    said: dict[str, Any] = {"on": day.isoformat()}
    if name in DATED:
        said["on"] = _day("on", given, faults)
    if name == "hearing_held":
        said["told_on"] = _day("told_on", given, faults)
    if (field := WORDED.get(name)) is not None:
        said[field] = str(given.get(field, "")).strip()
        faults += _words(field, said[field], LONGEST_WORDS)
    if name == "decision_drafted":
        outcome, fine = given.get("outcome", PENALTY), given.get("fine")
        said |= {"outcome": outcome, "fine": fine if outcome == PENALTY else None}
        if outcome not in (PENALTY, NONE):
            wrong = Text(f"没有 {outcome} 这种决定", f"there is no decision {outcome}")
            faults.append(
                Fault("form", "outcome", wrong, Text("请选择：penalty、none", "choose penalty or none"))
            )
        elif said["fine"] is not None:
            on = max(day, penalty.on or day)
            found = sanctions(load_sanction_facts(Document("draft", dict(penalty.facts)), on), on)
            if within(found, said["fine"]) is NO:
                faults.append(Fault("form", "fine", *found.refusal(said["fine"] * FEN)))
    if faults:
        raise BadInput(faults)
    return said


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
