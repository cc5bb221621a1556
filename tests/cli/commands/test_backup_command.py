"""`shencha backup` and `shencha restore`, as an operator runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from tests.instances import instance


@pytest.fixture
def run(tmp_path):
    def ran(data, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from shencha.cli.main import main; main()", *words]
        return subprocess.run(
            command,
            env={**os.environ, "SHENCHA_DATA": str(data), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )

    return ran


def test_from_one_machine_to_another_and_on_by_two_people(tmp_path, run, django_db_blocker):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "old") as old:
        made = run(old.data, "backup", str(tmp_path / "b"), "--keys", str(tmp_path / "k"), "--json")
        lives = run(old.data, "restore", "--new-epoch", "--by", "auditor@audit.example", "--reason", "演练")
    assert made.returncode == 0, made.stderr
    assert lives.returncode != 0, "where the log is signed nobody is taken at their word"
    assert "authenticator app" in lives.stderr
    assert json.loads(made.stdout)["engine"] == "sqlite"
    new = tmp_path / "new"
    back = run(new, "restore", str(tmp_path / "b"), "--keys", str(tmp_path / "k"), "--lang", "zh")
    assert back.returncode == 0, back.stderr
    assert "不签署" in back.stdout
    again = run(new, "restore", str(tmp_path / "b"))
    assert again.returncode == 2
    assert "already" in again.stderr
    who = ["system@operation.example", "auditor@audit.example"]
    first = run(new, "restore", "--new-epoch", "--by", who[0], "--reason", "演练", "--json")
    assert json.loads(first.stdout)["opened"] is False, first.stderr
    alone = run(new, "restore", "--new-epoch", "--by", who[0], "--reason", "演练", "--json")
    assert json.loads(alone.stdout)["opened"] is False
    second = run(new, "restore", "--new-epoch", "--by", who[1], "--json")
    assert json.loads(second.stdout)["opened"] is True, second.stderr
    assert run(new, "log", "audit").returncode == 0


def test_a_checkpoint_that_an_editor_saved_is_refused_with_the_reason(tmp_path, run, django_db_blocker):
    kept = tmp_path / "checkpoint.txt"
    kept.write_bytes(b"\xef\xbb\xbfreview.example/log\n0\n")
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "old") as old:
        done = run(old.data, "restore", "--checkpoint", str(kept), "--lang", "en")
    assert done.returncode == 2
    assert "byte order mark" in done.stderr


@pytest.mark.parametrize(
    "words", [["restore"], ["restore", "--new-epoch"], ["restore", "--checkpoint", "no.txt"]]
)
def test_what_is_not_said_is_named(tmp_path, run, words, django_db_blocker):
    with django_db_blocker.unblock(), instance("sqlite", tmp_path / "old") as old:
        done = run(old.data, *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
