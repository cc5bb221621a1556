"""Runs gunicorn on our application."""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

log = logging.getLogger("shencha.worker")


AGAIN = 2.0
"""Seconds after which a worker that ended is started again; doubled while it keeps ending at once."""
LONGEST_PAUSE = 60.0
STEADY = 120.0
"""Seconds after which a worker counts as one that holds."""


class _Beside:
    """The worker beside those that answer pages: started, and started again whenever it has ended."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.begun = self.next = 0.0
        self.pause = AGAIN

    def keep(self) -> None:
        """Start it if none runs; called about once a second."""
        moment = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            self.pause = AGAIN if moment - self.begun > STEADY else min(2 * self.pause, LONGEST_PAUSE)
            self.next = moment + self.pause
            log.error("the worker ended; another starts in %.0f s", self.pause)
            self.process = None
        if moment >= self.next:
            self.begun = moment
            self.process = subprocess.Popen([sys.executable, "-m", "shencha.server.worker"])

    def end(self, server: int) -> None:
        """With the server; those that answer are copies of it, and their end is not its end."""
        if self.process is not None and os.getpid() == server:
            self.process.terminate()


class _Arbiter(Arbiter):  # type: ignore[misc]
    """gunicorn's, which looks after the worker in each of its rounds."""

    beside: _Beside

    def manage_workers(self) -> None:
        """Those that answer, and the one beside them."""
        super().manage_workers()
        self.beside.keep()


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    def __init__(self, options: dict[str, object]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> object:
        from shencha.server.wsgi import application

        return application


def run(host: str, port: int, workers: int) -> None:
    """Serve until stopped; a stop waits for answers under way.

    A worker has several threads, so that one slow reader does not hold it.
    """
    from django.db import connections

    connections.close_all()
    beside = _Beside()
    atexit.register(beside.end, os.getpid())
    application = _Gunicorn(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "timeout": 300,
            "graceful_timeout": 20,
            "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108  (a heartbeat file)
            "control_socket_disable": True,
            "no_control_socket": True,
            "loglevel": "warning",
            "proc_name": "shencha",
        }
    )
    arbiter = _Arbiter(application)
    arbiter.beside = beside
    arbiter.run()
    sys.exit(0)
