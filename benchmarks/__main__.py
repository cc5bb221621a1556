"""Runs every benchmark (or those named) and prints one table with the machine it ran on.

python -m benchmarks [NAME…]
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import sys
from pathlib import Path

import benchmarks
from benchmarks.row import Row

SHARED = ("row", "instance", "people_recognised", "__main__")
"""Modules that measure nothing by themselves."""


def main(asked: list[str]) -> int:
    """Print the table; the exit code says whether every benchmark ran, not whether it was fast."""
    names = sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in SHARED)
    unknown = [name for name in asked if name not in names]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(names)}", file=sys.stderr)
        return 2
    print(f"machine: {_machine()}\n")
    print("| work | against | ours | reference | ratio | wanted | met | note |")
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    for name in asked or names:
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            rows: list[Row] = module.run()
        except ImportError as error:
            print(f"{name}: {error}; run `make bench`, which installs the references", file=sys.stderr)
            failed = True
            continue
        for row in rows:
            print(_line(row), flush=True)
    return 1 if failed else 0


def _line(row: Row) -> str:
    cells = (
        row.work,
        row.against,
        _seconds(row.ours_s),
        _seconds(row.reference_s),
        f"{row.ratio:.3g}",
        row.wanted,
        "yes" if row.met else "NO",
        row.note,
    )
    return "| " + " | ".join(cells) + " |"


def _seconds(value: float) -> str:
    if value < 1e-3:
        return f"{value * 1e6:.1f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def _machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip()
            for line in info.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
