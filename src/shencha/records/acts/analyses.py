"""Analyses on a draft or a case: asked for by a person, run by a worker, written down whole or as failed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import PureWindowsPath
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Coalesce

from shencha.documents.dossier.evidence import FINDINGS as FINDINGS
from shencha.documents.dossier.evidence import INPUT as INPUT
from shencha.errors import BadInput, Fault, NotAllowed, NotFound
from shencha.evidence.analyser import Analyser
from shencha.evidence.analysers import ANALYSERS
from shencha.evidence.compared import differences
from shencha.law.measures.factors import factors
from shencha.procedure.roles import OFFICERS, Power, Role, with_power
from shencha.records import access, files
from shencha.records.acts import changes, drafts, preparing, repeated
from shencha.records.clock import now
from shencha.records.jobs import alive, mail
from shencha.records.joined import joined
from shencha.records.models import (
    AnalysisInput,
    AnalysisRun,
    CaseFile,
    CasePaper,
    Draft,
    Judgement,
    Membership,
    ReportedChange,
    StoredFile,
)
from shencha.text import Text

State = AnalysisRun.State
OVERSEE = with_power(Power.OVERSEE)
STUCK = timedelta(minutes=20)
"""A run that a stopped worker left behind is taken up again after this."""
FINDINGS_NAME = "证据与判断.json"
DAYS = ("made_on", "covers_from", "covers_to")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept already, and what it is to an analysis."""

    role: str
    name: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it arrives, with the days it speaks of."""

    role: str
    name: str
    chunks: Iterable[bytes]
    made_on: date | None = None
    covers_from: date | None = None
    covers_to: date | None = None


def ask(
    draft: Draft,
    *,
    by: Membership,
    kind: str,
    given: Sequence[Given],
    key: str,
    parameters: dict[str, Any] | None = None,
    file_inputs: bool = False,
) -> AnalysisRun:
    """Attach inputs to a draft and queue their analysis; sent twice it is asked once.

    Raises:
        NotFound: the draft is not theirs. NotAllowed: filed already. BadInput: unknown kind, wrong inputs.
    """
    parameters = parameters or {}
    if faults := _unfit(kind, given, parameters):
        raise BadInput(faults)
    with transaction.atomic():
        drafts.held_open(draft, by)
    if (before := AnalysisRun.objects.filter(key=key).first()) is not None:
        return before
    kept = [(one, files.keep(one.chunks, files.safe_name(one.name))) for one in given]
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        run = AnalysisRun.objects.create(
            draft=held,
            kind=kind,
            parameters=parameters,
            file_inputs=file_inputs,
            asked_by=by.person,
            asked_at=now(),
            key=key,
        )
        AnalysisInput.objects.bulk_create(_input(run, one, file) for one, file in kept)
        changes.note(held, "analyses", by)
        drafts.touched(held)
    return run


def carried_in(
    draft: Draft, evidence: Mapping[str, Any], kept: Mapping[str, StoredFile], *, by: Membership, file: str
) -> None:
    """Queue the analyses that a dossier brings on the inputs that came with it, and write its judgements down.

    Args:
        kept: the inputs by their digest. file: of which a fault speaks.
    Raises:
        BadInput: an analysis or factor that there is not, or the wrong inputs for one.
    """
    for at, one in enumerate(evidence.get("analyses", ())):
        days = [{day: date.fromisoformat(i[day]) for day in DAYS if i.get(day)} for i in one["inputs"]]
        given = [Given(i["role"], i["name"], (), **said) for i, said in zip(one["inputs"], days, strict=True)]
        if faults := _unfit(one["kind"], given, one["parameters"]):
            raise BadInput([replace(f, file=file, where=f"evidence.analyses.{at}.{f.where}") for f in faults])
        run = AnalysisRun.objects.create(
            draft=draft,
            kind=one["kind"],
            parameters=one["parameters"],
            file_inputs=one["file_inputs"],
            asked_by=by.person,
            asked_at=now(),
            key=f"dossier-{draft.pk}-{at}",
        )
        AnalysisInput.objects.bulk_create(
            _input(run, each, kept[i["sha256"]]) for each, i in zip(given, one["inputs"], strict=True)
        )
    for one in evidence.get("judgements", ()):
        judge(draft, by=by, **one)


def drop(draft: Draft, run_id: int, *, by: Membership) -> None:
    """Take an analysis out of a draft; nothing happens if it is gone."""
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        held.analyses.filter(pk=run_id).delete()
        drafts.touched(held)


def judge(
    draft: Draft,
    *,
    by: Membership,
    factor: str,
    text: str,
    measures: str = "",
    source: str = "",
    seen: int | None = None,
) -> Judgement | None:
    """Write the party's judgement of a factor; an empty one takes it away.

    Args:
        seen: the version that the form showed; None asks nothing.
    Raises:
        NotFound: not theirs. NotAllowed: filed already. Overtaken: a colleague wrote another since.
        BadInput: no such factor in the draft's version.
    """
    with transaction.atomic():
        held = drafts.held_open(draft, by)
        if factor not in {one.id for one in factors(held.instrument)}:
            raise BadInput(
                [
                    Fault(
                        "judgement",
                        "factor",
                        Text(f"没有因素 {factor}", f"there is no factor {factor}"),
                        Text("请选择一览中的因素", "choose one of the board"),
                    )
                ]
            )
        written = (text.strip()[:20_000], measures.strip()[:20_000], source.strip()[:300])
        before = held.judgements.filter(factor=factor).first()
        if before is not None and (before.text, before.measures, before.source) == written:
            return before
        if before is None and not written[0]:
            return None
        changes.not_overtaken(held, f"judgement:{factor}", seen, by)
        drafts.touched(held)
        changes.note(held, f"judgement:{factor}", by)
        if not written[0]:
            held.judgements.filter(factor=factor).delete()
            preparing.judgement_taken_back(held, factor, by=by)
            return None
        made, _ = Judgement.objects.update_or_create(
            draft=held,
            factor=factor,
            defaults={
                "text": written[0],
                "measures": written[1],
                "source": written[2],
                "by": by.person,
                "at": now(),
            },
        )
        preparing.judged(made, by=by)
        return made


def repeat(number: str, filed_id: str, *, by: Membership, key: str) -> AnalysisRun:
    """The office runs a filed analysis again on the inputs that were filed with it.

    Raises:
        NotFound: case or analysis is not there, or not theirs. NotAllowed: no officer, or no inputs were filed.
    """
    if access.role_of(by) not in OFFICERS:
        raise NotAllowed(Text("只有承办人可以复算", "only an officer runs it again"))
    case = access.case_for(by, number)
    if (before := AnalysisRun.objects.filter(key=key).first()) is not None:
        return before
    filed = next((one for one in filed_analyses(by, number) if one["id"] == filed_id), None)
    if filed is None:
        raise NotFound(Text("没有这项分析", "there is no such analysis"))
    wanted = [(one, filed_input(case.pk, one["sha256"])) for one in filed["inputs"]]
    if any(file is None for _, file in wanted):
        raise NotAllowed(
            Text(
                "当事人没有提交原始输入，不能复算",
                "the party did not file the raw inputs, so it cannot be run",
            )
        )
    with transaction.atomic():
        run = AnalysisRun.objects.create(
            case=case,
            again=filed_id,
            kind=filed["kind"],
            parameters=filed["parameters"],
            asked_by=by.person,
            asked_at=now(),
            key=key,
        )
        AnalysisInput.objects.bulk_create(
            AnalysisInput(run=run, role=one["role"], file=file, name=one["name"])
            for one, file in wanted
            if file is not None
        )
        repeated.asked(run, by=by)
    return run


def filed_analyses(by: Membership, number: str) -> list[dict[str, Any]]:
    """What the party filed of its analyses, as far as this membership may read the filing."""
    return list(filed_evidence(by, number).get("analyses", []))


def filed_evidence(by: Membership, number: str) -> dict[str, Any]:
    """The paper of findings and judgements that came with the filing; empty where there is none."""
    return evidence_in(access.papers_of(by, access.case_for(by, number)))


def evidence_in(papers: Iterable[CasePaper]) -> dict[str, Any]:
    """The findings and judgements among papers that the caller may read; empty where there are none."""
    for paper in papers:
        if paper.material == FINDINGS:
            found: dict[str, Any] = json.loads(b"".join(files.content(paper.file)))
            return found
    return {}


def evidence_papers(draft: Draft) -> list[tuple[str, str, StoredFile]]:
    """What is filed of a draft's evidence: the findings and judgements, and raw inputs where the party wants it.

    Returns:
        Triples of material, name and file; none where nothing was analysed or judged.
    """
    content, inputs = evidence_of(draft)
    if content is None:
        return []
    found = (FINDINGS, FINDINGS_NAME, files.keep([content], "findings.json"))
    return [found, *((INPUT, one.name, one.file) for one in inputs)]


def evidence_of(draft: Draft) -> tuple[bytes | None, list[AnalysisInput]]:
    """The findings and judgements of a draft as the paper that is filed, and the raw inputs that go with it.

    Returns:
        None and nothing where nothing was analysed or judged.
    """
    runs = list(joined(draft.analyses.filter(state=State.DONE), "inputs", "file"))
    known = {one.id for one in factors(draft.instrument)}
    judged = [one for one in draft.judgements.all() if one.factor in known]
    if not runs and not judged:
        return None, []
    content_of = {
        "analyses": [told(run) for run in runs],
        "judgements": [
            {"factor": one.factor, "text": one.text, "measures": one.measures, "source": one.source}
            for one in judged
        ],
        "facts": draft.facts,
    }
    content = json.dumps(content_of, ensure_ascii=False, sort_keys=True, indent=1).encode()
    return content, [one for run in runs if run.file_inputs for one in run.inputs.all()]


def repetitions(case: int, filed_id: str) -> list[AnalysisRun]:
    """The office's runs of a filed analysis, the newest first."""
    return list(AnalysisRun.objects.filter(case=case, again=filed_id).order_by("-id")[:5])


