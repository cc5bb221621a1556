"""Characters of a scan, recognised by RapidOCR with the models that come in its wheel: nothing is fetched."""

from __future__ import annotations

from typing import IO, Any

from shencha.documents.leaves.drawn import image

WIDTH = 1_600
"""Pixels of a page's width, at which characters of 10 points are still some 25 high."""
ONE_THREAD = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
SURE = 0.5
"""Lines read with less confidence are left out."""


def words(file: IO[bytes], kind: str, first: int, last: int) -> list[str]:
    """The lines of each of some leaves, from top to bottom."""
    import numpy
    from rapidocr import RapidOCR

    reads = RapidOCR(params=ONE_THREAD)
    said = []
    for leaf in range(first, last + 1):
        file.seek(0)
        found: Any = reads(numpy.asarray(image(file, kind, leaf, WIDTH)[0]))
        lines = zip(found.txts or (), found.scores or (), strict=True)
        said.append("\n".join(text for text, score in lines if score >= SURE))
    return said
