"""The instance's own age key: dossiers are sealed to its public half, and opened here when they arrive."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from shencha.documents.dossier.seal import fresh_identity, recipient_of
from shencha.records.secrets import kept_secret


def identity() -> str:
    """The secret half; made once, kept in the data folder with owner-only rights."""
    return _kept(Path(settings.DATA))


@cache
def _kept(folder: Path) -> str:
    return kept_secret(folder / "dossier.key", lambda: fresh_identity().encode()).decode()


def recipient() -> str:
    """The public half, `age1…`, which the instance publishes."""
    return recipient_of(identity())