def rerun(change: ReportedChange, given: Sequence[Kept], *, by: Membership) -> list[AnalysisRun]:
    """Queue every analysis whose inputs a reported change brings anew; inside the caller's transaction.

    What the change does not bring is taken from the newest earlier run of that kind: on an earlier change, else on the
    draft that was filed.
    """
    made = []
    for kind, analyser in ANALYSERS.items():
        roles = {one.role for one in analyser.inputs}
        fresh = [one for one in given if one.role in roles]
        if not fresh:
            continue
        base = earlier_run(change.case, kind)
        run = AnalysisRun.objects.create(
            case=change.case,
            change=change,
            kind=kind,
            parameters=base.parameters if base else {},
            file_inputs=True,
            asked_by=by.person,
            asked_at=now(),
            key=f"{change.key[:50]}-{kind}",
        )
        brought = {one.role for one in fresh}
        older = base.inputs.select_related("file") if base else ()
        inputs = [AnalysisInput(run=run, role=o.role, file=o.file, name=o.name) for o in fresh] + [
            AnalysisInput(run=run, role=o.role, file=o.file, name=o.name, made_on=o.made_on)
            for o in older
            if o.role not in brought
        ]
        AnalysisInput.objects.bulk_create(inputs)
        made.append(run)
    return made


