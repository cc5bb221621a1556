"""Is an answer what the command printed? A digest over it tells an edit; a forger can write another digest.

Whoever wants to know that a count is true has it counted again: a sworn count, which an auditor repeats.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from shencha.text import Text

AGREES, DIFFERS, NONE = "agrees", "differs", "none"
SAID = {
    AGREES: Text(
        "与命令打印的一致（摘要相符）。摘要人人会算：看得出改动，看不出伪造；真伪以审计员的复核为准。",
        "As the command printed it: its digest agrees. Anyone can compute a digest, so it shows an edit, no forgery; "
        "for that an auditor counts again.",
    ),
    DIFFERS: Text(
        "命令打印之后被改动过：摘要不符。",
        "It was changed after the command had printed it: the digest differs.",
    ),
    NONE: Text(
        "没有摘要（旧版命令的结果），看不出是否改动过。",
        "It has no digest (an older command printed it), so an edit would not show.",
    ),
}


def digest_of(told: Mapping[str, Any]) -> str:
    """`sha256:…` of an answer's canonical JSON, without its own digest."""
    kept = {name: value for name, value in told.items() if name != "digest"}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def origin(told: Mapping[str, Any]) -> str:
    """`agrees`, `differs`, or `none` where the answer has no digest."""
    if "digest" not in told:
        return NONE
    return AGREES if told["digest"] == digest_of(told) else DIFFERS
