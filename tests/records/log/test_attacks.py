"""Each change with the database alone is found, or stands on the list with its reason; with the key, receipts find it.

`make harden` tries every one on both databases; `make test` the deletions, and on SQLite the insertions and one column
of each table.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from tests.hardening import HARDEN
from tests.instances import ON_BOTH, instance
from tests.notices import written
from tests.places import ROOT
from tests.records.log.attacks import Attack, attacks, older, remember

from shencha.law.measures.promises import PROMISES
from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, parse, sign
from shencha.ledger.leaves import entry_of
from shencha.ledger.receipt import Unverifiable, check, read
from shencha.procedure import acts as e
from shencha.records import access, log
from shencha.records.acts import (
    accounts,
    analyses,
    audits,
    days,
    drafts,
    holidays,
    notices,
    parts,
    policies,
    reports,
)
from shencha.records.acts.feeds import open_feed
from shencha.records.clock import today
from shencha.records.log import looks, memory
from shencha.records.log.auditing import audit_everything
from shencha.records.log.beside import COLUMNS, ENTERED, REASONS, table
from shencha.records.log.kept import Order, kept
from shencha.records.models import CaseFile, LoggedAct, LogHead, Membership, Notice, StoredEvent
from shencha.server.sample import instance as sample
from shencha.server.sample import supervision

UNGUARDED = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA ignore_check_constraints = ON"),
    "postgresql": ("SET session_replication_role = replica",),
}
"""With what whoever holds the database takes its own guards away."""


@pytest.fixture(scope="module", params=ON_BOTH)
def attacked(request: pytest.FixtureRequest, tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[None]:
    """The demo with a row at least in every table that is compared."""
    data = tmp_path_factory.mktemp("attacked")
    with django_db_blocker.unblock(), instance(request.param, data / "instance"):
        sample.tell(today())
        story = sample.Story(today(), told=900)
        supervision.supervise(story)
        remember()
        number = CaseFile.objects.filter(state="consultation")[0].number
        story.does(number, sample.HEAD, 0, e.Recused, sample.HEAD, "曾任顾问")
        found = Notice.objects.filter(to__key="yunqi")[0]
        notices.received(found, by=story.held[sample.YUNQI])
        accounts.token(story.held[sample.OFFICER], "t")
        open_feed(story.held[sample.OFFICER])
        _two_by_two(story)
        _looks_and_reports(story, number)
        _before_filing(story)
        with connection.cursor() as cursor:
            for statement in UNGUARDED[request.param]:
                cursor.execute(statement)
        assert audit_everything(hashing=False).faults == ()
        yield


def _two_by_two(story: sample.Story) -> None:
    """Notices and policies put in force by two people each, and a case shown to those alone whom the head names."""
    officer, second = story.held[sample.OFFICER], story.held[sample.SECOND]
    for year in (2031, 2032):
        told = holidays.propose(
            written(year, off=[date(year, 5, 6)]),
            number=f"示例〔{year - 1}〕9号",
            published_on=today(),
            url="https://www.gov.cn/",
            by=officer,
        )
        holidays.put_in_force(told.pk, by=second)
    for policy, value in (
        ("notice_code", "网审示字"),
        ("notice_contact", "联系人：示例室 / Contact: sample desk"),
    ):
        choice = policies.propose(policy, value, today(), "统一格式", by=officer)
        policies.put_in_force(choice.pk, by=second)
    others = (second.person.key, story.held[sample.CLERK].person.key)
    assigned = (officer.person.key, None, "涉及未公开信息", True, others)
    number = CaseFile.objects.filter(state="preliminary")[0].number
    story.does(number, sample.HEAD, 0, e.CaseAssigned, *assigned)


def _looks_and_reports(story: sample.Story, number: str) -> None:
    """Two reports, one of them signed and linked, with a file; looks at a case, and of an auditor; all of it sealed."""
    case, officer = CaseFile.objects.get(number=number), story.held[sample.OFFICER]
    desk = story.held["supervisor@supervision.example"]
    for at, reporter in enumerate((None, reports.Reporter("甲", "13900000000"))):
        sent = [reports.Upload("a.txt", [f"第 {at} 份".encode()])]
        form = reports.fresh_form()
        made, _ = reports.submit(
            kind="party", about="云栖出行", text="没有履行承诺", key=form, reporter=reporter, uploads=sent
        )
    over = access.cases_of(desk)[0].number
    reports.link(made.number, by=desk, case_number=over)
    reports.concerns(made.number, by=desk, email=sample.SECOND)
    for _ in range(2):
        access.saw(officer, case, "case")
        access.saw(story.held[sample.HEAD], case, "paper 1")
        audits.looked(by=Membership.objects.get(role="auditor"))
        assert looks.seal() == 3
    days.close(today())


def _before_filing(story: sample.Story) -> None:
    """A draft with two suppliers' parts, handed in with a paper each, and two judgements."""
    owner, supplier = story.held[sample.YUNQI], Membership.objects.get(role="supplier")
    draft = drafts.begin(by=owner, party_key="yunqi", ground="procurement", title="网关采购")
    for product in ("网关", "防火墙"):
        part = parts.invite(
            draft,
            by=owner,
            supplier=supplier.organisation.key,
            product=product,
            wanted_by=today(),
            note="请填写",
        )
        parts.attach(part, by=supplier, name="说明.txt", chunks=[f"{product}的说明".encode()])
        said = {one: {"says": "yes"} for one in PROMISES}
        parts.hand_in(parts.write(part, by=supplier, statements=said, description=product), by=supplier)
    for factor in ("F1", "F2"):
        analyses.judge(draft, by=owner, factor=factor, text="没有替代", measures="备货", source="附件 1")


