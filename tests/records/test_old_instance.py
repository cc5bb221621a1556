"""An instance made by an older program: migrated to today's tables it is whole, its receipts hold, work goes on."""

from __future__ import annotations

import base64
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.instances import working_on

from shencha.canonical import digest_of
from shencha.cli.instance import migrate
from shencha.ledger.checkpoint import VerifierKey
from shencha.ledger.receipt import check, read
from shencha.procedure.acts import MaterialsAccepted
from shencha.records import log
from shencha.records.acts.record import record
from shencha.records.acts.registers import facts_before
from shencha.records.log.auditing import audit_everything
from shencha.records.models import CaseFile, Draft, Membership
from shencha.records.reads.filings import carried

OLD = Path(__file__).parent / "old_instance"
RECEIPTS = sorted(OLD.glob("*.tlog-proof"))


def opened(data: Path) -> Path:
    """The old instance as it lay, its tables of then."""
    with zipfile.ZipFile(OLD / "instance.zip") as archive:
        archive.extractall(data)
    with sqlite3.connect(data / "shencha.sqlite3") as database:
        database.executescript((data / "shencha.sql").read_text())
    database.close()
    return data


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """The old instance with today's tables, brought up once."""
    home = tmp_path_factory.mktemp("old")
    with django_db_blocker.unblock(), working_on(opened(home), ""):
        migrate()
    return home


@pytest.fixture
def old(migrated: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    with (
        django_db_blocker.unblock(),
        working_on(Path(shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)), ""),
    ):
        yield tmp_path


def test_it_is_whole(old: Path) -> None:
    found = audit_everything()
    assert [fault.en for fault in found.faults] == []
    assert (found.cases, found.entries >= 129) == (17, True)


@pytest.mark.parametrize("path", RECEIPTS, ids=lambda path: path.stem)
def test_its_receipts_hold(path: Path, old: Path) -> None:
    """Against the key published then, and the log of today continues what they prove."""
    key = VerifierKey.parse((OLD / "key").read_text().strip())
    receipt = read(path.read_text())
    size, _ = log.head()
    proof = [base64.b64decode(step) for step in log.consistency(check(receipt, key).size, size)]
    assert check(receipt, key, log.checkpoint(), proof).size <= size
    kept = log.entry_at(receipt.index)
    assert kept is not None
    assert receipt.payload is not None
    assert log.record_of_entry(kept) == receipt.payload.record


def test_work_goes_on(old: Path) -> None:
    case = CaseFile.objects.get(number="2026-0001")
    clerk = Membership.objects.select_related("person", "organisation").get(role="office_clerk")
    event = MaterialsAccepted(date(2026, 11, 30))
    made = record(case.number, event, by=clerk, key="goes-on", at=datetime(2026, 11, 30, 14, tzinfo=UTC))
    assert made.sequence == 2
    assert [fault.en for fault in audit_everything().faults] == []


def test_what_was_filed_then_is_carried_into_the_log_and_says_so(old: Path) -> None:
    case = CaseFile.objects.get(number="2026-0017")
    found = carried(case)
    assert found is not None
    assert (found.by, found.role) == (None, log.PROGRAM)
    assert found.said["party"] == "haina"
    assert found.said["answers"]["actor"]["users_with_personal_information"] == 1_200_000
    assert found.said["answers_digest"] == digest_of(found.said["answers"])
    assert "nothing proves" in found.said["note"]["en"]
    Draft.objects.all().update(facts={})
    assert facts_before(case)["listing"]["venue"] == "GB"
    officer = Membership.objects.select_related("person", "organisation").get(role="case_officer")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(officer.person)
    page = client.get(f"/cases/{case.number}/filing/").content.decode()
    assert "1,200,000" in page
    assert "不能证明与签署时一致" in page


def test_there_is_something_to_lose() -> None:
    assert len(RECEIPTS) == 5
