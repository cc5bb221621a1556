"""Circles in any order, small bills beside large ones, and a large bill with VEX statements beside it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from array import array
from pathlib import Path

import numpy as np

from benchmarks.row import Row, best
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.boms import read_boms
from shencha.evidence.supply.cuts import Cut, Cutter, Taken
from shencha.evidence.supply.graph import SupplyGraph, supply_graph
from shencha.evidence.supply.references import References
from shencha.evidence.supply.services import Service, Services

CIRCLE, CUTS = 10_000, 50
LARGE, STATEMENTS = 100_000, 50_000


def run() -> list[Row]:
    """Each beside the same in its easy form."""
    return [_circle(), _small(), _vex()]


def circle_of(order: np.ndarray) -> SupplyGraph:
    """One circle of needs that runs through the components in this order."""
    bill = Bill()
    for one in range(len(order)):
        bill.add(f"c{one}", "1", None, None, 0)
    bill.heads = array("i", order.astype(np.int32).tobytes())
    bill.tails = array("i", np.roll(order, -1).astype(np.int32).tobytes())
    return supply_graph(bill, None, Services("s", (Service("s", 0),)), References(bill))


def _circle() -> Row:
    rng = np.random.default_rng(2022)
    seconds = []
    for order in (rng.permutation(CIRCLE), np.arange(CIRCLE)):
        cutter = Cutter(circle_of(order), explain=False)
        taken = rng.choice(CIRCLE, CUTS, replace=False)
        cuts = [Cut((Taken(f"component:c{one}", np.array([one])),)) for one in taken]
        seconds.append(best(lambda c=cutter, k=cuts: list(c.consequences(k)), rounds=3))  # type: ignore[misc]
    ours, theirs = seconds
    work = f"one circle of {CIRCLE:,} in random order, {CUTS} cuts"
    return Row(work, "the same in order", ours, theirs, ours / theirs, "at most 3 times", ours <= 3 * theirs)


def _written(folder: str, count: int) -> Path:
    components = [
        {
            "type": "library",
            "bom-ref": f"r{n}",
            "name": f"lib{n}",
            "version": "1",
            "purl": f"pkg:npm/lib{n}@1",
            "licenses": [{"license": {"id": "MIT"}}],
            "externalReferences": [{"type": "vcs", "url": f"https://example.org/lib{n}.git"}],
        }
        for n in range(count)
    ]
    needs = [{"ref": f"r{n}", "dependsOn": [f"r{n + 1}"]} for n in range(count - 1)]
    told = {"bomFormat": "CycloneDX", "specVersion": "1.5", "components": components, "dependencies": needs}
    path = Path(folder) / f"{count}.json"
    path.write_text(json.dumps(told), "utf-8")
    return path


def _small() -> Row:
    with tempfile.TemporaryDirectory() as folder:
        small, large = (_written(folder, count) for count in (63, 904))
        ours = best(lambda: read_boms([small]), rounds=3) / 63
        theirs = best(lambda: read_boms([large]), rounds=3) / 904
    work = "a bill of 63 components, checked against its standard, per component"
    return Row(work, "one of 904", ours, theirs, ours / theirs, "at most once", ours <= theirs)


def _vex() -> Row:
    statements = [
        {
            "vulnerability": {"name": f"CVE-2026-{n}"},
            "products": [{"@id": f"pkg:npm/lib{n}@1"}],
            "status": "affected" if n % 10 == 0 else "not_affected",
        }
        for n in range(STATEMENTS)
    ]
    with tempfile.TemporaryDirectory() as folder:
        bill, beside = _written(folder, LARGE), Path(folder) / "vex.json"
        told = {"@context": "https://openvex.dev/ns/v0.2.0", "author": "a", "statements": statements}
        beside.write_text(json.dumps(told), "utf-8")
        ours = best(lambda: read_boms([bill, beside]), rounds=2)
        theirs = best(lambda: [json.loads(p.read_text("utf-8")) for p in (bill, beside)], rounds=2)
        peak = _peak(bill, beside)
    work = f"{LARGE:,} components with {STATEMENTS:,} VEX statements"
    met = ours <= 4 * theirs and peak <= 2**30
    note = f"{peak / 2**20:,.0f} MiB at most, the interpreter included"
    return Row(work, "json.load of both", ours, theirs, ours / theirs, "at most 4 times, 1 GB", met, note)


def _peak(*paths: Path) -> int:
    """Bytes at the peak of a process of its own that reads these files."""
    code = (
        "import resource, sys; from shencha.evidence.supply.boms import read_boms; read_boms(sys.argv[1:]); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    asked = [sys.executable, "-c", code, *map(str, paths)]
    return int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout) * 1024
