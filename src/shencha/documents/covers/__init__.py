"""What a paper says where marks of secrecy stand, read without running or fetching anything in it.

Read to their ends are texts in any encoding, rich text, mail with what is attached to it, the zip family (Word,
spreadsheets, slides, OpenDocument, OFD, archives: every part, name and comment), rolled and packed archives, compound
files (Office before 2007, WPS, Outlook), every page of a PDF with its remarks, fields, outline, properties and
attachments, and the words that pictures carry. What cannot be read is said: pages that are pictures, what is encrypted,
what is too large or too deep. Work is bounded whatever the file holds, and memory does not grow with it.
"""

from __future__ import annotations

from pathlib import Path

from shencha.documents.covers.parts import UNLOOKED, Looking, Spent
from shencha.law.state_secrets import mark_in, mark_on


def looked(path: Path, name: str, *, apart: bool = True) -> tuple[str | None, frozenset[str]]:
    """The mark of a state secret in a file's name or where marks stand in it, and what could not be looked into.

    Args:
        path: the file as it arrived.
        name: as its owner calls it.
        apart: read each PDF in a process of its own (`documents.apart`); False within that process.
    Returns:
        The mark or None; then keys of `kinds.marks`: `scan`, `locked`, `unlooked`.
    """
    if mark := mark_in(name):
        return mark, frozenset()
    unseen = set[str]()
    with path.open("rb") as file:
        try:
            for part in Looking(apart=apart).parts(file):
                if isinstance(part, str):
                    unseen.add(part)
                elif mark := mark_on(part.lines, alone=part.alone, foot=part.foot):
                    return mark, frozenset()
        except Spent:
            unseen.add(UNLOOKED)
    return None, frozenset(unseen)


def mark_of(path: Path, name: str) -> str | None:
    """The mark of a state secret in a file's name or where marks stand in it, or None."""
    return looked(path, name)[0]
