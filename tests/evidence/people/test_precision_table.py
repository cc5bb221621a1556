"""The table of precision and recall in docs/people.md says what is measured today."""

import importlib
from importlib.util import find_spec

from tests.places import ROOT


def test_the_table_in_the_docs_is_what_is_measured():
    theirs = find_spec("presidio_analyzer") is not None
    measured = importlib.import_module("benchmarks.people_recognised").compared(theirs=theirs)
    lines = (ROOT / "docs" / "people.md").read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("| kind | columns |"))
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
