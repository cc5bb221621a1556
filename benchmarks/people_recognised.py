"""Precision and recall of recognised columns, ours and Presidio's; `python -m benchmarks.people_recognised`.

The columns are labelled in tests/evidence/people: those of labelled_columns.py, three times over with other values, and
those of columns_by_data.py, listed by another hand. Presidio sees values only; its e-mail and web recognisers are left
out: they fetch a list from the network.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.evidence.people.columns_by_data import HELD_BACK, TUNED, Column
from tests.evidence.people.labelled_columns import Labelled, named, nameless, nobody, unfit
from tests.evidence.people.test_recognise import looked_at

from shencha.evidence.people.kinds import USED

_SEEDS, _SHARE = range(1, 4), 0.6
_THEIRS = {"CREDIT_CARD": "bank_card", "PHONE_NUMBER": "mobile", "MAC_ADDRESS": "device"}
ALL = "all kinds"


def table() -> str:
    """The comparison, in Markdown: precision / recall."""
    rows = ["| kind | columns | by name and content | Presidio |", "|---|---|---|---|"]
    rows += [f"| {kind} | {' | '.join(cells)} |" for kind, cells in compared(theirs=True).items()]
    rows += ["", "| by another hand | columns | by name and content | Presidio |", "|---|---|---|---|"]
    rows += [f"| {kind} | {' | '.join(cells)} |" for kind, cells in by_another_hand(theirs=True).items()]
    return "\n".join(rows)


def by_another_hand(*, theirs: bool) -> dict[str, tuple[str, str, str]]:
    """Of the columns listed from the side of the data, and for each kind that Presidio knows: the same three cells."""
    every = [*TUNED, *HELD_BACK]
    ours, presidio = _ours(every), _presidio(every) if theirs else []
    meant = [(one.kind,) if one.right == "use" else () for one in every]
    # it sees values alone: to know what stands in a column without a telling name is right
    seen = [(one.kind,) if one.right in ("use", "ask") else () for one in every]
    cut = len(TUNED)
    rows = {
        "by which faults were mended": (str(cut), _told(ours[:cut], meant[:cut], ALL), "-"),
        "held back": (str(len(HELD_BACK)), _told(ours[cut:], meant[cut:], ALL), "-"),
    }
    for kind in sorted(_THEIRS.values()):
        number = str(sum(one == (kind,) for one in meant))
        rows[kind] = number, _told(ours, meant, kind), _told(presidio, seen, kind) if theirs else "-"
    return rows


def compared(*, theirs: bool) -> dict[str, tuple[str, str, str]]:
    """By kind: columns of it, ours, Presidio's; `-` where none applies."""
    columns = [one for seed in _SEEDS for group in (named, nobody, nameless, unfit) for one in group(seed)]
    # nothing stands for what is to be asked about or told: to use it would be wrong
    meant = [one.kinds for seed in _SEEDS for one in named(seed)]
    truth: list[tuple[str, ...]] = []
    for seed in _SEEDS:
        truth += [one.kinds for one in named(seed)]
        truth += [() for group in (nobody, nameless, unfit) for _ in group(seed)]
    kinds = Counter(kinds[0] for kinds in meant)
    ours, presidio = _ours(columns), _presidio(columns) if theirs else []
    seen = [one.kinds for seed in _SEEDS for group in (named, nobody, nameless, unfit) for one in group(seed)]
    rows = {}
    for kind in [*sorted(kinds), ALL]:
        applies = theirs and kind in _THEIRS.values()
        number = str(kinds[kind] or len(columns))
        rows[kind] = number, _told(ours, truth, kind), _told(presidio, seen, kind) if applies else "-"
    return rows


def _told(found: Sequence[str | None], truth: Sequence[tuple[str, ...]], kind: str) -> str:
    """Precision / recall of one kind, or of all kinds together."""
    said = [(f, t) for f, t in zip(found, truth, strict=True) if f is not None and kind in (ALL, f)]
    there = [(f, t) for f, t in zip(found, truth, strict=True) if t and kind in (ALL, t[0])]
    precision = f"{sum(f in t for f, t in said) / len(said):.2f}" if said else "-"
    return f"{precision} / {sum(f in t for f, t in there) / len(there):.2f}"


def _ours(columns: Sequence[Labelled | Column]) -> list[str | None]:
    with tempfile.TemporaryDirectory() as folder:
        said = looked_at(columns, Path(folder))
    return [one.kind if one and one.sure >= USED else None for one in said]


def _presidio(columns: Sequence[Labelled | Column]) -> list[str | None]:
    from presidio_analyzer import predefined_recognizers as theirs

    used = [theirs.CreditCardRecognizer(), theirs.PhoneRecognizer(supported_regions=("CN",))]
    if mac := getattr(theirs, "MacAddressRecognizer", None):
        used.append(mac())
    found: list[str | None] = []
    for column in columns:
        seen: Counter[str] = Counter()
        for value in column.values:
            said = [one for each in used for one in each.analyze(value, each.supported_entities, None)]
            if said:
                seen[max(said, key=lambda one: one.score).entity_type] += 1
        best = seen.most_common(1)
        found.append(_THEIRS.get(best[0][0]) if best and best[0][1] >= _SHARE * len(column.values) else None)
    return found


if __name__ == "__main__":
    print(table())
