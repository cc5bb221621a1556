"""Precision and recall of recognised columns, ours and Presidio's; `python -m benchmarks.people_recognised`.

Presidio sees values only, so ours is also told without the columns' names. Its e-mail and web recognisers are
left out: they fetch a list from the network.
"""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

_ROWS, _SEEDS, _SHARE = 60, range(5), 0.6
_THEIRS = {"CREDIT_CARD": "bank_card", "PHONE_NUMBER": "mobile", "MAC_ADDRESS": "device"}
_KIND = "all kinds"

Column = tuple[str, str | None, list[str]]


def table() -> str:
    """The comparison, in Markdown: precision / recall."""
    rows = ["| kind | columns | by name and content | by content alone | Presidio |", "|---|---|---|---|---|"]
    rows += [f"| {kind} | {' | '.join(cells)} |" for kind, cells in compared(theirs=True).items()]
    return "\n".join(rows)


def compared(*, theirs: bool) -> dict[str, tuple[str, str, str, str]]:
    """By kind: columns, ours by name and content, ours by content alone, Presidio's; `-` where none applies."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests/evidence/people"))
    from labelled import labelled

    columns: list[Column] = []
    for seed in _SEEDS:
        rng = random.Random(seed)
        columns += [(name, kind, [make() for _ in range(_ROWS)]) for name, kind, make in labelled(rng)]
    truth = [kind for _, kind, _ in columns]
    kinds = Counter(kind for kind in truth if kind)
    named, bare = _ours(columns, named=True), _ours(columns, named=False)
    presidio = _presidio(columns) if theirs else []
    rows = {}
    for kind in [*kinds, _KIND]:
        applies = theirs and kind in _THEIRS.values()
        rows[kind] = (
            str(kinds[kind] or len(columns)),
            _told(named, truth, kind),
            _told(bare, truth, kind),
            _told(presidio, truth, kind) if applies else "-",
        )
    return rows


def _told(found: Sequence[str | None], truth: Sequence[str | None], kind: str) -> str:
    """Precision / recall of one kind, or of all kinds together."""
    pairs = [(f, t) for f, t in zip(found, truth, strict=True) if kind == _KIND or kind in (f, t)]
    said = [(f, t) for f, t in pairs if f is not None and kind in (_KIND, f)]
    there = [(f, t) for f, t in pairs if t is not None and kind in (_KIND, t)]
    right = sum(f == t for f, t in said)
    precision = f"{right / len(said):.2f}" if said else "-"
    return f"{precision} / {right / len(there):.2f}"


def _ours(columns: Sequence[Column], *, named: bool) -> list[str | None]:
    from shencha.evidence.people.duck import DuckStore
    from shencha.evidence.people.recognise import USED, recognise

    found: list[str | None] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "t.csv"
        each = len(columns) // len(_SEEDS)
        for start in range(0, len(columns), each):
            part = columns[start : start + each]
            names = [name if named else f"f{n}" for n, (name, _, _) in enumerate(part)]
            with file.open("w", newline="", encoding="utf-8") as opened:
                csv.writer(opened).writerows([names, *zip(*(values for _, _, values in part), strict=True)])
            store = DuckStore(str(file), Path(folder))
            said = recognise(store, "t", store.columns("t"))
            store.close()
            found += [one.kind if (one := said.get(name)) and one.sure >= USED else None for name in names]
    return found


def _presidio(columns: Sequence[Column]) -> list[str | None]:
    from presidio_analyzer import predefined_recognizers as theirs

    used = [theirs.CreditCardRecognizer(), theirs.PhoneRecognizer(supported_regions=("CN",))]
    if mac := getattr(theirs, "MacAddressRecognizer", None):
        used.append(mac())
    found: list[str | None] = []
    for _, _, values in columns:
        seen: Counter[str] = Counter()
        for value in values:
            said = [one for each in used for one in each.analyze(value, each.supported_entities, None)]
            if said:
                seen[max(said, key=lambda one: one.score).entity_type] += 1
        best = seen.most_common(1)
        found.append(_THEIRS.get(best[0][0]) if best and best[0][1] >= _SHARE * len(values) else None)
    return found


if __name__ == "__main__":
    print(table())
