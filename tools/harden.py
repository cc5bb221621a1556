"""Tries for two hours what `make test` tries a part of, part by part, and prints one table.

python tools/harden.py [--seed N] [PART…]      the parts named, else all; a seed replays what was drawn at random
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
PARTS: dict[str, tuple[str, ...]] = {
    "kills": ("tests/records/test_kills.py",),
    "power-cuts": ("tests/records/test_power_cuts.py",),
    "failing-calls": ("tests/records/test_failing_calls.py",),
    "races": ("tests/records/acts/test_deciders.py", "tests/records/acts/test_retries.py"),
    "machines": ("tests/records/test_machines.py",),
    "receipts": ("tests/ledger/test_receipt.py", "tests/ledger/test_merkle.py"),
    "foreign-verifiers": ("tests/ledger/test_others_agree.py", "tests/ledger/test_rekor_agrees.py"),
    "attacks": ("tests/records/log/test_attacks.py", "tests/records/log/test_audit_finds.py"),
    "exploration": ("tests/records/log/test_random_houses.py",),
    "restore": (
        "tests/records/test_backup.py",
        "tests/records/test_continuous.py",
        "tests/records/log/test_old_copy.py",
    ),
    "hostile-files": ("tests/cli/test_hostile_files.py",),
    "secrecy": ("tests/documents/test_secrecy_corpus.py",),
    "deploy": ("tests/deploy",),
}
REPEATED = {"races": 20}
"""Parts whose tests meet by chance: so many times over."""


def main(words: list[str]) -> int:
    """Run the parts; 1 where one failed."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    asked.add_argument("parts", nargs="*")
    given = asked.parse_args(words)
    unknown = [one for one in given.parts if one not in PARTS]
    if unknown:
        print(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    print(
        f"seed {given.seed}\n\n| part | tests | failed | skipped | minutes |\n|---|---|---|---|---|",
        flush=True,
    )
    wrong, reasons = 0, list[str]()
    for part in given.parts or PARTS:
        tests, failed, skipped, why, took = _tried(part, given.seed)
        print(f"| {part} | {tests} | {failed} | {skipped} | {took / 60:.1f} |", flush=True)
        wrong += failed
        reasons += [f"{part}: {one}" for one in sorted(why)]
    print("\n".join(["", *reasons]))
    return 1 if wrong else 0


def _tried(part: str, seed: int) -> tuple[int, int, int, set[str], float]:
    """Tests, failures and skips of a part, why, and seconds."""
    tests = failed = skipped = 0
    why: set[str] = set()
    begun = time.monotonic()
    for turn in range(REPEATED.get(part, 1)):
        with TemporaryDirectory(prefix="harden-") as folder:
            sheet = Path(folder) / "results.xml"
            environment = {**os.environ, "SHENCHA_HARDEN": "1", "SHENCHA_SEED": str(seed + turn)}
            ran = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "--tb=short", f"--junitxml={sheet}", *PARTS[part]],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            found = list(ElementTree.parse(sheet).getroot().iter("testcase")) if sheet.exists() else []
        if ran.returncode not in (0, 1) or not found:
            print(ran.stdout[-4000:], ran.stderr[-4000:], sep="\n", file=sys.stderr)
            return tests, failed + 1, skipped, why | {"it did not run"}, time.monotonic() - begun
        tests += len(found)
        bad = [one for one in found if one.find("failure") is not None or one.find("error") is not None]
        passed_over = [one for one in found if one.find("skipped") is not None]
        failed, skipped = failed + len(bad), skipped + len(passed_over)
        why |= {f"{one.get('name')} failed (seed {seed + turn})" for one in bad}
        why |= {str(note.get("message")) for one in passed_over if (note := one.find("skipped")) is not None}
        if bad:  # what failed stands at the head, a walk's last steps at the foot
            shown = ran.stdout.partition("= FAILURES =")[2]
            print(shown[:6_000], "…", shown[6_000:][-6_000:], sep="\n", file=sys.stderr)
    return tests, failed, skipped, why, time.monotonic() - begun


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
