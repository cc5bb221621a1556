"""What the environment says: where data lies, which database, which secret."""

from __future__ import annotations

import os
import secrets
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from shencha.errors import BadInput, Fault
from shencha.records.secrets import kept_secret, made_folder
from shencha.text import Text


def data_folder() -> Path:
    """The folder for database, files and keys; made if absent, readable by its owner only."""
    os.umask(0o077)  # what this process writes is its owner's only, database and files included
    folder = Path(os.environ.get("SHENCHA_DATA", "var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keys_folder() -> Path | None:
    """Where the keys lie if not with the data, by SHENCHA_KEYS; made if absent, readable by its owner only."""
    given = os.environ.get("SHENCHA_KEYS")
    return made_folder(Path(given).resolve()) if given else None


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
        raise _wrong(
            "SHENCHA_DATABASE_URL",
            Text("不是 PostgreSQL 地址", "it is not an address of PostgreSQL"),
            Text(
                "请写 postgresql://用户:口令@主机:端口/库名",
                "write postgresql://user:password@host:port/name",
            ),
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
    for one in file.parent.glob(f"{file.name}*"):
        one.chmod(0o600)  # of an instance that was made before files were made so
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


MOST_DAYS_AHEAD = 60


def remind_before() -> tuple[int, ...]:
    """How many working days ahead reminders go out, by SHENCHA_REMIND_BEFORE: `5,1`; empty for none.

    Raises:
        BadInput: no whole numbers from 1 to 60.
    """
    written = os.environ.get("SHENCHA_REMIND_BEFORE", "5,1")
    parts = [part.strip() for part in written.split(",") if part.strip()]
    if all(part.isascii() and part.isdecimal() and 1 <= int(part) <= MOST_DAYS_AHEAD for part in parts):
        return tuple(sorted({int(part) for part in parts}))
    raise _wrong(
        "SHENCHA_REMIND_BEFORE",
        Text(f"{written} 不是工作日数", f"{written} is no number of working days"),
        Text("请写 1 至 60 的整数，以逗号分隔，例如 5,1", "write whole numbers from 1 to 60, such as 5,1"),
    )


def remind_at() -> time:
    """From what time of a working day in Shanghai reminders go out, by SHENCHA_REMIND_AT: `08:30`.

    Raises:
        BadInput: no time of day.
    """
    written = os.environ.get("SHENCHA_REMIND_AT") or "08:30"
    try:
        return time.fromisoformat(written)
    except ValueError:
        raise _wrong(
            "SHENCHA_REMIND_AT",
            Text(f"{written} 不是时刻", f"{written} is no time of day"),
            Text("请写上海时间，例如 08:30", "write a time in Shanghai, such as 08:30"),
        ) from None


def proxies() -> int | None:
    """How many proxies of ours stand in front, by SHENCHA_PROXIES; None where nobody said so.

    Raises:
        BadInput: no number from 0 to 9.
    """
    written = os.environ.get("SHENCHA_PROXIES", "")
    if not written:
        return None
    if len(written) == 1 and written.isascii() and written.isdecimal():
        return int(written)
    raise _wrong(
        "SHENCHA_PROXIES",
        Text(f"{written} 不是代理的个数", f"{written} is no number of proxies"),
        Text("请写 0 至 9", "write a number from 0 to 9"),
    )


def tries(proxies: int | None) -> dict[str, str | None]:
    """How often one may try to sign in, as allauth writes it: by account, and by client where its address is known.

    Behind a proxy that was not declared every client has one address, and a limit on it would shut out all.
    """
    by_client = proxies is not None
    return {
        "login": "60/m/ip" if by_client else None,
        "login_failed": "30/m/ip,5/300s/key" if by_client else "5/300s/key",
        "reset_password": "20/m/ip,3/h/key" if by_client else "3/h/key",
        "reset_password_from_key": "20/m/ip" if by_client else None,
        "reauthenticate": "10/m/user",
        "change_password": "5/m/user",
    }


def idle_seconds() -> int:
    """After how long without use a session ends, by SHENCHA_IDLE_MINUTES.

    Raises:
        BadInput: no number from 1 to 480.
    """
    written = os.environ.get("SHENCHA_IDLE_MINUTES") or "30"
    if len(written) < 4 and written.isascii() and written.isdecimal() and 1 <= int(written) <= 480:
        return 60 * int(written)
    raise _wrong(
        "SHENCHA_IDLE_MINUTES",
        Text(f"{written} 不是分钟数", f"{written} is no number of minutes"),
        Text("请写 1 至 480 的整数", "write a whole number from 1 to 480"),
    )


def security_contact() -> str:
    """Whom to tell of a weakness, by SHENCHA_SECURITY_CONTACT; empty where nobody is named.

    Raises:
        BadInput: neither `mailto:` nor `https:`, as RFC 9116 asks.
    """
    written = os.environ.get("SHENCHA_SECURITY_CONTACT", "").strip()
    if not written or (written.startswith(("mailto:", "https://")) and written.isprintable()):
        return written
    raise _wrong(
        "SHENCHA_SECURITY_CONTACT",
        Text(f"{written} 不是联系地址", f"{written} is no address to write to"),
        Text("请写 mailto:地址 或者 https://网页", "write mailto:ADDRESS or https://PAGE"),
    )


def metrics() -> tuple[str, int] | None:
    """Where a monitor reads figures, by SHENCHA_METRICS: `127.0.0.1:9464`; None where none is to.

    Raises:
        BadInput: no host and port.
    """
    written = os.environ.get("SHENCHA_METRICS", "")
    if not written:
        return None
    host, _, port = written.rpartition(":")
    if host and port.isascii() and port.isdecimal() and len(port) < 6 and 0 < int(port) < 2**16:
        return host, int(port)
    raise _wrong(
        "SHENCHA_METRICS",
        Text(f"{written} 不是主机和端口", f"{written} is no host and port"),
        Text("请写 主机:端口，例如 127.0.0.1:9464", "write host:port, such as 127.0.0.1:9464"),
    )


def _wrong(where: str, wrong: Text, right: Text) -> BadInput:
    return BadInput([Fault("environment", where, wrong, right)])
