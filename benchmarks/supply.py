"""Every cut of a large graph beside one cut at a time, and reading a large bill beside `json.load` of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from array import array
from itertools import islice
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import rustworkx as rx

from benchmarks.row import Row, best
from shencha.evidence.supply.bill import Bill
from shencha.evidence.supply.boms import read_boms
from shencha.evidence.supply.cuts import Cutter, pairs_of, single_cuts
from shencha.evidence.supply.graph import SupplyGraph, supply_graph
from shencha.evidence.supply.references import References
from shencha.evidence.supply.services import Service, Services
from shencha.evidence.supply.suppliers import Register, Supplied

SERVICES = 20
SAMPLE = 6


def run() -> list[Row]:
    """Days and losses of every cut, with chains, all pairs, and reading."""
    return [*_singles(), _pairs(), *_reading()]


def graph_of(components: int, dependencies: int, suppliers: int) -> SupplyGraph:
    """Ever the same: each component needs earlier ones, most of them near; stock up to 90 days."""
    rng = np.random.default_rng(2022)
    bill = Bill()
    for one in range(components):
        bill.add(f"c{one}", "1", None, f"pkg:generic/c{one}@1", 0)
    heads = rng.integers(1, components, dependencies)
    tails = (heads * rng.random(dependencies)).astype(np.int64)
    bill.heads, bill.tails = (
        array("i", heads.astype(np.int32).tobytes()),
        array("i", tails.astype(np.int32).tobytes()),
    )
    stock, supplier = rng.integers(0, 91, components), rng.integers(0, suppliers, components)
    rows = tuple(
        Supplied(f"pkg:generic/c{one}@1", f"s{supplier[one]}", None, int(stock[one]), (), f"row {one}")
        for one in range(components)
    )
    tops = range(components - SERVICES, components)
    services = Services("services", tuple(Service(f"top{one}", one) for one in tops))
    return supply_graph(bill, Register("register", "sha256:", rows, {}), services, References(bill))


def _singles() -> list[Row]:
    graph = graph_of(100_000, 300_000, 1_000)
    cuts = single_cuts(graph)[0]
    numbers, chains = Cutter(graph, explain=False), Cutter(graph)
    ours = best(lambda: [lost for _, lost in numbers.tables(cuts)], rounds=3)
    explained = best(lambda: list(chains.consequences(cuts)), rounds=3)
    theirs = _by_networkx(graph, cuts, chains)
    work = f"{graph.inside:,} components, {len(graph.needs.items):,} dependencies: {len(cuts):,} cuts"
    against = f"networkx, one cut at a time ({SAMPLE} of them, scaled)"
    blocks = -(-len(cuts) // 64)
    once = _bandwidth_seconds(_graph_bytes(graph)) * blocks
    lanes = _bandwidth_seconds(_lane_bytes(graph, numbers)) * blocks
    return [
        Row(
            work + ", days and losses",
            against,
            ours,
            theirs,
            theirs / ours,
            "at least 1,000 times",
            theirs / ours >= 1_000,
        ),
        Row(
            work + ", with chains",
            against,
            explained,
            theirs,
            theirs / explained,
            "at least 400 times",
            theirs / explained >= 400,
        ),
        Row(
            work,
            "the graph and its 64 columns of days moved once per 64 cuts at memory bandwidth",
            ours,
            lanes,
            ours / lanes,
            "at most 5 times",
            ours / lanes <= 5,
        ),
        Row(
            work,
            "the bare graph (needs, stock, supplier) read once per 64 cuts at memory bandwidth",
            ours,
            once,
            ours / once,
            "told",
            True,
        ),
    ]


def _graph_bytes(graph: SupplyGraph) -> int:
    return 4 * len(graph.needs.items) + (4 + 4 + 4) * graph.inside


def _lane_bytes(graph: SupplyGraph, cutter: Cutter) -> int:
    """What 64 answers must at least touch: a row of 64 days read for each need, and one written for each component."""
    row = 64 * cutter.dtype.itemsize
    return _graph_bytes(graph) + row * (len(graph.needs.items) + graph.inside)


def _bandwidth_seconds(size: int) -> float:
    """Seconds in which this machine reads that many bytes, from a sum over an array larger than the caches."""
    big = np.ones(32 * 2**20, np.int64)
    return best(lambda: big.sum(), rounds=3) * size / big.nbytes


def _by_networkx(graph: SupplyGraph, cuts: Any, cutter: Cutter) -> float:
    """Seconds for all cuts, from a sample: days by the shortest chain of stocks, upwards from what is cut."""
    upwards = nx.DiGraph()
    upwards.add_nodes_from(range(graph.inside))
    for head, tail in zip(graph.needs.heads().tolist(), graph.needs.items.tolist(), strict=True):
        upwards.add_edge(tail, head, days=int(graph.stock[head]))
    some = cuts[:: len(cuts) // SAMPLE][:SAMPLE]
    begun = time.perf_counter()
    found = []
    for cut in some:
        start = graph.inside
        first = cut.taken[0].components.tolist()
        upwards.add_node(start)
        upwards.add_edges_from((start, one, {"days": int(graph.stock[one])}) for one in first)
        found.append(nx.single_source_dijkstra_path_length(upwards, start, weight="days"))
        upwards.remove_node(start)
    seconds = time.perf_counter() - begun
    for days, told in zip(found, cutter.consequences(some), strict=True):
        assert told.components_lost == len(days) - 1
        ends = {graph.services[f.service].needs: f.after_days for f in told.failures}
        assert ends == {s.needs: days[s.needs] for s in graph.services if s.needs in days}
    return seconds * len(cuts) / len(some)


def _pairs() -> Row:
    graph = graph_of(20_000, 60_000, 200)
    cuts = pairs_of(single_cuts(graph)[0])
    cutter = Cutter(graph, explain=False)
    ours = best(lambda: [lost for _, lost in cutter.tables(cuts)], rounds=1)
    theirs = _by_rustworkx(graph, cuts)
    work = f"all {len(cuts):,} pairs of 200 suppliers, {graph.inside:,} components"
    return Row(
        work,
        "rustworkx, one pair at a time (a sample, scaled)",
        ours,
        theirs,
        theirs / ours,
        "at least 50 times",
        theirs / ours >= 50,
    )


def _by_rustworkx(graph: SupplyGraph, cuts: Any) -> float:
    upwards: Any = rx.PyDiGraph()
    upwards.add_nodes_from(range(graph.inside + 1))
    upwards.add_edges_from(
        [
            (t, h, float(graph.stock[h]))
            for h, t in zip(graph.needs.heads().tolist(), graph.needs.items.tolist(), strict=True)
        ]
    )
    start, some = graph.inside, list(islice(cuts, 0, len(cuts), len(cuts) // 40))
    begun = time.perf_counter()
    lost = []
    for cut in some:
        first = [one for taken in cut.taken for one in taken.components.tolist()]
        upwards.add_edges_from([(start, one, float(graph.stock[one])) for one in first])
        lost.append(len(rx.dijkstra_shortest_path_lengths(upwards, start, float)))
        upwards.remove_edges_from([(start, one) for one in first])
    seconds = time.perf_counter() - begun
    told = [found.components_lost for found in Cutter(graph).consequences(some)]
    assert told == lost
    return seconds * len(cuts) / len(some)


_READ = "from shencha.evidence.supply.boms import read_boms; read_boms([PATH])"
_LOAD = "import json; json.load(open(PATH, encoding='utf-8'))"


def _reading() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bill.json"
        path.write_text(json.dumps(_bill(100_000)), encoding="utf-8")
        size = path.stat().st_size
        ours = best(lambda: read_boms([path]), rounds=2)
        theirs = best(lambda: json.loads(path.read_bytes()), rounds=2)
        kept, loaded = (_peak(code, path) for code in (_READ, _LOAD))
    work = f"reading CycloneDX JSON of 100,000 components ({size / 2**20:.0f} MiB)"
    note = f"{kept / 2**20:.0f} MiB against {loaded / 2**20:.0f} MiB, without the interpreter"
    return [
        Row(
            work,
            "json.load of it",
            ours,
            theirs,
            ours / theirs,
            "at most 6 times its time",
            ours <= 6 * theirs,
        ),
        Row(
            work + ", memory",
            "json.load of it",
            ours,
            theirs,
            kept / loaded,
            "at most 3 times its memory",
            kept <= 3 * loaded,
            note,
        ),
    ]


def _bill(count: int) -> dict[str, Any]:
    rng = np.random.default_rng(2026)
    purls = [f"pkg:npm/package-{one}@{one % 40}.{one % 7}.1" for one in range(count)]
    components = [
        {
            "type": "library",
            "bom-ref": purl,
            "name": f"package-{one}",
            "version": f"{one % 40}.{one % 7}.1",
            "purl": purl,
            "supplier": {"name": f"Supplier {one % 900}"},
            "licenses": [{"license": {"id": "MIT"}}],
            "hashes": [{"alg": "SHA-256", "content": f"{one:064x}"}],
        }
        for one, purl in enumerate(purls)
    ]
    needs = [[purls[int(t)] for t in rng.integers(0, one + 1, 3)] for one in range(count)]
    dependencies = [{"ref": p, "dependsOn": d} for p, d in zip(purls, needs, strict=True)]
    root = {"type": "application", "bom-ref": "root", "name": "root", "version": "1"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": root},
        "components": components,
        "dependencies": dependencies,
    }


def _peak(code: str, path: Path) -> int:
    """Bytes at the peak of a process of its own, above one that only imports the same."""
    told = []
    for body in (code, code.rpartition(";")[0]):
        script = f"PATH={str(path)!r}\n{body}\nprint(open('/proc/self/status').read())"
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ
        )
        told += [int(one.split()[1]) * 1024 for one in done.stdout.splitlines() if one.startswith("VmHWM")]
    return told[0] - told[1]


__all__ = ["graph_of", "run"]
