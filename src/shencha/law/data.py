"""Reads this package's own data files: dated facts with their articles."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from shencha.inputs import parse_yaml


class Confidence(StrEnum):
    """How a fact of the law came to be written down here."""

    REREAD = "reread"
    """The wording itself was read, at the place that `sources.yaml` names."""
    TEXT = "text"
    """From memory of the text, which was not read; no stronger than unverified."""
    SECONDARY = "secondary"
    """Told by others, such as a press answer of the agency; the wording was not read."""
    UNVERIFIED = "unverified"
    """From memory or common professional knowledge."""

    @property
    def verified(self) -> bool:
        """Was the text itself read again?"""
        return self is Confidence.REREAD


@cache
def facts_of(name: str) -> Any:
    """Plain data of one of this package's YAML files."""
    return parse_yaml(files("shencha.law").joinpath(name).read_text(encoding="utf-8"), name).data


def day(text: str | None) -> date | None:
    """The date of a data file's field; None when it is empty."""
    return date.fromisoformat(text) if text else None
