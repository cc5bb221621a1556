"""Reports from outside as the log holds them: one salted digest of all that a day brought, their number not told."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from shencha.canonical import canonical
from shencha.records.clock import SHANGHAI
from shencha.records.models import Report, ReportConcern, ReportEntry, ReporterIdentity, ReportFile
from shencha.text import Text

ABOUT, CLOSED = "day", "day_closed"
"""What the entry of a day is about, with the day itself behind a colon; and its name."""


def after(report: Report) -> dict[str, str]:
    """What a step leaves of a report's columns; the desk's view of it is made from the last step's."""
    return {
        "state": report.state,
        "case": report.case.number if report.case else "",
        "obligation": report.obligation,
        "referred_to": report.referred_to,
    }


def digest(since: date | None, on: date, salt: bytes) -> str:
    """HMAC-SHA256 over every report received and every step made in these days, both included, in hexadecimal."""
    begins = datetime.combine(since or date.min, time(), SHANGHAI if since else UTC)
    ends = datetime.combine(on + timedelta(1), time(), SHANGHAI)
    told = {"reports": list(_reports(since, on)), "steps": list(_steps(begins, ends))}
    return hmac.digest(salt, canonical(told), "sha256").hex()


def _reports(since: date | None, on: date) -> Iterator[list[Any]]:
    sealed = {
        pk: sha256(bytes(raw)).hexdigest()
        for pk, raw in ReporterIdentity.objects.values_list("report_id", "sealed")
    }
    received = Report.objects.filter(received_on__lte=on, received_on__gte=since or date.min).order_by("pk")
    columns = ("pk", "number", "kind", "about", "received_on", "due", "provisional", "code_digest", "key")
    for line in received.values_list(*columns):
        yield [*(one.isoformat() if isinstance(one, date) else one for one in line), sealed.get(line[0], "")]


def _steps(begins: datetime, ends: datetime) -> Iterator[list[Any]]:
    made = ReportEntry.objects.filter(at__gte=begins, at__lt=ends)
    brought: dict[int, list[list[str]]] = {}
    files = ReportFile.objects.filter(entry__in=made).order_by("pk")
    for entry, name, file in files.values_list("entry_id", "name", "file_id"):
        brought.setdefault(entry, []).append([name, file])
    columns = ("pk", "report__number", "what", "by__key", "text", "key", "after", "at")
    for line in made.order_by("pk").values_list(*columns):
        at = line[-1].astimezone(UTC).isoformat(timespec="microseconds")
        yield [*line[:-1], at, brought.get(line[0], [])]


def unlike() -> Iterator[Text]:
    """Reports whose desk's view is not what their steps make; the day of receipt names them, never their number."""
    steps: dict[int, Any] = dict(ReportEntry.objects.order_by("pk").values_list("report_id", "after"))
    for report in Report.objects.select_related("case").order_by("pk").iterator(chunk_size=500):
        if steps.get(report.pk) != after(report):
            yield _said(report.received_on)
    concerned = ReportEntry.objects.filter(what=ReportEntry.What.CONCERNED)
    made = set(concerned.values_list("report_id", "text"))
    stands = set(ReportConcern.objects.values_list("report_id", "person__key"))
    for report_id, _ in sorted(made ^ stands):
        day = Report.objects.filter(pk=report_id).values_list("received_on", flat=True).first()
        yield _said(day)


def _said(day: date | None) -> Text:
    return Text(
        f"{day} 收到的举报：保存的内容与其办理步骤不一致",
        f"a report received on {day}: what is kept is not what its steps make",
    )
