"""A dossier handed in on a real instance by command: sealed to its key, filed, and its receipt verifies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyotp

from shencha.server.sample.instance import TOTP_SECRET, who_files

MAKE = """
from shencha.cli.instance import migrate, start
start(migrated=False); migrate()
from shencha.records.clock import today
from shencha.server.sample import instance as sample
sample.settle(today())
"""

WHO = {key.partition(".")[2]: said for key, said in who_files("yunqi").items()}


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHENCHA_DATA": str(folder / "data"), "LANG": "C.UTF-8"}
    environment.pop("SHENCHA_DATABASE_URL", None)
    code = ["-c", *words] if len(words) == 1 else ["-c", "from shencha.cli.main import main; main()", *words]
    done = subprocess.run(
        [sys.executable, *code], capture_output=True, text=True, env=environment, check=False, cwd=folder
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_a_sealed_dossier_is_filed_by_command_once_and_its_receipt_verifies(tmp_path):
    assert run(tmp_path, MAKE).returncode == 0
    said = ("--title", "云栖出行赴纽约上市", "--party", "云栖出行科技有限公司（虚构）")
    assert run(tmp_path, "dossier", "new", "d", "--ground", "foreign_listing", *said).returncode == 0
    with (tmp_path / "d" / "dossier.yaml").open("a", encoding="utf-8") as sheet:
        sheet.write(json.dumps({"declaration": {"party": WHO}})[1:-1] + "\n")
    for material in ("declaration", "analysis_report", "listing_documents"):
        (tmp_path / "d" / "materials" / material / "材料.pdf").write_bytes(b"%PDF-1.7 " + material.encode())
    key = run(tmp_path, "dossier", "key").stdout.strip()
    assert run(tmp_path, "dossier", "build", "d", "--seal", key, "--part-size", "2KB").returncode == 0
    part = next(one.name for one in tmp_path.iterdir() if "part-2" in one.name)

    def hand_in(code: str) -> subprocess.CompletedProcess[str]:
        extra = ("--receipt", "r.tlog-proof", "--clean", "--json", "--lang", "en")
        return run(
            tmp_path, "dossier", "hand-in", part, "--as", "owner@yunqi.example", "--code", code, *extra
        )

    refused = hand_in("000000")
    assert refused.returncode == 2
    assert "the code is wrong" in refused.stderr
    done = hand_in(pyotp.TOTP(TOTP_SECRET).now())
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["case"].endswith("-0001")
    proof = run(tmp_path, "log", "verify", "r.tlog-proof", "--json")
    assert proof.returncode == 0
    record = json.loads(proof.stdout)["record"]
    named = sorted(one["name"] for one in record["papers"])
    assert named == ["提交前的核对结果.json", *["材料.pdf"] * 3]
    stranger = run(tmp_path, "dossier", "hand-in", part, "--as", "officer@office.example", "--lang", "en")
    assert stranger.returncode == 2
    assert "does not act for that party" in stranger.stderr