def earlier_run(case: CaseFile, kind: str, run: AnalysisRun | None = None) -> AnalysisRun | None:
    """The newest analysis of that kind on a change of this case, else on the draft filed.

    Args:
        run: one that is done is wanted, from before this run.
    """
    known = AnalysisRun.objects.filter(kind=kind).exclude(state=State.FAILED).order_by("-id")
    if run is not None:
        known = known.filter(state=State.DONE, pk__lt=run.pk)
    return known.filter(change__case=case).first() or known.filter(draft__case=case).first()


def unfit_for_rerun(case: CaseFile, given: Sequence[tuple[str, str]]) -> list[Fault]:
    """What is wrong with the files of a change: too many of one kind, or too few for an analysis.

    Args:
        given: role and name of each.
    """
    faults = []
    for kind, analyser in ANALYSERS.items():
        brought = Counter(role for role, _ in given if role in {one.role for one in analyser.inputs})
        if not brought:
            continue
        base = earlier_run(case, kind)
        had = {one.role for one in base.inputs.all()} if base else set[str]()
        for role, least, most in _asked(analyser):
            if most is not None and brought[role] > most:
                wrong = Text(f"选择了 {brought[role]} 个文件", f"{brought[role]} files")
                faults.append(_fault(role, wrong, Text(f"最多 {most} 个", f"at most {most}")))
            if least and not brought[role] and role not in had:
                wrong = Text(
                    "申报时没有这种分析，缺少文件", "no such analysis was filed, and a file is missing"
                )
                faults.append(_fault(role, wrong, Text("请一并上传", "upload it too")))
        if analyser.parameters and base is None:
            wrong = Text(
                "申报时没有股权分析，不知道分析哪家公司", "no ownership was analysed, so of which company?"
            )
            right = Text("请在补充材料或者新的申报中提交", "hand it in with a supplement or a new filing")
            faults.append(_fault("statements", wrong, right))
    return faults


