"""Figures for a monitor, over all processes of an instance: Prometheus text on a port of its own, without content.

What happens is counted in one small file of the data folder, under a lock, so that counts are those of all processes
and go on after a restart; what stands now (queues, signs of life, room) is asked when a monitor asks.
"""

from __future__ import annotations

import fcntl
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from shencha.procedure.roles import PARTY
from shencha.records.clock import now
from shencha.records.jobs import alive
from shencha.records.models import AnalysisRun, LogHead, Membership, Reminder
from shencha.server import security_log
from shencha.server.health import free

BOUNDS = (0.1, 0.3, 1.0, 3.0, 10.0)
"""Upper bounds of the times that are told, in seconds."""
CLASSES = tuple(f"{n}xx" for n in range(1, 6))
SLOTS: Mapping[str, int] = {
    name: place
    for place, name in enumerate(
        (
            *(f'requests_total{{status="{one}"}}' for one in CLASSES),
            *(f'request_seconds_bucket{{le="{one}"}}' for one in (*BOUNDS, "+Inf")),
            "request_microseconds_total",
            *(f'security_events_total{{what="{one}"}}' for one in security_log.EVENTS),
        )
    )
}
_WORD = struct.Struct("<Q")
_threads = threading.Lock()


@contextmanager
def _kept() -> Iterator[int]:
    """The file of counts, open for this thread alone among all of all processes of the machine."""
    with _threads:
        file = os.open(Path(settings.DATA) / "counts", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.lockf(file, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(file)  # and with it the lock


def _words(file: int) -> list[int]:
    size = _WORD.size * len(SLOTS)
    return [one for (one,) in _WORD.iter_unpack(os.pread(file, size, 0).ljust(size, b"\0"))]


def add(counts: Mapping[str, int]) -> None:
    """Count what happened, by the name of its slot; a count that finds no room on the disk is lost."""
    with suppress(OSError), _kept() as file:
        words = _words(file)
        for name, more in counts.items():
            words[SLOTS[name]] += more
        os.pwrite(file, b"".join(map(_WORD.pack, words)), 0)


def counted(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: each answer is counted with its status and its time; nothing of what was asked."""
    if _heard not in security_log.HEARD:
        security_log.HEARD.append(_heard)

    def answer(request: HttpRequest) -> HttpResponse:
        begun = time.monotonic()
        response = get_response(request)
        took = time.monotonic() - begun
        slots = {f'requests_total{{status="{response.status_code // 100}xx"}}': 1}
        slots |= {f'request_seconds_bucket{{le="{one}"}}': 1 for one in BOUNDS if took <= one}
        add(slots | {'request_seconds_bucket{le="+Inf"}': 1, "request_microseconds_total": int(took * 1e6)})
        return response

    return answer


def _heard(what: str) -> None:
    add({f'security_events_total{{what="{what}"}}': 1})


def told() -> str:
    """All of it as Prometheus reads it (text format 0.0.4)."""
    with _kept() as file:
        lines = [f"shencha_{name} {count}" for name, count in zip(SLOTS, _words(file), strict=True)]
    seen, head = alive.last_sign(), LogHead.objects.filter(pk=1).first()
    waiting = AnalysisRun.objects.filter(state__in=(AnalysisRun.State.QUEUED, AnalysisRun.State.RUNNING))
    signs = Membership.objects.filter(active=True, role__in=[role.value for role in PARTY])
    gauges = {
        "worker_silent_seconds": round((now() - seen).total_seconds(), 1) if seen else "NaN",
        "analyses_waiting": waiting.count(),
        "mails_waiting": Reminder.objects.filter(sent_at=None).count(),
        "log_entries": head.size if head else 0,
        "disk_free_ratio": round(free(), 4),
        "signatories_without_second_factor": signs.filter(person__authenticator=None).count(),
    }
    lines += [f"shencha_{name} {value}" for name, value in gauges.items()]
    return "\n".join(lines) + "\n"


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """The figures, under /metrics and nowhere else."""
        if self.path != "/metrics":
            self.send_error(404)
            return
        body = told().encode()
        connection.close()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: a monitor asks every few seconds."""


def serve(place: tuple[str, int]) -> ThreadingHTTPServer:
    """Answer a monitor at that host and port, beside what else this process does."""
    server = ThreadingHTTPServer(place, _Page)
    threading.Thread(target=server.serve_forever, daemon=True, name="metrics").start()
    return server
