"""How long `shencha --help` takes beside an empty Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.row import Row, best


def run() -> list[Row]:
    """`shencha --help` against `python -c pass`: at most 8 times."""
    command = Path(sys.executable).with_name("shencha")

    def ours() -> None:
        subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL)

    def reference() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    ours_s, reference_s = best(ours, rounds=15), best(reference, rounds=15)
    ratio = ours_s / reference_s
    return [
        Row("shencha --help", "python -c pass", ours_s, reference_s, ratio, "at most 8 times", ratio <= 8)
    ]
