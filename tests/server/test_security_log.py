"""Who came to the door is written down, without what was typed, and a reporter never is."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from shencha.records.clock import today
from shencha.server import security_log
from shencha.server.sample import instance as sample

OFFICER = "officer@office.example"


@pytest.fixture
def client(db, settings, tmp_path):
    sample.settle(today())
    settings.DATA = tmp_path
    return Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR="192.0.2.7")


def lines():
    files = sorted(security_log._folder().glob("*.jsonl"))
    return [json.loads(line) for one in files for line in one.read_text().splitlines()]


def test_signing_in_and_failing_to_leave_a_line_without_what_was_typed(client):
    for password in ("my other password", sample.PASSWORD):
        client.post("/accounts/login/", {"login": OFFICER, "password": password})
    client.post("/accounts/login/", {"login": "my password, in the wrong box", "password": "x"})
    client.get("/cases/2026-9999/")
    client.post("/accounts/logout/")
    told = lines()
    assert [(one["what"], one.get("person")) for one in told] == [
        ("sign_in_failed", OFFICER),
        ("signed_in", OFFICER),
        ("refused", OFFICER),
        ("signed_out", OFFICER),
    ]
    written = "".join(one.read_text() for one in security_log._folder().glob("*.jsonl"))
    assert not any(word in written for word in ("password,", "my other password", "2026-9999"))
    assert {one["from"] for one in told} == {"192.0.2.7"}


def test_of_a_reporter_there_is_no_line(client):
    client.post("/report/follow/", {"code": "AAAAA-BBBBB-CCCCC-DDDDD"})
    client.post("/report/party/", {"key": "k", "about": "", "text": ""})
    client.get("/report/nowhere/")
    assert not security_log._folder().exists()


def test_a_client_behind_declared_proxies_is_known_by_its_address(client, settings):
    settings.PROXIES = 1
    client.post(
        "/accounts/login/",
        {"login": OFFICER, "password": "x"},
        headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.2"},
    )
    assert lines()[0]["from"] == "198.51.100.2"


def test_files_are_their_owners_and_are_kept_for_more_than_six_months(client):
    security_log.note("signed_in", None)
    folder = security_log._folder()
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o600}
    for days in (190, 399, 401):
        Path(folder / f"{today() - timedelta(days)}.jsonl").touch()
    assert security_log.sweep(today()) == 1
