"""Takes the data of its author out of a file before it is kept: who wrote it, where, with what.

A reporter may not know what a picture or a document says about them. A file is built anew from what may stand in it, by
a process with bounds of its own (`documents.rebuilding`); kinds that cannot be are refused with the way to send the
same content safely.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from shencha.documents.apart import Bounds, apart
from shencha.errors import BadInput, Fault
from shencha.text import Text

MOST_BYTES = 50 * 2**20
"""Of one file as it arrives."""
BOUNDS = Bounds(seconds=20, memory=1_500 * 2**20, writes=200 * 2**20)
"""Address space, of which libraries map most; a picture of 25 million pixels fits."""
KINDS = frozenset(
    {
        *(".txt", ".md", ".csv", ".pdf", ".docx", ".xlsx", ".pptx"),
        *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp"),
    }
)
"""By the extension of a file's name."""
BROKEN = Text("文件已损坏，或者过于庞大，无法处理", "it is broken, or larger than can be handled")


def clean(source: Path, target: Path, name: str) -> None:
    """Write the content of `source` to `target` without its author's data.

    Args:
        name: as its author called it; its extension says the kind.
    Raises:
        BadInput: a kind that cannot be cleaned, or a file that is not what its name says; nothing is kept.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise BadInput([_unknown(name, suffix)])
    if source.stat().st_size > MOST_BYTES:
        raise BadInput([_large(name)])
    try:
        done = apart("shencha.documents.rebuilding", [str(source), str(target), suffix], BOUNDS)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode != 0:
        target.unlink(missing_ok=True)
        told = json.loads(done.stdout) if done is not None and done.returncode == 2 and done.stdout else None
        raise BadInput([_broken(name, Text.of(told) if told else BROKEN)])


def _unknown(name: str, suffix: str) -> Fault:
    kinds = ", ".join(sorted(KINDS))
    return Fault(
        name,
        "file",
        Text(
            f"无法去除 {suffix or '没有扩展名的'} 文件中的作者信息，因此没有接收",
            f"the author's data cannot be taken out of a file of the kind {suffix or '(no extension)'}, "
            "so it was not kept",
        ),
        Text(
            f"请另存为 PDF 或者图片；可以接收：{kinds}", f"save it as PDF or as a picture; taken are {kinds}"
        ),
    )


def _large(name: str) -> Fault:
    most = MOST_BYTES // 2**20
    return Fault(
        name,
        "file",
        Text(f"超过 {most} MB", f"larger than {most} MB"),
        Text("请拆分后分别上传", "split it and upload the parts"),
    )


def _broken(name: str, reason: Text) -> Fault:
    return Fault(name, "file", reason, Text("请重新导出后再上传", "export it again, then upload it"))
