"""`shencha log verify` on a machine that has neither database nor instance."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.memory_log import KEY, log_of

from shencha.cli.main import main
from shencha.ledger import merkle
from shencha.ledger.leaves import canonical
from shencha.ledger.receipt import read

LOG = log_of(11)


@pytest.fixture
def shencha(tmp_path, monkeypatch, capsys):
    """Runs the command as a user would, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHENCHA_DATA", str(tmp_path / "data"))

    def run(*arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "argv", ["shencha", "log", "verify", *arguments, "--lang", lang])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert not (tmp_path / "data").exists(), "verifying writes nothing"
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def receipt(tmp_path) -> Path:
    path = tmp_path / "filing.tlog-proof"
    path.write_text(LOG.receipt(4, 7))
    return path


def test_a_receipt_verifies_offline_with_the_published_key(shencha, receipt):
    done = shencha(str(receipt), "--key", str(KEY.verifier), "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert (answer["verifies"], answer["index"], answer["size"], answer["key_from"]) == (True, 4, 7, "option")
    assert answer["record"]["case"] == "2026-0001"


def test_without_a_key_the_receipts_own_is_taken_and_said_not_to_be_trusted(shencha, receipt):
    assert json.loads(shencha(str(receipt), "--json").stdout)["key_from"] == "receipt"
    assert "not to be trusted" in shencha(str(receipt)).stdout
    assert "不可据以信任" in shencha(str(receipt), lang="zh").stdout


def test_without_any_key_one_is_asked_for(shencha, receipt):
    receipt.write_text(LOG.receipt(4, 7, named=False))
    done = shencha(str(receipt))
    assert (done.returncode, done.stdout) == (2, "")
    assert "--key" in done.stderr


def test_a_changed_receipt_exits_with_1_and_says_what_fails(shencha, receipt):
    receipt.write_text(LOG.receipt(4, 7).replace("index 4", "index 5"))
    done = shencha(str(receipt))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("path: ")


def test_what_is_no_receipt_exits_with_2(shencha, receipt, tmp_path):
    receipt.write_bytes(b"\xff\xfe")
    for path in (receipt, tmp_path / "absent"):
        assert shencha(str(path)).returncode == 2
    receipt.write_text("hello")
    assert shencha(str(receipt)).returncode == 2
    receipt.write_text(LOG.receipt(4, 7))
    assert shencha(str(receipt), "--key", "no+key").returncode == 2


def test_a_newer_checkpoint_must_continue_the_receipts_log(shencha, receipt, tmp_path):
    newer, proof = tmp_path / "checkpoint", tmp_path / "consistency"
    newer.write_text(LOG.notes[10])
    steps = merkle.consistency_proof(7, 11, LOG.node)
    proof.write_text("\n".join(base64.b64encode(step).decode() for step in steps))
    arguments = (str(receipt), "--checkpoint", str(newer), "--consistency", str(proof))
    assert shencha(*arguments).returncode == 0
    newer.write_text(LOG.notes[3])
    done = shencha(*arguments)
    assert (done.returncode, done.stderr[:10]) == (1, "checkpoint")
    proof.write_text("x")
    assert shencha(*arguments).returncode == 2


def test_record_and_salt_can_come_in_a_file_of_their_own(shencha, receipt, tmp_path):
    receipt.write_text(read(LOG.receipt(4, 7)).withheld().text())
    assert json.loads(shencha(str(receipt), "--json").stdout)["record"] is None
    payload = tmp_path / "payload.json"
    record, salt = LOG.records[4]
    payload.write_bytes(canonical({"record": record, "salt": base64.b64encode(salt).decode()}))
    done = shencha(str(receipt), "--payload", str(payload), "--json")
    assert json.loads(done.stdout)["record"] == record
    payload.write_bytes(canonical({"record": {}, "salt": base64.b64encode(salt).decode()}))
    done = shencha(str(receipt), "--payload", str(payload))
    assert (done.returncode, done.stderr[:4]) == (1, "leaf")
