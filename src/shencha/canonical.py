"""The one way in which a record is written as JSON before it is hashed: canonical JSON, and its digest.

Keys in the order of their code points, no spaces, UTF-8, no NaN or infinity. Where records hold text, whole numbers,
lists and objects only, this is RFC 8785 as well.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def canonical(data: Any) -> bytes:
    """The canonical JSON of plain data.

    Raises:
        ValueError: NaN or infinity. TypeError: a value that JSON does not know.
    """
    return json.dumps(
        data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest_of(data: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256(canonical(data)).hexdigest()
