"""An upload in pieces to the real server against `cp` and a digest of the same file, and what memory it takes.

SHENCHA_BENCH_UPLOAD_MB sets the size (default 1024).
"""

from __future__ import annotations

import hashlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.row import Row

SMALLEST, LARGEST = 4 * 2**20, 64 * 2**20
"""Bytes of a piece: they grow as those of the page's script do on a fast line."""
WANTED = 4.0
MEMORY_MB = 64
"""How much the server's largest process may grow by, whatever the size of the file."""
_SETTLED = """
from shencha.cli.instance import migrate, start
start(migrated=False)
migrate()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, BACKEND_SESSION_KEY
from django.conf import settings
from shencha.records.acts import drafts
from shencha.records.clock import today
from shencha.records.models import Membership, Person
from shencha.server import sample
sample.settle(today())
person = Person.objects.get(email="owner@yunqi.example")
by = Membership.objects.get(person=person)
draft = drafts.begin(by=by, party_key="yunqi", ground="procurement", title="upload")
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.create()
print(session.session_key, draft.pk)
"""
_SERVED = """
from shencha.cli.instance import start
start()
from shencha.server.processes import run
run("127.0.0.1", {port}, 1)
"""


def run() -> list[Row]:
    """One upload; the reference is measured before and after it, and the shorter counts."""
    size = int(os.environ.get("SHENCHA_BENCH_UPLOAD_MB", "1024")) * 2**20
    with tempfile.TemporaryDirectory(prefix="shencha-bench-") as folder:
        source = Path(folder) / "source.png"
        _write(source, size)
        before = _copied(source, Path(folder) / "copy.bin")
        with _server(folder) as (port, pid, session, draft):
            small = Path(folder) / "small.png"
            _write(small, LARGEST)
            _uploaded(small, port, session, draft)
            quiet = _largest(pid)
            ours = _uploaded(source, port, session, draft)
            grown = (_largest(pid) - quiet) / 1024
        reference = min(before, _copied(source, Path(folder) / "copy.bin"))
    ratio = ours / reference
    return [
        Row(
            f"upload of {size // 2**20} MB in pieces, kept and digested",
            "cp with fsync, and SHA-256 of the copy",
            ours,
            reference,
            ratio,
            f"at most {WANTED:g} times",
            ratio <= WANTED,
            f"{size / ours / 2**20:.0f} MB/s",
        ),
        Row(
            "memory of the server while it takes the upload",
            f"{MEMORY_MB} MB",
            grown,
            MEMORY_MB,
            grown / MEMORY_MB,
            f"at most {MEMORY_MB} MB more than after a small one",
            grown <= MEMORY_MB,
            f"grew by {grown:.1f} MB (the columns of seconds hold MB here)",
        ),
    ]


def _write(path: Path, size: int) -> None:
    block = b"\x89PNG\r\n\x1a\n" + os.urandom(2**20 - 8)  # which is of a kind that is taken
    with path.open("wb") as file:
        for _ in range(size // 2**20):
            file.write(block)


def _copied(source: Path, target: Path) -> float:
    begun = time.perf_counter()
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())
        hashlib.file_digest(file, "sha256").hexdigest()
    took = time.perf_counter() - begun
    target.unlink()
    return took


@contextmanager
def _server(folder: str) -> Iterator[tuple[int, int, str, str]]:
    environment = os.environ | {"SHENCHA_DATA": f"{folder}/data", "SHENCHA_PLAIN_HTTP": "1"}
    environment.pop("SHENCHA_DATABASE_URL", None)
    said = subprocess.run(
        [sys.executable, "-c", _SETTLED], env=environment, check=True, capture_output=True, text=True
    )
    session, draft = said.stdout.split()[-2:]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = subprocess.Popen([sys.executable, "-c", _SERVED.format(port=port)], env=environment)
    try:
        for _ in range(900):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, served.pid, session, draft
    finally:
        served.terminate()
        served.wait(30)


def _uploaded(source: Path, port: int, session: str, draft: str) -> float:
    """Announce, put every piece, send the form; over one connection, as a browser does."""
    token, size = "a" * 32, source.stat().st_size
    headers = {"Cookie": f"sessionid={session}; csrftoken={token}", "X-CSRFToken": token}
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    begun = time.perf_counter()
    page = f"/party/drafts/{draft}/papers/other/"
    words = urlencode({"place": page, "field": "file", "name": source.name, "size": size, "stamp": "1"})
    form = headers | {"Content-Type": "application/x-www-form-urlencoded"}
    told = _asked(link, "POST", "/uploads/", words.encode(), form)
    place = str(told["address"])
    with source.open("rb") as file:
        at, size_of_piece = 0, SMALLEST
        while piece := file.read(size_of_piece):
            span = {"Content-Range": f"bytes {at}-{at + len(piece) - 1}/{size}"}
            _asked(link, "PUT", place, piece, headers | span)
            at, size_of_piece = at + len(piece), min(2 * size_of_piece, LARGEST)
    sent = urlencode({"arrived-file": told["key"]})
    link.request("POST", page, sent.encode(), form)
    answer = link.getresponse()
    answer.read()
    assert answer.status == 302, answer.status
    return time.perf_counter() - begun


def _asked(
    link: http.client.HTTPConnection, method: str, path: str, body: bytes, headers: dict[str, str]
) -> dict[str, object]:
    import json

    link.request(method, path, body, headers)
    answer = link.getresponse()
    data = answer.read()
    assert answer.status in (200, 201), (answer.status, data[:300])
    found: dict[str, object] = json.loads(data)
    return found


def _largest(pid: int) -> int:
    """The most memory that the largest process of the server ever held, in KiB."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(told["PPid"]) == pid or told["Pid"].strip() == str(pid):
            found.append(int(told.get("VmHWM", "0 kB").split()[0]))
    return max(found)
