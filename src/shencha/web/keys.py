"""Keys that make a form sent twice one act."""

from __future__ import annotations

import secrets


def fresh_key() -> str:
    """A key for one act, made when the form is shown; a double click or the back button sends it again."""
    return secrets.token_urlsafe(24)
