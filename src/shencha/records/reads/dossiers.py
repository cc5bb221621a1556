"""A draft as a dossier: what is here is given out again in the very form in which it can be taken in."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from shencha.documents.dossier.archive import length, stream
from shencha.documents.dossier.evidence import FINDINGS, INPUT
from shencha.documents.dossier.manifest import Manifest, Paper
from shencha.law.measures.materials import MATERIALS
from shencha.records import files
from shencha.records.acts import analyses
from shencha.records.joined import joined
from shencha.records.models import AnalysisInput, Draft, StoredFile

Content = StoredFile | bytes


def manifest_of(draft: Draft) -> tuple[Manifest, list[Content]]:
    """The manifest of a draft, and the contents of its papers in the manifest's order; analyses come last."""
    papers = sorted(
        draft.papers.select_related("file"),
        key=lambda one: (MATERIALS.index(one.material), one.name, one.file.digest),
    )
    listed = [Paper(one.material, one.name, one.file.size, one.file.digest) for one in papers]
    contents: list[Content] = [one.file for one in papers]
    findings, _ = analyses.evidence_of(draft)
    if findings is not None:
        digest = sha256(findings).hexdigest()
        listed.append(Paper(FINDINGS, analyses.FINDINGS_NAME, len(findings), digest))
        contents.append(findings)
    read = {(one.name, one.file.digest): one.file for one in _inputs(draft)}
    for name, digest in sorted(read):
        listed.append(Paper(INPUT, name, read[name, digest].size, digest))
        contents.append(read[name, digest])
    return (
        Manifest(
            draft.ground,
            draft.instrument,
            draft.title,
            draft.party.name_zh,
            draft.facts,
            tuple(listed),
            draft.declaration,
            evidence_of(draft),
        ),
        contents,
    )


def evidence_of(draft: Draft) -> dict[str, Any]:
    """The analyses of a draft by what they read, and its judgements; empty where there are none."""
    runs = [
        {
            "kind": run.kind,
            "parameters": run.parameters,
            "file_inputs": run.file_inputs,
            "inputs": [
                {"role": one.role, "name": one.name, "sha256": one.file.digest}
                | {day: said.isoformat() for day in analyses.DAYS if (said := getattr(one, day)) is not None}
                for one in run.inputs.all()
            ],
        }
        for run in joined(draft.analyses.order_by("id"), "inputs", "file")
    ]
    judged = [
        {"factor": one.factor, "text": one.text, "measures": one.measures, "source": one.source}
        for one in draft.judgements.order_by("factor")
    ]
    return {name: said for name, said in (("analyses", runs), ("judgements", judged)) if said}


def _inputs(draft: Draft) -> Iterator[AnalysisInput]:
    yield from AnalysisInput.objects.select_related("file").filter(run__draft=draft).order_by("id")


def given_out(draft: Draft) -> tuple[Iterator[bytes], int, str]:
    """The dossier of a draft: its bytes in pieces, how many there are, and its id."""
    manifest, contents = manifest_of(draft)

    def pieces(at: int) -> Iterator[bytes]:
        content = contents[at]
        return iter([content]) if isinstance(content, bytes) else files.content(content)

    return stream(manifest, lambda at, _: pieces(at)), length(manifest), manifest.id
