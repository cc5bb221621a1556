"""Draw the rooms of the source and the arrows between them, from the code's own imports.

    python tools/architecture.py           writes docs/pictures/architecture.svg and the table in docs/architecture.md
    python tools/architecture.py --check   exits with 1 where either is older than the code

The layers are those of pyproject.toml (import-linter holds them). An arrow that follows from others is left out of the
picture: where cli calls records and records calls law, the arrow from cli to law says nothing new.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from shencha.drawing.canvas import DEED, HOME, HOME_PALE, LINE, SOFT, box, picture, words

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "shencha"
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: made by tools/architecture.py -->\n", "<!-- end of rooms -->\n"
WIDE, HIGH, ROW, LEFT = 132, 40, 78, 24


def layers() -> list[list[str]]:
    """The rooms from top to bottom, as the first import contract orders them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    ordered = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [[room.strip(" ()") for room in layer.split("|")] for layer in ordered]


def arrows() -> dict[str, set[str]]:
    """Which rooms each room imports."""
    found: dict[str, set[str]] = {room: set() for layer in layers() for room in layer}
    for path in sorted(SOURCE.rglob("*.py")):
        room = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = _named(node)
            found.get(room, set()).update(name for name in names if name in found and name != room)
    return found


def _named(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("shencha."):
        yield node.module.split(".")[1]
    elif isinstance(node, ast.ImportFrom) and node.module == "shencha":
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.Import):
        yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("shencha."))


def direct(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The arrows that do not follow from others (the transitive reduction; there are no circles)."""

    def beyond(room: str) -> set[str]:
        return set().union(*(found[next_] | beyond(next_) for next_ in found[room]))

    return {room: to - beyond(room) for room, to in found.items()}


def drawn(found: dict[str, set[str]]) -> str:
    """The picture."""
    rows = layers()
    most = max(map(len, rows))
    across = LEFT * 2 + most * WIDE + (most - 1) * LEFT
    at: dict[str, tuple[float, float]] = {}
    for row, rooms in enumerate(rows):
        begin = (across - len(rooms) * WIDE - (len(rooms) - 1) * LEFT) / 2
        at |= {room: (begin + i * (WIDE + LEFT), LEFT + row * ROW) for i, room in enumerate(rooms)}
    parts = [
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0 0L8 4L0 8z" fill="{LINE}"/></marker></defs>'
    ]
    for room, to in direct(found).items():
        for low in sorted(to):
            (x1, y1), (x2, y2) = at[room], at[low]
            a, b, bend = x1 + WIDE / 2, x2 + WIDE / 2, (y2 - y1 - HIGH) / 2
            if y2 - y1 > ROW and abs(a - b) < WIDE / 2:  # passes rooms in between: beside them
                out, turn = (0, -75) if a <= b else (WIDE, 75)
                points = ((x1 + out, y1 + HIGH / 2), (x1 + out + turn, y1 + HIGH), (x1 + out + turn, y2))
                points += ((x2 + out, y2 + HIGH / 2),)
            else:
                points = ((a, y1 + HIGH), (a, y1 + HIGH + bend), (b, y2 - bend), (b, y2))
            begin, *others = (f"{x:.0f} {y:.0f}" for x, y in points)
            curve = f"M{begin}C{' '.join(others)}"
            parts.append(f'<path d="{curve}" fill="none" stroke="{LINE}" marker-end="url(#tip)"/>')
    for room, (x, y) in at.items():
        parts.append(box(x, y, WIDE, HIGH, fill=HOME_PALE, line=DEED if room in found else SOFT))
        parts.append(
            words(x + WIDE / 2, y + HIGH / 2 + 5, room, size=15, colour=HOME, anchor="middle", bold=True)
        )
    said = "; ".join(f"{room} → {', '.join(sorted(to))}" for room, to in direct(found).items() if to)
    return picture(across, LEFT * 2 + len(rows) * ROW - (ROW - HIGH), "The rooms of shencha", said, parts)


def table() -> str:
    """Each room with what it says of itself, and the rooms inside it."""
    lines = ["| room | what is in it |", "|---|---|"]
    for room in (room for layer in layers() for room in layer):
        inside = sorted((SOURCE / room).rglob("__init__.py")) or [SOURCE / f"{room}.py"]
        for file in inside:
            if "migrations" in file.parts or "templates" in file.parts:
                continue
            name = file.parent if file.name == "__init__.py" else file.with_suffix("")
            said = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
            where = name.relative_to(SOURCE).as_posix()
            lines.append(
                f"| {'' if '/' not in where else '&nbsp;&nbsp;'}`{where}` | {' '.join(said.split())} |"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write both, or say which is stale."""
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition(BEGIN)
    made = {PICTURE: drawn(arrows()), PAGE: f"{head}{BEGIN}{table()}{END}{rest.partition(END)[2]}"}
    if "--check" not in sys.argv:
        for path, text in made.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} is older than the code: run python tools/architecture.py")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
