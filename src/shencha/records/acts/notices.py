"""A party opens a notice: the day it was received is kept beside the day it was issued (open point O17)."""

from __future__ import annotations

from django.db import transaction

from shencha.records import access, log
from shencha.records.acts.logged import enter
from shencha.records.clock import today
from shencha.records.models import Membership, Notice, StoredEvent
from shencha.records.projections import NOTICE_RECEIVED, receive


def received(notice: Notice, *, by: Membership) -> Notice:
    """Note the day of the first opening by someone of the addressee, as an entry; later ones change nothing."""
    with transaction.atomic():
        log.lock()
        found = access.notices_of(by).filter(pk=notice.pk, received_on=None).first()
        if found is not None:
            case = found.event.case
            said = {"on": today().isoformat(), "sequence": found.event.sequence}
            key = f"notice-received-{case.number}-{found.event.sequence}"
            enter(f"case:{case.number}", NOTICE_RECEIVED, said, by=by, key=key)
            receive(case)
    notice.refresh_from_db()
    return notice


def opened(event: StoredEvent, *, by: Membership) -> None:
    """Note the day on which someone of the addressee first opened the paper of an event."""
    for notice in access.notices_of(by).filter(event=event, received_on=None):
        received(notice, by=by)
