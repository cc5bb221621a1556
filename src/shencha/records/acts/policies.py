"""A policy chosen: put forward by one person of the office, put in force by another, each step in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.law.calendar.periods import due
from shencha.law.measures.policies import POLICIES, Value, as_if, span_of
from shencha.procedure.case import Case
from shencha.procedure.roles import OFFICE
from shencha.records import access, log
from shencha.records import policies as logged
from shencha.records.acts.logged import enter
from shencha.records.acts.put_forward import decide, reason_in, waiting
from shencha.records.acts.record import fold, folded
from shencha.records.acts.reminders import remind_before
from shencha.records.clock import now, today
from shencha.records.models import CaseFile, CasePaper, Membership, PolicyChoice, Report
from shencha.records.projections import owe_anew
from shencha.records.reads.statements import AGE, aged
from shencha.records.workdays import workdays, workdays_now
from shencha.studies.changed_policy import PolicyEffect, policy_effect, reminders_effect
from shencha.text import Text

LONGEST_WORDS = 2_000
LATEST = date(2050, 12, 31)


@dataclass(frozen=True, slots=True)
class MovedReport:
    """An open report, and by when an answer would be owed if the choice held for it."""

    report: Report
    becomes: date


@dataclass(frozen=True, slots=True)
class Effect:
    """What a choice would change if it held for what is open; nothing of it does happen."""

    reports: tuple[MovedReport, ...]
    cases: PolicyEffect | None
    """None where the policy holds for no case."""


def propose(policy: str, value: str, since: date | None, why: str, *, by: Membership) -> PolicyChoice:
    """Lay a choice before a second person; nothing changes yet.

    Args:
        value: as it is written: a number, the id of an option, a span of days.
        since: today or later: what began before keeps the policy of its day; of an outage its first day.
    Raises:
        NotAllowed: not by this role. BadInput: the policy, its value, its day or the reason.
    """
    if access.role_of(by) not in OFFICE:
        raise NotAllowed(Text("办理口径由审查办公室决定", "the review office decides on its policies"))
    chosen, day = check(policy, value, since, why)
    with transaction.atomic():
        log.hold()
        told = {"policy": policy, "value": str(chosen), "since": day, "why": why.strip()}
        waiting = PolicyChoice.objects.filter(
            state=PolicyChoice.State.PROPOSED, proposed_by=by.person, **told
        )
        if (before := waiting.first()) is not None:
            return before
        made = PolicyChoice.objects.create(**told, proposed_by=by.person, proposed_at=now())
        _enter(made, logged.PROPOSED, told | {"value": chosen, "since": day.isoformat()}, by)
    return made


def check(policy: str, value: str, since: date | None, why: str) -> tuple[Value, date]:
    """The value and the day of a choice that can be put forward.

    Raises:
        BadInput: as `propose`.
    """
    known = POLICIES.get(policy)
    chosen = known.fits(value.strip()) if known else None
    span = span_of(str(chosen)) if known and known.unit == "span" else None
    since = span[0] if span else since
    faults = list(_faults(policy, chosen, since, why))
    if faults or chosen is None or since is None:
        raise BadInput(faults)
    return chosen, since


def effect(policy: str, value: Value, *, by: Membership) -> Effect:
    """The open reports and cases, as far as this membership may know of them, that would stand otherwise."""
    known = POLICIES[policy]
    if known.holds_for == "report":
        return Effect(tuple(_reports(int(value))), None)
    chosen, begun, on = logged.choices(), access.cases_of(by).filter(sequence__gt=0), today()
    if known.holds_for == "day":
        before = max(remind_before(on))
        return Effect((), reminders_effect(before, int(value), folded(begun, chosen), on, workdays()))
    pairs = zip(folded(begun, chosen), folded(begun, as_if(chosen, policy, value)), strict=True)
    marks = _aged(by, on) if policy == AGE else _nothing
    return Effect((), policy_effect(policy, value, pairs, on, workdays(), marks))


def _nothing(case: Case) -> Iterable[Text]:
    return ()


def _aged(by: Membership, on: date) -> Callable[[Case], Iterable[Text]]:
    """What of a case's evidence, as far as this membership reads it, is marked for its age on a day."""

    @cache
    def papers(number: str) -> list[CasePaper]:
        return access.papers_of(by, access.case_for(by, number))

    return lambda case: aged(papers(case.number), case, on)


