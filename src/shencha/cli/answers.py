"""Prints an answer for a person or as JSON, and an error with its exit code; the same for every command."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable
from typing import Any

from shencha.errors import ShenchaError
from shencha.text import Lang


def language(asked: str | None = None) -> Lang:
    """The language of the answer: `--lang` if given, else the locale's, else English."""
    if asked in ("zh", "en"):
        return "zh" if asked == "zh" else "en"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def emit(document: Any, person: Callable[[Lang], str], *, as_json: bool, lang: Lang) -> None:
    """Print one JSON document and nothing else, or the text for a person."""
    if as_json:
        sys.stdout.write(
            json.dumps(document, ensure_ascii=False, indent=None if not sys.stdout.isatty() else 2) + "\n"
        )
    else:
        text = person(lang)
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def harmless(text: str) -> str:
    """A text that a terminal only shows: a name from someone's file may hold signs that a terminal obeys."""
    return "".join(
        sign if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf") else f"\\u{ord(sign):04x}"
        for sign in text
    )


def refuse(error: ShenchaError, lang: Lang) -> int:
    """Print an error on standard error, a line for each thing wrong; returns the exit code."""
    sys.stderr.write(harmless(error.said(lang)) + "\n")
    return error.exit_code
