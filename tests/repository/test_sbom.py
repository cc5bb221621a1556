"""The bill of materials of the product names what the lock file holds, and our own reader reads it."""

import importlib.util
import json
import re
import subprocess
import sys

from tests.places import ROOT

from shencha.evidence.supply.boms import read_boms


def _tool():
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "tools" / "sbom.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_bill_names_every_library_of_the_lock_with_its_hash(tmp_path):
    file = tmp_path / "sbom.cdx.json"
    subprocess.run([sys.executable, ROOT / "tools" / "sbom.py", file], check=True, timeout=60)
    told = json.loads(file.read_text())
    lock = (ROOT / "requirements.lock").read_text()
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert len(told["components"]) == len(re.findall(r"^[a-z0-9][^ ]*==", lock, re.MULTILINE))
    assert all(one["hashes"] for one in told["components"])
    named = {(one["name"], one["version"]) for one in told["components"]}
    assert named == {(name, version) for name, version, _ in _tool().locked(lock)}
    assert {name for name, _ in named} <= set(read_boms([str(file)]).names)
