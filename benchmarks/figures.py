"""Figures that were kept, each with machine, day and the digest of what it measured; drawn as `docs/benchmarks.md`.

A figure speaks of the code it was taken on. Once one of the measured modules changes, the page no longer shows it
but lists the benchmark as to be run again; `tests/repository/test_benchmarks.py` holds the page to that.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.row import Row

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "benchmarks" / "figures.json"
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = "| work | against | ours | reference | ratio | wanted | met |\n|---|---|---|---|---|---|---|"


def measured(name: str) -> tuple[Path, ...]:
    """The files that a benchmark speaks of: its own, and each module of shencha that it imports by name."""
    own = ROOT / "benchmarks" / f"{name}.py"
    found = {own}
    for node in ast.walk(ast.parse(own.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("shencha"):
            for each in (f"{node.module}.{one.name}" for one in node.names):
                found |= set(_files(each)) or set(_files(str(node.module)))
    return tuple(sorted(found))


def digest(name: str) -> str:
    """SHA-256 over the measured files, as hexadecimal digits."""
    whole = hashlib.sha256()
    for file in measured(name):
        whole.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return whole.hexdigest()


def keep(name: str, rows: Iterable[Row], *, machine: str, day: str) -> None:
    """Put a benchmark's figures in place of its earlier ones, and draw the page anew."""
    kept = _kept()
    kept[name] = {
        "machine": machine,
        "day": day,
        "digest": digest(name),
        "rows": [asdict(row) for row in rows],
    }
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    draw()


def draw() -> None:
    """Write `docs/benchmarks.md` from the kept figures and today's code."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page as it should stand: no figure on it is older than the code that it describes."""
    kept, lines, older = _kept(), [], []
    for name in sorted(kept):
        one = kept[name]
        if one["digest"] != digest(name):
            older.append(f"`{name}` ({one['day']})")
            continue
        rows = [Row(**row) for row in one["rows"]]
        lines += ["", f"## {name}", "", f"{one['day']}, {one['machine']}.", "", HEAD, *map(line, rows)]
        lines += [f"\n{row.work}, against {row.against}: {row.note}." for row in rows if row.note]
    again = [
        "",
        "## To be run again",
        "",
        "The code has changed since these were measured, so their figures are not shown: "
        + ", ".join(older)
        + ".",
    ]
    return "\n".join([_INTRODUCTION, *lines, *(again if older else ()), ""])


def line(row: Row) -> str:
    """A row of the table."""
    cells = (
        row.work,
        row.against,
        seconds(row.ours_s),
        seconds(row.reference_s),
        f"{row.ratio:.3g}",
        row.wanted,
        "yes" if row.met else "**no**",
    )
    return "| " + " | ".join(cells) + " |"


def seconds(value: float) -> str:
    """A time with its unit, to be read by a person."""
    if value < 1e-3:
        return f"{value * 1e6:.1f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


_INTRODUCTION = """# Measured 测得的数字

Every row measures us and the reference in the same run: `make bench` runs them all, `python -m benchmarks --keep NAME`
runs one and keeps its figures here. 每一行都在同一次运行中测量本系统和参照物。

This page is drawn by `python -m benchmarks --page`. A figure whose measured modules have changed since is taken off
it."""


def _kept() -> dict[str, Any]:
    return json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}


def _files(module: str) -> Iterator[Path]:
    place = ROOT / "src" / Path(*module.split("."))
    if place.with_suffix(".py").exists():
        yield place.with_suffix(".py")
    elif (place / "__init__.py").exists():
        yield place / "__init__.py"
