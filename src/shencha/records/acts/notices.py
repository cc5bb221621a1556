"""A party opens a notice: the day it was received is kept beside the day it was issued (open point O17)."""

from __future__ import annotations

from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import Membership, Notice, StoredEvent


def received(notice: Notice, *, by: Membership) -> Notice:
    """Note the day of the first opening by someone of the addressee; later openings change nothing."""
    theirs = access.notices_of(by).filter(pk=notice.pk, received_on=None)
    theirs.update(received_on=today())
    notice.refresh_from_db()
    return notice


def opened(event: StoredEvent, *, by: Membership) -> None:
    """Note the day on which someone of the addressee first opened the paper of an event."""
    for notice in access.notices_of(by).filter(event=event, received_on=None):
        received(notice, by=by)
