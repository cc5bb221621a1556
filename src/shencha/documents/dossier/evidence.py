"""The evidence that a dossier carries out of an instance: analyses with their inputs, and judgements by factor.

Findings go along as the paper that would be filed, to be read; on another instance the analyses run again on the inputs
that came with them, so that nobody need believe a result that stood in a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from shencha.errors import Fault
from shencha.law.state_secrets import directions, mark_typed
from shencha.text import Text

INPUT, FINDINGS = "evidence_input", "findings"
"""The materials under which inputs and findings stand among the papers, as they are filed."""
BESIDE = (FINDINGS, INPUT)
MOST, LONGEST = 1_000, 20_000
_RUN = {"kind": str, "parameters": dict, "file_inputs": bool, "inputs": list}
_INPUT = {"role": str, "name": str, "sha256": str}
_DAYS = ("made_on", "covers_from", "covers_to")
_JUDGED = {"factor": str, "text": str, "measures": str, "source": str}


def faults_of(evidence: object, digests: Sequence[str], file: str) -> Iterator[Fault]:
    """What of the evidence in a manifest cannot stand.

    Args:
        digests: of the inputs among the papers.
    """
    fits = isinstance(evidence, Mapping) and set(evidence) <= {"analyses", "judgements"}
    runs = evidence.get("analyses", []) if isinstance(evidence, Mapping) else None
    judged = evidence.get("judgements", []) if isinstance(evidence, Mapping) else None
    if not fits or not _listed(runs, _RUN) or not _listed(judged, _JUDGED):
        yield _unlike(file, "evidence")
        return
    assert isinstance(runs, list)
    for at, run in enumerate(runs):
        inputs = [
            {k: v for k, v in one.items() if k not in _DAYS} for one in run["inputs"] if isinstance(one, dict)
        ]
        whole = len(inputs) == len(run["inputs"]) and _listed(inputs, _INPUT)
        if not whole or not all(_day(one.get(day)) for one in run["inputs"] for day in _DAYS):
            yield _unlike(file, f"evidence.analyses.{at}.inputs")
        elif lost := [one["name"] for one in inputs if one["sha256"] not in digests]:
            wrong = Text(f"没有输入文件：{'、'.join(lost)}", f"inputs are not in it: {', '.join(lost)}")
            yield Fault(file, f"evidence.analyses.{at}", wrong, Text("请重新导出", "give it out anew"))
    for where, words in _words(evidence, "evidence"):
        if mark := mark_typed(words):
            yield Fault(file, where, Text(f"带有“{mark}”标志", f"it bears the mark {mark}"), directions())


def _listed(found: object, fields: Mapping[str, type]) -> bool:
    return (
        isinstance(found, list)
        and len(found) <= MOST
        and all(
            isinstance(one, dict)
            and set(one) == set(fields)
            and all(type(one[name]) is kind for name, kind in fields.items())
            for one in found
        )
    )


def _day(said: object) -> bool:
    try:
        return said is None or (isinstance(said, str) and date.fromisoformat(said).isoformat() == said)
    except ValueError:
        return False


def _words(found: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(found, str):
        yield where, found
    elif isinstance(found, Mapping):
        for name, one in found.items():
            yield from _words(one, f"{where}.{name}")
    elif isinstance(found, list):
        for at, one in enumerate(found):
            yield from _words(one, f"{where}.{at}")


def _unlike(file: str, where: str) -> Fault:
    wrong = Text("不是分析和判断的清单", "it is no list of analyses and judgements")
    return Fault(file, where, wrong, Text("请重新导出", "give it out anew"))
