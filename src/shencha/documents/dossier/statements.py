"""The analysis report of a dossier in the making: its references followed within the folder, and pinned."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from shencha.documents.dossier.folder import SLOTS, Folder
from shencha.documents.dossier.manifest import Paper
from shencha.documents.reading import count_of, pages_of
from shencha.errors import BadInput, Fault
from shencha.evidence.report.checking import Checked, Evidence, Item, check
from shencha.evidence.report.report import MATERIAL, NAME, Report
from shencha.text import Text


def checked(folder: Folder, on: date) -> tuple[Report, Checked] | None:
    """The report with every reference followed, as of a day; None where it is not written as statements."""
    if folder.report is None:
        return None
    items = [_item(one, place) for one, place in zip(folder.manifest.papers, folder.places, strict=True)]
    return folder.report, check(folder.report, Evidence(items), folder.manifest.instrument, on)


def pin(path: Path, folder: Folder) -> None:
    """Write the digest of each file into the references of the report, so that a later change is told.

    The file is written anew in one form; comments in it are not kept.

    Raises:
        BadInput: there is no report in the folder.
    """
    if folder.report is None:
        raise BadInput([no_report(path)])
    digests = {name: one.sha256 for one in folder.manifest.papers for name in (one.name, one.path)}
    place = path / SLOTS / MATERIAL / NAME
    pinned = folder.report.pinned(lambda reference: digests.get(reference.file))
    scratch = place.with_name(f".{NAME}.new")
    scratch.write_bytes(pinned.text())
    scratch.replace(place)


def no_report(path: Path) -> Fault:
    """A folder whose report is not written as statements."""
    wrong = Text(f"没有 {NAME}", f"there is no {NAME}")
    right = Text(
        "请写 statements: [{factor: F5, text: …, references: […]}]，见 docs/report.md",
        "write statements: [{factor: F5, text: …, references: […]}], see docs/report.md",
    )
    return Fault(str(path / SLOTS / MATERIAL), NAME, wrong, right)


def _item(paper: Paper, place: Path) -> Item:
    def content(most: int) -> bytes:
        with place.open("rb") as opened:
            return opened.read(most)

    return Item(
        paper.material,
        paper.name,
        paper.sha256,
        cache(lambda: pages_of(place, paper.name)),
        cache(lambda: count_of(place, paper.name)),
        content,
    )
