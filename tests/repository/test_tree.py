"""What may never be committed, and what every file must have."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from tests.places import ROOT

OURS = sorted((ROOT / "src" / "shencha").rglob("*.py"))


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def test_a_lock_file_holds_hashes_and_no_address():
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--index-url|--find-links|file:", text), lock.name


HOST = re.compile(
    rb"(?i)https?://[^\s/\"')>]*(?:pypi|artifactory|nexus|devpi|mirror|registry\.|npmjs)[^\s/\"')>]*"
)
"""Where packages come from is the matter of whoever installs."""
MACHINE = re.compile(rb"(?<![\w./-])/(?:work/(?:main|shared|\.)|tmp/wt|root/|home/[a-z]+/)")


def test_nothing_committed_names_a_registry_or_a_path_of_one_machine():
    found = []
    for path in tracked():
        raw = path.read_bytes()
        if path == Path(__file__) or b"\0" in raw[:1024]:
            continue
        found += [(str(path.relative_to(ROOT)), hit) for hit in (*HOST.findall(raw), *MACHINE.findall(raw))]
    assert found == []


def test_it_would_notice_a_registry_and_a_path():
    assert HOST.search(b"--index-url https://pypi.example/simple")
    assert HOST.search(b"see https://registry.example/x")
    assert MACHINE.search(b'open("/home/someone/data.csv")')
    assert not MACHINE.search(b'client.get("/work/week/")')


APART = {
    "access": "every page and operation, asked by every role",
    "bad_input": "the files, whose readers stand in many rooms",
    "cases": "what jurists say must come out, as data",
    "deploy": "what stands in `deploy/`: packages, units, scripts",
    "journeys": "a browser's ways through many pages",
    "repository": "the source and its papers themselves",
}
"""Folders of tests about the whole, not about one room, and what of it they ask."""


def test_the_tests_stand_in_the_rooms_of_the_source():
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    rooms = {folder for folder in folders if folder.parts and folder.parts[0] not in APART}
    assert [str(one) for one in sorted(rooms) if not (ROOT / "src" / "shencha" / one).is_dir()] == []
    assert [name for name in APART if not (ROOT / "tests" / name).is_dir()] == []
    alone = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert [name for name in alone if not list((ROOT / "src" / "shencha").glob(f"{name}*"))] == []


def test_nothing_committed_is_large_or_private():
    secret = re.compile(rb"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|AKIA[0-9A-Z]{16}")
    for path in tracked():
        raw = path.read_bytes()
        assert len(raw) <= 2 * 2**20, f"{path} is larger than 2 MiB"
        assert not secret.search(raw), f"{path} holds a private key"


@pytest.mark.parametrize("path", OURS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_and_its_public_names_say_what_they_do(path):
    if path.parent.name == "migrations":
        pytest.skip("generated")
    module = ast.parse(path.read_text())
    silent = [] if ast.get_docstring(module) else ["module"]
    public = [
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    silent += [node.name for node in public if not ast.get_docstring(node)]
    assert silent == []


def test_no_module_is_named_after_nothing():
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "service", "handler"}
    assert [p for p in OURS if p.stem in empty] == []


def test_nobody_catches_everything():
    pattern = re.compile(r"except\s*:|except\s+(?:Base)?Exception\b")
    assert [p for p in OURS if pattern.search(p.read_text())] == []


def test_nothing_is_evaluated():
    """No code is made from text at run time, anywhere in the product."""
    calls = [
        (path, node)
        for path in OURS
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    ]
    named = [(str(path), node.func.id) for path, node in calls if isinstance(node.func, ast.Name)]
    assert not [one for one in named if one[1] in ("eval", "exec", "compile", "__import__")]


def test_no_shell_is_started():
    """Programs of the system get lists of words."""
    words = re.compile(
        r"shell\s*=\s*True|os\.(?:system|popen)\(|subprocess\.getoutput|pickle\.loads?\(|yaml\.load\("
    )
    assert not [str(path) for path in OURS if words.search(path.read_text())]
