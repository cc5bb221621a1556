"""Go's own checksum-database code, which knows nothing of us, verifies our receipts."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.ledger.memory_log import KEY, log_of

from shencha.ledger import merkle

GOPATH = Path("/usr/share/gocode")
SUMDB = GOPATH / "src/golang.org/x/mod/sumdb/tlog"

pytestmark = pytest.mark.skipif(
    not (shutil.which("go") and SUMDB.is_dir()),
    reason="Go and golang-golang-x-mod-dev (Debian) are not installed: Go's verifier is not asked",
)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("go")
    program = folder / "stranger"
    settings = {"GO111MODULE": "off", "GOPATH": str(GOPATH), "GOCACHE": str(folder / "cache"), "GOFLAGS": ""}
    source = Path(__file__).parent / "stranger" / "main.go"
    subprocess.run(["go", "build", "-o", program, source], check=True, env={**os.environ, **settings})
    return program


def ask(
    stranger: Path, folder: Path, receipts: list[str], proof: list[bytes]
) -> subprocess.CompletedProcess[str]:
    names = []
    for number, text in enumerate(receipts):
        name = folder / f"{number}.tlog-proof"
        name.write_text(text)
        names.append(str(name))
    extension = folder / "consistency"
    extension.write_text("\n".join(base64.b64encode(step).decode() for step in proof))
    return subprocess.run(
        [str(stranger), str(KEY.verifier), str(extension), *names],
        capture_output=True,
        text=True,
        check=False,
    )


def test_go_verifies_every_receipt_and_the_continuation_of_the_log(stranger, tmp_path):
    log = log_of(23)
    receipts = [log.receipt(3, 9), *(log.receipt(index) for index in range(23)), log.receipt(0, 1)]
    done = ask(stranger, tmp_path, receipts, merkle.consistency_proof(9, 23, log.node))
    assert (done.returncode, done.stdout) == (0, "ok 25\n"), done.stderr


def test_go_refuses_what_we_refuse(stranger, tmp_path):
    log = log_of(23)
    proof = merkle.consistency_proof(9, 23, log.node)
    good = [log.receipt(3, 9), log.receipt(5)]
    assert ask(stranger, tmp_path, good, proof).returncode == 0
    for bad in (good[0].replace("index 3", "index 4"), good[0].replace("\n9\n", "\n10\n")):
        assert ask(stranger, tmp_path, [bad, good[1]], proof).returncode == 1
    assert ask(stranger, tmp_path, good, proof[:-1]).returncode == 1
