"""`rekor-verifier`, another's reading of RFC 6962, verifies our paths and proofs of consistency; in `make harden`.

It asks for an older `cryptography` than ours, so it is no dependency: its proofs, which need nothing, lie in a folder of
their own.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from types import ModuleType

import pytest
from tests.hardening import HARDEN
from tests.ledger.memory_log import log_of

from shencha.ledger import merkle
from shencha.ledger.checkpoint import parse

PACKAGE = (
    "rekor-verifier==4.0.0 --hash=sha256:7d1d3da14c10fb9293061e36b20e2c945d8ca1aa686fa508da0fd21591e7a0d9"
)
pytestmark = pytest.mark.skipif(not HARDEN, reason="rekor-verifier is fetched and asked in make harden")
LOG = log_of(40)
ROOTS = {at + 1: parse(note)[0].root.hex() for at, note in enumerate(LOG.notes)}


@pytest.fixture(scope="module")
def rekor(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    folder = tmp_path_factory.mktemp("rekor")
    (folder / "wanted.txt").write_text(PACKAGE)
    words = ("install", "-q", "--no-deps", "--target", folder, "-r", folder / "wanted.txt")
    done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("rekor-verifier could not be fetched from the package index")
    found = importlib.util.spec_from_file_location("rekor", folder / "rekor_verifier" / "merkle_proof.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_rekor_verifies_every_path_in_every_log_that_holds_the_entry(rekor):
    for size, root in ROOTS.items():
        for index in range(size):
            path = [step.hex() for step in merkle.inclusion_proof(index, size, LOG.node)]
            leaf = LOG.node(0, index).hex()
            rekor.verify_inclusion(rekor.DEFAULT_HASHER, index, size, leaf, path, root)
            if path:
                with pytest.raises((ValueError, rekor.RootMismatchError)):
                    rekor.verify_inclusion(
                        rekor.DEFAULT_HASHER, index, size, leaf, [*path[:-1], "00" * 32], root
                    )


def test_rekor_verifies_that_every_log_extends_every_earlier_one(rekor):
    for second, root in ROOTS.items():
        for first in range(1, second + 1):
            proof = [step.hex() for step in merkle.consistency_proof(first, second, LOG.node)]
            rekor.verify_consistency(rekor.DEFAULT_HASHER, first, second, proof, ROOTS[first], root)
            if proof:
                with pytest.raises((ValueError, rekor.RootMismatchError)):
                    rekor.verify_consistency(
                        rekor.DEFAULT_HASHER, first, second, ["00" * 32, *proof[1:]], ROOTS[first], root
                    )
