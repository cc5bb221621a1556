"""The container image is made without a registry, and serves. For `make harden`, where the tools are present."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from tests.hardening import HARDEN
from tests.places import ROOT

pytestmark = [
    pytest.mark.skipif(not HARDEN, reason="takes minutes: make harden"),
    pytest.mark.skipif(
        not (shutil.which("mmdebstrap") and shutil.which("buildah")),
        reason="mmdebstrap or buildah is not installed",
    ),
    pytest.mark.xdist_group("bundle"),
]
BUILDAH = ["buildah", "--storage-driver", "vfs"]


@pytest.fixture(scope="module")
def container() -> Iterator[str]:
    subprocess.run([sys.executable, ROOT / "tools/image.py"], cwd=ROOT, check=True)
    [archive] = (ROOT / "dist").glob("shencha-*-image.tar")
    made = subprocess.run(
        [*BUILDAH, "from", f"oci-archive:{archive}"], capture_output=True, text=True, check=True
    ).stdout.strip()
    yield made
    subprocess.run([*BUILDAH, "rm", made], check=True)


def ran(container: str, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*BUILDAH, "run", "--isolation", "chroot", "--user", "shencha", container, "--", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_holds_the_program_which_serves_as_a_user_of_its_own(container: str) -> None:
    assert ran(container, "/opt/shencha/.venv/bin/shencha", "--version").stdout.startswith("shencha ")
    serving = (
        "/opt/shencha/.venv/bin/shencha serve --host 127.0.0.1 --port 8099 --workers 1 --plain-http & "
        "for n in $(seq 60); do sleep 1; /opt/shencha/.venv/bin/python -c "
        "\"import urllib.request as u; print(u.urlopen('http://127.0.0.1:8099/healthz').status)\" 2>/dev/null "
        "&& break; done; kill %1; id -un"
    )
    done = ran(container, "/bin/bash", "-c", serving)
    assert done.stdout.split()[-2:] == ["200", "shencha"], done.stderr
