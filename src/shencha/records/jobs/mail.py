"""E-mail that says that something is waiting, and never what: no case, no party, no act.

Sent after the commit and beside the request, so that a slow or broken relay holds nobody up and undoes nothing;
the desk is what counts. Without a relay (SHENCHA_SMTP) nothing is sent.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet

from shencha.procedure.acts import ACTS, DECISIONS, NOTICES, Event
from shencha.procedure.case import Case
from shencha.procedure.roles import COUNTERSIGNERS, OFFICE, PARTY_SIDE, Role
from shencha.procedure.todos import todos
from shencha.records.access.cases import withheld
from shencha.records.jobs import bounced
from shencha.records.models import CaseFile, Membership, Person
from shencha.records.reads.absences import at_work
from shencha.records.workdays import workdays
from shencha.text import Text

SUBJECT = Text("网络安全审查：有事项等待您处理", "Cybersecurity review: something is waiting for you")
BODY = Text(
    "您好：\n\n网络安全审查系统中有事项等待您处理。为保密起见，邮件不写明是什么事项，请登录后查看。",
    "Something is waiting for you in the cybersecurity review system. For confidentiality this message does not say "
    "what it is; please sign in to see.",
)
OWN_ACCOUNT = Text("网络安全审查：您的账户", "Cybersecurity review: your account")
AUTOMATIC = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
SENDER = ThreadPoolExecutor(1, "mail")
"""One connection at a time, in the order of the acts."""
_log = logging.getLogger("shencha.mail")


def announce(case: CaseFile, so_far: Case, after: Case, event: Event, *, by: Person) -> None:
    """Once the transaction is committed, tell whoever now has something to do that there is something."""
    if not settings.MAIL_WAITING:
        return
    waiting = _waiting(case, so_far, after, event)
    if waiting is None:
        return
    _tell(waiting.exclude(withheld(case)), by, after.recused)


def tell(whose: Q, *, by: Person | None = None) -> None:
    """Once the transaction is committed, tell these memberships that something waits; for what is no case."""
    if settings.MAIL_WAITING:
        _tell(Membership.objects.filter(whose, active=True), by, ())


def _tell(waiting: QuerySet[Membership], by: Person | None, but: Iterable[str]) -> None:
    waits = Person.objects.filter(pk__in=at_work(waiting).values("person_id"), is_active=True).exclude(
        key__in=but
    )
    people = waits.exclude(pk=by.pk) if by else waits
    addresses = sorted(set(people.values_list("email", flat=True)))
    if addresses:
        transaction.on_commit(lambda: SENDER.submit(_send, addresses))


def _waiting(case: CaseFile, so_far: Case, after: Case, event: Event) -> QuerySet[Membership] | None:
    """The memberships for which the event made something to do or to read."""
    chosen: Q | None = None
    for one in _fresh(case, so_far, after, event):
        chosen = one if chosen is None else chosen | one
    return None if chosen is None else Membership.objects.filter(chosen, active=True)


def _fresh(case: CaseFile, so_far: Case, after: Case, event: Event) -> Iterator[Q]:
    calendar, on = workdays(), event.on
    before = {(todo.who, todo.act) for todo in todos(so_far, on, calendar)} if so_far.opened else set()
    for todo in todos(after, on, calendar):
        if (todo.who, todo.act) not in before:
            yield whose(case, todo.who, todo.act)
    if event.name in NOTICES:
        yield of_party(case)
    if len(after.drafts) > len(so_far.drafts):
        yield holding(COUNTERSIGNERS)


def whose(case: CaseFile, who: str, act: str) -> Q:
    """The memberships that may do what `who` owes in a case."""
    if who == "party":
        return of_party(case)
    if who == "office":
        handle = {Role.CASE_OFFICER} if act in DECISIONS else ACTS[act].by - COUNTERSIGNERS
        able = holding(frozenset(handle) & OFFICE)
        theirs = [pk for pk in (case.officer_id, case.deputy_id) if pk]
        return able & Q(person__in=theirs) if theirs and Role.CASE_OFFICER in handle else able
    if who == "commission":
        return holding(frozenset({Role.COMMISSION_SECRETARY}))
    return Q(organisation__unit=who) & holding(ACTS[act].by)


def of_party(case: CaseFile) -> Q:
    """Those who act for the case's party, its counsel among them."""
    theirs = Q(organisation=case.party_id) | Q(organisation__mandates__party=case.party_id)
    return theirs & holding(PARTY_SIDE) if case.party_id else Q(pk__in=[])


def holding(roles: frozenset[Role]) -> Q:
    """Those who hold one of these roles."""
    return Q(role__in=[role.value for role in roles])


def send(addresses: Iterable[str], message_id: str = "") -> None:
    """Tell each of them, by a mail of their own, that something is waiting.

    Args:
        message_id: the same mail sent again bears the same one, so that a mailbox shows it once.
    Raises:
        SMTPException, OSError: the relay refused or did not answer.
    """
    body = f"{BODY.zh}\n\n{BODY.en}\n"
    if settings.SITE:
        body += f"\n{settings.SITE}/desk/\n"
    named = {"Message-ID": message_id} if message_id else {}
    with get_connection() as connection:
        for address in addresses:
            one = EmailMessage(
                f"{SUBJECT.zh} / {SUBJECT.en}",
                body,
                to=[address],
                connection=connection,
                headers={**AUTOMATIC, **named},
            )
            try:
                one.send()
            except SMTPRecipientsRefused as refused:
                bounced.refused(refused)
                raise


def write(address: str, said: Text, path: str = "") -> None:
    """Once the transaction is committed, write to one person about their own account."""
    body = "\n\n".join([said.zh, said.en, *([settings.SITE + path] if path else [])]) + "\n"
    subject = f"{OWN_ACCOUNT.zh} / {OWN_ACCOUNT.en}"
    transaction.on_commit(lambda: SENDER.submit(_write, address, subject, body))


def _write(address: str, subject: str, body: str) -> None:
    try:
        EmailMessage(subject, body, to=[address], headers=AUTOMATIC).send()
    except SMTPRecipientsRefused as refused:
        bounced.refused(refused)
    except (SMTPException, OSError) as failure:
        _log.error("the mail relay refused or did not answer: %s", failure)


def _send(addresses: list[str]) -> None:
    try:
        send(addresses)
    except (SMTPException, OSError) as failure:
        _log.error("the mail relay refused or did not answer: %s", failure)
