"""By which facts and by which law an answer was given: digests by which it can be replayed."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from shencha.law.logic.cells import Regime


def canonical(data: Any) -> bytes:
    """Canonical JSON: keys sorted, no spaces, UTF-8 (RFC 8785 for text, whole numbers, lists and objects)."""
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(data: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


@cache
def law_digest(regime: Regime) -> str:
    """SHA-256 of the law that answers: the digests of the files in which it is written down, as canonical JSON."""
    return digest({name: hashlib.sha256(_bytes(name)).hexdigest() for name in regime.files})


def _bytes(name: str) -> bytes:
    return files("shencha.law").joinpath(name).read_bytes()
