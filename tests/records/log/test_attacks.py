"""Each change with the database alone is found, or stands on the list with its reason; with the key, receipts find it.

`make harden` tries every one; `make test` the deletions, insertions and one column of each table.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from tests.hardening import HARDEN
from tests.instances import ON_BOTH, instance
from tests.places import ROOT
from tests.records.log.attacks import Attack, attacks

from shencha.law.measures.promises import PROMISES
from shencha.ledger import merkle
from shencha.ledger.checkpoint import Checkpoint, parse, sign
from shencha.ledger.leaves import entry_of
from shencha.ledger.receipt import Unverifiable, check, read
from shencha.procedure import acts as e
from shencha.records import access, log
from shencha.records.acts import accounts, analyses, audits, days, drafts, notices, parts, reports
from shencha.records.acts.feeds import open_feed
from shencha.records.clock import today
from shencha.records.log import looks, memory
from shencha.records.log.auditing import audit_everything
from shencha.records.log.beside import COLUMNS, ENTERED, REASONS, table
from shencha.records.log.kept import Order, kept
from shencha.records.models import CaseFile, LoggedAct, LogHead, Membership, Notice, StoredEvent
from shencha.server.sample import instance as sample
from shencha.server.sample import supervision

ALL = HARDEN


@pytest.fixture(scope="module", params=ON_BOTH if HARDEN else ["sqlite"])
def attacked(request: Any, tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[None]:
    """The demo with a recusal, an opened notice, a token and a calendar's address."""
    data = tmp_path_factory.mktemp("attacked")
    with django_db_blocker.unblock(), instance(request.param, data / "instance"):
        sample.tell(today())
        story = sample.Story(today(), told=900)
        supervision.supervise(story)
        number = CaseFile.objects.filter(state="consultation")[0].number
        story.does(number, sample.HEAD, 0, e.Recused, sample.HEAD, "曾任顾问")
        found = Notice.objects.filter(to__key="yunqi")[0]
        notices.received(found, by=story.held[sample.YUNQI])
        accounts.token(story.held[sample.OFFICER], "t")
        open_feed(story.held[sample.OFFICER])
        _looks_and_reports(story, number)
        _before_filing(story)
        with connection.cursor() as cursor:
            if request.param == "sqlite":
                cursor.execute("PRAGMA foreign_keys = OFF")
                cursor.execute("PRAGMA ignore_check_constraints = ON")
            else:
                cursor.execute(
                    "SET session_replication_role = replica"
                )  # whoever holds the server asks no key
        assert audit_everything(hashing=False).faults == ()
        yield


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
        parts.attach(part, by=supplier, name="说明.txt", chunks=["说明".encode()])
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
    some, seen = [], set()
    for one in attacks():
        if one.excused:
            continue
        first = one.what.startswith("update") and one.model not in seen
        if first:
            seen.add(one.model)
        if ALL or first or one.what in ("delete one", "insert"):
            some.append(one)
    assert len(some) > 40
    assert not (missed := unfound(some)), "; ".join(missed)


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
    names = {model.__name__ for model in apps.get_app_config("records").get_models()}
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
    "acts/administration.py": {"Person"},  # second factors and sessions; each factor that ends is an entry
    "acts/absences.py": {"Absence"},
    "acts/accounts.py": {"Organisation", "Membership", "Mandate", "ApiToken", "Person"},
    "acts/analyses.py": {"AnalysisRun", "Judgement"},
    "acts/arrivals.py": {"Arrival"},
    "acts/audits.py": {"AuditRun"},
    "acts/changes.py": {"DraftChange"},
    "acts/drafts.py": {"Draft", "DraftPaper"},
    "acts/carried.py": {"Draft"},
    "acts/filing.py": {"Draft"},
    "acts/epochs.py": {"LoggedAct"},
    "acts/holidays.py": {"TakenNotice", "Todo"},
    "acts/logged.py": {"LoggedAct"},
    "acts/opinions.py": {"OpinionDraft"},
    "acts/parts.py": {"SupplierPart", "SupplierPaper"},
    "acts/policies.py": {"PolicyChoice"},
    "acts/put_forward.py": {"TakenNotice", "PolicyChoice"},
    "acts/record.py": {"CaseFile"},
    "acts/remarks.py": {"Remark"},
    "acts/reminders.py": {"Reminder"},
    "acts/reports.py": {"Report"},
    "acts/sanctions.py": {"SanctionDraft"},
    "acts/statements.py": {"DraftPaper"},
    "acts/supplements.py": {"SupplementReply"},
    "files/__init__.py": {"StoredFile"},
    "jobs/alive.py": {"AnalysisRun"},
    "log/before.py": {"LogHead"},
    "log/looks.py": {"LookBatch", "LogHead"},
}
"""What is written through a variable, by module: there the name of the model does not stand beside the call."""
NOT_ROWS = {
    "acts",
    "bar",
    "bare",
    "digest",
    "form",
    "made",
    "out",
    "pdf",
    "read",
    "router",
    "statements",
    "super",
}
"""Whose `save`, `update` or `delete` writes no row: pictures, hashes, dictionaries, routes, what is inherited."""
OF_DJANGO = {"EmailAddress", "Session"}
"""Its own tables, by which one signs in, and nothing else."""


def test_every_write_in_the_product_is_of_a_table_that_is_compared_or_has_its_reason() -> None:
    known, strangers = ENTERED | set(REASONS), []
    for room in ("records", "web", "api", "server", "cli"):
        for path in sorted((ROOT / "src" / "shencha" / room).rglob("*.py")):
            if {"migrations", "models"} & set(path.parts):
                continue
            inside = path.relative_to(ROOT / "src" / "shencha" / room).as_posix()
            for call in ast.walk(ast.parse(path.read_text())):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                    continue
                if call.func.attr not in WRITES:
                    continue
                named = _named(call.func.value)
                if named & (NOT_ROWS | OF_DJANGO):
                    continue
                if (
                    not named & known
                    and not BY_MODULE.get(inside if room == "records" else "", set()) & known
                ):
                    strangers.append(f"{room}/{inside}:{call.lineno} {ast.unparse(call.func)}")
    assert not strangers, "; ".join(strangers)


def _named(value: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
