"""Reports of an instance from before reporters left nothing: migrated, they tell neither who nor when, and codes stay good."""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests.instances import ON_BOTH, empty

from shencha.records.acts.reports import digest_of
from shencha.records.clock import SHANGHAI

BEFORE = [("records", "0028_evidence_progress"), ("sessions", "0001_initial")]
AT = datetime(2026, 11, 24, 18, 52, 59, 145953, tzinfo=UTC)
"""In Shanghai it was the 25th already."""


def _told(data: Path) -> str:
    """An instance of then, with one report by a signed-in officer; its code, as it followed from key and secret."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    of = executor.loader.project_state(BEFORE).apps.get_model
    (data / "reports.key").write_bytes(secrets.token_bytes(32))
    key = secrets.token_hex(16)
    code = base64.b32encode(
        hmac.new((data / "reports.key").read_bytes(), key.encode(), sha256).digest()
    ).decode()[:20]
    place = of("records", "Organisation").objects.create(
        key="office", kind="office", name_zh="办", name_en="O", unit=""
    )
    person = of("records", "Person").objects.create(email="officer@office.example", name="甲", password="x")
    held = of("records", "Membership").objects.create(person=person, organisation=place, role="case_officer")
    report = of("records", "Report").objects.create(
        number="J2026-0001",
        kind="review",
        about="某",
        received_on=date(2026, 11, 25),
        due=date(2026, 12, 25),
        code_digest=sha256(code.encode()).hexdigest(),
        key=key,
    )
    entry = of("records", "ReportEntry").objects.create(
        report=report, what="written", text="x", at=AT, key="e"
    )
    file = of("records", "StoredFile").objects.create(digest="0" * 64, size=1)
    of("records", "StoredFile").objects.update(kept_at=AT)
    of("records", "ReportFile").objects.create(entry=entry, file=file, name="x.txt")
    arrivals = of("records", "Arrival").objects
    for key_, place_, whose in (
        ("a", "/report/review/", held),
        ("b", "/report/party/", None),
        ("c", "/x/", held),
    ):
        arrivals.create(
            key=key_ * 8,
            place=place_,
            field="file",
            name="MYNAME.txt",
            size=1,
            stamp="s",
            begun_at=AT,
            membership=whose,
        )
    of("sessions", "Session").objects.create(
        session_key="s" * 32, session_data="report=1", expire_date=AT + timedelta(hours=8)
    )
    return code


@pytest.mark.parametrize("engine", ON_BOTH if os.environ.get("SHENCHA_HARDEN") else ON_BOTH[1:])
def test_an_older_instance_forgets_who_reported_and_when(
    engine: str, tmp_path: Path, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), empty(engine, tmp_path / "old"):
        code = _told(tmp_path / "old")
        executor = MigrationExecutor(connection)
        executor.migrate([("records", "0029_reporters_leave_nothing")])
        of = executor.loader.project_state([("records", "0029_reporters_leave_nothing")]).apps.get_model
        report = of("records", "Report").objects.get()
        assert report.code_digest != sha256(code.encode()).hexdigest()
        follows = hmac.new(
            (tmp_path / "old" / "reports.key").read_bytes(), report.key.encode(), sha256
        ).digest()
        assert base64.b32encode(follows).decode()[:20] != code
        for moment in (
            of("records", "ReportEntry").objects.get().at,
            of("records", "StoredFile").objects.get().kept_at,
        ):
            assert moment.astimezone(SHANGHAI) == datetime.combine(date(2026, 11, 25), time(), SHANGHAI)
        assert list(of("records", "Arrival").objects.values_list("place", flat=True)) == ["/x/"]
        assert not of("sessions", "Session").objects.exists()
        assert report.code_digest == digest_of(code), "the code that was given stays good"
