"""The malware scanner is asked over its socket: Debian's `clamd` with a signature of ours where it is installed.

The same is asked of a small server that speaks the protocol (clamd(8), INSTREAM), which shows what `clamd` would not on
demand: an answer that never comes, one in the middle of a file, a host with a port.
"""

from __future__ import annotations

import shutil
import socket
import socketserver
import struct
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from shencha.errors import BadInput
from shencha.records import files
from shencha.records.files.scanning import asked, rescan
from shencha.records.models import StoredFile

WORDS = b"SHENCHA-TEST-MALWARE-d41d8cd9"
LIMIT = 2**20
CLAMD = shutil.which("clamd")


class _Answers(socketserver.BaseRequestHandler):
    """One question: pieces with their length before them, up to an empty one."""

    def handle(self) -> None:
        one = self.request
        assert _read(one, 10) == b"zINSTREAM\0"
        content = b""
        while (length := struct.unpack("!I", _read(one, 4))[0]) > 0:
            content += _read(one, length)
            if len(content) > LIMIT:
                one.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        one.sendall(b"stream: Test.Own FOUND\0" if WORDS in content else b"stream: OK\0")


def _read(one: socket.socket, length: int) -> bytes:
    content = b""
    while len(content) < length:
        more = one.recv(length - len(content))
        assert more
        content += more
    return content


@contextmanager
def small_server() -> Iterator[str]:
    """Speaks the protocol on a port of this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


@contextmanager
def debians() -> Iterator[str]:
    """Debian's own, on a Unix socket (whose path must be short), with one signature of ours and no other."""
    assert CLAMD is not None
    with tempfile.TemporaryDirectory(prefix="clamd-") as made:
        folder = Path(made)
        (folder / "db").mkdir()
        (folder / "db" / "own.ndb").write_text(f"Test.Own:0:*:{WORDS.hex()}\n")
        place, said = folder / "clamd.ctl", folder / "clamd.conf"
        said.write_text(
            f"LocalSocket {place}\nDatabaseDirectory {folder / 'db'}\nForeground yes\nStreamMaxLength 1M\n"
        )
        run = subprocess.Popen([CLAMD, "-c", str(said)], stdout=subprocess.PIPE, text=True)
        try:
            assert run.stdout is not None
            next(line for line in run.stdout if "Self checking" in line)
            yield str(place)
        finally:
            run.terminate()
            run.communicate(timeout=60)


@pytest.fixture(params=["small server", "clamd"])
def scanner(request, settings) -> Iterator[str]:
    if request.param == "clamd" and CLAMD is None:
        pytest.skip("Debian's clamd is not installed (apt-get install clamav-daemon)")
    with small_server() if request.param == "small server" else debians() as place:
        settings.CLAMD = place
        yield place


def test_malware_is_refused_and_nothing_of_it_is_kept(house, settings, scanner):
    with pytest.raises(BadInput) as refused:
        files.keep([b"a" * 1000, WORDS], "合同.txt", "other")
    assert "Test.Own" in refused.value.faults[0].wrong.zh
    assert not StoredFile.objects.exists()
    assert not [one for one in Path(settings.FILES).rglob("*") if one.is_file()]


def test_what_is_clean_is_kept_and_what_is_above_the_limit_is_told_as_unscanned(house, scanner):
    assert files.keep([b"hello"], "a.txt", "other").scanned == "clean"
    assert files.keep([b"a" * LIMIT * 3], "b.txt", "other").scanned == "large"


def test_without_a_scanner_nothing_is_said_and_one_that_does_not_answer_is_asked_again(
    house, settings, tmp_path
):
    assert files.keep([b"first"], "a.txt", "other").scanned == ""
    settings.CLAMD = str(tmp_path / "nobody.ctl")
    waits, bad = files.keep([b"second"], "b.txt", "other"), files.keep([WORDS], "c.txt", "other")
    assert (waits.scanned, bad.scanned, rescan()) == ("waiting", "waiting", 0)
    with small_server() as place:
        settings.CLAMD = place
        assert rescan() == 2
        assert rescan() == 0
    waits.refresh_from_db()
    bad.refresh_from_db()
    assert (waits.scanned, bad.scanned) == ("clean", "found:Test.Own")


def test_an_answer_that_breaks_off_is_no_verdict(tmp_path):
    (tmp_path / "a").write_bytes(b"hello")
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def cut() -> None:
            one, _ = server.accept()
            with one:
                one.recv(10)

        threading.Thread(target=cut, daemon=True).start()
        assert asked(tmp_path / "a", f"127.0.0.1:{server.getsockname()[1]}") == "waiting"
