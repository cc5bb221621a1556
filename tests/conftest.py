"""What every test may use: a real database (SQLite, or PostgreSQL by --postgres), sample people, a live server."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="shencha-tests-"))
os.environ["SHENCHA_DATA"] = str(DATA)
os.environ["SHENCHA_PLAIN_HTTP"] = "1"
os.environ["SHENCHA_DEMO"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["LANG"] = "C.UTF-8"
os.environ.pop("LC_ALL", None)
if os.environ.get("SHENCHA_TEST_DATABASE") != "postgresql":
    os.environ.pop("SHENCHA_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shencha.server.settings")