def claim(worker: str = "") -> AnalysisRun | None:
    """Take a run that waits, of the party that was served longest ago; for the worker alone.

    One party's many runs never hold up another's first.
    """
    moment = now()
    AnalysisRun.objects.filter(
        state=State.RUNNING, begun_at__lt=moment - STUCK, tries__lt=alive.MOST_TRIES
    ).update(state=State.QUEUED)
    for pk in _by_turns():
        taken = AnalysisRun.objects.filter(pk=pk, state=State.QUEUED)
        if taken.update(state=State.RUNNING, begun_at=moment, worker=worker, tries=F("tries") + 1):
            return joined(AnalysisRun.objects.select_related("case", "change__case"), "inputs", "file").get(
                pk=pk
            )
    return None


def _by_turns() -> list[int]:
    """The oldest waiting run of each party, whoever was served longest ago first."""
    whose = Coalesce("draft__party_id", "case__party_id", "change__case__party_id")
    waiting = AnalysisRun.objects.filter(state=State.QUEUED).annotate(party=whose).order_by("id")
    first: dict[int | None, int] = {}
    for pk, party in waiting.values_list("pk", "party"):
        first.setdefault(party, pk)
    served = dict(
        AnalysisRun.objects.exclude(begun_at=None)
        .annotate(party=whose)
        .values("party")
        .annotate(last=Max("begun_at"))
        .values_list("party", "last")
    )
    never = datetime.min.replace(tzinfo=UTC)
    return [first[party] for party in sorted(first, key=lambda one: (served.get(one, never), first[one]))]


def progressed(run: AnalysisRun, share: float) -> None:
    """Write down how far it is, 0 to 1."""
    AnalysisRun.objects.filter(pk=run.pk, state=State.RUNNING).update(share_done=share)


def finished(run: AnalysisRun, answer: dict[str, Any]) -> None:
    """Write the answer down; a run that was dropped meanwhile is not brought back.

    On what changed, it is put beside the earlier answer, and both sides are told if something got worse.
    """
    base = earlier_run(run.change.case, run.kind, run) if run.change else None
    found = (
        [one.as_dict() for one in ANALYSERS[run.kind].worse(base.answer, answer)]
        if base and base.answer
        else []
    )
    with transaction.atomic():
        AnalysisRun.objects.filter(pk=run.pk).update(
            state=State.DONE, answer=answer, done_at=now(), base=base, worse=found
        )
        if run.case is not None and run.again:
            repeated.done(run, answer, agrees=_agrees(run.case, run.again, answer))
        if found and run.case is not None:
            overseeing = OVERSEE if run.case.state in access.SUPERVISED else OVERSEE - {Role.SUPERVISOR}
            mail.tell(mail.of_party(run.case) | mail.holding(overseeing))


def _agrees(case: CaseFile, filed_id: str, answer: Mapping[str, Any]) -> bool:
    """Does a repetition say what was filed: of two counts their comparison, else the findings."""
    if (compared := answer.get("compared")) is not None:
        return bool(compared["same"])
    papers = CasePaper.objects.filter(case=case, material=FINDINGS).select_related("file")
    filed = next(one for one in evidence_in(papers)["analyses"] if one["id"] == filed_id)
    return not differences(filed["findings"], answer.get("findings", []))


def told(run: AnalysisRun) -> dict[str, Any]:
    """A run as it is filed: kind, inputs with days and digests, what it found, what it could not read."""
    answer = run.answer or {}
    return {
        "id": f"{run.kind}-{run.pk}",
        "kind": run.kind,
        "parameters": run.parameters,
        "inputs": [
            {
                "role": one.role,
                "name": one.name,
                "sha256": one.file.digest,
                "size": one.file.size,
                "made_on": one.made_on.isoformat() if one.made_on else None,
                "covers_from": one.covers_from.isoformat() if one.covers_from else None,
                "covers_to": one.covers_to.isoformat() if one.covers_to else None,
                "received_on": run.asked_at.date().isoformat(),
            }
            for one in run.inputs.all()
        ],
        "findings": [_as_filed(one) for one in answer.get("findings", [])],
        "unread": [one | {"file": _name_of(one["file"])} for one in answer.get("unread", [])],
    }


def _as_filed(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding without the folders of the machine on which it was found."""
    source = finding["source"] | {"file": _name_of(finding["source"]["file"])}
    if "also" in source:
        source["also"] = [one | {"file": _name_of(one["file"])} for one in source["also"]]
    return finding | {"source": source}


def _name_of(path: str) -> str:
    return PureWindowsPath(path).name or path


def filed_input(case: int, digest: str) -> StoredFile | None:
    """A raw input that was filed with a case, by its digest; None where it was not."""
    papers = CasePaper.objects.filter(case=case, material=INPUT, file=digest).select_related("file")
    found = papers.first()
    return found.file if found else None


def _input(run: AnalysisRun, one: Given, file: StoredFile) -> AnalysisInput:
    return AnalysisInput(
        run=run,
        role=one.role,
        file=file,
        name=files.safe_name(one.name),
        made_on=one.made_on,
        covers_from=one.covers_from,
        covers_to=one.covers_to,
    )


def _unfit(kind: str, given: Sequence[Given], parameters: dict[str, Any]) -> list[Fault]:
    if kind not in ANALYSERS:
        return [_fault("kind", Text("没有这种分析", "there is no such analysis"), _listed(ANALYSERS))]
    analyser, faults = ANALYSERS[kind], []
    for role, least, most in _asked(analyser):
        count = sum(one.role == role for one in given)
        if count < least:
            faults.append(
                _fault(role, Text("还没有选择文件", "no file is chosen"), Text("请选择文件", "choose a file"))
            )
        elif most is not None and count > most:
            faults.append(
                _fault(
                    role,
                    Text(f"选择了 {count} 个文件", f"{count} files"),
                    Text(f"最多 {most} 个", f"at most {most}"),
                )
            )
    faults.extend(
        _fault(
            one.role,
            Text("这种分析不用这类文件", "this analysis reads no such file"),
            _listed(one.role for one in analyser.inputs),
        )
        for one in given
        if one.role not in {known.role for known in analyser.inputs}
    )
    faults.extend(
        _fault(one.name, one.missing, one.right)
        for one in analyser.parameters
        if not str(parameters.get(one.name, "")).strip()
    )
    for one in given:
        if one.covers_from and one.covers_to and one.covers_to < one.covers_from:
            faults.append(
                _fault(
                    one.role,
                    Text("涵盖期间的结束早于开始", "what it covers ends before it begins"),
                    Text("请调换两个日期", "swap the two days"),
                )
            )
    return faults


def _asked(analyser: Analyser) -> Iterator[tuple[str, int, int | None]]:
    """Each role, and how many files of it at least and at most."""
    return ((one.role, one.least, one.most) for one in analyser.inputs)


def _listed(names: Iterable[str]) -> Text:
    return Text("可用：" + "、".join(names), "there are " + ", ".join(names))


def _fault(where: str, wrong: Text, right: Text) -> Fault:
    return Fault("analysis", where, wrong, right)