def _reports(days: int) -> Iterator[MovedReport]:
    calendar = workdays()
    for one in Report.objects.exclude(state=Report.State.ANSWERED).order_by("due", "id"):
        if (becomes := due(one.received_on, days, calendar).due) != one.due:
            yield MovedReport(one, becomes)


def put_in_force(number: int, *, by: Membership) -> PolicyChoice:
    """The second person puts it in force, no later than on the day from which it holds.

    Raises:
        NotFound: it is not there. NotAllowed: by whoever put it forward, or not by this role, or decided.
    """
    with transaction.atomic():
        log.hold()
        choice = waiting(PolicyChoice.objects.all(), number, PolicyChoice.State.IN_FORCE, by, _MISSING)
        if choice.state == PolicyChoice.State.PROPOSED:
            if choice.since < today() and POLICIES[choice.policy].unit != "span":
                raise NotAllowed(
                    Text(
                        "起始日期已过，请退回后重新提交",
                        "its day has passed; send it back and put it forward anew",
                    )
                )
            decide(choice, PolicyChoice.State.IN_FORCE, by)
            _enter(choice, logged.IN_FORCE, {}, by)
            _owed_anew(choice)
    return choice


def _owed_anew(choice: PolicyChoice) -> None:
    """Make anew what is owed in the cases that the choice reaches: those begun on its day, or within an outage."""
    if POLICIES[choice.policy].holds_for != "case":
        return
    reached = CaseFile.objects.filter(last_on__gte=choice.since, sequence__gt=0).order_by("pk")
    owe_anew(
        (
            (file, fold(file, sorted(file.events.all(), key=lambda event: event.sequence)))
            for file in reached.prefetch_related("events")
        ),
        workdays_now(),
    )


def send_back(number: int, reason: str, *, by: Membership) -> PolicyChoice:
    """The second person sends it back with a reason.

    Raises:
        NotFound, NotAllowed: as `put_in_force`. BadInput: no reason.
    """
    why = reason_in(reason)
    with transaction.atomic():
        log.hold()
        choice = waiting(PolicyChoice.objects.all(), number, PolicyChoice.State.SENT_BACK, by, _MISSING)
        if choice.state == PolicyChoice.State.PROPOSED:
            decide(choice, PolicyChoice.State.SENT_BACK, by, why)
            _enter(choice, logged.SENT_BACK, {"reason": choice.reason}, by)
    return choice


def _faults(policy: str, value: Value | None, since: date | None, why: str) -> Iterator[Fault]:
    known = POLICIES.get(policy)
    past = known is not None and known.unit == "span"
    if known is None:
        wrong = Text(f"没有名为 {policy[:40]} 的口径", f"there is no policy {policy[:40]!r}")
        names = ", ".join(POLICIES)
        yield Fault("form", "policy", wrong, Text(f"可选：{names}", f"choose among {names}"))
    elif value is None:
        wrong = Text("没有写所选的值，或者不合适", "the value is missing or does not fit")
        yield Fault("form", "value", wrong, known.right)
    if since is None or since > LATEST or (since < today() and not past):
        wrong = Text("没有写起始日期，或者早于今天", "the day from which it holds is missing or has passed")
        yield Fault("form", "since", wrong, Text("请写今天或者以后的日期", "write today or a later day"))
    if not 0 < len(why.strip()) <= LONGEST_WORDS:
        wrong = Text("没有写理由，或者太长", "no reason is given, or it is too long")
        yield Fault("form", "why", wrong, Text("请写明为什么这样决定", "say why the office decides so"))


_MISSING = Text("没有这项决定", "there is no such choice")


def _enter(choice: PolicyChoice, name: str, said: dict[str, Any], by: Membership) -> None:
    enter(logged.about(choice.pk), name, said, by=by, key=f"{name}-{choice.pk}")
