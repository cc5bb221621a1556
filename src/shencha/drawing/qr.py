"""A QR code as SVG: for an address on paper that a telephone opens."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from qrcode import QRCode  # type: ignore[import-untyped]
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M  # type: ignore[import-untyped]

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""
DENSE = 900
"""Characters from which on less is given to correction, so that modules stay large enough to be read."""


def qr(words: str, label: str) -> str:
    """The code of these words, black on white, one unit a module.

    Args:
        label: what it is, for readers who do not see it.
    """
    code = QRCode(error_correction=ERROR_CORRECT_L if len(words) > DENSE else ERROR_CORRECT_M, border=QUIET)
    code.add_data(words)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    size = len(rows)
    return (
        f'<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label={quoteattr(label)} shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )
