"""Registers of parties, screened whole and beside what was there before; and changes that a party reports."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from shencha.errors import BadInput, Fault, NotAllowed
from shencha.inputs import Document
from shencha.law.logic.cells import Outcome
from shencha.law.screening.facts_file import load_facts
from shencha.law.screening.screen import screen
from shencha.procedure.roles import OFFICERS, PARTY_SIDE, Role
from shencha.records import access, files
from shencha.records.acts import analyses
from shencha.records.acts.analyses import Given, Kept
from shencha.records.acts.logged import enter
from shencha.records.acts.record import fold
from shencha.records.changes import CHANGE_REPORTED, change_columns
from shencha.records.clock import now
from shencha.records.files import places
from shencha.records.jobs import mail
from shencha.records.models import CaseFile, Membership, PartyRegister, ReportedChange, StoredFile
from shencha.records.reads.filings import answers_of
from shencha.text import Text

LONGEST = 10_000


def take_in(
    chunks: Iterable[bytes] | None,
    name: str,
    on: date,
    *,
    column: str = "",
    before: date | None = None,
    afresh: bool = False,
    key: str,
    by: Membership,
) -> PartyRegister:
    """Screen a register and compare it: with the one before by a column, or with an earlier day of the law.

    Args:
        chunks: a new register; None asks the latest one again, as of another day.
        column: tells parties apart; needed where a new register follows an earlier one.
        afresh: compare a new register with none before it.
        before: the earlier day; default: that of the register before.
        key: made by the form; the same key again is the same act.
    Raises:
        NotAllowed: not by this person. BadInput: as `rescreen_register`, or nothing to screen.
    """
    from shencha.registers.moved_rows import rescreen_register

    if access.role_of(by) not in OFFICERS:
        raise NotAllowed(Text("登记表由承办人员上传", "an officer of the office hands in a register"))
    if (done := PartyRegister.objects.filter(key=key, by=by.person).first()) is not None:
        return done
    last = PartyRegister.objects.select_related("file").first()
    if chunks is None and last is None:
        wrong = Text("还没有登记表", "there is no register yet")
        raise BadInput([Fault("form", "file", wrong, Text("请先上传一份", "upload one first"))])
    if chunks is None:
        assert last is not None
        name, file, earlier = last.name, last.file, None
    else:
        file, earlier = files.keep(chunks, name), None if afresh else last
    day = before or (last.on if last and not afresh else None)
    with tempfile.TemporaryDirectory(prefix="shencha-") as folder:
        now_at = _laid(file, Path(folder) / f"register{Path(name).suffix.lower()}")
        old = (
            _laid(earlier.file, Path(folder) / f"earlier{Path(earlier.name).suffix.lower()}")
            if earlier
            else None
        )
        out = Path(folder) / f"answered{Path(name).suffix.lower()}"
        try:
            found = rescreen_register(now_at, str(out), on, before=day, old=old, key=column or None)
        except BadInput as refused:
            names = {now_at: name, str(out): name} | ({old: earlier.name} if old and earlier else {})
            raise BadInput([_of_the_form(f, names.get(f.file, name)) for f in refused.faults]) from None
        with out.open("rb") as written:
            answered = files.keep(iter(lambda: written.read(files.CHUNK), b""), out.name)
    answer = found.as_dict() | {"register": name, "out": ""}
    return PartyRegister.objects.create(
        key=key,
        name=name,
        file=file,
        answered=answered,
        on=on,
        before=day,
        earlier=earlier,
        answer=answer
        | {"compared_with": {"on": (day or on).isoformat(), "register": earlier and earlier.name}},
        by=by.person,
        at=now(),
    )


def _of_the_form(fault: Fault, name: str) -> Fault:
    """A fault of the command, in the words of the form."""
    if fault.where != "--key":
        return replace(fault, file=name)
    return Fault("form", "column", fault.wrong, Text("请填写列名", "name the column"))


def _laid(file: StoredFile, place: Path) -> str:
    """The content under a name whose extension tells its format."""
    return str(places.lay(file.digest, place))


def report_change(
    case: CaseFile,
    changed: dict[str, Any],
    said: str,
    on: date,
    *,
    key: str,
    by: Membership,
    uploads: Sequence[Given] = (),
    at: datetime | None = None,
) -> ReportedChange:
    """What a party reports once it has filed, screened at once with what it had told before; an entry of the log.

    Args:
        changed: facts in blocks, as a facts file has them; they take the place of what was known.
        uploads: new inputs of the analyses filed, which then run again by themselves.
    Raises:
        NotAllowed: not by the party, or it involves state secrets, of which nothing is kept.
        BadInput: a fact that cannot be, or no words.
    """
    if access.role_of(by) not in PARTY_SIDE or not may_report(case):
        raise NotAllowed(
            Text(
                "只有当事人可以报告变化，并且案件须未撤回",
                "only the party reports changes, in a case that was not withdrawn",
            )
        )
    if (done := ReportedChange.objects.filter(key=key, by=by.person).first()) is not None:
        return done
    if not said.strip() or len(said) > LONGEST:
        wrong = Text("没有说明变化，或者太长", "what changed is not said, or too long")
        right = Text(f"请写 1 至 {LONGEST} 字", f"write 1 to {LONGEST} characters")
        raise BadInput([Fault("form", "said", wrong, right)])
    if faults := analyses.unfit_for_rerun(case, [(one.role, one.name) for one in uploads]):
        raise BadInput(faults)
    before = facts_before(case)
    facts = _merged(before, changed)
    found = screen(load_facts(Document("form", facts)), on)
    if found.outcome is Outcome.REFUSED:
        raise NotAllowed(
            Text(
                "涉及国家秘密的事项不在此报告，没有保存任何内容",
                "state secrets are not reported here; nothing was kept",
            )
        )
    answer = found.as_dict()
    told = {
        "on": on.isoformat(),
        "changed": changed,
        "facts": facts,
        "said": said.strip(),
        "outcome": found.outcome.value,
        "answer": answer,
        "newly": newly(before, answer, on),
    }
    kept = [_kept(one) for one in uploads]
    papers = [
        {"material": one.role, "name": one.name, "size": one.file.size, "sha256": one.file.digest}
        for one in kept
    ]
    with transaction.atomic():
        act = enter(f"case:{case.number}", CHANGE_REPORTED, told, by=by, key=key, papers=papers, at=at)
        made = ReportedChange.objects.create(case=case, act=act, key=key, **change_columns(act))
        analyses.rerun(made, kept, by=by)
        mail.tell(mail.holding(frozenset({Role.CASE_OFFICER}) | _supervision(case)), by=by.person)
        return made


def _kept(one: Given) -> Kept:
    name = files.safe_name(one.name)
    return Kept(one.role, name, files.keep(one.chunks, name))


def may_report(case: CaseFile) -> bool:
    """Can facts still change what was filed or decided (open point change_of_facts)?"""
    return case.state not in ("", "withdrawn") and case.party_id is not None


def newly(before: dict[str, Any], answer: dict[str, Any], on: date) -> list[dict[str, Any]]:
    """The grounds that hold now and did not by the facts told before, by the law of the same day."""
    then = screen(load_facts(Document("before", before)), on).as_dict() if before else {"grounds": []}
    held = {one["ground"] for one in then["grounds"] if one["holds"] == "yes"}
    return [one for one in answer["grounds"] if one["holds"] == "yes" and one["ground"] not in held]


def _supervision(case: CaseFile) -> frozenset[Role]:
    return frozenset({Role.SUPERVISOR}) if case.state in access.SUPERVISED else frozenset()


def facts_before(case: CaseFile) -> dict[str, Any]:
    """The facts as the party told them last: in an earlier report, or in its filing."""
    last = case.changes.first()
    if last is not None:
        return dict(last.facts)
    return answers_of(case, fold(case, case.events.order_by("sequence")))


def _merged(known: dict[str, Any], changed: dict[str, Any]) -> dict[str, Any]:
    out = dict(known)
    for name, value in changed.items():
        block = out.get(name)
        out[name] = block | value if isinstance(block, dict) and isinstance(value, dict) else value
    return out
