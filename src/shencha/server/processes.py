"""Runs gunicorn on our application."""

from __future__ import annotations

import atexit
import subprocess
import sys
from pathlib import Path

from gunicorn.app.base import BaseApplication


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


def _analyst() -> subprocess.Popen[bytes]:
    """The worker for analyses, beside those that answer; it ends with us."""
    return subprocess.Popen([sys.executable, "-m", "shencha.server.worker"])


def run(host: str, port: int, workers: int) -> None:
    """Serve until stopped; a stop waits for answers under way.

    A worker has several threads, so that one slow reader does not hold it.
    """
    from django.db import connections

    connections.close_all()
    analyst = _analyst()
    atexit.register(analyst.terminate)
    _Gunicorn(
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
    ).run()
    sys.exit(0)
