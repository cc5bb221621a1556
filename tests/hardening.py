"""How much is tried: a small honest part in every run, all of it in `make harden`."""

from __future__ import annotations

import os

HARDEN = "SHENCHA_HARDEN" in os.environ
SEED = int(os.environ.get("SHENCHA_SEED", "0"))
"""What is drawn at random follows from it, so that a seed replays a failure."""


def tried(part: int, whole: int) -> int:
    """How many are tried, here and in `make harden`."""
    return whole if HARDEN else part
