"""The secret address of a membership's calendar: made, replaced, ended."""

from __future__ import annotations

import secrets

from django.db import transaction

from shencha.records.acts.accounts import said_of
from shencha.records.acts.rights import changed
from shencha.records.models import CalendarFeed, Membership
from shencha.records.reads.calendars import digest_of


def open_feed(membership: Membership) -> str:
    """A new secret for the address of a membership's calendar, shown once; the old one ends."""
    secret = secrets.token_urlsafe(32)
    digest = digest_of(secret)
    with transaction.atomic():
        CalendarFeed.objects.update_or_create(membership=membership, defaults={"digest": digest})
        said = {**said_of(membership), "digest": digest}
        changed(f"person:{membership.person.key}", "feed_opened", said, by=membership)
    return secret


def close_feed(membership: Membership) -> None:
    """End the address of a membership's calendar."""
    with transaction.atomic():
        if CalendarFeed.objects.filter(membership=membership).delete()[0]:
            changed(f"person:{membership.person.key}", "feed_closed", said_of(membership), by=membership)
