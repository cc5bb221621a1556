"""Mail that came back is told to administrators and to whoever signs in with that address: reports of non-delivery.

A relay pipes them into `shencha admin bounced` (RFC 3464); what a relay refuses at once is noted by whoever sends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from smtplib import SMTPRecipientsRefused

from django.db import transaction

from shencha.errors import BadInput, Fault
from shencha.records.clock import today
from shencha.records.models import Person, Undelivered
from shencha.text import Text

LONGEST = 2**20
"""Bytes of a report that are read."""
_STATUS = re.compile(r"5\.\d{1,3}\.\d{1,3}")


def take(report: bytes) -> list[Person]:
    """Note the people whose address a report says takes no mail for good.

    Raises:
        BadInput: it is no report of non-delivery.
    """
    message = BytesParser(policy=policy.default).parsebytes(report[:LONGEST])
    told = list(_failed(message))
    if not told and message.get_content_type() != "multipart/report":
        wrong = Text("不是退信报告", "it is no report of non-delivery")
        right = Text(
            "请把退信（multipart/report）原样输入", "pipe in the report as it came (multipart/report)"
        )
        raise BadInput([Fault("-", "message", wrong, right)])
    return [person for address, status in told for person in note(address, status)]


def refused(by_relay: SMTPRecipientsRefused) -> None:
    """Note those whom a relay refused for good, by the code of its answer."""
    for address, (code, _) in by_relay.recipients.items():
        if 500 <= code < 600:
            note(address, "")


def note(address: str, status: str) -> list[Person]:
    """Note that this address takes no mail; nobody where it is nobody's."""
    with transaction.atomic():
        found = list(Person.objects.filter(email__iexact=address, is_active=True))
        for person in found:
            Undelivered.objects.update_or_create(
                person=person, defaults={"on": today(), "status": status[:20]}
            )
    return found


def _failed(message: Message) -> Iterator[tuple[str, str]]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload():
            if not isinstance(fields, EmailMessage) or str(fields.get("Action", "")).lower() != "failed":
                continue
            _, _, address = str(fields.get("Final-Recipient", "")).partition(";")
            status = _STATUS.search(str(fields.get("Status", "")))
            if address.strip() and status:
                yield address.strip(), status[0]
