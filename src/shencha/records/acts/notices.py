"""A party opens a notice: the day it was received is kept beside the day it was issued (open point O17)."""

from __future__ import annotations

from shencha.records import access
from shencha.records.clock import today
from shencha.records.models import Membership, Notice


def received(notice: Notice, *, by: Membership) -> Notice:
    """Note the day of the first opening by someone of the addressee; later openings change nothing."""
    theirs = access.notices_of(by).filter(pk=notice.pk, received_on=None)
    theirs.update(received_on=today())
    notice.refresh_from_db()
    return notice
