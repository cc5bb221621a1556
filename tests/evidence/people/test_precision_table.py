"""The tables of precision and recall in docs/people.md say what is measured today."""

import importlib
from importlib.util import find_spec

import pytest
from tests.places import ROOT


@pytest.mark.parametrize(("head", "made_by"), [("kind", "compared"), ("by another hand", "by_another_hand")])
def test_the_table_in_the_docs_is_what_is_measured(head, made_by):
    theirs = find_spec("presidio_analyzer") is not None
    measured = getattr(importlib.import_module("benchmarks.people_recognised"), made_by)(theirs=theirs)
    lines = (ROOT / "docs" / "people.md").read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"| {head} | columns |"))
    written = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        kind, *cells = (cell.strip() for cell in line.strip("|").split("|"))
        written[kind] = cells
    assert written.keys() == measured.keys()
    for kind, cells in written.items():
        assert cells[:2] == list(measured[kind][:2]), kind
        if theirs:
            assert cells[2] == measured[kind][2], kind
