"""The instance's own age key: dossiers are sealed to its public half, and opened here when they arrive."""

from __future__ import annotations

from shencha.documents.dossier.seal import fresh_identity, recipient_of
from shencha.records import keys

NAME = "dossier.key"


def identity() -> str:
    """The secret half, made once, and after it those of before, a line each: what was sealed to them still opens."""
    before = sorted(keys.place_of(NAME).parent.glob("dossier-*.key"))
    return "\n".join([_now(), *(one.read_text().strip() for one in before)])


def recipient() -> str:
    """The public half, `age1…`, which the instance publishes."""
    return recipient_of(_now())


def _now() -> str:
    return keys.kept(NAME, lambda: fresh_identity().encode(), shown).decode().strip()


def shown(key: bytes) -> str:
    """The public half of such a key."""
    return recipient_of(key.decode())
