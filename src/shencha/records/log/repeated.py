"""Are the repetitions of filed analyses what their entries hold?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shencha.canonical import digest_of
from shencha.records.log.kept import DAMAGED
from shencha.records.models import AnalysisInput, AnalysisRun, LoggedAct
from shencha.text import Text

ASKED, DONE = "analysis_repeated", "repetition_done"
AGREES, DIFFERS, FAILED = "agrees", "differs", "failed"
"""What came of one."""


def about(run: AnalysisRun) -> str:
    """What the entries of a repetition belong to."""
    return f"case:{run.case.number}" if run.case else ""


def papers_of(inputs: Iterable[AnalysisInput]) -> list[dict[str, Any]]:
    """Files that were handed in, as the log names them."""
    return [{"name": one.name, "size": one.file.size, "sha256": one.file.digest} for one in inputs]


def unlike() -> Iterator[Text]:
    """The repetitions that are not what was entered of them, and those that are gone."""
    for act in LoggedAct.objects.filter(name__in=(ASKED, DONE)).iterator(chunk_size=500):
        try:
            held = _holds(act)
        except DAMAGED:
            held = False
        if not held:
            yield Text(
                f"{act.about}：复算或者复核与日志条目不一致",
                f"{act.about}: a repetition of an analysis is not what its entry holds",
            )


def _holds(act: LoggedAct) -> bool:
    run = AnalysisRun.objects.select_related("case").get(pk=act.said["repetition"])
    if act.about != about(run) or act.said["analysis"] != run.again:
        return False
    if act.name == ASKED:
        kept = papers_of(run.inputs.select_related("file"))
        return all(paper in kept for paper in act.papers)
    if act.said["outcome"] == FAILED:
        return run.answer is None
    return bool(digest_of(run.answer) == act.said["answer_digest"])
