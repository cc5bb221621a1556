"""Scans: pictures of words, set by Typst with the fonts of the machine."""

from __future__ import annotations

from pathlib import Path

from shencha.documents.pdf import fonts_here


def scan_of(path: Path, lines: list[str]) -> Path:
    """A page with these lines, as pixels."""
    import typst

    words = "\n\n".join(lines)
    source = f'#set page(width: 12cm, height: 8cm)\n#set text(font: "Noto Serif CJK SC", size: 16pt)\n{words}'
    made = typst.compile(source.encode(), format="png", ppi=150, font_paths=fonts_here())
    path.write_bytes(made if isinstance(made, bytes) else made[0])
    return path
