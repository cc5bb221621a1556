"""By which facts and by which law an answer was given: digests by which it can be replayed."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from shencha.canonical import digest_of
from shencha.law.logic.cells import Regime


@cache
def law_digest(regime: Regime) -> str:
    """SHA-256 of the law that answers: the digests of the files in which it is written down, as canonical JSON."""
    return digest_of({name: hashlib.sha256(_bytes(name)).hexdigest() for name in regime.files})


def _bytes(name: str) -> bytes:
    return files("shencha.law").joinpath(name).read_bytes()
