"""Log entries that say nothing by themselves: a salted digest of the record.

The entry in the tree is HMAC-SHA256 with a fresh 32-byte salt over the record's canonical JSON. Destroying the
record and its salt, as the law may order, leaves a tree that is whole and an entry that nobody can guess.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any

from shencha.canonical import canonical

SALT_BYTES = 32


def fresh_salt() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def entry_of(record: Any, salt: bytes) -> bytes:
    """The 32 bytes that stand in the tree for a record."""
    return hmac.digest(salt, canonical(record), "sha256")
