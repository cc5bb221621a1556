"""A refusal: why an event may not follow, and what may."""

from __future__ import annotations

from dataclasses import dataclass

from shencha.text import Text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an event may not follow, and what may."""

    wrong: Text
    right: Text
