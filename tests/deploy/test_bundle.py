"""The bundle installs where there is no network, and brings the small old instance up to today. For `make harden`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from tests.places import ROOT
from tests.records.test_old_instance import opened

pytestmark = [
    pytest.mark.skipif(not os.environ.get("SHENCHA_HARDEN"), reason="takes minutes: make harden"),
    pytest.mark.skipif(shutil.which("unshare") is None, reason="unshare is not installed"),
    pytest.mark.xdist_group("bundle"),
]
ALONE = ["unshare", "--map-root-user", "--net"]
"""In a namespace without any network."""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    subprocess.run([sys.executable, ROOT / "tools/bundle.py"], cwd=ROOT, check=True)
    [archive] = (ROOT / "dist").glob("shencha-*.tar")
    folder = tmp_path_factory.mktemp("bundle")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    [made] = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("opt")
    env = os.environ | {"PYTHON": sys.executable, "SHENCHA_NO_FONTS": "1"}
    subprocess.run([*ALONE, "sh", unpacked / "install.sh", to], env=env, check=True)
    return to / ".venv/bin"


def test_it_holds_licences_a_bill_of_materials_and_a_checksum_of_each_file(unpacked: Path) -> None:
    sums = (unpacked / "SHA256SUMS").read_text().splitlines()
    assert len(sums) == sum(one.is_file() for one in unpacked.rglob("*")) - 1
    assert (unpacked / "sbom.cdx.json").stat().st_size > 10_000
    assert len(list((unpacked / "licences").iterdir())) > 40


def test_a_changed_file_is_not_installed(unpacked: Path, tmp_path: Path) -> None:
    copied = shutil.copytree(unpacked, tmp_path / "copy")
    (copied / "LICENSE").write_text("changed")
    done = subprocess.run(
        [*ALONE, "sh", copied / "install.sh", tmp_path / "to"], capture_output=True, check=False
    )
    assert done.returncode != 0
    assert not (tmp_path / "to").exists()


def test_it_answers_without_a_network(installed: Path) -> None:
    asked = ["screen", ROOT / "examples/facts/platform_1000001.yaml", "--on", "2026-03-02", "--lang", "zh"]
    done = subprocess.run([*ALONE, installed / "shencha", *asked], capture_output=True, text=True, check=True)
    assert "须申报" in done.stdout or "必须申报" in done.stdout


def test_it_brings_an_old_instance_up_to_today(installed: Path, tmp_path: Path) -> None:
    data = opened(tmp_path)
    env = os.environ | {"SHENCHA_DATA": str(data), "SHENCHA_PLAIN_HTTP": "1"}
    env.pop("PYTHONPATH", None)
    up = "from shencha.cli.instance import migrate, start; start(migrated=False); migrate()"
    subprocess.run([*ALONE, installed / "python", "-c", up], env=env, check=True)
    done = subprocess.run(
        [*ALONE, installed / "shencha", "log", "audit", "--lang", "en"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_demo_starts_from_it(installed: Path, tmp_path: Path) -> None:
    call = [installed / "shencha", "demo", "--no-serve", "--data", tmp_path / "demo"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([*ALONE, *call], env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "/demo/" in done.stdout) == (0, True), done.stderr
