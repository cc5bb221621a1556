"""`shencha log` on a real instance: the whole log holds, and each change behind its back is found."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.instances import working_on

from shencha.records.log.auditing import audit_everything

MAKE = """
from shencha.cli.instance import migrate, start
start(migrated=False); migrate()
from shencha.records.clock import today
from shencha.server.sample import instance as sample
sample.settle(today()); sample.tell(today())
from shencha.server.sample import supervision as sample_supervision
sample_supervision.supervise(sample.Story(today(), told=900))
"""
ACT = """
from shencha.cli.instance import start
start()
from shencha.records.acts.concern import raise_concern
from shencha.records.models import Membership
by = Membership.objects.select_related("person", "organisation").get(person__email="liaison@ndrc.example")
raise_concern(by=by, subject="products_services", title="x", key="once more")
"""


def run(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHENCHA_DATA": str(data), "LANG": "C.UTF-8"}
    environment.pop("SHENCHA_DATABASE_URL", None)
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, cwd=data.parent
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("instance") / "data"
    done = run(data, sys.executable, "-c", MAKE)
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "data"))


def log(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = run(data, sys.executable, "-c", "from shencha.cli.main import main; main()", "log", *arguments)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def change(data: Path, statement: str) -> None:
    with closing(sqlite3.connect(data / "shencha.sqlite3")) as database:
        assert database.execute(statement).rowcount > 0
        database.commit()


def faults(data: Path) -> list[str]:
    done = log(data, "audit", "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode == 0) == answer["holds"] == (not answer["faults"])
    return [fault["en"] for fault in answer["faults"]]


def test_the_log_of_an_instance_holds(data):
    assert faults(data) == []
    said = log(data, "audit", "--lang", "zh")
    assert said.stdout.startswith("日志完整")


def test_a_receipt_of_an_instance_verifies_elsewhere(data, tmp_path):
    case = (
        sqlite3.connect(data / "shencha.sqlite3").execute("select number from records_casefile").fetchone()[0]
    )
    receipt = tmp_path / "filing.tlog-proof"
    receipt.write_text(log(data, "receipt", case).stdout)
    key = log(data, "key").stdout.strip()
    elsewhere = tmp_path / "elsewhere"
    done = log(elsewhere, "verify", str(receipt), "--key", key, "--json")
    assert json.loads(done.stdout)["record"]["case"] == case
    assert json.loads(log(data, "verify", str(receipt), "--json").stdout)["key_from"] == "instance"
    assert log(data, "receipt", case, "999").returncode == 2


def test_an_instance_that_was_never_started_is_said_not_to_be_there(tmp_path):
    done = log(tmp_path / "none", "audit")
    assert (done.returncode, done.stdout) == (2, "")


def test_a_changed_event_is_found(data):
    change(data, "update records_storedevent set role = 'office_head' where id = 5")
    assert any("the record is not what the log holds" in fault for fault in faults(data))


def test_a_changed_view_is_found(data):
    change(data, "update records_casefile set state = 'concluded' where id = 1")
    assert (
        faults(data) == ["case 2026-0001: its views are not what its events make"] or len(faults(data)) == 1
    )


def test_a_removed_todo_is_found(data):
    change(data, "delete from records_todo where id = (select min(id) from records_todo)")
    assert any("its views" in fault for fault in faults(data))


@pytest.mark.parametrize(
    ("change_made", "named"),
    [
        ("update records_sanctiondraft set fine = 1 where id = 1", "sanction:1: what is kept"),
        ("update records_sanctiondraft set proposed = '警告' where id = 2", "sanction:2: what is kept"),
        ("update records_sanctiondraft set decided_by_id = drafted_by_id where id = 1", "sanction:1"),
        ("update records_sanctiondraft set state = 'countersigned' where id = 2", "sanction:2"),
        ("delete from records_sanctiondraft where id = 2", "sanction:2"),
        ("update records_reportedchange set said = '没有变化'", "case:"),
        ("update records_reportedchange set outcome = 'need_not_file'", "case:"),
        ("delete from records_reportedchange", "case:"),
        (
            "update records_loggedact set role = 'office_head' where name = 'rights_notified'",
            "it was changed",
        ),
        ("update records_loggedact set said = '{}' where name = 'change_reported'", None),
        ("delete from records_loggedact where name = 'rights_notified'", "an entry is missing"),
    ],
)
def test_a_sanction_or_reported_change_that_was_changed_later_is_found(
    data: Path, change_made: str, named: str | None, django_db_blocker: Any
) -> None:
    change(data, change_made)
    with (
        django_db_blocker.unblock(),
        working_on(data, ""),
    ):  # the command's own audit, without starting it anew
        found = [fault.en for fault in audit_everything().faults]
    # where what was said cannot even be read any more, the audit still ends, and says so
    assert any((named or "it was changed") in fault for fault in found), found


def test_a_receipt_of_a_sanctions_step_verifies_elsewhere(data: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(data / "shencha.sqlite3")
    index = database.execute(
        "select log_index from records_loggedact where name = 'rights_notified'"
    ).fetchone()[0]
    receipt = tmp_path / "step.tlog-proof"
    receipt.write_text(log(data, "receipt", "--entry", str(index)).stdout)
    key = log(data, "key").stdout.strip()
    done = log(tmp_path / "elsewhere", "verify", str(receipt), "--key", key, "--lang", "zh")
    assert done.returncode == 0
    assert "sanction:1" in done.stdout
    assert "告知拟作出的处罚和权利" in done.stdout
    assert log(data, "receipt", "--entry", "99999").returncode == 2
    assert log(data, "receipt").returncode == 2
    assert log(data, "receipt", "2026-0001", "--entry", "1").returncode == 2


def test_another_signature_is_found(data):
    change(
        data,
        "update records_storedevent set note = (select note from records_storedevent where log_index = 3) "
        "where log_index = 7",
    )
    assert any("size or root of its checkpoint" in fault for fault in faults(data))


def test_a_restored_old_copy_is_found_and_signs_nothing_more(data):
    database = data / "shencha.sqlite3"
    older = database.read_bytes()
    assert run(data, sys.executable, "-c", ACT).returncode == 0
    assert faults(data) == []
    database.write_bytes(older)
    assert any("an old copy" in fault for fault in faults(data))
    refused = run(data, sys.executable, "-c", ACT)
    assert refused.returncode != 0
    assert "OldCopy" in refused.stderr
