"""A count of persons that was filed, counted again by an auditor under the same key, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from shencha.errors import NotAllowed, NotFound
from shencha.evidence.people.words import span
from shencha.procedure.roles import Role
from shencha.records import access, files
from shencha.records.acts import repeated
from shencha.records.acts.analyses import filed_analyses, filed_input
from shencha.records.clock import now
from shencha.records.models import AnalysisInput, AnalysisRun, Membership
from shencha.text import Text

KIND, ANSWER, REPEATED = "people", "answer", "repeated"
AUDITORS = (Role.AUDITOR,)
"""Who counts again and hands it in."""
BOTH = Text("申报 {ours} 人，复核 {theirs} 人", "filed {ours}, counted again {theirs}")


def recount(
    number: str, filed_id: str, *, by: Membership, name: str, chunks: Iterable[bytes], key: str
) -> AnalysisRun:
    """An auditor hands in a sworn count that repeats the one filed; the worker compares the two.

    Args:
        name, chunks: the file that `shencha people --sworn KEYFILE --json` printed for the auditor.
        key: sent twice, it is handed in once.
    Raises:
        NotFound: the case or the analysis is not there, or not theirs. BadInput: an empty file.
        NotAllowed: no auditor; it is no count of persons; the whole count was not filed.
    """
    case = access.case_for(by, number)
    if access.role_of(by) not in AUDITORS:
        raise NotAllowed(Text("只有审计人员可以提交复核的清点", "only an auditor hands in a repeated count"))
    if (before := AnalysisRun.objects.filter(key=key).first()) is not None:
        return before
    filed = next((one for one in filed_analyses(by, number) if one["id"] == filed_id), None)
    if filed is None:
        raise NotFound(Text("没有这项分析", "there is no such analysis"))
    if filed["kind"] != KIND:
        raise NotAllowed(Text("只有自然人数量的计数可以复核", "only a count of persons can be counted again"))
    told = next(one for one in filed["inputs"] if one["role"] == ANSWER)
    answer = filed_input(case.pk, told["sha256"])
    if answer is None:
        raise NotAllowed(
            Text(
                "当事人没有提交计数结果全文，无从比较",
                "the party did not file the whole count, so there is nothing to compare with",
            )
        )
    named = files.safe_name(name)
    kept = files.keep(chunks, named)
    with transaction.atomic():
        run = AnalysisRun.objects.create(
            case=case, again=filed_id, kind=KIND, asked_by=by.person, asked_at=now(), key=key
        )
        again = AnalysisInput(run=run, role=REPEATED, file=kept, name=named)
        filed_count = AnalysisInput(run=run, role=ANSWER, file=answer, name=told["name"])
        AnalysisInput.objects.bulk_create([filed_count, again])
        repeated.asked(run, by=by, handed_in=[again])
        access.saw(by, case, f"analysis {run.pk}")
    return run


def agreement(run: AnalysisRun) -> tuple[bool, Text] | None:
    """Do the count that was filed and the repeated one agree, with both ranges; None where nothing was compared."""
    found = (run.answer or {}).get("compared")
    if found is None:
        return None
    ours, theirs = (span(one) for one in found["persons"])
    return found["same"], BOTH.fill(ours=ours, theirs=theirs)


def recounts(case: int, filed_id: str) -> Sequence[AnalysisRun]:
    """What auditors handed in on a filed count, the newest first."""
    runs = AnalysisRun.objects.filter(
        case=case, again=filed_id, inputs__role=REPEATED, asked_by__isnull=False
    )
    return list(runs.distinct().order_by("-id"))
