"""Runs every benchmark (or those named) and prints one table with the machine it ran on.

python -m benchmarks [--keep] [NAME…]   measure; with --keep the figures go into docs/benchmarks.md
python -m benchmarks --page             draw that page anew, without the figures that the code has outlived
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import benchmarks
from benchmarks import figures
from benchmarks.row import Row

SHARED = ("row", "instance", "figures", "people_recognised", "__main__")
"""Modules that measure nothing by themselves."""


def main(asked: list[str]) -> int:
    """Print the table; the exit code says whether every benchmark ran, not whether it was fast."""
    if asked == ["--page"]:
        figures.draw()
        return 0
    keep, asked = "--keep" in asked, [one for one in asked if one != "--keep"]
    names = sorted(m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in SHARED)
    unknown = [name for name in asked if name not in names]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(names)}", file=sys.stderr)
        return 2
    print(f"machine: {_machine()}\n")
    print(figures.HEAD)
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
            print(figures.line(row), row.note, flush=True)
        if keep:
            figures.keep(name, rows, machine=_machine(), day=datetime.now(UTC).date().isoformat())
    return 1 if failed else 0


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
