"""A draft as a dossier: what is here is given out again in the very form in which it can be taken in."""

from __future__ import annotations

from collections.abc import Iterator

from shencha.documents.dossier.archive import length, stream
from shencha.documents.dossier.manifest import Manifest, Paper
from shencha.law.measures.materials import MATERIALS
from shencha.records import files
from shencha.records.models import Draft, DraftPaper


def manifest_of(draft: Draft) -> tuple[Manifest, list[DraftPaper]]:
    """The manifest of a draft, and its papers in the manifest's order."""
    papers = sorted(
        draft.papers.select_related("file"),
        key=lambda one: (MATERIALS.index(one.material), one.name, one.file.digest),
    )
    listed = tuple(Paper(one.material, one.name, one.file.size, one.file.digest) for one in papers)
    party = draft.party.name_zh
    declared = draft.declaration
    return Manifest(draft.ground, draft.instrument, draft.title, party, draft.facts, listed, declared), papers


def given_out(draft: Draft) -> tuple[Iterator[bytes], int, str]:
    """The dossier of a draft: its bytes in pieces, how many there are, and its id."""
    manifest, papers = manifest_of(draft)
    return (
        stream(manifest, lambda at, _: files.content(papers[at].file)),
        length(manifest),
        manifest.id,
    )
