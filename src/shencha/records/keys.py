"""The instance's keys: files outside the database, the same on each machine that serves it.

A key is made once, by the machine that needs it first. From then on the database knows its print (never the key), so
that a machine which lacks it, or has another, says so instead of making one of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

from shencha.errors import ShenchaError
from shencha.records.models import KeyPrint
from shencha.records.secrets import kept_secret
from shencha.text import Text

NAMES = ("log.key", "dossier.key", "secret.key", "factors.key", "reports.key", "reporters.key", "forms.key")
"""Besides `log-N.key`, of the log's later epochs, and `dossier-N.key`, with which earlier dossiers are opened."""


DIGEST = "sha256:"


class NoKey(ShenchaError):
    """The key that the instance uses is not on this machine."""

    code = "no_key"
    status = 503


def folder() -> Path:
    """Where the keys lie: in SHENCHA_KEYS, or the data folder."""
    found: Path = settings.KEYS or settings.DATA
    return found


def place_of(name: str) -> Path:
    """Where the key of that name lies."""
    return folder() / name


def kept(name: str, fresh: Callable[[], bytes], shown: Callable[[bytes], str] | None = None) -> bytes:
    """The key of that name; made where the instance has none yet.

    Args:
        shown: the public half of the key, where it has one; its print is that, and else a digest.
    Raises:
        NoKey: it is not on this machine, or it is not the instance's.
    """
    place = place_of(name)
    known = KeyPrint.objects.filter(name=name).values_list("print", flat=True).first() if _prints() else None
    if known is not None and not place.exists():
        raise missing(name)
    key = kept_secret(place, fresh)
    mine = (shown or digest)(key)
    if known is None and _prints():
        known = KeyPrint.objects.get_or_create(name=name, defaults={"print": mine})[0].print
    if known is not None and known != mine:
        raise NoKey(_another(name))
    return key


def all_here() -> list[Path]:
    """The files of the keys that this machine has, earlier ones among them."""
    named = {place_of(name) for name in NAMES if place_of(name).exists()}
    return sorted({*named, *folder().glob("log-*.key"), *folder().glob("dossier-*.key")})


def print_of(name: str) -> str:
    """What the database knows of that key; empty where it knows nothing."""
    return KeyPrint.objects.filter(name=name).values_list("print", flat=True).first() or ""


def prints() -> list[tuple[str, str]]:
    """The keys that the instance uses, with what is known of each."""
    return list(KeyPrint.objects.order_by("name").values_list("name", "print"))


def wanting() -> list[Text]:
    """What is wrong with this machine's keys: those that the instance uses and it lacks, or has others for."""
    found = []
    for name, known in prints():
        place = place_of(name)
        if not place.exists():
            found.append(missing(name).text)
        elif known.startswith(DIGEST) and known != digest(place.read_bytes()):
            found.append(_another(name))
    return found


def digest(key: bytes) -> str:
    """The print of a key that has no public half."""
    return f"{DIGEST}{sha256(key).hexdigest()}"


def _prints() -> bool:
    """Is the table there? Migrations of before it need keys too."""
    name = str(connection.settings_dict["NAME"])
    if name not in _SEEN and KeyPrint._meta.db_table in connection.introspection.table_names():
        _SEEN.add(name)
    return name in _SEEN


_SEEN: set[str] = set()
"""Databases in which the table was seen."""


def missing(name: str) -> NoKey:
    """The refusal of a machine that was not given a key."""
    return NoKey(
        Text(
            f"本机没有密钥 {name}，而本实例已在使用它：请从另一台机器或者密钥的备份取来；如已丢失，见 docs/keys.md",
            f"this machine has no {name}, which the instance uses: bring it from another machine or from the copy of "
            "the keys; if it is lost, see docs/keys.md",
        )
    )


def _another(name: str) -> Text:
    return Text(
        f"本机的 {name} 不是本实例的密钥：请换成另一台机器上的那一把，见 docs/keys.md",
        f"the {name} of this machine is not the instance's: replace it by that of another machine, see docs/keys.md",
    )
