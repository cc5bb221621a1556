"""That a filed analysis was repeated, by whom, on which file, and what came of it: entries beside the case's events.

The office runs it again on the inputs filed; an auditor hands in a count made again where the data lies. Both are
entered when they are asked for and when the worker is done with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from shencha.canonical import digest_of
from shencha.records import log
from shencha.records.acts.logged import enter
from shencha.records.clock import today
from shencha.records.log.repeated import AGREES, ASKED, DIFFERS, DONE, FAILED, about, papers_of
from shencha.records.models import AnalysisInput, AnalysisRun, Membership


def asked(run: AnalysisRun, *, by: Membership, handed_in: Iterable[AnalysisInput] = ()) -> None:
    """Enter that it was asked for, with what was handed in; inside the caller's transaction."""
    log.lock()
    enter(about(run), ASKED, _said(run), by=by, key=f"{ASKED}-{run.pk}", papers=papers_of(handed_in))


def done(run: AnalysisRun, answer: Mapping[str, Any] | None, *, agrees: bool = False) -> None:
    """Enter what came of it, with the digest of its answer and the ranges of two counts; None: it failed."""
    told = {"outcome": FAILED if answer is None else AGREES if agrees else DIFFERS}
    if answer is not None:
        told["answer_digest"] = digest_of(answer)
        ranges = answer.get("compared", {}).get("persons", ())
        told |= dict(zip(("filed_persons", "repeated_persons"), ranges, strict=False))
    log.lock()
    enter(about(run), DONE, _said(run) | told, by=None, key=f"{DONE}-{run.pk}")


def _said(run: AnalysisRun) -> dict[str, Any]:
    return {"on": today().isoformat(), "analysis": run.again, "repetition": run.pk}