def unfound(tried: list[Attack]) -> list[str]:
    """The attacks that changed something, are not excused, and that the audit does not find."""
    missed = []
    for one in tried:
        with transaction.atomic():
            with connection.cursor() as cursor:
                done = one.does(cursor)
            if done and not audit_everything(hashing=False).faults:
                missed.append(f"{one.model}: {one.what}")
            transaction.set_rollback(True)
    return missed


def test_each_attack_is_found_or_stands_on_the_list(attacked: None) -> None:
    some, seen, sqlite = [], set(), connection.vendor == "sqlite"
    for one in attacks():
        if one.excused:
            continue
        first = one.what.startswith("update") and one.model not in seen
        if first:
            seen.add(one.model)
        if HARDEN or one.what == "delete one" or (sqlite and (first or one.what == "insert")):
            some.append(one)
    assert len(some) > (40 if sqlite else 20)
    assert not (missed := unfound(some)), "; ".join(missed)


def test_every_table_that_is_compared_is_attacked(attacked: None) -> None:
    assert {one.model for one in attacks()} >= ENTERED


@pytest.mark.parametrize("table_name", ["records_policychoice", "records_takennotice"])
def test_the_order_in_which_choices_were_decided_is_compared(attacked: None, table_name: str) -> None:
    """The last of two that speak of one day counts."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table_name} SET decided_at = '2020-02-02 02:02:02' "
                f"WHERE id = (SELECT MAX(id) FROM {table_name})"
            )
        assert len(audit_everything(hashing=False).faults) == 1
        transaction.set_rollback(True)


def test_older_rows_and_an_older_database_are_found(attacked: None) -> None:
    tried = [one for one in older() if not one.excused]
    assert {"StoredEvent", "LoggedAct", "LogHead", "Recusal"} <= {one.model for one in tried}
    assert not (missed := unfound(tried if HARDEN else tried[:3])), "; ".join(missed)


def test_with_the_key_a_history_made_anew_is_found_by_receipts_and_checkpoints_kept_outside(
    attacked: None,
) -> None:
    size, _ = log.head()
    receipts = {at: log.receipt(log.entry_at(at)) for at in (10, 40, size - 1)}  # type: ignore[arg-type]
    outside, _ = parse(log.checkpoint())
    early, _ = parse(StoredEvent.objects.get(log_index=20).note)
    with transaction.atomic():
        _rewritten(30)
        assert audit_everything(hashing=False).faults == (), "whoever holds the key can make it whole again"
        assert audit_everything(hashing=False, outside=[outside]).faults
        assert audit_everything(hashing=False, outside=[early]).faults == (), "nothing before it was touched"
        note, key = log.checkpoint(), log.verifier()
        for at, text in receipts.items():
            proof = [_bytes(one) for one in log.consistency(at + 1, size)]
            if at < 30:
                check(read(text), key, note, proof)
            else:
                with pytest.raises(Unverifiable):
                    check(read(text), key, note, proof)
        transaction.set_rollback(True)


def _bytes(line: str) -> bytes:
    import base64

    return base64.b64decode(line)


def _rewritten(at: int) -> None:
    """Change entry `at` and sign everything from there on again, as a thief of key and database would."""
    from django.conf import settings

    from shencha.records.log import epochs

    key = epochs.signing_key(1)
    peaks: list[bytes] = []
    for entry in list(kept(Order())):
        record = dict(entry.record)
        rows = StoredEvent if "case" in record else LoggedAct
        table_name = rows._meta.db_table
        if entry.index == at:
            record["recorded_at"] = "2020-02-02T02:02:02.000000+00:00"
            _set(table_name, at, recorded_at="2020-02-02 02:02:02")
        peaks, written = merkle.append(entry.index, peaks, merkle.leaf_hash(entry_of(record, entry.salt)))
        if entry.index < at:
            continue
        note = sign(Checkpoint(settings.LOG_ORIGIN, entry.index + 1, merkle.root_of(peaks)), key)
        _set(table_name, entry.index, nodes=b"".join(node for _, _, node in written), note=note)
    head = LogHead.objects.get(pk=log.HEAD)
    LogHead.objects.filter(pk=head.pk).update(peaks=b"".join(peaks), note=note)
    Path(settings.DATA, "log.signed").unlink()
    memory.remember(head.size, merkle.root_of(peaks))


def _set(table_name: str, at: int, **values: Any) -> None:
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} = %s" for name in values)
        cursor.execute(f"UPDATE {table_name} SET {columns} WHERE log_index = %s", [*values.values(), at])


def test_every_table_is_compared_with_the_log_or_has_its_reason() -> None:
    names = {model.__name__ for model in apps.get_models()}
    assert names == ENTERED | set(REASONS)
    assert not ENTERED & set(REASONS)
    assert {one.partition(".")[0] for one in COLUMNS} <= ENTERED
    assert table() in (ROOT / "SECURITY.md").read_text()


WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}
BY_MODULE = {
    "server/limits.py": {"mine": "Share", "rows": "Remembered Share"},
    "api/absences.py": {"router": ""},
    "api/accounts.py": {"router": ""},
    "api/calendar.py": {"router": ""},
    "api/draft_analyses.py": {"router": "", "statements": ""},
    "api/drafts.py": {"router": ""},
    "api/parts.py": {"router": ""},
    "api/views.py": {"router": ""},
    "cli/progress.py": {"bar": ""},
    "records/acts/absences.py": {"found": "Absence"},
    "records/acts/administration.py": {"held": "Authenticator", "one": "Session"},
    "records/acts/analyses.py": {"held": "AnalysisRun Judgement", "taken": "AnalysisRun"},
    "records/acts/arrivals.py": {"self": "Arrival", "arrival": "Arrival"},
    "records/acts/audits.py": {"run": "AuditRun"},
    "records/acts/carried.py": {"draft": "Draft"},
    "records/acts/changes.py": {"row": "DraftChange"},
    "records/acts/drafts.py": {
        "draft": "Draft",
        "held": "Draft DraftPaper",
        "found": "DraftPaper",
        "out": "",
    },
    "records/acts/epochs.py": {"act": "LoggedAct"},
    "records/acts/filing.py": {"draft": "Draft"},
    "records/acts/opinions.py": {"draft": "OpinionDraft", "mine": "OpinionDraft", "waiting": "OpinionDraft"},
    "records/acts/parts.py": {"part": "SupplierPart SupplierPaper", "held": "SupplierPart"},
    "records/acts/put_forward.py": {"one": "TakenNotice PolicyChoice"},
    "records/acts/remarks.py": {"found": "Remark"},
    "records/acts/reminders.py": {"mine": "Reminder", "taken": "Reminder"},
    "records/acts/reports.py": {"report": "Report"},
    "records/acts/sanctions.py": {"row": "SanctionDraft"},
    "records/acts/statements.py": {"before": "DraftPaper"},
    "records/acts/supplements.py": {"reply": "SupplementReply"},
    "records/files/leftovers.py": {"places": "StoredFile"},
    "records/files/places.py": {"unspoken": "StoredFile"},
    "records/files/__init__.py": {"kept": "StoredFile", "digest": ""},
    "records/files/read_back.py": {"read": ""},
    "records/files/rehash.py": {"digest": ""},
    "records/jobs/alive.py": {"mine": "AnalysisRun AuditRun"},
    "records/log/before.py": {"apps": "LogHead", "head": "LogHead"},
    "records/log/kept.py": {"digest": ""},
    "records/log/looks.py": {"batch": "LookBatch", "head": "LogHead"},
    "records/reads/figures.py": {"out": ""},
    "server/sample/evidenced.py": {"statements": ""},
    "server/sample/written.py": {"made": ""},
    "web/accounts/forms.py": {"super": ""},
    "web/evidence/report.py": {"acts": ""},
    "web/interview.py": {"out": ""},
    "web/sanctions/facts.py": {"form": ""},
}
"""What is written through a variable, file by file: the tables that it may be, or none (a picture, a dictionary)."""


def test_every_write_in_the_product_is_of_a_table_that_is_compared_or_has_its_reason() -> None:
    known, strangers, met = ENTERED | set(REASONS), [], set()
    for room in ("records", "web", "api", "server", "cli"):
        for path in sorted((ROOT / "src" / "shencha" / room).rglob("*.py")):
            if {"migrations", "models"} & set(path.parts):
                continue
            inside = path.relative_to(ROOT / "src" / "shencha").as_posix()
            for call in ast.walk(ast.parse(path.read_text())):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                    continue
                named = _named(call.func.value)
                if call.func.attr not in WRITES or named & known:
                    continue
                variables = BY_MODULE.get(inside, {})
                met |= {(inside, name) for name in named & variables.keys()}
                if not named & variables.keys():
                    strangers.append(f"{inside}:{call.lineno} {ast.unparse(call.func)}")
    assert not strangers, "; ".join(strangers)
    assert met == {(file, name) for file, names in BY_MODULE.items() for name in names}, "none is out of date"
    assert {
        one for names in BY_MODULE.values() for tables in names.values() for one in tables.split()
    } <= known


def _named(value: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
