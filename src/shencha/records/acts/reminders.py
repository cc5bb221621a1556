"""Reminders by mail: noted once for each person and stage, then sent; the worker does both, by itself.

A reminder is a row before it is a mail. Two workers that look at once make the same rows, of which the database keeps
one; one of them takes a person's rows and sends one mail for all; a worker that stops in between leaves them to be
sent later.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from smtplib import SMTPException

from django.conf import settings
from django.db.models import F, Q, QuerySet

from shencha.records.clock import SHANGHAI, now
from shencha.records.jobs import mail
from shencha.records.jobs.reminding import Waiting, waiting
from shencha.records.models import Person, Reminder
from shencha.records.policies import choices, number_on
from shencha.records.workdays import workdays_now

LOOK = timedelta(minutes=5)
"""How often the worker looks."""
TAKEN = timedelta(minutes=10)
"""A worker that took reminders and was stopped has lost them after this."""
AGAIN = timedelta(minutes=5)
"""After a relay refused: doubled with each try, a day at most."""
AT_ONCE = 500
FIRST = "first_reminder_days"
_log = logging.getLogger("shencha.mail")
_next: list[datetime] = []


@dataclass(frozen=True, slots=True)
class Done:
    """What one look did."""

    noted: int
    """Reminders written down, one for each person and stage."""
    sent: int
    """Mails sent; one tells a person of all that waits."""
    refused: int
    """Mails that the relay did not take; they are tried again."""


def work_when_due() -> None:
    """Look every few minutes, whatever else the worker does."""
    moment = now()
    if not _next or moment >= _next[0]:
        _next[:] = [moment + LOOK]
        work_once(moment)


def work_once(moment: datetime | None = None) -> Done:
    """Note and send what is due: on working days, from the hour that the settings name; nothing without a relay."""
    moment = moment or now()
    here = moment.astimezone(SHANGHAI)
    if not settings.MAIL_WAITING or here.time() < settings.REMIND_AT:
        return Done(0, 0, 0)
    if not workdays_now().is_workday(here.date()):
        return Done(0, 0, 0)
    noted, some = 0, list[Waiting]()
    for one in waiting(here.date(), workdays_now(), remind_before(here.date())):
        some.append(one)
        if len(some) == AT_ONCE:
            noted += _noted(some, moment)
            some = []
    noted += _noted(some, moment)
    sent = [_sent(person, moment) for person in _unsent(moment)]
    return Done(noted, sent.count(True), sent.count(False))


def remind_before(on: date) -> tuple[int, ...]:
    """How many working days ahead people are reminded: the office's choice for the first time, then the settings'.

    Without a choice of the office the settings stand alone.
    """
    if not any(one.policy == FIRST and one.since <= on for one in choices()):
        return tuple(settings.REMIND_BEFORE)
    first = number_on(FIRST, on)
    return (first, *(days for days in settings.REMIND_BEFORE if days < first))


def _noted(found: Sequence[Waiting], moment: datetime) -> int:
    """Write down who is reminded of what; what was written down before is left alone."""
    kept = Reminder.objects.filter(about__in={one.about for one in found})
    known = set(kept.values_list("about", "stage", "round"))
    fresh = [
        Reminder(about=one.about, stage=one.stage, round=one.round, person=person, made_at=moment)
        for one in found
        if (one.about, one.stage, one.round) not in known
        for person in one.people()
    ]
    Reminder.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


def _waits(moment: datetime) -> QuerySet[Reminder]:
    free = Q(held_until=None) | Q(held_until__lte=moment)
    return Reminder.objects.filter(free, sent_at=None, person__is_active=True)


def _unsent(moment: datetime) -> list[Person]:
    return list(Person.objects.filter(pk__in=_waits(moment).values("person")).order_by("pk"))


def _sent(person: Person, moment: datetime) -> bool | None:
    """One mail for all that waits for this person; None where another worker has taken it."""
    waits = list(_waits(moment).filter(person=person).values_list("pk", flat=True))
    free = Q(held_until=None) | Q(held_until__lte=moment)
    taken = Reminder.objects.filter(free, pk__in=waits, sent_at=None)
    if not taken.update(held_until=moment + TAKEN, tries=F("tries") + 1):
        return None
    mine = Reminder.objects.filter(pk__in=waits, sent_at=None, held_until=moment + TAKEN)
    named = sha256(f"{settings.LOG_ORIGIN} {min(waits)} {person.key}".encode()).hexdigest()[:32]
    try:
        mail.send([person.email], f"<{named}@reminder.shencha>")
    except (SMTPException, OSError) as failure:
        _log.error("a reminder could not be sent and is tried again: %s", failure)
        tries = max(mine.values_list("tries", flat=True), default=1)
        mine.update(held_until=moment + min(AGAIN * 2 ** min(tries - 1, 20), timedelta(days=1)))
        return False
    mine.update(sent_at=now(), held_until=None)
    return True
