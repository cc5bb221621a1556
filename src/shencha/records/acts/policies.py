"""A policy chosen: put forward by one person of the office, put in force by another, each step in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.law.calendar.periods import due
from shencha.law.measures.policies import POLICIES
from shencha.procedure.roles import COUNTERSIGNERS, OFFICE
from shencha.records import access, log
from shencha.records import policies as logged
from shencha.records.acts.logged import enter
from shencha.records.clock import now, today
from shencha.records.models import Membership, PolicyChoice, Report
from shencha.records.workdays import workdays
from shencha.text import Text

LONGEST_WORDS = 2_000
LATEST = date(2050, 12, 31)


@dataclass(frozen=True, slots=True)
class Effect:
    """An open report, and by when an answer would be owed if the choice held for it."""

    report: Report
    becomes: date


def propose(policy: str, value: int | None, since: date | None, why: str, *, by: Membership) -> PolicyChoice:
    """Lay a choice before a second person; nothing changes yet.

    Args:
        since: today or later: what began before keeps the number of its day.
    Raises:
        NotAllowed: not by this role. BadInput: the policy, its number, its day or the reason.
    """
    if access.role_of(by) not in OFFICE:
        raise NotAllowed(Text("办理口径由审查办公室决定", "the review office decides on its policies"))
    value, since = check(policy, value, since, why)
    with transaction.atomic():
        log.hold()
        told = {"policy": policy, "value": value, "since": since, "why": why.strip()}
        waiting = PolicyChoice.objects.filter(
            state=PolicyChoice.State.PROPOSED, proposed_by=by.person, **told
        )
        if (before := waiting.first()) is not None:
            return before
        made = PolicyChoice.objects.create(**told, proposed_by=by.person, proposed_at=now())
        _enter(made, logged.PROPOSED, told | {"since": since.isoformat()}, by)
    return made


def check(policy: str, value: int | None, since: date | None, why: str) -> tuple[int, date]:
    """The number and the day of a choice that can be put forward.

    Raises:
        BadInput: as `propose`.
    """
    faults = list(_faults(policy, value, since, why))
    if faults or value is None or since is None:
        raise BadInput(faults)
    return value, since


def effect(policy: str, value: int) -> list[Effect]:
    """The open reports whose answer would be owed on another day if the choice held for them; others have no clock."""
    if policy != "report_reply_days":
        return []
    calendar = workdays()
    waiting = Report.objects.exclude(state=Report.State.ANSWERED).order_by("due", "id")
    found = [Effect(one, due(one.received_on, value, calendar).due) for one in waiting]
    return [one for one in found if one.becomes != one.report.due]


def may_decide(choice: PolicyChoice, by: Membership) -> bool:
    """May this person put it in force or send it back?"""
    waits = choice.state == PolicyChoice.State.PROPOSED
    return waits and access.role_of(by) in COUNTERSIGNERS and by.person_id != choice.proposed_by_id


def put_in_force(number: int, *, by: Membership) -> PolicyChoice:
    """The second person puts it in force; where its day has passed meanwhile it holds from today.

    Raises:
        NotFound: it is not there. NotAllowed: by whoever put it forward, or not by this role, or decided.
    """
    with transaction.atomic():
        log.hold()
        choice = _waiting(number, PolicyChoice.State.IN_FORCE, by)
        if choice.state == PolicyChoice.State.PROPOSED:
            if choice.since < today():
                raise NotAllowed(
                    Text(
                        "起始日期已过，请退回后重新提交",
                        "its day has passed; send it back and put it forward anew",
                    )
                )
            _decide(choice, PolicyChoice.State.IN_FORCE, "", by)
            _enter(choice, logged.IN_FORCE, {}, by)
    return choice


def send_back(number: int, reason: str, *, by: Membership) -> PolicyChoice:
    """The second person sends it back with a reason.

    Raises:
        NotFound, NotAllowed: as `put_in_force`. BadInput: no reason.
    """
    if not 0 < len(reason.strip()) <= LONGEST_WORDS:
        wrong = Text("没有写退回理由，或者太长", "no reason is given, or it is too long")
        raise BadInput([Fault("form", "reason", wrong, Text("请写明理由", "say why it is sent back"))])
    with transaction.atomic():
        log.hold()
        choice = _waiting(number, PolicyChoice.State.SENT_BACK, by)
        if choice.state == PolicyChoice.State.PROPOSED:
            _decide(choice, PolicyChoice.State.SENT_BACK, reason.strip(), by)
            _enter(choice, logged.SENT_BACK, {"reason": choice.reason}, by)
    return choice


def _faults(policy: str, value: int | None, since: date | None, why: str) -> Iterator[Fault]:
    known = POLICIES.get(policy)
    if known is None:
        wrong = Text(f"没有名为 {policy[:40]} 的口径", f"there is no policy {policy[:40]!r}")
        names = ", ".join(POLICIES)
        yield Fault("form", "policy", wrong, Text(f"可选：{names}", f"choose among {names}"))
    elif value is None or not known.least <= value <= known.most:
        wrong = Text("没有写数值，或者不合适", "the number is missing or does not fit")
        right = Text(f"请写 {known.least} 至 {known.most}", f"write {known.least} to {known.most}")
        yield Fault("form", "value", wrong, right)
    if since is None or not today() <= since <= LATEST:
        wrong = Text("没有写起始日期，或者早于今天", "the day from which it holds is missing or has passed")
        yield Fault("form", "since", wrong, Text("请写今天或者以后的日期", "write today or a later day"))
    if not 0 < len(why.strip()) <= LONGEST_WORDS:
        wrong = Text("没有写理由，或者太长", "no reason is given, or it is too long")
        yield Fault("form", "why", wrong, Text("请写明为什么这样决定", "say why the office decides so"))


def _waiting(number: int, wanted: str, by: Membership) -> PolicyChoice:
    choice = PolicyChoice.objects.select_for_update().filter(pk=number).first()
    if choice is None or access.role_of(by) not in OFFICE:
        raise NotFound(Text("没有这项决定", "there is no such choice"))
    if choice.state == wanted and choice.decided_by_id == by.person_id:
        return choice
    if not may_decide(choice, by):
        raise NotAllowed(
            Text(
                "须由提交人以外的第二承办人或者负责人审核，并且只能审核一次",
                "a second officer or the head other than whoever put it forward decides, and only once",
            )
        )
    return choice


def _enter(choice: PolicyChoice, name: str, said: dict[str, Any], by: Membership) -> None:
    enter(logged.about(choice.pk), name, said, by=by, key=f"{name}-{choice.pk}")


def _decide(choice: PolicyChoice, state: PolicyChoice.State, reason: str, by: Membership) -> None:
    choice.state, choice.reason = state, reason
    choice.decided_by, choice.decided_at = by.person, now()
    choice.save()
