"""What the environment says: where data lies, which database, which secret."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shencha.errors import BadInput, Fault
from shencha.records.secrets import kept_secret
from shencha.text import Text


def data_folder() -> Path:
    """The folder for database, files and keys; made if absent, readable by its owner only."""
    folder = Path(os.environ.get("SHENCHA_DATA", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The secret that signs sessions: given, or made once and kept beside the data."""
    given = os.environ.get("SHENCHA_SECRET_KEY")
    return given or kept_secret(folder / "secret.key", lambda: secrets.token_urlsafe(48).encode()).decode()


def database(folder: Path) -> dict[str, Any]:
    """Django's description of the database: SQLite in the data folder, or PostgreSQL by SHENCHA_DATABASE_URL.

    Raises:
        BadInput: the address is not of PostgreSQL.
    """
    url = os.environ.get("SHENCHA_DATABASE_URL", "")
    if not url:
        return sqlite(folder / "shencha.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise BadInput(
            [
                Fault(
                    "environment",
                    "SHENCHA_DATABASE_URL",
                    Text("不是 PostgreSQL 地址", "it is not an address of PostgreSQL"),
                    Text(
                        "请写 postgresql://用户:口令@主机:端口/库名",
                        "write postgresql://user:password@host:port/name",
                    ),
                )
            ]
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
    }


def sqlite(file: Path) -> dict[str, Any]:
    """SQLite as durable as it can be: WAL, every commit flushed, writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "timeout": 30,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=30000;"
            ),
        },
        "CONN_MAX_AGE": 600,
    }
